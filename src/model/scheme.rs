//! What the labels of a checkpoint mean: BIO over the types of hedgerow.

use std::collections::BTreeSet;

use crate::document::EntityType;

/// A log probability that no label has beside another.
const NEVER: f32 = -1e4;

/// Names that checkpoints give to the types, besides the types' own.
const NAMES: [(&str, EntityType); 18] = [
    ("PER", EntityType::Person),
    ("PERS", EntityType::Person),
    ("ORGANIZATION", EntityType::Org),
    ("ORGANISATION", EntityType::Org),
    ("COMPANY", EntityType::Org),
    ("CORPORATION", EntityType::Org),
    ("LOCATION", EntityType::Loc),
    ("GEOPOLITICAL_ENTITY", EntityType::Gpe),
    ("COUNTRY", EntityType::Gpe),
    ("CITY", EntityType::Gpe),
    ("STATE", EntityType::Gpe),
    ("FACILITY", EntityType::Fac),
    ("NATIONALITY", EntityType::Norp),
    ("PROD", EntityType::Product),
    ("EVE", EntityType::Event),
    ("WORKOFART", EntityType::WorkOfArt),
    ("CREATIVE_WORK", EntityType::WorkOfArt),
    ("LANG", EntityType::Language),
];

/// What a label stands for; the number is an index into the types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Outside,
    Begin(usize),
    Inside(usize),
}

/// How the labels of a checkpoint become `O`, `B-X` and `I-X` over our types.
///
/// - BIO (both kinds: where every name begins with `B`, and where only one after another does), IO,
///   BIOES and BILOU; between letter and name stands `-` or `_`. A label without a letter is `I`.
///   `S` and `U` count as `B`, `E` and `L` as `I`; an `I` that follows no label of its type begins
///   a name.
/// - Types are ours where the names are known (`PER` is PERSON, `LOCATION` is LOC); several labels
///   of one type add up their probabilities. Numbers and times but DATE are left to the rules, and
///   unknown types (`MISC`) are left out: both count as `O`.
#[derive(Debug, Clone)]
pub struct Scheme {
    meanings: Vec<Meaning>,
    types: Vec<EntityType>,
    left_out: BTreeSet<String>,
}

impl Scheme {
    /// The meaning of these labels, in the order of the checkpoint's columns.
    ///
    /// # Errors
    /// `O` is missing, or no label is of a type that is known.
    pub fn new(labels: &[String]) -> Result<Self, String> {
        let mut scheme = Self {
            meanings: Vec::with_capacity(labels.len()),
            types: Vec::new(),
            left_out: BTreeSet::new(),
        };
        for label in labels {
            let meaning = scheme.meaning(label);
            scheme.meanings.push(meaning);
        }
        if !labels.iter().any(|label| label == "O") {
            return Err("the label 'O' is missing".to_owned());
        }
        if scheme.types.is_empty() {
            return Err(format!(
                "none of its labels names a type that hedgerow knows: {}",
                labels.join(", ")
            ));
        }
        Ok(scheme)
    }

    fn meaning(&mut self, label: &str) -> Meaning {
        if label == "O" {
            return Meaning::Outside;
        }
        let (begins, name) = parts(label);
        let Some(kind) = known(name) else {
            self.left_out.insert(name.to_owned());
            return Meaning::Outside;
        };
        let place = self.types.iter().position(|&t| t == kind);
        let place = place.unwrap_or_else(|| {
            self.types.push(kind);
            self.types.len() - 1
        });
        if begins {
            Meaning::Begin(place)
        } else {
            Meaning::Inside(place)
        }
    }

    /// `O`, then the begin and inside label of each type.
    pub fn labels(&self) -> Vec<String> {
        let both = |kind: &EntityType| [format!("B-{kind}"), format!("I-{kind}")];
        std::iter::once("O".to_owned())
            .chain(self.types.iter().flat_map(both))
            .collect()
    }

    /// Names of types that count as outside.
    pub fn left_out(&self) -> impl Iterator<Item = &str> {
        self.left_out.iter().map(String::as_str)
    }

    /// Logits of [`Scheme::labels`] for the tokens of one sentence, row after row, from the
    /// checkpoint's logits of each.
    pub fn logits(&self, rows: &[f32]) -> Vec<f32> {
        let width = 1 + 2 * self.types.len();
        let mut result = Vec::with_capacity(rows.len() / self.meanings.len() * width);
        let mut previous = None;
        for row in rows.chunks_exact(self.meanings.len()) {
            let mut logits = vec![NEVER; width];
            for (meaning, &logit) in self.meanings.iter().zip(row) {
                let column = match meaning {
                    Meaning::Outside => 0,
                    Meaning::Begin(kind) => 1 + 2 * kind,
                    Meaning::Inside(kind) => 2 + 2 * kind,
                };
                logits[column] = add(logits[column], logit);
            }
            for kind in (0..self.types.len()).filter(|&kind| Some(kind) != previous) {
                let (begin, inside) = (1 + 2 * kind, 2 + 2 * kind);
                logits[begin] = add(logits[begin], logits[inside]);
                logits[inside] = NEVER;
            }
            let best = (0..width).fold(0, |top, i| if logits[i] > logits[top] { i } else { top });
            previous = (best > 0).then(|| (best - 1) / 2);
            result.extend(logits);
        }
        result
    }
}

/// The logarithm of the sum of two probabilities given by their logarithms.
fn add(a: f32, b: f32) -> f32 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    high + (low - high).exp().ln_1p()
}

/// Whether a label begins a name, and the name of its type.
fn parts(label: &str) -> (bool, &str) {
    let mut chars = label.chars();
    match (chars.next(), chars.next()) {
        (Some('B' | 'S' | 'U'), Some('-' | '_')) => (true, chars.as_str()),
        (Some('I' | 'E' | 'L'), Some('-' | '_')) => (false, chars.as_str()),
        _ => (false, label),
    }
}

/// The type of a name, unless it is of those that the rules find.
fn known(name: &str) -> Option<EntityType> {
    use EntityType::{Cardinal, Money, Ordinal, Percent, Quantity, Time};
    let name = name.to_uppercase().replace(['-', ' '], "_");
    let alias = NAMES.iter().find(|(alias, _)| *alias == name);
    let kind = alias.map_or_else(|| name.parse().ok(), |&(_, kind)| Some(kind))?;
    let of_rules = [Time, Percent, Money, Quantity, Ordinal, Cardinal];
    (!of_rules.contains(&kind)).then_some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scheme(labels: &[&str]) -> Result<Scheme, String> {
        Scheme::new(&labels.iter().map(|l| l.to_string()).collect::<Vec<_>>())
    }

    /// The best label of each token, given the checkpoint's labels and which of them is best.
    fn converted(labels: &[&str], best: &[&str]) -> Vec<String> {
        let scheme = scheme(labels).unwrap();
        let score = |label: &str, best: &str| if label == best { 6.0 } else { 0.0 };
        let mut rows = Vec::new();
        for best in best {
            rows.extend(labels.iter().map(|label| score(label, best)));
        }
        let names = scheme.labels();
        let top = |row: &[f32]| {
            let best = (0..row.len()).max_by(|&a, &b| row[a].total_cmp(&row[b]));
            names[best.unwrap()].clone()
        };
        scheme.logits(&rows).chunks(names.len()).map(top).collect()
    }

    #[test]
    fn bio_stays_bio() {
        let labels = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG"];
        assert_eq!(
            converted(&labels, &["B-PER", "I-PER", "B-PER", "O", "B-ORG"]),
            ["B-PERSON", "I-PERSON", "B-PERSON", "O", "B-ORG"]
        );
    }

    #[test]
    fn an_inside_label_begins_where_nothing_of_its_type_stands_before() {
        let labels = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG"];
        assert_eq!(
            converted(&labels, &["I-PER", "I-PER", "B-PER", "O", "I-ORG", "I-PER"]),
            ["B-PERSON", "I-PERSON", "B-PERSON", "O", "B-ORG", "B-PERSON"]
        );
    }

    #[test]
    fn io_joins_what_stands_together() {
        assert_eq!(
            converted(
                &["LOC", "O", "person"],
                &["person", "person", "LOC", "O", "LOC"]
            ),
            ["B-PERSON", "I-PERSON", "B-LOC", "O", "B-LOC"]
        );
    }

    #[test]
    fn bioes_and_bilou_fold_into_bio() {
        let bioes = ["O", "S_ORG", "B_ORG", "I_ORG", "E_ORG"];
        assert_eq!(
            converted(&bioes, &["S_ORG", "B_ORG", "I_ORG", "E_ORG", "S_ORG"]),
            ["B-ORG", "B-ORG", "I-ORG", "I-ORG", "B-ORG"]
        );
        let bilou = ["O", "U-GPE", "B-GPE", "I-GPE", "L-GPE"];
        assert_eq!(
            converted(&bilou, &["U-GPE", "B-GPE", "L-GPE", "O"]),
            ["B-GPE", "B-GPE", "I-GPE", "O"]
        );
    }

    #[test]
    fn unknown_types_and_numbers_count_as_outside() {
        let labels = [
            "O",
            "B-MISC",
            "I-MISC",
            "B-CARDINAL",
            "B-DATE",
            "B-creative-work",
        ];
        let known = scheme(&labels).unwrap();
        assert_eq!(known.left_out().collect::<Vec<_>>(), ["CARDINAL", "MISC"]);
        assert_eq!(
            converted(
                &labels,
                &[
                    "B-MISC",
                    "I-MISC",
                    "B-CARDINAL",
                    "B-DATE",
                    "B-creative-work"
                ]
            ),
            ["O", "O", "O", "B-DATE", "B-WORK_OF_ART"]
        );
    }

    #[test]
    fn probabilities_of_one_type_add_up() {
        // Neither label of PERSON is as likely as O; both together are likelier.
        let scheme = scheme(&["O", "PER", "PERSON"]).unwrap();
        let logits = scheme.logits(&[1.0, 0.9, 0.9]);
        assert!(logits[1] > logits[0] && logits[2] < -1e3);
        assert!((logits[1] - (2.0 * 0.9f32.exp()).ln()).abs() < 1e-5);
    }

    #[test]
    fn labels_that_say_nothing() {
        assert!(scheme(&["LABEL_0", "LABEL_1"]).is_err());
        let error = scheme(&["O", "LABEL_1"]).unwrap_err();
        assert!(error.contains("LABEL_1"), "{error}");
        assert!(scheme(&["B-PER", "I-PER"]).is_err());
    }
}
