//! Links of the site among the text, by what stands around them: lists under "Related" or above "See
//! all", menus, titles that come again, polls, what a press release says of the firm.

use std::collections::HashMap;

use super::Draft;
use super::forms::Form;

/// Links that stand above "See all" at most.
const MAX_ABOVE: usize = 3;

/// Lines in a row at the top of the text that are a menu, and the longest of them, in words.
const MIN_MENU: usize = 5;
const MAX_MENU_WORDS: usize = 3;

/// Words from which on a title that stands there twice is a link; shorter ones stand there more often.
const MIN_REPEATED_WORDS: usize = 4;
const MIN_REPEATED: usize = 3;

/// The longest link with a label, in words; longer ones are captions.
const MAX_LABELLED_WORDS: usize = 8;

/// Paragraphs that a press release has under "About the firm" at most.
const MAX_ABOUT: usize = 3;

pattern!(CLOSER, r"(?i)^(?:see|view) all(?: related)?\b");
pattern!(
    ANSWER,
    r"(?i)^(?:yes|no|maybe|not sure|undecided|don[’']t know|vote(?: now)?|view results\b.{0,30})$"
);
pattern!(ABOUT, r"^(?:About|ABOUT) (?-i:\p{Lu})\S*(?: \S+){0,4}$");

/// Which blocks are links.
pub(super) fn links(text: &str, drafts: &[Draft]) -> Vec<bool> {
    let blocks = Blocks { text, drafts };
    let mut linked = vec![false; drafts.len()];
    blocks.under_openers(&mut linked);
    blocks.above_closers(&mut linked);
    blocks.menu(&mut linked);
    blocks.repeated(&mut linked);
    blocks.labelled(&mut linked);
    blocks.polls(&mut linked);
    blocks.about(&mut linked);
    linked
}

struct Blocks<'a> {
    text: &'a str,
    drafts: &'a [Draft],
}

impl<'a> Blocks<'a> {
    fn words(&self, i: usize) -> &'a str {
        &self.text[self.drafts[i].span.range()]
    }

    fn count(&self, i: usize) -> usize {
        self.words(i).split_whitespace().count()
    }

    fn is_title(&self, i: usize) -> bool {
        let draft = &self.drafts[i];
        draft.form.is_title() && draft.form != Form::Heading
    }

    /// Titles under "Related" and the like: two or more, or those at the end.
    fn under_openers(&self, linked: &mut [bool]) {
        for opener in (0..self.drafts.len()).filter(|&i| self.drafts[i].form == Form::LinkList) {
            let rest = opener + 1..self.drafts.len();
            let count = rest.take_while(|&i| self.is_title(i)).count();
            if count > 1 || opener + 1 + count == self.drafts.len() {
                linked[opener + 1..][..count].fill(true);
            }
        }
    }

    /// Titles above "See all related".
    fn above_closers(&self, linked: &mut [bool]) {
        for closer in (0..self.drafts.len()).filter(|&i| CLOSER.is_match(self.words(i))) {
            let above = (0..closer).rev().take(MAX_ABOVE);
            for i in above.take_while(|&i| self.is_title(i) && !self.drafts[i].told) {
                linked[i] = true;
            }
        }
    }

    /// Short lines in a row before everything else.
    fn menu(&self, linked: &mut [bool]) {
        let is_short = |i: usize| {
            let draft = &self.drafts[i];
            !draft.told && !draft.form.is_certain() && self.count(i) <= MAX_MENU_WORDS
        };
        let is_entry = |&i: &usize| {
            let form = &self.drafts[i].form;
            is_short(i) && !self.words(i).ends_with('.') || form.is_certain() && !form.is_text()
        };
        let end = (0..self.drafts.len()).take_while(is_entry).count();
        let titles: Vec<usize> = (0..end).filter(|&i| is_short(i)).collect();
        if titles.len() >= MIN_MENU {
            titles.iter().for_each(|&i| linked[i] = true);
        }
    }

    /// Titles without numbers that stand there again, short ones over no text: all of them but the
    /// headline.
    fn repeated(&self, linked: &mut [bool]) {
        let titles: Vec<usize> = (0..self.drafts.len())
            .filter(|&i| self.is_title(i) && !self.drafts[i].told)
            .filter(|&i| !self.words(i).contains(char::is_numeric))
            .collect();
        let mut times: HashMap<&str, usize> = HashMap::new();
        for &i in &titles {
            *times.entry(self.words(i)).or_default() += 1;
        }
        let is_text = |d: &Draft| d.form.is_text();
        let first_text = self.drafts.iter().position(is_text);
        for i in titles {
            let is_speaker = self.drafts.get(i + 1).is_some_and(is_text);
            let is_plain = self.drafts[i].form == Form::Title;
            let least = if is_plain && self.count(i) >= MIN_REPEATED_WORDS {
                2
            } else if is_speaker {
                usize::MAX
            } else {
                MIN_REPEATED
            };
            linked[i] |= times[self.words(i)] >= least && first_text < Some(i);
        }
    }

    /// Two lines or more such as "OTTAWA: Attacker shot dead" amid the paragraphs.
    fn labelled(&self, linked: &mut [bool]) {
        let is_text = |i: usize| self.drafts.get(i).is_some_and(|d| d.form == Form::Text);
        let is_link = |i: &usize| match &self.drafts[*i].form {
            Form::Labelled { label, is_title } => {
                let is_loud = !label.contains(char::is_lowercase);
                *is_title && is_loud && !self.drafts[*i].told && is_text(i - 1) && is_text(i + 1)
            }
            _ => false,
        };
        let links: Vec<usize> = (1..self.drafts.len()).filter(is_link).collect();
        let short = links
            .into_iter()
            .filter(|&i| self.count(i) <= MAX_LABELLED_WORDS);
        let short: Vec<usize> = short.collect();
        if short.len() > 1 {
            short.iter().for_each(|&i| linked[i] = true);
        }
    }

    /// Two answers or more, with the question above them.
    fn polls(&self, linked: &mut [bool]) {
        let is_answer = |i: usize| ANSWER.is_match(self.words(i)) && !self.drafts[i].told;
        let mut start = 0;
        while start < self.drafts.len() {
            let rest = start..self.drafts.len();
            let count = rest.take_while(|&i| is_answer(i)).count();
            if count > 1 {
                linked[start..][..count].fill(true);
                let question = start.checked_sub(1);
                if let Some(i) = question.filter(|&i| self.words(i).ends_with('?')) {
                    linked[i] = self.drafts[i].form.is_title();
                }
            }
            start += count + 1;
        }
    }

    /// "About the firm" and its text at the end.
    fn about(&self, linked: &mut [bool]) {
        let is_about = |i: &usize| {
            self.drafts[*i].form == Form::Title
                && !self.drafts[*i].told
                && ABOUT.is_match(self.words(*i))
        };
        let abouts: Vec<usize> = (1..self.drafts.len()).filter(is_about).collect();
        let mut end = self.drafts.len();
        for &start in abouts.iter().rev() {
            if end - start > 1 + MAX_ABOUT || start * 2 < self.drafts.len() {
                break;
            }
            linked[start..end].fill(true);
            end = start;
        }
    }
}
