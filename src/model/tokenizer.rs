//! The tokenizer of a checkpoint: tokenizer.json, or BERT's from vocab.txt.

use std::path::Path;

use serde::Deserialize;
use tokenizers::Tokenizer;
use tokenizers::models::wordpiece::WordPiece;
use tokenizers::normalizers::BertNormalizer;
use tokenizers::pre_tokenizers::bert::BertPreTokenizer;
use tokenizers::processors::bert::BertProcessing;

use super::{ModelError, invalid, read};

const TOKENIZER: &str = "tokenizer.json";
const VOCABULARY: &str = "vocab.txt";
const CONFIG: &str = "tokenizer_config.json";

/// The tokenizer that lies in a checkpoint's folder. It cuts nothing, pads nothing, and takes
/// special pieces in the text for plain text.
pub(super) fn tokenizer(folder: &Path) -> Result<Tokenizer, ModelError> {
    let bad = |name: &str, e: String| invalid(Some(folder), name, e);
    let mut tokenizer = if folder.join(TOKENIZER).exists() {
        let bytes = read(folder.join(TOKENIZER))?;
        Tokenizer::from_bytes(bytes).map_err(|e| bad(TOKENIZER, e.to_string()))?
    } else if folder.join(VOCABULARY).exists() {
        from_vocabulary(folder, &bad)?
    } else {
        let message = format!("it is missing, and so is {VOCABULARY}");
        return Err(bad(TOKENIZER, message));
    };
    let no_cut = tokenizer.with_truncation(None);
    no_cut.map_err(|e| bad(TOKENIZER, e.to_string()))?;
    tokenizer.with_padding(None);
    tokenizer.set_encode_special_tokens(true);
    Ok(tokenizer)
}

/// What tokenizer_config.json says beside vocab.txt.
#[derive(Deserialize)]
struct Config {
    #[serde(default = "lower_case")]
    do_lower_case: bool,
    strip_accents: Option<bool>,
    #[serde(default = "lower_case")]
    tokenize_chinese_chars: bool,
}

/// Where nothing is said, BERT's tokenizer is uncased.
fn lower_case() -> bool {
    true
}

fn from_vocabulary(
    folder: &Path,
    bad: &dyn Fn(&str, String) -> ModelError,
) -> Result<Tokenizer, ModelError> {
    let config: Config = if folder.join(CONFIG).exists() {
        let bytes = read(folder.join(CONFIG))?;
        serde_json::from_slice(&bytes).map_err(|e| bad(CONFIG, e.to_string()))?
    } else {
        Config {
            do_lower_case: true,
            strip_accents: None,
            tokenize_chinese_chars: true,
        }
    };
    let unread = |e: tokenizers::Error| bad(VOCABULARY, e.to_string());
    let vocabulary = WordPiece::read_bytes(&read(folder.join(VOCABULARY))?).map_err(unread)?;
    let model = WordPiece::builder().vocab(vocabulary).build();
    let model = model.map_err(unread)?;
    let mut tokenizer = Tokenizer::new(model);
    let special = |piece: &str| {
        let id = tokenizer.token_to_id(piece);
        id.map(|id| (piece.to_owned(), id))
            .ok_or_else(|| bad(VOCABULARY, format!("it has no {piece}")))
    };
    let frame = BertProcessing::new(special("[SEP]")?, special("[CLS]")?);
    let normalizer = BertNormalizer::new(
        true,
        config.tokenize_chinese_chars,
        config.strip_accents,
        config.do_lower_case,
    );
    let with_normalizer = tokenizer.with_normalizer(Some(normalizer));
    with_normalizer.map_err(|e| bad(VOCABULARY, e.to_string()))?;
    tokenizer
        .with_pre_tokenizer(Some(BertPreTokenizer))
        .with_post_processor(Some(frame));
    Ok(tokenizer)
}
