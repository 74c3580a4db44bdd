//! Text laid out for a terminal: labelled entries, their words wrapped at 100 columns.

use std::fmt::Write;

use clap::builder::styling::{AnsiColor, Style};

/// Columns of a line.
const WIDTH: usize = 100;

/// Columns before the words of an entry: four, its label, and a space at least.
const INDENT: usize = 18;

/// Words in one style.
pub(super) struct Part {
    style: Style,
    text: String,
}

impl Part {
    fn new(style: Style, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { style, text }
    }

    /// What is said of something.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self::new(Style::new(), text)
    }

    /// Words of the article.
    pub(super) fn words(text: impl Into<String>) -> Self {
        Self::new(Style::new().bold(), text)
    }

    /// The name of a type, a status or a value.
    pub(super) fn label(text: impl Into<String>) -> Self {
        Self::new(AnsiColor::Green.on_default(), text)
    }

    /// What led to something.
    pub(super) fn reason(text: impl Into<String>) -> Self {
        Self::new(AnsiColor::Yellow.on_default(), text)
    }
}

/// What is shown, with escape sequences for the colours.
#[derive(Default)]
pub(super) struct Page(String);

impl Page {
    /// A sentence under its number.
    pub(super) fn sentence(&mut self, number: usize, text: &str) {
        let mark = format!("[{number}]");
        self.separate();
        let mut line = Line::new(self, 5);
        line.lead(AnsiColor::Blue.on_default().bold(), &mark, 0);
        line.words(Style::new().bold(), text);
        line.end();
    }

    /// The heading of a section.
    pub(super) fn heading(&mut self, text: &str) {
        let style = AnsiColor::Blue.on_default().bold();
        self.separate();
        let _ = writeln!(self.0, "{style}{text}{style:#}");
    }

    /// An entry under its label; one without a label goes on with the one before.
    pub(super) fn entry(&mut self, label: &str, parts: impl IntoIterator<Item = Part>) {
        let mut line = Line::new(self, INDENT);
        line.lead(AnsiColor::Cyan.on_default(), label, 4);
        for part in parts {
            line.words(part.style, &part.text);
        }
        line.end();
    }

    /// The page as it is to be written.
    pub(super) fn finish(self) -> String {
        self.0
    }

    fn separate(&mut self) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
    }
}

/// A line that goes on below where it is full.
struct Line<'a> {
    page: &'a mut String,
    /// Columns before its words.
    indent: usize,
    /// Columns that are filled.
    column: usize,
}

impl<'a> Line<'a> {
    fn new(page: &'a mut Page, indent: usize) -> Self {
        Self {
            page: &mut page.0,
            indent,
            column: 0,
        }
    }

    /// What stands before the words, so many columns from the edge.
    fn lead(&mut self, style: Style, text: &str, margin: usize) {
        let width = margin + text.chars().count();
        let fill = self.indent.saturating_sub(width).max(1);
        let _ = write!(
            self.page,
            "{:margin$}{style}{text}{style:#}{:fill$}",
            "", ""
        );
        self.indent = self.indent.max(width + 1);
        self.column = self.indent;
    }

    /// Words, a space between each two; white space between them does not count.
    fn words(&mut self, style: Style, text: &str) {
        for word in text.split_whitespace() {
            let width = word.chars().count();
            let is_first = self.column == self.indent;
            if !is_first && self.column + 1 + width > WIDTH {
                let _ = write!(self.page, "\n{:indent$}", "", indent = self.indent);
                self.column = self.indent;
            } else if !is_first {
                self.page.push(' ');
                self.column += 1;
            }
            let _ = write!(self.page, "{style}{word}{style:#}");
            self.column += width;
        }
    }

    fn end(self) {
        let kept = self.page.trim_end_matches(' ').len();
        self.page.truncate(kept);
        self.page.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_behind_the_label_and_colours_only_besides() {
        let mut page = Page::default();
        page.sentence(12, &"É ".repeat(60));
        page.entry("cue", [Part::words("“may”"), Part::label("epistemic")]);
        page.entry("", [Part::plain("word ".repeat(30))]);
        let page = page.finish();
        assert!(page.contains("\u{1b}["));
        let shown = anstream::adapter::strip_str(&page).to_string();
        let lines: Vec<&str> = shown.lines().collect();
        assert!(lines.iter().all(|line| line.chars().count() <= WIDTH));
        assert_eq!(lines.len(), 5, "{shown}");
        assert!(lines[0].starts_with("[12] É É") && lines[1].starts_with("     É"));
        assert_eq!(lines[2], "    cue           “may” epistemic");
        assert!(lines[4].starts_with("                  word"));
    }
}
