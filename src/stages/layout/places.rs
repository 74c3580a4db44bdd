//! What a block is by its place: the first title is the headline, what stands between it and the
//! byline the dek, later titles over text are section headings, the rest are paragraphs.

use std::collections::HashMap;

use super::captions::ends_with_credit;
use super::forms::{self, Form};
use super::links::links;
use super::{Draft, pulled};
use crate::document::{Block, BlockKind};

/// The longest dek, in words; more is text.
const MAX_DEK_WORDS: usize = 60;

/// The longest headline that ends with a full stop, in words.
const MAX_STOPPED_WORDS: usize = 24;

/// Words from which on a title right under the headline is the dek, not a heading.
const MIN_DEK_WORDS: usize = 5;

/// Captions with labels from which on others are some too, full stop or not.
const MIN_LABELLED_CAPTIONS: usize = 2;

/// Words from which on "Label: text" without a full stop is a caption, not a heading.
const MIN_CAPTION_WORDS: usize = 9;

/// The longest label of one.
const MAX_CAPTION_LABEL_WORDS: usize = 4;

/// The kinds of all blocks, from their forms and their places.
pub(super) fn decide(text: &str, drafts: Vec<Draft>) -> Vec<Block> {
    let place = Places::new(text, &drafts);
    let mut blocks: Vec<Block> = Vec::with_capacity(drafts.len());
    for (i, draft) in drafts.iter().enumerate() {
        if !draft.span.is_empty() {
            let kind = place.kind(i, blocks.last().map(|b| b.kind));
            let span = draft.span;
            blocks.push(Block { kind, span });
        }
    }
    blocks
}

struct Places<'a> {
    text: &'a str,
    drafts: &'a [Draft],
    headline: Option<usize>,
    /// The first and the last block of running text.
    first_text: usize,
    last_text: usize,
    labels: HashMap<&'a str, usize>,
    /// How many blocks are a date alone.
    dates: usize,
    pulled: Vec<bool>,
    /// Links of the site.
    linked: Vec<bool>,
    /// Lines of a list without marks.
    listed: Vec<bool>,
    /// Whether pictures have captions with labels, so that those with a full stop are some too.
    has_captions: bool,
}

impl<'a> Places<'a> {
    fn new(text: &'a str, drafts: &'a [Draft]) -> Self {
        let linked = links(text, drafts);
        let headline = headline(text, drafts, &linked);
        let is_text = |(i, d): (usize, &Draft)| d.form.is_text() && Some(i) != headline;
        let texts = || drafts.iter().enumerate();
        let mut places = Self {
            text,
            drafts,
            headline,
            first_text: texts().position(is_text).unwrap_or(drafts.len()),
            last_text: drafts.iter().rposition(|d| d.form.is_text()).unwrap_or(0),
            labels: label_counts(drafts),
            dates: drafts.iter().filter(|d| d.form == Form::Date).count(),
            pulled: pulled::quotes(text, drafts),
            listed: listed(text, drafts, headline, &linked),
            linked,
            has_captions: false,
        };
        places.has_captions = places.labelled_captions() >= MIN_LABELLED_CAPTIONS;
        places
    }

    /// How many captions with labels have no full stop, so that no sentence is one.
    fn labelled_captions(&self) -> usize {
        let is_caption = |(i, draft): &(usize, &Draft)| match &draft.form {
            Form::Labelled { label, is_title } => *is_title && self.is_labelled_caption(*i, label),
            _ => false,
        };
        self.drafts.iter().enumerate().filter(is_caption).count()
    }

    /// The kind of a block, given that of the one before it.
    fn kind(&self, i: usize, before: Option<BlockKind>) -> BlockKind {
        let draft = &self.drafts[i];
        let heads_text = i < self.last_text && forms::can_head(self.words(i)) && !draft.told;
        match &draft.form {
            _ if Some(i) == self.headline => BlockKind::Headline,
            Form::Kind(kind) => *kind,
            Form::LinkList => BlockKind::Boilerplate,
            Form::CorrectionTitle => BlockKind::Correction,
            Form::Heading => BlockKind::Heading,
            Form::Dashed if self.is_among_items(i) => BlockKind::Bullet,
            Form::Dashed if i > self.last_text && self.is_signature(i) => BlockKind::Byline,
            // Who said the quotation above.
            Form::Dashed if before == Some(BlockKind::PullQuote) => BlockKind::PullQuote,
            Form::Dashed => BlockKind::Paragraph,
            _ if self.is_under_caption_label(i) || self.is_doubled(i) => BlockKind::Caption,
            _ if self.linked[i] => BlockKind::Boilerplate,
            _ if self.pulled[i] => BlockKind::PullQuote,
            Form::Title if self.is_name_of_author(i) => BlockKind::Byline,
            _ if self.is_dek(i) => BlockKind::Dek,
            Form::Date if heads_text && i > self.first_text && self.dates > 1 => BlockKind::Heading,
            Form::Date => BlockKind::Dateline,
            Form::Text | Form::Labelled { .. } if self.is_under_correction(i) => {
                BlockKind::Correction
            }
            Form::Labelled { label, is_title }
                if self.is_labelled_caption(i, label) && (*is_title || self.has_captions) =>
            {
                BlockKind::Caption
            }
            // The same label again is a voice of an interview.
            Form::Labelled { label, .. } if self.labels[label.as_str()] == 1 && self.in_list(i) => {
                BlockKind::ListItem
            }
            Form::Title
                if i > self.first_text && !draft.told && ends_with_credit(self.words(i)) =>
            {
                BlockKind::Caption
            }
            Form::Title if self.listed[i] => BlockKind::ListItem,
            Form::Title | Form::Labelled { is_title: true, .. } if heads_text => BlockKind::Heading,
            Form::Title
                if before == Some(BlockKind::Boilerplate) && i > self.last_text && !draft.told =>
            {
                BlockKind::Boilerplate
            }
            Form::Title | Form::Labelled { .. } | Form::Text => BlockKind::Paragraph,
        }
    }

    fn words(&self, i: usize) -> &'a str {
        &self.text[self.drafts[i].span.range()]
    }

    /// Whether a block between headline and text is the dek: one before the byline or the date,
    /// or a title of some length.
    fn is_dek(&self, i: usize) -> bool {
        let Some(headline) = self.headline.or_else(|| told_headline(self.drafts)) else {
            return false;
        };
        let count = self.words(i).split_whitespace().count();
        let form = &self.drafts[i].form;
        let is_open = matches!(form, Form::Title | Form::Text | Form::Labelled { .. });
        if i <= headline || !is_open || count > MAX_DEK_WORDS {
            return false;
        }
        let between = &self.drafts[headline + 1..i];
        let head = between
            .iter()
            .all(|d| !d.form.is_text() && d.form != Form::Heading);
        let by = |d: &Draft| is_head_line(d) && !d.inline;
        let next = self.drafts.get(i + 1..).and_then(|rest| {
            rest.iter().find(|d| {
                !matches!(
                    d.form,
                    Form::Kind(BlockKind::Caption | BlockKind::Boilerplate)
                )
            })
        });
        let goes_on = i < self.last_text;
        head && goes_on
            && ((next.is_some_and(by) && !between.iter().any(by))
                || (form.is_title() && count >= MIN_DEK_WORDS && i < self.first_text))
    }

    /// A name alone between headline and date.
    fn is_name_of_author(&self, i: usize) -> bool {
        let words: Vec<&str> = self.words(i).split_whitespace().collect();
        let is_name = |w: &&str| {
            w.starts_with(char::is_uppercase)
                && w.chars().all(|c| c.is_alphabetic() || ".’'-".contains(c))
        };
        let dated =
            |d: &Draft| !d.inline && matches!(d.form, Form::Date | Form::Kind(BlockKind::Dateline));
        self.headline.is_some_and(|headline| headline < i)
            && i < self.first_text
            && (2..=4).contains(&words.len())
            && words.iter().all(is_name)
            && self.drafts.get(i + 1).is_some_and(dated)
    }

    /// A name alone under a text that is no quotation.
    fn is_signature(&self, i: usize) -> bool {
        let is_name = |w: &str| w.starts_with(char::is_uppercase);
        let above = i.checked_sub(1).map_or("", |above| self.words(above));
        (2..=3).contains(&self.words(i).split_whitespace().count())
            && self.words(i).split_whitespace().all(is_name)
            && !above.ends_with(['"', '”', '’', '\''])
    }

    /// A title that stands there twice at once: what a picture is called and its caption.
    fn is_doubled(&self, i: usize) -> bool {
        let is_title = |k: usize| self.drafts[k].form == Form::Title && !self.drafts[k].told;
        let is_same = |k: usize| is_title(k) && self.words(k) == self.words(i);
        let above = i.checked_sub(1).is_some_and(is_same);
        is_title(i) && (above || i + 1 < self.drafts.len() && is_same(i + 1))
    }

    /// A title under the line "Caption".
    fn is_under_caption_label(&self, i: usize) -> bool {
        let above = i.checked_sub(1).map_or("", |above| self.words(above));
        above.eq_ignore_ascii_case("caption") && self.drafts[i].form.is_title()
    }

    /// The text under the line "Correction".
    fn is_under_correction(&self, i: usize) -> bool {
        i.checked_sub(1)
            .is_some_and(|above| self.drafts[above].form == Form::CorrectionTitle)
    }

    /// Whether a neighbour of the block at `i` is an item of a list.
    fn is_among_items(&self, i: usize) -> bool {
        let is_item = |d: &Draft| matches!(d.form, Form::Dashed | Form::Kind(BlockKind::Bullet));
        let next = self.drafts.get(i + 1).is_some_and(is_item);
        next || i.checked_sub(1).is_some_and(|i| is_item(&self.drafts[i]))
    }

    /// Whether a "Label: text", amid the text and too long for a heading, can say what a picture
    /// shows.
    fn is_labelled_caption(&self, i: usize, label: &str) -> bool {
        let words = |text: &str| text.split_whitespace().count();
        i > self.first_text
            && !self.drafts[i].told
            && self.labels[label] == 1
            && words(label) <= MAX_CAPTION_LABEL_WORDS
            && words(self.words(i)) >= MIN_CAPTION_WORDS
            // The names of a team.
            && self.words(i).matches(',').count() < 3
            && !forms::is_title_cased(self.words(i))
    }

    /// Whether a neighbour of the "Label: text" at `index` has that form too.
    fn in_list(&self, index: usize) -> bool {
        let labelled = |i: usize| {
            let form = self.drafts.get(i).map(|d| &d.form);
            matches!(form, Some(Form::Labelled { .. }))
        };
        labelled(index + 1) || index.checked_sub(1).is_some_and(labelled)
    }
}

/// A byline or a line of the date.
fn is_head_line(draft: &Draft) -> bool {
    matches!(
        draft.form,
        Form::Date | Form::Kind(BlockKind::Byline | BlockKind::Dateline)
    )
}

/// The headline that the format tells.
fn told_headline(drafts: &[Draft]) -> Option<usize> {
    let is_headline = |d: &Draft| d.form == Form::Kind(BlockKind::Headline);
    drafts.iter().position(is_headline)
}

/// The first title, if no running text comes before it; bullets and bylines may. A title of one
/// or two words right before another is the name of the section, not the headline. A sentence
/// right above the byline or the date is a headline too.
fn headline(text: &str, drafts: &[Draft], linked: &[bool]) -> Option<usize> {
    let has_titles =
        |d: &Draft| d.told && matches!(d.form, Form::Heading | Form::Kind(BlockKind::Headline));
    if drafts.iter().any(has_titles) {
        return None;
    }
    // An article of corrections.
    if drafts.len() > 2 && drafts[0].form == Form::CorrectionTitle {
        return Some(0);
    }
    let is_open =
        |(d, linked): (&Draft, &bool)| !linked && !d.form.is_certain() && d.form != Form::Date;
    let mut first = drafts.iter().zip(linked).position(is_open)?;
    let words = |i: usize| text[drafts[i].span.range()].split_whitespace().count();
    while words(first) < 3
        && drafts
            .get(first + 1)
            .is_some_and(|next| next.form.is_title())
    {
        first += 1;
    }
    // A text of one block is its own body.
    let others = drafts.len() > 1
        && drafts[first + 1..]
            .iter()
            .any(|d| d.form.is_text() || is_head_line(d));
    let by = drafts
        .get(first + 1)
        .is_some_and(|d| is_head_line(d) && !d.inline);
    let stopped = by
        && words(first) <= MAX_STOPPED_WORDS
        && matches!(drafts[first].form, Form::Text | Form::Labelled { .. });
    (others && (drafts[first].form.is_title() || stopped)).then_some(first)
}

/// How often each label of "Label: text" occurs.
fn label_counts(drafts: &[Draft]) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    for draft in drafts {
        if let Form::Labelled { label, .. } = &draft.form {
            *counts.entry(label.as_str()).or_default() += 1;
        }
    }
    counts
}

/// Which blocks are lines of a list: of three titles or more in a row, all but the one over text.
fn listed(text: &str, drafts: &[Draft], headline: Option<usize>, linked: &[bool]) -> Vec<bool> {
    let mut listed = vec![false; drafts.len()];
    let mut start = headline.map_or(0, |headline| headline + 1);
    while start < drafts.len() {
        let is_title = |i: &usize| {
            let draft = &drafts[*i];
            let is_short = !forms::is_long(&text[draft.span.range()]);
            draft.form == Form::Title && is_short && !draft.told && !linked[*i]
        };
        let count = (start..drafts.len()).take_while(is_title).count();
        let heads_text = drafts.get(start + count).is_some_and(|d| d.form.is_text());
        if count >= 3 && start > headline.map_or(0, |headline| headline + 1) {
            listed[start..][..count - usize::from(heads_text)].fill(true);
        }
        start += count + 1;
    }
    listed
}
