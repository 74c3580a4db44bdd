//! The engine over libtorch: rust-bert's networks with the weights of a model folder or of a
//! checkpoint, on the CPU or a GPU, in full or half precision.

mod network;
mod weights;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use tch::nn::VarStore;
use tch::{Kind, Tensor};

use self::network::Network;
use super::{Batch, Device, Encoder, EngineError, Head, Precision, Queue};
use crate::model::{Checkpoint, EncoderShape};

/// Word pieces of a forward pass on a GPU to begin with; less where its memory is too small.
const GPU_BUDGET: usize = 32_768;

/// GPUs that libtorch can use.
pub fn gpus() -> usize {
    if tch::Cuda::is_available() {
        usize::try_from(tch::Cuda::device_count()).unwrap_or(0)
    } else {
        0
    }
}

/// A network run by libtorch.
pub struct TorchEncoder {
    network: Network,
    device: tch::Device,
    kind: Kind,
    widths: Vec<usize>,
}

// SAFETY: tch leaves tensors unshared because some of their methods write in place. After loading,
// this type only runs the network forward without gradients and training, which reads the weights
// and writes to tensors of its own; libtorch allows that from many threads at once.
unsafe impl Sync for TorchEncoder {}

impl TorchEncoder {
    /// The encoder of a model folder with its `heads`; `weights` is a safetensors file.
    ///
    /// # Errors
    /// [`EngineError::Load`] where a weight is missing or of another shape.
    pub fn tagger(
        weights: &[u8],
        shape: &EncoderShape,
        heads: &[Head],
        device: Device,
        precision: Precision,
    ) -> Result<Self, EngineError> {
        let widths = heads.iter().map(|head| head.width).collect();
        let build = |weights: &weights::Weights, store: &VarStore| {
            let positions = weights.rows("bert.embeddings.position_embeddings.weight")?;
            Ok(Network::tagger(&store.root(), shape, positions, heads))
        };
        Self::load(weights, build, widths, device, precision)
    }

    /// The encoder of a checkpoint, with its one head.
    ///
    /// # Errors
    /// [`EngineError::Load`] where the configuration or a weight does not fit the architecture.
    pub fn checkpoint(
        checkpoint: &Checkpoint,
        device: Device,
        precision: Precision,
    ) -> Result<Self, EngineError> {
        let build = |_: &weights::Weights, store: &VarStore| {
            Network::checkpoint(&store.root(), checkpoint.architecture, &checkpoint.config)
        };
        let widths = vec![checkpoint.labels.len()];
        Self::load(&checkpoint.weights, build, widths, device, precision)
    }

    fn load(
        bytes: &[u8],
        build: impl Fn(&weights::Weights, &VarStore) -> Result<Network, EngineError>,
        widths: Vec<usize>,
        device: Device,
        precision: Precision,
    ) -> Result<Self, EngineError> {
        let device = match device {
            Device::Auto | Device::Cpu => tch::Device::Cpu,
            Device::Cuda(number) => tch::Device::Cuda(number),
        };
        let kind = match precision {
            Precision::F32 => Kind::Float,
            Precision::Bf16 => Kind::BFloat16,
            Precision::F16 => Kind::Half,
        };
        // Workers run side by side, each on one core.
        tch::set_num_threads(1);
        let weights = weights::Weights::parse(bytes)?;
        let network = caught(EngineError::Load, || {
            let mut store = VarStore::new(device);
            let network = build(&weights, &store)?;
            weights.copy_to(&store)?;
            store.set_kind(kind);
            store.freeze();
            Ok(network)
        })?;
        Ok(Self {
            network,
            device,
            kind,
            widths,
        })
    }

    /// The encoder as a pipeline takes it: shared by the workers on the CPU, behind a [`Queue`] on
    /// a GPU.
    ///
    /// # Errors
    /// The queue's thread cannot be started.
    pub fn serve(self) -> Result<Arc<dyn Encoder>, EngineError> {
        if self.device == tch::Device::Cpu {
            return Ok(Arc::new(self));
        }
        let queue = Queue::start(self, GPU_BUDGET);
        let queue = queue.map_err(|e| EngineError::Unavailable(format!("no thread: {e}")))?;
        Ok(Arc::new(queue))
    }

    fn input(&self, batch: &Batch, values: &[i32]) -> Tensor {
        Tensor::from_slice(values)
            .to_device(self.device)
            .to_kind(Kind::Int64)
            .view([batch.rows as i64, batch.columns as i64])
    }
}

impl Encoder for TorchEncoder {
    fn forward(&self, batch: &Batch) -> Result<Vec<Vec<f32>>, EngineError> {
        let run = || {
            let outputs = self.network.forward(
                &self.input(batch, &batch.input_ids),
                &self.input(batch, &batch.attention_mask),
                &self.input(batch, &batch.token_type_ids),
                self.kind,
            )?;
            std::iter::zip(&outputs, &self.widths)
                .map(|(output, width)| rows(output, [batch.rows, batch.columns, *width]))
                .collect()
        };
        caught(EngineError::Forward, || tch::no_grad(run))
    }
}

fn rows(output: &Tensor, expected: [usize; 3]) -> Result<Vec<f32>, EngineError> {
    let shape = output.size();
    if shape != expected.map(|n| n as i64) {
        return Err(EngineError::Forward(format!(
            "a head gave values of shape {shape:?}, the model folder says {expected:?}"
        )));
    }
    let flat = output.to_kind(Kind::Float).to_device(tch::Device::Cpu);
    Vec::try_from(&flat.contiguous().view(-1))
        .map_err(|e: tch::TchError| EngineError::Forward(e.to_string()))
}

/// rust-bert panics where libtorch fails: its message becomes an error, and the lack of memory
/// one of its own.
fn caught<T>(
    other: fn(String) -> EngineError,
    work: impl FnOnce() -> Result<T, EngineError>,
) -> Result<T, EngineError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let message = panic
            .downcast_ref::<String>()
            .map_or("libtorch gave no message", String::as_str);
        // The rest is libtorch's own backtrace.
        let first = message.lines().next().unwrap_or(message);
        Err(if message.contains("out of memory") {
            EngineError::OutOfMemory(first.to_owned())
        } else {
            other(first.to_owned())
        })
    })
}
