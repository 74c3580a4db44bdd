//! Weights from a safetensors file into the variables of a network.

use safetensors::{Dtype, SafeTensors, tensor::TensorView};
use tch::nn::VarStore;
use tch::{Kind, Tensor};

use crate::engine::EngineError;

/// The tensors of a file, by name.
pub(super) struct Weights<'a>(SafeTensors<'a>);

impl<'a> Weights<'a> {
    /// Reads the table of contents.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, EngineError> {
        let invalid = |e| EngineError::Load(format!("no safetensors file: {e:?}"));
        SafeTensors::deserialize(bytes).map(Self).map_err(invalid)
    }

    /// The first dimension of a tensor.
    pub fn rows(&self, name: &str) -> Result<i64, EngineError> {
        let rows = self.find(name)?.shape().first().copied().unwrap_or(0);
        Ok(rows as i64)
    }

    /// Fills every variable of the store from the tensor of its name; tensors without a variable
    /// are left alone.
    pub fn copy_to(&self, store: &VarStore) -> Result<(), EngineError> {
        tch::no_grad(|| {
            for (name, mut variable) in store.variables() {
                let tensor = tensor(&name, &self.find(&name)?)?;
                if tensor.size() != variable.size() {
                    return Err(EngineError::Load(format!(
                        "the weight {name} has shape {:?}, its network {:?}",
                        tensor.size(),
                        variable.size()
                    )));
                }
                variable.copy_(&tensor);
            }
            Ok(())
        })
    }

    fn find(&self, name: &str) -> Result<TensorView<'_>, EngineError> {
        let missing = |_| EngineError::Load(format!("the weight {name} is missing"));
        self.0.tensor(name).map_err(missing)
    }
}

fn tensor(name: &str, view: &TensorView) -> Result<Tensor, EngineError> {
    let kind = match view.dtype() {
        Dtype::F32 => Kind::Float,
        Dtype::F16 => Kind::Half,
        Dtype::BF16 => Kind::BFloat16,
        Dtype::F64 => Kind::Double,
        other => {
            let message = format!("the weight {name} is of the kind {other:?}");
            return Err(EngineError::Load(message));
        }
    };
    let size: Vec<i64> = view.shape().iter().map(|&n| n as i64).collect();
    Tensor::f_from_data_size(view.data(), &size, kind)
        .map_err(|e| EngineError::Load(format!("the weight {name}: {e}")))
}
