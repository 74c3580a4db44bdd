//! BIO labels and the best path through them, shared by every head that marks spans.

use std::ops::Range;

/// What a label stands for; the number is an index into [`Bio::kinds`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Outside,
    Begin(usize),
    Inside(usize),
}

/// A kind of span and the columns of its two labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// What stands behind `B-`, such as `ORG`; empty where the label is `B` alone.
    pub name: String,
    pub begin: usize,
    pub inside: usize,
}

/// A span of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    /// Index into [`Bio::kinds`].
    pub kind: usize,
    /// Rows of the scores.
    pub rows: Range<usize>,
}

/// The labels of a BIO scheme (Ramshaw and Marcus, 1995): `O`, and `B-X` and `I-X` for each kind.
#[derive(Debug, Clone)]
pub struct Bio {
    labels: Vec<Label>,
    kinds: Vec<Kind>,
    /// Column of `O`.
    outside: usize,
}

impl Bio {
    /// The scheme of these labels, in the order of a head's columns.
    ///
    /// # Errors
    /// A label is not BIO, or `O` or one label of a kind is missing.
    pub fn new(labels: &[String]) -> Result<Self, String> {
        let place = |label: &str| {
            let found = labels.iter().position(|l| l == label);
            found.ok_or_else(|| format!("the label '{label}' is missing"))
        };
        let mut kinds = Vec::new();
        for (begin, label) in labels.iter().enumerate() {
            if let Some(("B", name)) = parts(label) {
                let inside = match name {
                    "" => place("I")?,
                    name => place(&format!("I-{name}"))?,
                };
                let name = name.to_owned();
                kinds.push(Kind {
                    name,
                    begin,
                    inside,
                });
            }
        }
        let parse = |(column, label): (usize, &String)| {
            let of = |k: &Kind| k.begin == column || k.inside == column;
            match kinds.iter().position(of) {
                Some(kind) if kinds[kind].begin == column => Ok(Label::Begin(kind)),
                Some(kind) => Ok(Label::Inside(kind)),
                None if label == "O" => Ok(Label::Outside),
                None if parts(label).is_some() => Err(format!("'{label}' has no begin label")),
                None => Err(format!("'{label}' is no BIO label")),
            }
        };
        Ok(Self {
            labels: labels
                .iter()
                .enumerate()
                .map(parse)
                .collect::<Result<_, _>>()?,
            outside: place("O")?,
            kinds,
        })
    }

    /// The kinds of spans, in the order of their begin labels.
    pub fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// The index of the kind of this name.
    pub fn kind(&self, name: &str) -> Option<usize> {
        self.kinds.iter().position(|k| k.name == name)
    }

    /// Number of labels: the columns of a row of scores.
    pub fn width(&self) -> usize {
        self.labels.len()
    }

    /// Column of `O`.
    pub fn outside(&self) -> usize {
        self.outside
    }

    /// The spans of the best path.
    pub fn spans(&self, scores: &[f32]) -> Vec<Labelled> {
        let path = self.best_path(scores);
        let mut spans: Vec<Labelled> = Vec::new();
        for (row, &label) in path.iter().enumerate() {
            match (self.labels[label], spans.last_mut()) {
                (Label::Begin(kind), _) => spans.push(Labelled {
                    kind,
                    rows: row..row + 1,
                }),
                // The path is valid: the open span is of this kind and ends here.
                (Label::Inside(_), Some(open)) => open.rows.end = row + 1,
                _ => {}
            }
        }
        spans
    }

    /// The labels of highest sum in which every inside label follows its own kind (Viterbi,
    /// 1967). `scores` holds [`Bio::width`] values a row: logits, or log probabilities.
    pub fn best_path(&self, scores: &[f32]) -> Vec<usize> {
        let width = self.width();
        let mut rows = scores.chunks_exact(width);
        let Some(first) = rows.next() else {
            return Vec::new();
        };
        let starts = |(&label, &score): (&Label, &f32)| match label {
            Label::Inside(_) => f32::NEG_INFINITY,
            Label::Outside | Label::Begin(_) => score,
        };
        let mut best: Vec<f32> = self.labels.iter().zip(first).map(starts).collect();
        let mut back: Vec<usize> = vec![0; width];
        for row in rows {
            let top = argmax(&best, 0..width);
            let from = back.len();
            back.extend(self.labels.iter().map(|&label| match label {
                Label::Outside | Label::Begin(_) => top,
                Label::Inside(kind) => {
                    let Kind { begin, inside, .. } = self.kinds[kind];
                    argmax(&best, [begin, inside].into_iter())
                }
            }));
            best = std::iter::zip(&back[from..], row)
                .map(|(&previous, score)| best[previous] + score)
                .collect();
        }
        let mut path = vec![argmax(&best, 0..width); back.len() / width];
        for row in (1..path.len()).rev() {
            path[row - 1] = back[row * width + path[row]];
        }
        path
    }
}

/// The letter and the name of a begin or inside label.
fn parts(label: &str) -> Option<(&str, &str)> {
    match label.split_once('-') {
        Some((letter @ ("B" | "I"), name)) if !name.is_empty() => Some((letter, name)),
        None if matches!(label, "B" | "I") => Some((label, "")),
        _ => None,
    }
}

/// The index of the highest value, the first of equals.
fn argmax(values: &[f32], mut indices: impl Iterator<Item = usize>) -> usize {
    let first = indices.next().unwrap_or(0);
    indices.fold(
        first,
        |top, i| if values[i] > values[top] { i } else { top },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bio(labels: &[&str]) -> Result<Bio, String> {
        let labels: Vec<String> = labels.iter().map(|&l| l.to_owned()).collect();
        Bio::new(&labels)
    }

    fn roles() -> Bio {
        bio(&["O", "B-SOURCE", "I-SOURCE", "B-CONTENT", "I-CONTENT"]).unwrap()
    }

    #[test]
    fn kinds_with_and_without_names() {
        let cue = bio(&["O", "B", "I"]).unwrap();
        assert_eq!((cue.kinds()[0].name.as_str(), cue.width()), ("", 3));
        let roles = roles();
        assert_eq!(roles.kind("CONTENT"), Some(1));
        assert_eq!((roles.kinds()[1].begin, roles.kinds()[1].inside), (3, 4));
    }

    #[test]
    fn labels_that_are_not_bio() {
        for labels in [
            &["O", "PERSON"][..],
            &["O", "B-ORG"],
            &["O", "I-ORG"],
            &["B", "I"],
            &["O", "B-", "I-"],
            &["O", "é"],
        ] {
            assert!(bio(labels).is_err(), "{labels:?}");
        }
    }

    #[test]
    fn an_inside_label_needs_its_begin() {
        // Greedy decoding would give I-SOURCE alone, then B-SOURCE I-CONTENT.
        let spans = roles().spans(
            &[
                [2.0, 0.0, 3.0, 0.0, 0.0],
                [0.0, 5.0, 0.0, 0.0, 0.0],
                [0.0, 0.0, 2.0, 0.0, 2.5],
                [5.0, 0.0, 0.0, 0.0, 0.0],
            ]
            .concat(),
        );
        assert_eq!(
            spans,
            [Labelled {
                kind: 0,
                rows: 1..3
            }]
        );
    }

    #[test]
    fn adjacent_spans_stay_apart() {
        let begin = [0.0, 9.0, 0.0, 0.0, 0.0];
        let other = [0.0, 0.0, 0.0, 9.0, 0.0];
        let spans = roles().spans(&[begin, begin, other].concat());
        let rows: Vec<_> = spans.iter().map(|s| (s.kind, s.rows.clone())).collect();
        assert_eq!(rows, [(0, 0..1), (0, 1..2), (1, 2..3)]);
    }

    #[test]
    fn no_rows_no_spans() {
        assert!(roles().spans(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn every_path_is_valid(scores in prop::collection::vec(-9.0f32..9.0, 0..200)) {
            let roles = roles();
            let path = roles.best_path(&scores);
            prop_assert_eq!(path.len(), scores.len() / roles.width());
            let mut before = roles.outside();
            for &label in &path {
                if let Label::Inside(kind) = roles.labels[label] {
                    let Kind { begin, inside, .. } = roles.kinds[kind];
                    prop_assert!(before == begin || before == inside);
                }
                before = label;
            }
        }
    }
}
