//! The words of one sentence, each with the little grammar that the rules ask for.

use std::ops::Range;

use crate::document::Document;

/// Forms of the auxiliaries.
pub(crate) const BE: &[&str] = &[
    "be", "is", "are", "am", "was", "were", "been", "being", "'re", "'m", "'s",
];
pub(crate) const HAVE: &[&str] = &["have", "has", "had", "having", "'ve"];
pub(crate) const DO: &[&str] = &["do", "does", "did"];

/// What a word is in its sentence. Closed classes go by the word, since taggers err on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Modal,
    /// The infinitive's "to".
    To,
    /// A verb that is no other form: VB.
    Base,
    Past,
    Present,
    Gerund,
    Participle,
    Noun,
    Adjective,
    Adverb,
    /// "not", "n't", "never".
    Not,
    Determiner,
    Pronoun,
    Number,
    Preposition,
    /// "that", "because", "if" ... and wh-words: what opens a clause.
    Opener,
    Conjunction,
    Comma,
    /// Dashes, semicolons, colons, brackets and stops.
    Break,
    Quote,
    Other,
}

/// A word in lower case with straight apostrophes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub lower: String,
    pub kind: Kind,
    /// Whether the tag says that it is a relative or interrogative word (WDT, WP, WRB).
    pub is_wh: bool,
    pub is_capital: bool,
}

/// The words of a sentence; indices count from its first token.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    /// Index of the first token in the document.
    pub first: usize,
    items: Vec<Word>,
}

impl std::ops::Deref for Words {
    type Target = [Word];

    fn deref(&self) -> &[Word] {
        &self.items
    }
}

impl Words {
    /// The words of the document's `tokens`.
    pub fn new(doc: &Document, tokens: Range<usize>) -> Self {
        let first = tokens.start;
        let tokens = &doc.tokens[tokens];
        let mut items: Vec<Word> = Vec::with_capacity(tokens.len());
        for token in tokens {
            let text = doc.slice(token.span);
            let lower = text.to_lowercase().replace(['’', '‘'], "'");
            let tag = token.pos.as_deref().unwrap_or_default();
            items.push(Word {
                kind: kind(&lower, tag),
                is_wh: matches!(tag, "WDT" | "WP" | "WP$" | "WRB"),
                is_capital: text.starts_with(char::is_uppercase),
                lower,
            });
        }
        Self { first, items }
    }

    /// Makes another kind of a word.
    pub fn set(&mut self, at: usize, kind: Kind) {
        self.items[at].kind = kind;
    }

    /// Settles what only the neighbours tell: the two kinds of "to".
    pub fn settle(&mut self) {
        for i in 0..self.items.len() {
            let next = self.skip_adverbs(i + 1);
            let next_kind = self.get(next).map(|w| w.kind);
            let word = &mut self.items[i];
            match word.lower.as_str() {
                "to" => {
                    let verb = matches!(next_kind, Some(Kind::Base));
                    word.kind = if verb { Kind::To } else { Kind::Preposition };
                }
                // "May" the month, "will" the paper: no verb comes after them.
                _ if word.kind == Kind::Modal => {
                    let stops = [Kind::Preposition, Kind::Break];
                    if word.is_capital && next_kind.is_some_and(|k| stops.contains(&k)) {
                        word.kind = Kind::Noun;
                    }
                }
                _ => {}
            }
        }
        // A present form after a modal is a base form.
        for i in 1..self.items.len() {
            let before = self.items[i - 1].kind;
            if before == Kind::Modal && self.items[i].kind == Kind::Present {
                self.items[i].kind = Kind::Base;
            }
        }
    }

    /// The first index from `i` on that holds no adverb and no "not".
    pub fn skip_adverbs(&self, mut i: usize) -> usize {
        while self
            .get(i)
            .is_some_and(|w| matches!(w.kind, Kind::Adverb | Kind::Not))
        {
            i += 1;
        }
        i
    }

    /// Whether word `i` is `word`.
    pub fn is(&self, i: usize, word: &str) -> bool {
        self.get(i).is_some_and(|w| w.lower == word)
    }

    /// Whether word `i` is one of `words`.
    pub fn is_any(&self, i: usize, words: &[&str]) -> bool {
        self.get(i)
            .is_some_and(|w| words.contains(&w.lower.as_str()))
    }

    /// What word `i` is; `Other` outside of the sentence.
    pub fn kind(&self, i: usize) -> Kind {
        self.get(i).map_or(Kind::Other, |w| w.kind)
    }

    /// Whether some word of `range` is one of `words`.
    pub fn any_in(&self, range: Range<usize>, words: &[&str]) -> bool {
        range.into_iter().any(|i| self.is_any(i, words))
    }

    /// The last noun of the noun phrase that begins at `i`.
    pub fn noun_phrase_head(&self, mut i: usize) -> Option<usize> {
        let mut head = None;
        while let Some(word) = self.get(i) {
            match word.kind {
                Kind::Noun => head = Some(i),
                Kind::Determiner | Kind::Adjective | Kind::Number | Kind::Adverb => {}
                Kind::Gerund | Kind::Participle if self.modifies(i) => {}
                _ if matches!(word.lower.as_str(), "-" | "'s" | "'" | "$" | "%") => {}
                _ => break,
            }
            i += 1;
        }
        head
    }

    /// Whether the participle at `i` stands before the noun that it describes.
    pub fn modifies(&self, i: usize) -> bool {
        let opens = i == 0
            || matches!(
                self.kind(i - 1),
                Kind::Determiner | Kind::Adjective | Kind::Preposition | Kind::Number
            )
            || self.is(i - 1, "'s");
        let noun = matches!(self.kind(i + 1), Kind::Noun | Kind::Adjective);
        opens
            && noun
            && !(i == 0 && self.kind(i) == Kind::Gerund)
            && !(self.kind(i) == Kind::Gerund && self.kind(i.wrapping_sub(1)) == Kind::Preposition)
    }
}

impl Kind {
    /// Any form of a verb but a modal.
    pub fn is_verb(self) -> bool {
        matches!(
            self,
            Self::Base | Self::Past | Self::Present | Self::Gerund | Self::Participle
        )
    }

    /// What a noun phrase is made of.
    pub fn is_nominal(self) -> bool {
        matches!(
            self,
            Self::Noun
                | Self::Adjective
                | Self::Determiner
                | Self::Number
                | Self::Pronoun
                | Self::Adverb
        )
    }
}

/// Verbs that end like adverbs.
const LY_VERBS: &[&str] = &[
    "apply", "supply", "rely", "reply", "comply", "imply", "multiply", "fly", "rally", "tally",
    "ally", "reapply",
];

/// What a word is by itself and its Penn tag.
fn kind(word: &str, tag: &str) -> Kind {
    match word {
        "will" | "would" | "may" | "might" | "could" | "can" | "should" | "must" | "shall"
            if !tag.starts_with('N') && tag != "VB" && tag != "VBN" =>
        {
            Kind::Modal
        }
        "'ll" | "wo" | "ca" | "cannot" => Kind::Modal,
        "'d" if tag == "MD" => Kind::Modal,
        "have" | "do" if tag == "VB" => Kind::Base,
        "is" | "are" | "am" | "'re" | "has" | "have" | "'ve" | "does" | "do" => Kind::Present,
        "was" | "were" | "had" | "did" => Kind::Past,
        "be" => Kind::Base,
        "been" | "done" => Kind::Participle,
        "not" | "n't" | "never" => Kind::Not,
        "and" | "or" | "but" | "nor" => Kind::Conjunction,
        "once" if tag == "RB" => Kind::Adverb,
        "also" | "already" | "still" | "yet" | "even" | "just" | "only" | "ever" | "soon"
        | "then" | "now" | "earlier" => Kind::Adverb,
        "that" | "if" | "whether" | "because" | "unless" | "although" | "though" | "while"
        | "whereas" | "who" | "which" | "whom" | "whose" | "what" | "why" | "how" | "when"
        | "where" | "once" | "until" => Kind::Opener,
        "since" | "after" | "before" | "as" | "than" | "like" if tag != "VB" && tag != "VBP" => {
            Kind::Preposition
        }
        "according" | "including" | "regarding" | "concerning" | "following" | "despite"
        | "without" | "during" | "amid" => Kind::Preposition,
        "the" | "a" | "an" | "this" | "these" | "those" | "its" | "their" | "his" | "her"
        | "our" | "my" | "your" | "no" | "any" | "some" | "each" | "every" => Kind::Determiner,
        "there" if tag != "RB" => Kind::Pronoun,
        "it" | "he" | "she" | "they" | "we" | "i" | "you" | "them" | "him" | "us" | "me" => {
            Kind::Pronoun
        }
        "," => Kind::Comma,
        ";" | ":" | "." | "!" | "?" | "…" | "..." | "—" | "–" | "--" | "(" | ")" | "[" | "]" => {
            Kind::Break
        }
        "\"" | "“" | "”" | "„" | "«" | "»" | "``" | "''" => Kind::Quote,
        _ if word.ends_with("ly") && tag.starts_with("VB") && !LY_VERBS.contains(&word) => {
            Kind::Adverb
        }
        _ if tag == "VBN" && word.ends_with("ing") => Kind::Gerund,
        _ if tag == "VBG" && word.ends_with("ed") => Kind::Participle,
        _ => by_tag(tag),
    }
}

fn by_tag(tag: &str) -> Kind {
    match tag {
        "MD" => Kind::Modal,
        "VB" => Kind::Base,
        "VBD" => Kind::Past,
        "VBP" | "VBZ" => Kind::Present,
        "VBG" => Kind::Gerund,
        "VBN" => Kind::Participle,
        "NN" | "NNS" | "NNP" | "NNPS" => Kind::Noun,
        "JJ" | "JJR" | "JJS" => Kind::Adjective,
        "RB" | "RBR" | "RBS" => Kind::Adverb,
        "DT" | "PDT" | "PRP$" | "WP$" => Kind::Determiner,
        "PRP" | "EX" => Kind::Pronoun,
        "CD" => Kind::Number,
        "IN" | "RP" | "TO" => Kind::Preposition,
        "WDT" | "WP" | "WRB" => Kind::Opener,
        "CC" => Kind::Conjunction,
        "," => Kind::Comma,
        _ => Kind::Other,
    }
}
