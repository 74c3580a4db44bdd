//! A document's words, tags and layers by token, as the rules look at them.

use std::ops::Range;

use crate::document::{Cue, CueType, Document, EntityType, Span};
use crate::stages::quotations::{quotations, single_quotations};

/// What the rules see of a document. All ranges are of tokens.
pub(in crate::stages::stance) struct Page<'a> {
    pub doc: &'a Document,
    /// Lower case, with straight apostrophes.
    words: Vec<String>,
    pub sentences: Vec<Range<usize>>,
    /// Between double marks, and between single ones outside of those.
    pub quotations: Vec<Range<usize>>,
    /// The index of the entity over each token.
    entities: Vec<Option<usize>>,
}

impl<'a> Page<'a> {
    pub fn new(doc: &'a Document) -> Self {
        let mut entities = vec![None; doc.tokens.len()];
        for (index, entity) in doc.entities.iter().enumerate() {
            entities[doc.tokens_under(entity.span)].fill(Some(index));
        }
        let mut quoted = quotations(doc);
        quoted.extend(single_quotations(doc, &quoted));
        quoted.sort_by_key(|q| q.start);
        Self {
            doc,
            words: doc
                .tokens
                .iter()
                .map(|t| plain(doc.slice(t.span)))
                .collect(),
            sentences: doc.sentence_tokens(),
            quotations: quoted,
            entities,
        }
    }

    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The word in lower case; empty behind the last token.
    pub fn word(&self, token: usize) -> &str {
        self.words.get(token).map_or("", |w| w)
    }

    /// The words of a range, one space between them.
    pub fn words(&self, tokens: Range<usize>) -> String {
        self.words[tokens].join(" ")
    }

    /// The Penn tag; empty where there is none.
    pub fn tag(&self, token: usize) -> &str {
        let token = self.doc.tokens.get(token);
        token.and_then(|t| t.pos.as_deref()).unwrap_or_default()
    }

    pub fn is_noun(&self, token: usize) -> bool {
        self.tag(token).starts_with("NN")
    }

    /// A verb that has a tense, modals included.
    pub fn is_finite(&self, token: usize) -> bool {
        matches!(self.tag(token), "VBD" | "VBZ" | "VBP" | "MD")
    }

    /// An adverb or a word that stands between subject and verb like one.
    pub fn is_adverb(&self, token: usize) -> bool {
        self.tag(token).starts_with("RB") || matches!(self.word(token), "not" | "n't" | "never")
    }

    pub fn is_auxiliary(&self, token: usize) -> bool {
        self.tag(token) == "MD" || self.is_be(token) || {
            let word = self.word(token);
            matches!(
                word,
                "has" | "have" | "had" | "having" | "'ve" | "do" | "does" | "did" | "'d"
            )
        }
    }

    /// A form of "be".
    pub fn is_be(&self, token: usize) -> bool {
        let word = self.word(token);
        matches!(
            word,
            "be" | "is" | "are" | "was" | "were" | "been" | "being" | "'re"
        ) || (word == "'s" && self.tag(token) != "POS")
    }

    /// Whether the word begins with a capital.
    pub fn is_capital(&self, token: usize) -> bool {
        let token = self.doc.tokens.get(token);
        token.is_some_and(|t| self.doc.slice(t.span).starts_with(char::is_uppercase))
    }

    /// The index of the entity over a token.
    pub fn entity(&self, token: usize) -> Option<usize> {
        self.entities.get(token).copied().flatten()
    }

    /// The type of the entity over a token.
    pub fn entity_type(&self, token: usize) -> Option<EntityType> {
        self.entity(token).map(|e| self.doc.entities[e].kind)
    }

    pub fn is_time(&self, token: usize) -> bool {
        matches!(
            self.entity_type(token),
            Some(EntityType::Date | EntityType::Time)
        )
    }

    /// The tokens of the sentence that holds a token.
    pub fn sentence(&self, token: usize) -> Range<usize> {
        let sentence = self.doc.tokens.get(token).map_or(0, |t| t.sentence);
        self.sentences.get(sentence).cloned().unwrap_or(0..0)
    }

    pub fn tokens(&self, span: Span) -> Range<usize> {
        self.doc.tokens_under(span)
    }

    pub fn span(&self, tokens: Range<usize>) -> Span {
        self.doc.token_span(tokens)
    }

    /// The cues that share text with a span.
    pub fn cues(&self, span: Span) -> impl Iterator<Item = &'a Cue> {
        self.doc.cues_under(span).iter()
    }

    /// Whether a cue of the type shares text with a span.
    pub fn has_cue(&self, span: Span, kind: CueType) -> bool {
        self.cues(span).any(|c| c.kind == kind)
    }

    /// The quotation that a token is part of.
    pub fn quotation(&self, token: usize) -> Option<&Range<usize>> {
        let next = self.quotations.partition_point(|q| q.end <= token);
        self.quotations.get(next).filter(|q| q.contains(&token))
    }

    /// Whether the token ends a clause: a stop, colon, bracket, dash or quotation mark.
    pub fn is_stop(&self, token: usize) -> bool {
        matches!(
            self.word(token),
            "." | "!"
                | "?"
                | ";"
                | ":"
                | "…"
                | "..."
                | "—"
                | "–"
                | "--"
                | "("
                | ")"
                | "["
                | "]"
                | "\""
                | "«"
                | "»"
                | "„"
                | "``"
                | "''"
        )
    }

    /// The tokens without punctuation at either end.
    pub fn trimmed(&self, mut tokens: Range<usize>) -> Range<usize> {
        let loose =
            |t: usize| matches!(self.word(t), "," | ";" | ":" | "." | "—" | "–" | "--" | "-");
        while !tokens.is_empty() && loose(tokens.end - 1) {
            tokens.end -= 1;
        }
        while !tokens.is_empty() && loose(tokens.start) {
            tokens.start += 1;
        }
        tokens
    }
}

/// Lower case, straight quotation marks.
fn plain(word: &str) -> String {
    let straight = |c: char| match c {
        '’' | '‘' => '\'',
        '“' | '”' => '"',
        c => c,
    };
    word.chars()
        .map(straight)
        .flat_map(char::to_lowercase)
        .collect()
}
