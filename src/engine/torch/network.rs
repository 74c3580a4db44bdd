//! The networks: rust-bert's layers under our heads, and its token classifiers.

use rust_bert::bert::{BertConfig, BertEmbeddings, BertForTokenClassification, BertModel};
use rust_bert::distilbert::{DistilBertConfig, DistilBertForTokenClassification};
use rust_bert::electra::{ElectraConfig, ElectraForTokenClassification};
use rust_bert::roberta::{RobertaConfig, RobertaForTokenClassification};
use rust_bert::{Activation, RustBertError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use tch::nn::{self, Module};
use tch::{Kind, Tensor};

use crate::engine::{EngineError, Head};
use crate::model::{Architecture, EncoderShape};

/// A network; its variables are named as in the weights of PyTorch.
pub(super) enum Network {
    /// BERT under one linear layer a head.
    Tagger(BertModel<BertEmbeddings>, Vec<nn::Linear>),
    Bert(BertForTokenClassification),
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
            Architecture::Bert => {
                let config: BertConfig = parsed(config)?;
                Self::Bert(BertForTokenClassification::new(root, &config).map_err(unfit)?)
            }
            Architecture::DistilBert => {
                let config: DistilBertConfig = parsed(config)?;
                let network = DistilBertForTokenClassification::new(root, &config);
                Self::DistilBert(network.map_err(unfit)?)
            }
            Architecture::Electra => {
                let config: ElectraConfig = parsed(config)?;
                Self::Electra(ElectraForTokenClassification::new(root, &config).map_err(unfit)?)
            }
            Architecture::Roberta => {
                let config: RobertaConfig = parsed(config)?;
                Self::Roberta(RobertaForTokenClassification::new(root, &config).map_err(unfit)?)
            }
            // rust-bert 0.23 computes other relative positions than the models were trained with.
            Architecture::Deberta | Architecture::DebertaV2 => {
                return Err(EngineError::Unavailable(
                    "the engine torch cannot run DeBERTa: use --engine rten, with model.onnx"
                        .to_owned(),
                ));
            }
        })
    }

    /// The outputs `[rows, columns, width]` of the heads, for inputs `[rows, columns]`; `kind` is
    /// that of the weights.
    pub fn forward(
        &self,
        ids: &Tensor,
        mask: &Tensor,
        types: &Tensor,
        kind: Kind,
    ) -> Result<Vec<Tensor>, EngineError> {
        let failed = |e: RustBertError| EngineError::Forward(e.to_string());
        // To ELECTRA's attention rust-bert adds the mask as it is.
        let added = (mask - 1).to_kind(kind) * 10_000.0;
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
                    .forward_t(ids, Some(&added), types, None, None, false)
                    .logits
            }
            Self::DistilBert(network) => {
                network
                    .forward_t(ids, mask, None, false)
                    .map_err(failed)?
                    .logits
            }
        };
        Ok(vec![logits])
    }
}

/// The configuration; where config.json leaves a value out, that of the library.
fn parsed<C: Default + Serialize + DeserializeOwned>(config: &str) -> Result<C, EngineError> {
    let invalid = |e: serde_json::Error| EngineError::Load(format!("config.json: {e}"));
    let mut all = serde_json::to_value(C::default()).map_err(invalid)?;
    let given: Map<String, Value> = serde_json::from_str(config).map_err(invalid)?;
    if let Value::Object(all) = &mut all {
        all.extend(given);
    }
    serde_json::from_value(all).map_err(invalid)
}

fn unfit(error: RustBertError) -> EngineError {
    EngineError::Load(format!("config.json: {error}"))
}
