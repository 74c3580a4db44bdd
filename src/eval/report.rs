//! From the tallies of documents to a report: rows of figures with their intervals, confusion,
//! and the worst mistakes.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::bootstrap::intervals;
use super::classes::{Classes, Decisions};
use super::measure::{Agreement, Counts, Figure, Measure, Overlap, Rate, Share};

/// What a scorer counts in one document, by the name of the row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tally {
    pub agreements: BTreeMap<String, Agreement>,
    pub shares: BTreeMap<String, Share>,
    pub overlaps: BTreeMap<String, Overlap>,
    pub rates: BTreeMap<String, Rate>,
    pub classes: BTreeMap<String, Classes>,
    pub decisions: BTreeMap<String, Decisions>,
    pub counts: BTreeMap<String, Counts>,
    pub confusion: Confusion,
    pub mistakes: Vec<Mistake>,
}

impl Tally {
    /// The counts of a row.
    pub fn counts(&mut self, row: &str) -> &mut Counts {
        self.counts.entry(row.to_owned()).or_default()
    }

    /// The overlap of a row.
    pub fn overlap(&mut self, row: &str) -> &mut Overlap {
        self.overlaps.entry(row.to_owned()).or_default()
    }

    /// The share of a row.
    pub fn share(&mut self, row: &str) -> &mut Share {
        self.shares.entry(row.to_owned()).or_default()
    }

    /// The rate of a row.
    pub fn rate(&mut self, row: &str) -> &mut Rate {
        self.rates.entry(row.to_owned()).or_default()
    }

    /// The classes of a row.
    pub fn classes(&mut self, row: &str) -> &mut Classes {
        self.classes.entry(row.to_owned()).or_default()
    }

    /// The decisions of a row.
    pub fn decisions(&mut self, row: &str) -> &mut Decisions {
        self.decisions.entry(row.to_owned()).or_default()
    }
}

/// How often a gold label met a predicted one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Confusion(BTreeMap<String, BTreeMap<String, usize>>);

impl Confusion {
    /// The label of what has no counterpart on the other side.
    pub const NONE: &str = "(none)";

    /// Counts one meeting.
    pub fn count(&mut self, gold: &str, predicted: &str) {
        self.add(gold, predicted, 1);
    }

    fn add(&mut self, gold: &str, predicted: &str, times: usize) {
        let row = self.0.entry(gold.to_owned()).or_default();
        *row.entry(predicted.to_owned()).or_default() += times;
    }

    /// Every gold and predicted label that met, with the number of times, in their order.
    pub fn cells(&self) -> impl Iterator<Item = (&str, &str, usize)> {
        self.0.iter().flat_map(|(gold, row)| {
            row.iter()
                .map(|(predicted, &times)| (gold.as_str(), predicted.as_str(), times))
        })
    }

    /// How often the two met.
    pub fn times(&self, gold: &str, predicted: &str) -> usize {
        let row = self.0.get(gold);
        row.and_then(|row| row.get(predicted)).copied().unwrap_or(0)
    }
}

/// A difference between gold and prediction.
#[derive(Debug, Clone, PartialEq)]
pub struct Mistake {
    /// How bad it is: the confidence, 0..1, of what was predicted, or the size of the deviation.
    pub weight: f64,
    /// The document's name.
    pub document: String,
    /// What the gold says; empty where nothing.
    pub gold: String,
    /// What was predicted; empty where nothing.
    pub predicted: String,
    /// The sentence.
    pub text: String,
}

impl Mistake {
    /// `missed` where nothing was predicted, `spurious` where the gold has nothing, else `wrong`.
    pub fn kind(&self) -> &'static str {
        match (self.gold.is_empty(), self.predicted.is_empty()) {
            (false, true) => "missed",
            (true, false) => "spurious",
            _ => "wrong",
        }
    }
}

/// Lower and upper end of a 95% interval.
pub type Interval = [f64; 2];

/// A row of figures over the corpus.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub name: String,
    /// Each figure with its interval (bootstrap over documents).
    pub figures: Vec<(Figure, Interval)>,
    pub counts: Vec<(&'static str, usize)>,
}

/// The scores of a corpus.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    pub rows: Vec<Row>,
    pub confusion: Confusion,
    /// By kind, the worst of each first.
    pub mistakes: Vec<Mistake>,
}

/// The row of all types together; it stands last.
pub(super) const MICRO: &str = "micro";

impl Report {
    /// The report over `documents`, with at most so many mistakes of each kind.
    pub fn new(documents: Vec<Tally>, mistakes: usize) -> Self {
        let mut rows = rows(&documents, |tally| &tally.agreements);
        rows.extend(self::rows(&documents, |tally| &tally.overlaps));
        rows.extend(self::rows(&documents, |tally| &tally.shares));
        rows.extend(self::rows(&documents, |tally| &tally.rates));
        rows.extend(self::rows(&documents, |tally| &tally.classes));
        rows.extend(self::rows(&documents, |tally| &tally.decisions));
        rows.extend(self::rows(&documents, |tally| &tally.counts));
        rows.sort_by_key(|row| row.name == MICRO);
        let mut report = Self {
            rows,
            ..Self::default()
        };
        for tally in documents {
            for (gold, predicted, times) in tally.confusion.cells() {
                report.confusion.add(gold, predicted, times);
            }
            report.mistakes.extend(tally.mistakes);
        }
        report.mistakes.sort_by(|a, b| {
            let by_weight = b.weight.total_cmp(&a.weight);
            a.kind().cmp(b.kind()).then(by_weight)
        });
        let mut kept: BTreeMap<&str, usize> = BTreeMap::new();
        report.mistakes.retain(|mistake| {
            let kept = kept.entry(mistake.kind()).or_default();
            *kept += 1;
            *kept <= mistakes
        });
        report
    }

    /// An object with a key for each row, `confusion` (by gold, then by predicted label) and,
    /// where there are some, `errors`. Figures are not rounded.
    pub fn to_json(&self) -> Value {
        let mut object: Map<String, Value> = self
            .rows
            .iter()
            .map(|row| (row.name.clone(), row.to_json()))
            .collect();
        object.insert("confusion".to_owned(), json!(self.confusion.0));
        if !self.mistakes.is_empty() {
            let mistake = |m: &Mistake| {
                json!({
                    "kind": m.kind(),
                    "weight": m.weight,
                    "document": m.document,
                    "gold": m.gold,
                    "predicted": m.predicted,
                    "text": m.text,
                })
            };
            let mistakes = self.mistakes.iter().map(mistake).collect();
            object.insert("errors".to_owned(), mistakes);
        }
        Value::Object(object)
    }
}

impl Row {
    fn to_json(&self) -> Value {
        let mut object = Map::new();
        for (figure, interval) in &self.figures {
            object.insert(figure.name.to_owned(), json!(figure.value));
            object.insert(format!("{}_interval", figure.name), json!(interval));
        }
        let counts = self.counts.iter();
        object.extend(counts.map(|&(name, count)| (name.to_owned(), json!(count))));
        Value::Object(object)
    }
}

fn rows<T: Measure>(
    documents: &[Tally],
    measures: impl Fn(&Tally) -> &BTreeMap<String, T>,
) -> Vec<Row> {
    let mut columns: BTreeMap<&str, Vec<T>> = BTreeMap::new();
    for (i, tally) in documents.iter().enumerate() {
        for (name, &measure) in measures(tally) {
            let column = columns.entry(name).or_default();
            column.resize(documents.len(), T::default());
            column[i] = measure;
        }
    }
    let row = |(name, column): (&str, Vec<T>)| {
        let mut sum = T::default();
        column.iter().for_each(|&measure| sum.add(measure));
        Row {
            name: name.to_owned(),
            figures: std::iter::zip(sum.figures(), intervals(&column)).collect(),
            counts: sum.counts(),
        }
    };
    columns.into_iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistake(weight: f64) -> Mistake {
        Mistake {
            weight,
            document: "a".to_owned(),
            gold: String::new(),
            predicted: "ORG Acme".to_owned(),
            text: "Acme rose .".to_owned(),
        }
    }

    fn tally(correct: usize, weight: f64) -> Tally {
        let mut tally = Tally::default();
        for row in ["micro", "person"] {
            *tally.counts(row) = Counts {
                gold: 2,
                predicted: 2,
                correct,
            };
        }
        tally.confusion.count("person", "org");
        tally.mistakes.push(mistake(weight));
        tally.mistakes.push(Mistake {
            gold: "PERSON Acme".to_owned(),
            ..mistake(0.1)
        });
        tally
    }

    #[test]
    fn sums_rows_and_the_worst_mistakes() {
        let report = Report::new(vec![tally(1, 0.5), tally(2, 0.9), Tally::default()], 1);
        let names: Vec<&str> = report.rows.iter().map(|r| r.name.as_str()).collect();
        assert_eq!(names, ["person", "micro"]);
        let json = report.to_json();
        assert_eq!(json["micro"]["f1"], 0.75);
        assert_eq!(json["micro"]["f1_interval"].as_array().unwrap().len(), 2);
        assert_eq!(json["person"]["gold"], 4);
        assert_eq!(json["confusion"]["person"]["org"], 2);
        let errors = json["errors"].as_array().unwrap();
        let kinds: Vec<&str> = errors.iter().filter_map(|e| e["kind"].as_str()).collect();
        assert_eq!(kinds, ["spurious", "wrong"]);
        assert_eq!(errors[0]["weight"], 0.9);
    }
}
