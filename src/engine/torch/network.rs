//! The networks: rust-bert's layers under our heads, and its token classifiers.

use rust_bert::bert::{BertConfig, BertEmbeddings, BertForTokenClassification, BertModel};
use rust_bert::deberta::{DebertaConfig, DebertaForTokenClassification};
use rust_bert::deberta_v2::{DebertaV2Config, DebertaV2ForTokenClassification};
use rust_bert::distilbert::{DistilBertConfig, DistilBertForTokenClassification};
use rust_bert::electra::{ElectraConfig, ElectraForTokenClassification};
use rust_bert::roberta::{RobertaConfig, RobertaForTokenClassification};
use rust_bert::{Activation, RustBertError};
use serde::de::DeserializeOwned;
use tch::Tensor;
use tch::nn::{self, Module};

use crate::engine::{EngineError, Head};
use crate::model::{Architecture, EncoderShape};

/// A network; its variables are named as in the weights of PyTorch.
pub(super) enum Network {
    /// BERT under one linear layer a head.
    Tagger(BertModel<BertEmbeddings>, Vec<nn::Linear>),
    Bert(BertForTokenClassification),
    Deberta(DebertaForTokenClassification),
    DebertaV2(DebertaV2ForTokenClassification),
    DistilBert(DistilBertForTokenClassification),
    Electra(ElectraForTokenClassification),
    Roberta(RobertaForTokenClassification),
}

impl Network {
    /// The network of a model folder; `positions` is the longest window that its weights know.
    pub fn tagger(root: &nn::Path, shape: &EncoderShape, positions: i64, heads: &[Head]) -> Self {
        let config = BertConfig {
            hidden_act: Activation::gelu,
            hidden_size: shape.hidden,
            intermediate_size: shape.intermediate,
            max_position_embeddings: positions,
            num_attention_heads: shape.attention_heads,
            num_hidden_layers: shape.layers,
            type_vocab_size: shape.type_vocabulary,
            vocab_size: shape.vocabulary,
            ..BertConfig::default()
        };
        let bert = BertModel::new_with_optional_pooler(root / "bert", &config, false);
        let linear = |head: &Head| {
            let path = root / "heads" / &head.name;
            nn::linear(path, shape.hidden, head.width as i64, Default::default())
        };
        Self::Tagger(bert, heads.iter().map(linear).collect())
    }

    /// The token classifier of an architecture, by the text of its config.json.
    pub fn checkpoint(
        root: &nn::Path,
        architecture: Architecture,
        config: &str,
    ) -> Result<Self, EngineError> {
        Ok(match architecture {
            Architecture::Bert => Self::Bert(
                BertForTokenClassification::new(root, &parsed::<BertConfig>(config)?)
                    .map_err(unfit)?,
            ),
            Architecture::Deberta => Self::Deberta(
                DebertaForTokenClassification::new(root, &parsed::<DebertaConfig>(config)?)
                    .map_err(unfit)?,
            ),
            Architecture::DebertaV2 => Self::DebertaV2(
                DebertaV2ForTokenClassification::new(root, &parsed::<DebertaV2Config>(config)?)
                    .map_err(unfit)?,
            ),
            Architecture::DistilBert => Self::DistilBert(
                DistilBertForTokenClassification::new(root, &parsed::<DistilBertConfig>(config)?)
                    .map_err(unfit)?,
            ),
            Architecture::Electra => Self::Electra(
                ElectraForTokenClassification::new(root, &parsed::<ElectraConfig>(config)?)
                    .map_err(unfit)?,
            ),
            Architecture::Roberta => Self::Roberta(
                RobertaForTokenClassification::new(root, &parsed::<RobertaConfig>(config)?)
                    .map_err(unfit)?,
            ),
        })
    }

    /// The outputs `[rows, columns, width]` of the heads, for inputs `[rows, columns]`.
    pub fn forward(
        &self,
        ids: &Tensor,
        mask: &Tensor,
        types: &Tensor,
    ) -> Result<Vec<Tensor>, EngineError> {
        let failed = |e: RustBertError| EngineError::Forward(e.to_string());
        let (ids, mask, types) = (Some(ids), Some(mask), Some(types));
        let logits = match self {
            Self::Tagger(bert, heads) => {
                let hidden = bert
                    .forward_t(ids, mask, types, None, None, None, None, false)
                    .map_err(failed)?
                    .hidden_state;
                return Ok(heads.iter().map(|head| head.forward(&hidden)).collect());
            }
            Self::Bert(network) => {
                network
                    .forward_t(ids, mask, types, None, None, false)
                    .logits
            }
            Self::Roberta(network) => {
                network
                    .forward_t(ids, mask, types, None, None, false)
                    .logits
            }
            Self::Electra(network) => {
                network
                    .forward_t(ids, mask, types, None, None, false)
                    .logits
            }
            Self::DistilBert(network) => {
                network
                    .forward_t(ids, mask, None, false)
                    .map_err(failed)?
                    .logits
            }
            Self::Deberta(network) => {
                network
                    .forward_t(ids, mask, types, None, None, false)
                    .map_err(failed)?
                    .logits
            }
            Self::DebertaV2(network) => {
                network
                    .forward_t(ids, mask, types, None, None, false)
                    .map_err(failed)?
                    .logits
            }
        };
        Ok(vec![logits])
    }
}

fn parsed<C: DeserializeOwned>(config: &str) -> Result<C, EngineError> {
    serde_json::from_str(config).map_err(|e| EngineError::Load(format!("config.json: {e}")))
}

fn unfit(error: RustBertError) -> EngineError {
    EngineError::Load(format!("config.json: {error}"))
}
