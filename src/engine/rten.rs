//! The default engine: rten, which reads ONNX and runs int8 in pure Rust.

use std::borrow::Cow;
use std::sync::Arc;

use ::rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value};
use ::rten_tensor::NdTensor;
use ::rten_tensor::prelude::*;

use super::{Batch, Encoder, EngineError, Head};

thread_local! {
    /// rten runs operators on a thread pool; one thread for each caller keeps a forward pass
    /// single-threaded, and lets workers run side by side.
    static SINGLE: Arc<ThreadPool> = Arc::new(ThreadPool::with_num_threads(1));
}

/// An ONNX model run by rten.
pub struct RtenEncoder {
    model: Model,
    inputs: [NodeId; 2],
    /// Some checkpoints know no token types.
    token_types: Option<NodeId>,
    heads: Vec<(NodeId, usize)>,
}

impl RtenEncoder {
    /// Loads ONNX `weights` whose outputs are, or include, `heads`.
    ///
    /// # Errors
    /// [`EngineError::Load`] where the weights are no ONNX model or lack an input or a head.
    pub fn load(weights: Cow<'static, [u8]>, heads: &[Head]) -> Result<Self, EngineError> {
        let load_error = |e: &dyn std::fmt::Display| EngineError::Load(e.to_string());
        let mut options = ModelOptions::with_all_ops();
        options.prepack_weights(true);
        let model = match weights {
            Cow::Borrowed(slice) => options.load_static_slice(slice),
            Cow::Owned(bytes) => options.load(bytes),
        }
        .map_err(|e| load_error(&e))?;
        let node = |name: &str| model.node_id(name).map_err(|e| load_error(&e));
        let inputs = [node("input_ids")?, node("attention_mask")?];
        let token_types = model.find_node("token_type_ids");
        let heads = heads
            .iter()
            .map(|head| Ok((node(&head.name)?, head.width)))
            .collect::<Result<_, EngineError>>()?;
        Ok(Self {
            model,
            inputs,
            token_types,
            heads,
        })
    }
}

impl Encoder for RtenEncoder {
    fn forward(&self, batch: &Batch) -> Result<Vec<Vec<f32>>, EngineError> {
        let shape = [batch.rows, batch.columns];
        let columns = [&batch.input_ids, &batch.attention_mask];
        let types = self.token_types.map(|id| (id, &batch.token_type_ids));
        let inputs = std::iter::zip(self.inputs, columns)
            .chain(types)
            .map(|(id, values)| (id, NdTensor::from_data(shape, values.clone()).into()))
            .collect();
        let outputs: Vec<NodeId> = self.heads.iter().map(|&(id, _)| id).collect();
        let options = RunOptions::default().with_thread_pool(Some(SINGLE.with(Arc::clone)));
        let values = self
            .model
            .run(inputs, &outputs, Some(options))
            .map_err(|e| EngineError::Forward(e.to_string()))?;
        std::iter::zip(values, &self.heads)
            .map(|(value, &(_, width))| rows(value, [batch.rows, batch.columns, width]))
            .collect()
    }
}

fn rows(value: Value, expected: [usize; 3]) -> Result<Vec<f32>, EngineError> {
    let tensor: NdTensor<f32, 3> = value
        .try_into()
        .map_err(|_| EngineError::Forward("a head gave no three-dimensional floats".to_owned()))?;
    if tensor.shape() != expected {
        return Err(EngineError::Forward(format!(
            "a head gave values of shape {:?}, the model folder says {expected:?}",
            tensor.shape()
        )));
    }
    Ok(tensor.to_vec())
}
