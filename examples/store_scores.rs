//! Writes the encoder output that the tests above the encoder run on, with the model that is
//! compiled in: `cargo run --release --example store_scores`.

#[path = "../tests/common/stored.rs"]
mod stored;

use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use hedgerow::document::Document;
use hedgerow::engine::RtenEncoder;
use hedgerow::input::decode;
use hedgerow::model::Model;
use hedgerow::stages::Stage;
use hedgerow::stages::encode::Encode;
use hedgerow::stages::layout::Layout;
use hedgerow::stages::sentences::Sentences;
use hedgerow::stages::tokens::Tokens;

fn main() -> Result<(), Box<dyn Error>> {
    let model = Model::embedded()?;
    let encoder = RtenEncoder::load(model.weights.clone(), &model.heads())?;
    let stages: [&dyn Stage; 4] = [
        &Layout,
        &Sentences,
        &Tokens,
        &Encode::new(&model, Arc::new(encoder))?,
    ];
    let articles = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/articles");
    for article in stored::ARTICLES {
        let mut doc = Document::new(decode(fs::read(articles.join(article))?)?.text)?;
        for stage in stages {
            stage.run(&mut doc)?;
        }
        fs::write(stored::fixture(article), stored::format(&doc))?;
    }
    Ok(())
}
