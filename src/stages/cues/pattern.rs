//! The pattern language of the lexicon; data/lexicon/README.md describes it for authors.

use std::collections::BTreeMap;

use super::inflect::{Irregular, Part};
use super::words::TagTest;

/// Tokens that `*` spans at most.
const GAP: usize = 3;
/// Tokens that any gap may span at most: keeps matching linear.
const WIDEST_GAP: usize = 9;
/// Optional elements that one pattern may have: each doubles its variants.
const MOST_OPTIONAL: usize = 6;

/// What the words of patterns are made from.
#[derive(Debug, Default)]
pub(super) struct Grammar {
    pub(super) irregular: Irregular,
    /// Named lists of alternatives, written `@name`.
    pub(super) sets: BTreeMap<String, Vec<Form>>,
}

/// One literal form, with the tag that this form alone demands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) word: String,
    pub(super) tags: Option<TagTest>,
}

/// What an element lets through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Class {
    /// Any of these forms.
    Forms(Vec<Form>),
    /// A figure or number word.
    Number,
    /// A capitalised word that does not open the sentence.
    Capital,
    /// Any token that has a tag.
    Any,
    /// Up to this many tokens.
    Gap(usize),
}

/// One element of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) class: Class,
    /// Tags that a token (or every token of a gap) must have; untagged tokens pass.
    pub(super) tags: Option<TagTest>,
    /// Whether the element belongs to the reported span.
    pub(super) inside: bool,
    optional: bool,
    /// The source text, equal for equal elements.
    pub(super) key: String,
}

impl Grammar {
    /// The forms that `text` stands for: `a|b`, `[lemma]`, `[lemma:n]`, `@set`.
    pub(super) fn forms(&self, text: &str) -> Result<Vec<Form>, String> {
        let mut forms = Vec::new();
        for alternative in text.split('|') {
            if let Some(name) = alternative.strip_prefix('@') {
                let set = self
                    .sets
                    .get(name)
                    .ok_or_else(|| format!("there is no set '@{name}'"))?;
                forms.extend_from_slice(set);
            } else if let Some(lemma) = alternative.strip_prefix('[') {
                forms.extend(self.inflected(lemma)?);
            } else {
                forms.push(literal(alternative)?);
            }
        }
        Ok(forms)
    }

    fn inflected(&self, lemma: &str) -> Result<Vec<Form>, String> {
        let lemma = lemma
            .strip_suffix(']')
            .ok_or_else(|| format!("'[{lemma}' has no closing bracket"))?;
        let (lemma, part) = match lemma.split_once(':') {
            None | Some((_, "v")) => (lemma.trim_end_matches(":v"), Part::Verb),
            Some((lemma, "n")) => (lemma, Part::Noun),
            Some((_, part)) => return Err(format!("part of speech '{part}' is neither v nor n")),
        };
        if lemma.is_empty() || !lemma.bytes().all(|b| b.is_ascii_lowercase()) {
            return Err(format!("'{lemma}' is not a lemma in lower case"));
        }
        let forms = self.irregular.forms(part, lemma);
        forms.iter().map(|form| tagged(form)).collect()
    }

    /// Reads a pattern.
    pub(super) fn parse(&self, pattern: &str) -> Result<Vec<Element>, String> {
        let mut elements = Vec::new();
        let whole = !pattern.contains('(');
        let mut inside = whole;
        for piece in pattern.split_whitespace() {
            let (piece, opens) = strip(piece.strip_prefix('('), piece);
            let (piece, closes) = strip(piece.strip_suffix(')'), piece);
            if opens && inside
                || closes && !(inside || opens)
                || opens && !elements_outside(&elements)
            {
                return Err("parentheses do not match; one pair is allowed".into());
            }
            inside |= opens;
            for part in hyphen_parts(piece)? {
                elements.push(self.element(part, inside)?);
            }
            inside &= !closes;
        }
        if inside != whole {
            return Err("parentheses do not match; one pair is allowed".into());
        }
        check(&elements)?;
        Ok(elements)
    }

    fn element(&self, text: &str, inside: bool) -> Result<Element, String> {
        let (body, optional) = match text.strip_suffix('?') {
            Some(body) if !body.is_empty() => (body, true),
            _ => (text, false),
        };
        let (body, tags) = match body.split_once('/') {
            Some((body, tags)) => (body, Some(TagTest::parse(tags)?)),
            None => (body, None),
        };
        let class = match body {
            "" => return Err(format!("'{text}' lacks a word")),
            "<NUM>" => Class::Number,
            "<CAP>" => Class::Capital,
            "_" => Class::Any,
            _ => match body.strip_prefix('*') {
                Some("") => Class::Gap(GAP),
                Some(width) => Class::Gap(gap_width(width)?),
                None => Class::Forms(self.forms(body)?),
            },
        };
        Ok(Element {
            class,
            tags,
            inside,
            optional,
            key: format!(
                "{}{}",
                text.trim_end_matches('?'),
                if inside { "" } else { "^" }
            ),
        })
    }
}

fn elements_outside(elements: &[Element]) -> bool {
    elements.iter().all(|element| !element.inside)
}

fn strip<'a>(stripped: Option<&'a str>, whole: &'a str) -> (&'a str, bool) {
    match stripped {
        Some(rest) if !rest.is_empty() => (rest, true),
        _ => (whole, false),
    }
}

/// "so-called" is three tokens.
fn hyphen_parts(piece: &str) -> Result<Vec<&str>, String> {
    if piece.len() < 3 || !piece.contains('-') {
        return Ok(vec![piece]);
    }
    if piece.contains(['|', '[', '/', '?']) {
        return Err(format!(
            "'{piece}': write hyphenated words as plain words only"
        ));
    }
    let words = piece.split('-').filter(|word| !word.is_empty());
    let mut parts = Vec::new();
    for word in words {
        if !parts.is_empty() {
            parts.push("-");
        }
        parts.push(word);
    }
    Ok(parts)
}

fn gap_width(text: &str) -> Result<usize, String> {
    text.parse()
        .ok()
        .filter(|width| (1..=WIDEST_GAP).contains(width))
        .ok_or_else(|| format!("a gap is '*' or '*1' to '*{WIDEST_GAP}', not '*{text}'"))
}

fn literal(text: &str) -> Result<Form, String> {
    let glued = (text.len() > 3 && text.ends_with("n't")) || text == "cannot";
    if glued {
        return Err(format!("'{text}' is two tokens: write it with a space"));
    }
    if text.is_empty() || text.contains(['(', ')', '[', ']', '*']) {
        return Err(format!("'{text}' is not a word"));
    }
    Ok(Form {
        word: text.to_owned(),
        tags: None,
    })
}

/// A form of the table of irregular ones, perhaps with a tag test.
fn tagged(form: &str) -> Result<Form, String> {
    match form.split_once('/') {
        None => literal(form),
        Some((word, tags)) => Ok(Form {
            tags: Some(TagTest::parse(tags)?),
            ..literal(word)?
        }),
    }
}

fn check(elements: &[Element]) -> Result<(), String> {
    let is_gap = |element: &Element| matches!(element.class, Class::Gap(_));
    if elements.iter().filter(|e| e.optional).count() > MOST_OPTIONAL {
        return Err(format!("more than {MOST_OPTIONAL} optional elements"));
    }
    for variant in variants(elements) {
        let (Some(first), Some(last)) = (variant.first(), variant.last()) else {
            return Err("the pattern can match nothing".into());
        };
        if is_gap(first) || is_gap(last) {
            return Err("a gap needs a word on either side".into());
        }
        if !variant
            .iter()
            .any(|element| element.inside && !is_gap(element))
        {
            return Err("the reported part can match nothing".into());
        }
    }
    Ok(())
}

/// The pattern with and without each optional element.
pub(super) fn variants(elements: &[Element]) -> Vec<Vec<&Element>> {
    let mut variants: Vec<Vec<&Element>> = vec![Vec::new()];
    for element in elements {
        let without = element.optional.then(|| variants.clone());
        for variant in &mut variants {
            variant.push(element);
        }
        variants.extend(without.into_iter().flatten());
    }
    variants
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(pattern: &str) -> Result<Vec<Element>, String> {
        Grammar::default().parse(pattern)
    }

    #[test]
    fn reads_every_kind_of_element() {
        let elements = parse("a|b [plan]/V x? * *5/R,J <NUM> _/VB <CAP> [talk:n]").unwrap();
        assert_eq!(elements.len(), 9);
        assert!(elements[2].optional);
        assert_eq!(elements[3].class, Class::Gap(3));
        assert_eq!(elements[4].class, Class::Gap(5));
        let Class::Forms(forms) = &elements[8].class else {
            panic!("words expected");
        };
        assert_eq!(forms[1].word, "talks");
    }

    #[test]
    fn splits_hyphens_and_marks_the_reported_part() {
        assert_eq!(parse("so-called").unwrap().len(), 3);
        let elements = parse("[be] (poised to)").unwrap();
        let inside: Vec<bool> = elements.iter().map(|e| e.inside).collect();
        assert_eq!(inside, [false, true, true]);
        assert_eq!(parse("?").unwrap().len(), 1);
    }

    #[test]
    fn says_what_is_wrong() {
        for (pattern, cause) in [
            ("", "nothing"),
            ("x?", "nothing"),
            ("* to", "gap"),
            ("in *", "gap"),
            ("in *40 talks", "gap"),
            ("[plan", "bracket"),
            ("[plan:x]", "part of speech"),
            ("[Plan]", "lemma"),
            ("(in talks", "parentheses"),
            ("in) talks", "parentheses"),
            ("(a) b (c)", "parentheses"),
            ("may/md", "tag"),
            ("@nothing", "no set"),
            ("don't", "two tokens"),
            ("a||b", "not a word"),
            ("well-known|famous", "hyphenated"),
        ] {
            let error = parse(pattern).unwrap_err();
            assert!(error.contains(cause), "{pattern}: {error}");
        }
    }

    #[test]
    fn optional_elements_give_variants() {
        let elements = parse("a? b c?").unwrap();
        let sizes: Vec<usize> = variants(&elements).iter().map(Vec::len).collect();
        assert_eq!(sizes, [3, 2, 2, 1]);
    }
}
