//! Which engine runs the models, where, and how exactly.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use super::{Encoder, EngineError, RtenEncoder};
use crate::model::{Checkpoint, Model, ModelError};

/// An inference library.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum EngineKind {
    /// Pure Rust on the CPU, weights from ONNX; in every build
    #[default]
    Rten,
    /// rust-bert over libtorch, CPU or GPU, weights from safetensors
    Torch,
}

/// Where the torch engine runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Device {
    /// The first GPU, else the CPU.
    #[default]
    Auto,
    Cpu,
    /// The GPU of this number, from 0.
    Cuda(usize),
}

impl FromStr for Device {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let gpu = name.strip_prefix("cuda:").and_then(|n| n.parse().ok());
        match (name, gpu) {
            ("auto", _) => Ok(Self::Auto),
            ("cpu", _) => Ok(Self::Cpu),
            ("cuda", _) => Ok(Self::Cuda(0)),
            (_, Some(number)) => Ok(Self::Cuda(number)),
            _ => Err("a device is cpu, cuda:N or auto".to_owned()),
        }
    }
}

impl fmt::Display for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto => f.write_str("auto"),
            Self::Cpu => f.write_str("cpu"),
            Self::Cuda(number) => write!(f, "cuda:{number}"),
        }
    }
}

/// The numbers that the torch engine computes in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Precision {
    /// 32 bits
    #[default]
    F32,
    /// Brain floating point, 16 bits: fast on GPUs, and on CPUs that have it
    Bf16,
    /// IEEE half precision, 16 bits: for GPUs
    F16,
}

impl fmt::Display for Precision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::F32 => "f32",
            Self::Bf16 => "bf16",
            Self::F16 => "f16",
        })
    }
}

/// A choice of engine, device and precision. The default is rten, with the weights as they are
/// in the ONNX file (int8 in the models that come with hedgerow).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EngineOptions {
    kind: EngineKind,
    device: Device,
    precision: Precision,
}

impl EngineOptions {
    /// The choice; `None` where the user leaves it open.
    ///
    /// # Errors
    /// The engine is not in this build, a GPU or a precision is asked of rten, or the device is
    /// not there.
    pub fn new(
        kind: EngineKind,
        device: Option<Device>,
        precision: Option<Precision>,
    ) -> Result<Self, EngineError> {
        let unavailable = |message: String| Err(EngineError::Unavailable(message));
        let device = device.unwrap_or_default();
        match (kind, device, precision) {
            (EngineKind::Rten, Device::Cuda(_), _) => unavailable(format!(
                "the engine rten runs on the CPU alone: add --engine torch for --device {device}"
            )),
            (EngineKind::Rten, _, Some(precision)) => unavailable(format!(
                "the engine rten takes the weights as they are: add --engine torch for --precision {precision}"
            )),
            (EngineKind::Torch, _, _) if !cfg!(feature = "torch") => unavailable(
                "this build has no engine torch: run scripts/setup-libtorch.sh, then build with --features torch"
                    .to_owned(),
            ),
            _ => Ok(Self {
                kind,
                device: resolve(kind, device)?,
                precision: precision.unwrap_or_default(),
            }),
        }
    }

    /// The engine.
    pub fn kind(self) -> EngineKind {
        self.kind
    }

    /// Engine, device and precision as records name them, such as `torch cuda:0 bf16`; `None`
    /// for the default engine.
    pub fn name(self) -> Option<String> {
        match self.kind {
            EngineKind::Rten => None,
            EngineKind::Torch => Some(format!("torch {} {}", self.device, self.precision)),
        }
    }

    /// The encoder of a model folder.
    ///
    /// # Errors
    /// The weights cannot be read or loaded.
    pub fn encoder(self, model: &Model) -> Result<Arc<dyn Encoder>, ModelError> {
        match self.kind {
            EngineKind::Rten => {
                let encoder = RtenEncoder::load(model.weights.clone(), &model.heads())?;
                Ok(Arc::new(encoder))
            }
            #[cfg(feature = "torch")]
            EngineKind::Torch => {
                let weights = model.float_weights()?;
                let shape = &model.manifest.encoder;
                let load = super::TorchEncoder::tagger;
                let encoder = load(&weights, shape, &model.heads(), self.device, self.precision)?;
                Ok(encoder.serve()?)
            }
            #[cfg(not(feature = "torch"))]
            EngineKind::Torch => Err(not_built().into()),
        }
    }

    /// The encoder of a checkpoint; its one head is called `logits`.
    ///
    /// # Errors
    /// The weights cannot be loaded.
    pub fn names(self, checkpoint: &Checkpoint) -> Result<Arc<dyn Encoder>, ModelError> {
        match self.kind {
            EngineKind::Rten => {
                let weights = checkpoint.weights.clone().into();
                let encoder = RtenEncoder::load(weights, &[checkpoint.head()])?;
                Ok(Arc::new(encoder))
            }
            #[cfg(feature = "torch")]
            EngineKind::Torch => {
                let load = super::TorchEncoder::checkpoint;
                Ok(load(checkpoint, self.device, self.precision)?.serve()?)
            }
            #[cfg(not(feature = "torch"))]
            EngineKind::Torch => Err(not_built().into()),
        }
    }
}

/// Only options of another build can ask for what this one lacks.
#[cfg(not(feature = "torch"))]
fn not_built() -> EngineError {
    EngineError::Unavailable("this build has no engine torch".to_owned())
}

/// The device that `auto` stands for, or the one asked for if it is there.
#[cfg(feature = "torch")]
fn resolve(kind: EngineKind, device: Device) -> Result<Device, EngineError> {
    let gpus = match kind {
        EngineKind::Rten => 0,
        EngineKind::Torch => super::gpus(),
    };
    match device {
        Device::Auto if gpus > 0 => Ok(Device::Cuda(0)),
        Device::Cuda(number) if number >= gpus => Err(EngineError::Unavailable(format!(
            "the device {device} is not there: libtorch sees {gpus} GPUs (hedgerow doctor tells why)"
        ))),
        Device::Cuda(_) => Ok(device),
        _ => Ok(Device::Cpu),
    }
}

#[cfg(not(feature = "torch"))]
fn resolve(_: EngineKind, _: Device) -> Result<Device, EngineError> {
    Ok(Device::Cpu)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_by_name() {
        for (name, device) in [
            ("auto", Device::Auto),
            ("cpu", Device::Cpu),
            ("cuda", Device::Cuda(0)),
            ("cuda:3", Device::Cuda(3)),
        ] {
            assert_eq!(name.parse(), Ok(device));
        }
        for name in ["gpu", "cuda:", "cuda:x", "CPU", ""] {
            assert!(name.parse::<Device>().is_err(), "{name}");
        }
    }

    #[test]
    fn rten_is_for_the_cpu_and_its_own_weights() {
        let new = |device, precision| EngineOptions::new(EngineKind::Rten, device, precision);
        assert_eq!(new(None, None), Ok(EngineOptions::default_on(Device::Cpu)));
        assert!(new(Some(Device::Cpu), None).is_ok());
        let error = new(Some(Device::Cuda(1)), None).unwrap_err();
        assert!(error.to_string().contains("--device cuda:1"), "{error}");
        let error = new(None, Some(Precision::Bf16)).unwrap_err();
        assert!(error.to_string().contains("--precision bf16"), "{error}");
    }

    #[test]
    fn a_build_without_torch_says_so() {
        let chosen = EngineOptions::new(EngineKind::Torch, Some(Device::Cpu), None);
        if cfg!(feature = "torch") {
            assert_eq!(chosen.unwrap().name().unwrap(), "torch cpu f32");
        } else {
            let error = chosen.unwrap_err().to_string();
            assert!(error.contains("--features torch"), "{error}");
        }
    }

    impl EngineOptions {
        fn default_on(device: Device) -> Self {
            Self {
                device,
                ..Self::default()
            }
        }
    }
}
