//! All patterns as one trie, walked from every token of a sentence.

use std::collections::HashMap;

use super::conditions::{Condition, Place};
use super::pattern::{Class, Element, variants};
use super::words::{TagTest, TokenView, UNKNOWN, Vocabulary, WordId};

/// A pattern found in a sentence: token indices of its reported part, and the pattern's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) entry: usize,
    /// Tokens of the whole match, context included.
    length: usize,
}

/// The compiled patterns. Every node tells which elements may come next; equal beginnings are
/// shared, and the first word of a token is one array access, so that most tokens cost that.
#[derive(Debug, Default)]
pub(super) struct Matcher {
    nodes: Vec<Node>,
    conditions: Vec<Vec<Condition>>,
    /// Nodes reached from the root, by word.
    first: Vec<Vec<Edge>>,
}

#[derive(Debug, Default)]
struct Node {
    words: HashMap<WordId, Vec<Edge>>,
    /// Elements that are no list of words: numbers, capitals, any.
    classes: Vec<(Class, Edge)>,
    gaps: Vec<(usize, Edge)>,
    /// Entries that end here, in the order of the files.
    entries: Vec<usize>,
    children: HashMap<String, usize>,
}

#[derive(Debug, Clone)]
struct Edge {
    to: usize,
    inside: bool,
    tags: Vec<TagTest>,
}

impl Edge {
    /// Untagged tokens pass every test.
    fn admits(&self, tag: Option<&str>) -> bool {
        tag.is_none_or(|tag| self.tags.iter().all(|test| test.accepts(tag)))
    }
}

/// A walk through the trie.
struct Walk<'w, 't> {
    view: &'w TokenView<'t>,
    start: usize,
    found: &'w mut Vec<Match>,
}

/// The reported part so far: first token, and one past the last.
type Reported = Option<(usize, usize)>;

impl Matcher {
    /// Adds the pattern of entry number `entry`; entries are added in ascending order.
    pub(super) fn add(
        &mut self,
        entry: usize,
        elements: &[Element],
        conditions: Vec<Condition>,
        vocabulary: &mut Vocabulary,
    ) {
        if self.nodes.is_empty() {
            self.nodes.push(Node::default());
        }
        self.conditions.push(conditions);
        for variant in variants(elements) {
            let mut node = 0;
            for element in variant {
                node = self.child(node, element, vocabulary);
            }
            if self.nodes[node].entries.last() != Some(&entry) {
                self.nodes[node].entries.push(entry);
            }
        }
    }

    /// The node behind an element, a new one if the element is new at this node.
    fn child(&mut self, node: usize, element: &Element, vocabulary: &mut Vocabulary) -> usize {
        if let Some(&child) = self.nodes[node].children.get(&element.key) {
            return child;
        }
        let to = self.nodes.len();
        self.nodes.push(Node::default());
        let parent = &mut self.nodes[node];
        parent.children.insert(element.key.clone(), to);
        let edge = Edge {
            to,
            inside: element.inside,
            tags: element.tags.iter().cloned().collect(),
        };
        match &element.class {
            Class::Forms(forms) => {
                for form in forms {
                    let mut edge = edge.clone();
                    edge.tags.extend(form.tags.clone());
                    let word = vocabulary.intern(&form.word);
                    parent.words.entry(word).or_default().push(edge);
                }
            }
            Class::Gap(width) => parent.gaps.push((*width, edge)),
            class => parent.classes.push((class.clone(), edge)),
        }
        to
    }

    /// Makes the index of first words; called once, after the last [`Matcher::add`].
    pub(super) fn finish(&mut self, vocabulary: &Vocabulary) {
        self.first = vec![Vec::new(); vocabulary.len()];
        for node in &mut self.nodes {
            node.children = HashMap::new();
        }
        if let Some(root) = self.nodes.first_mut() {
            for (word, edges) in root.words.drain() {
                self.first[word as usize] = edges;
            }
        }
    }

    /// The matches of a sentence, leftmost and longest, without overlap of reported parts; at
    /// equal length the one with more context, then the earlier entry.
    pub(super) fn find(&self, view: &TokenView<'_>) -> Vec<Match> {
        let mut found = Vec::new();
        let Some(root) = self.nodes.first() else {
            return found;
        };
        for start in 0..view.len() {
            let mut walk = Walk {
                view,
                start,
                found: &mut found,
            };
            for edge in &self.first[view.words[start] as usize] {
                self.follow(&mut walk, edge, start, None);
            }
            self.classes(&mut walk, root, start, None);
        }
        found.sort_unstable_by_key(|m| {
            (m.start, usize::MAX - m.end, usize::MAX - m.length, m.entry)
        });
        let mut end = 0;
        found.retain(|m| {
            let free = m.start >= end;
            if free {
                end = m.end;
            }
            free
        });
        found
    }

    /// Takes the token at `at` along an edge.
    fn follow(&self, walk: &mut Walk<'_, '_>, edge: &Edge, at: usize, reported: Reported) {
        if !edge.admits(walk.view.tags[at]) {
            return;
        }
        let reported = match reported {
            _ if !edge.inside => reported,
            Some((start, _)) => Some((start, at + 1)),
            None => Some((at, at + 1)),
        };
        self.visit(walk, edge.to, at + 1, reported);
    }

    fn visit(&self, walk: &mut Walk<'_, '_>, node: usize, at: usize, reported: Reported) {
        let node = &self.nodes[node];
        self.accept(walk, node, at, reported);
        if at >= walk.view.len() {
            return;
        }
        let word = walk.view.words[at];
        if word != UNKNOWN {
            for edge in node.words.get(&word).into_iter().flatten() {
                self.follow(walk, edge, at, reported);
            }
        }
        self.classes(walk, node, at, reported);
        for (width, edge) in &node.gaps {
            self.visit(walk, edge.to, at, reported);
            for skipped in at..walk.view.len().min(at + width) {
                if walk.view.is_barrier(skipped) || !edge.admits(walk.view.tags[skipped]) {
                    break;
                }
                self.visit(walk, edge.to, skipped + 1, reported);
            }
        }
    }

    fn classes(&self, walk: &mut Walk<'_, '_>, node: &Node, at: usize, reported: Reported) {
        for (class, edge) in &node.classes {
            let admitted = match class {
                Class::Number => walk.view.is_number(at),
                Class::Capital => walk.view.is_capital(at),
                Class::Any => walk.view.tags[at].is_some(),
                Class::Forms(_) | Class::Gap(_) => false,
            };
            if admitted {
                self.follow(walk, edge, at, reported);
            }
        }
    }

    fn accept(&self, walk: &mut Walk<'_, '_>, node: &Node, end: usize, reported: Reported) {
        let Some((first, last)) = reported else {
            return;
        };
        let place = Place {
            start: walk.start,
            end,
        };
        let allowed = |entry: &&usize| {
            let mut conditions = self.conditions[**entry].iter();
            !conditions.any(|condition| condition.holds(place, walk.view))
        };
        // Later entries of the same words stand behind: the first that fits is the match.
        if let Some(&entry) = node.entries.iter().find(allowed) {
            walk.found.push(Match {
                start: first,
                end: last,
                entry,
                length: end - walk.start,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::stages::cues::Lexicon;

    /// The patterns found in `sentence`, as "pattern: words", by a lexicon of these rows.
    fn found(rows: &[&str], sentence: &str) -> Vec<String> {
        let mut text = "category\tpattern\tstrength\tstatus\tunless\tsource\n".to_owned();
        for row in rows {
            let (pattern, unless) = row.split_once(';').unwrap_or((row, ""));
            text += &format!("negation\t{pattern}\t\t\t{unless}\town\n");
        }
        let lexicon = Lexicon::compile([("test.tsv", &*text)].into_iter()).unwrap();
        let tokens: Vec<&str> = sentence.split(' ').collect();
        let cues = lexicon.find(tokens.iter().map(|token| (*token, None)));
        let words = |range: std::ops::Range<usize>| tokens[range].join(" ");
        cues.into_iter()
            .map(|cue| format!("{}: {}", cue.entry.pattern, words(cue.tokens)))
            .collect()
    }

    #[test]
    fn leftmost_then_longest_then_first_row() {
        let rows = ["b c d", "a b", "a b c", "A B C"];
        assert_eq!(found(&rows, "a b c d"), ["a b c: a b c"]);
        assert_eq!(found(&rows, "b c d a B"), ["b c d: b c d", "a b: a B"]);
    }

    #[test]
    fn a_discarded_match_leaves_the_shorter_one() {
        let rows = ["a b;next=x", "a"];
        assert_eq!(found(&rows, "a b y"), ["a b: a b"]);
        assert_eq!(found(&rows, "a b x"), ["a: a"]);
    }

    #[test]
    fn gaps_stop_at_punctuation_and_at_their_width() {
        assert_eq!(found(&["a * b"], "a 1 , 3 b"), ["a * b: a 1 , 3 b"]);
        for sentence in ["a 1 2 3 4 b", "a . b", "a \" b", "a — b", "a ( b"] {
            assert!(found(&["a * b"], sentence).is_empty(), "{sentence}");
        }
    }

    #[test]
    fn context_is_not_reported_and_stays_free() {
        let rows = ["a (b) c", "c", "a"];
        assert_eq!(found(&rows, "a b c"), ["a: a", "a (b) c: b", "c: c"]);
        assert_eq!(found(&["x? (b c?)"], "x b c"), ["x? (b c?): b c"]);
    }

    #[test]
    fn numbers_and_capitals() {
        let rows = ["about <NUM>", "mr <CAP>"];
        assert_eq!(found(&rows, "about 2,000 or about ten").len(), 2);
        assert!(found(&rows, "about us").is_empty());
        assert_eq!(found(&rows, "so Mr Smith").len(), 1);
        assert!(found(&rows, "so Mr smith").is_empty());
    }
}
