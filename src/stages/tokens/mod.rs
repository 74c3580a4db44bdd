//! Word tokens with exact offsets: Penn Treebank conventions, hyphens split as in UD
//! English-EWT, but tickers, handles and web addresses whole.

mod affixes;
mod clitics;
mod scan;

use self::affixes::keeps_hyphen;
use super::abbreviations::keeps_stop;
use super::{Stage, StageError};
use crate::document::{Document, Span, Token};

/// Splits every sentence into word tokens.
pub struct Tokens;

impl Stage for Tokens {
    fn name(&self) -> &'static str {
        "tokens"
    }

    fn version(&self) -> u32 {
        2
    }

    fn is_english(&self) -> bool {
        false
    }

    fn run(&self, doc: &mut Document) -> Result<(), StageError> {
        let mut tokens = Vec::with_capacity(doc.text().len() / 5);
        for (index, sentence) in doc.sentences.iter().enumerate() {
            let start = sentence.span.start as usize;
            for span in tokenize(doc.slice(sentence.span)) {
                tokens.push(Token {
                    span: Span::new(start + span.range().start, start + span.range().end),
                    sentence: index,
                    pos: None,
                });
            }
        }
        doc.tokens = tokens;
        Ok(())
    }
}

/// Spans of the tokens of one sentence, in bytes of `sentence`. Everything but white space is
/// in exactly one token.
pub fn tokenize(sentence: &str) -> Vec<Span> {
    let units: Vec<(usize, usize)> = scan::units(sentence).collect();
    let mut spans = Vec::with_capacity(units.len() + 2);
    let mut next = 0;
    while next < units.len() {
        let (start, mut end) = units[next];
        next += 1;
        next += affixed(sentence, &units[next - 1..]);
        end = end.max(units[next - 1].1);
        if let Some(&(stop, after)) = units.get(next)
            && stop == end
            && &sentence[stop..after] == "."
            && keeps_stop(&sentence[start..end], &sentence[after..])
        {
            end = after;
            next += 1;
        }
        push_word(sentence, start, end, &mut spans);
    }
    spans
}

/// How many further units belong to the first one because of an affix: "e-mail" is one word.
fn affixed(sentence: &str, units: &[(usize, usize)]) -> usize {
    match units {
        [left, hyphen, right, ..]
            if left.1 == hyphen.0
                && hyphen.1 == right.0
                && &sentence[hyphen.0..hyphen.1] == "-"
                && keeps_hyphen(&sentence[left.0..left.1], &sentence[right.0..right.1]) =>
        {
            2
        }
        _ => 0,
    }
}

/// Pushes a unit as one token, or as two where a clitic or a half of the day hangs on it.
fn push_word(sentence: &str, start: usize, end: usize, spans: &mut Vec<Span>) {
    let cut = start + clitics::cut(&sentence[start..end]).unwrap_or(0);
    if cut > start {
        spans.push(Span::new(start, cut));
    }
    spans.push(Span::new(cut, end));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        tokenize(text)
            .into_iter()
            .map(|s| &text[s.range()])
            .collect()
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(words(text).join(" "), expected, "in {text:?}");
    }

    #[test]
    fn clitics() {
        check("Musk’s xAI", "Musk ’s xAI");
        check(
            "Musk's don't we'll they've I'm",
            "Musk 's do n't we 'll they 've I 'm",
        );
        check(
            "The companies' plan, DON’T",
            "The companies ' plan , DO N’T",
        );
        check("cannot gonna", "can not gon na");
        check(
            "O'Brien D'Angelo rock 'n' roll",
            "O'Brien D'Angelo rock 'n' roll",
        );
        check("the '90s and ’90s", "the '90s and ’90s");
    }

    #[test]
    fn money_and_numbers() {
        check(
            "$MSFT rose 3.5% to $1,200.50.",
            "$MSFT rose 3.5 % to $ 1,200.50 .",
        );
        check("A$5 US$22bn £59.5m", "A$ 5 US$ 22bn £ 59.5m");
        check("10am, 5.30pm, 10:30 p.m.", "10 am , 5.30 pm , 10:30 p.m.");
        check(
            "2023-24 season, 9/11, 21st, 1990s",
            "2023 - 24 season , 9/11 , 21st , 1990s",
        );
        check("(2-1)", "( 2 - 1 )");
    }

    #[test]
    fn punctuation_and_quotes() {
        check(
            "“maximum truth-seeking” AI…",
            "“ maximum truth - seeking ” AI …",
        );
        check(
            "\"Go,\" she said... (then left).",
            "\" Go , \" she said ... ( then left ) .",
        );
        check("platform — a tool -- for", "platform — a tool -- for");
        check("either/or, and/or", "either / or , and / or");
        check("Wait?! [sic]", "Wait ?! [ sic ]");
    }

    #[test]
    fn abbreviations_keep_their_stop() {
        check("Microsoft Corp. said", "Microsoft Corp. said");
        check("in the U.S. in 2020", "in the U.S. in 2020");
        check("J.K. Rowling, H. G. Wells", "J.K. Rowling , H. G. Wells");
        check("No. 10 said no.", "No. 10 said no .");
        check("It was Jan. 10.", "It was Jan. 10 .");
        check("It went to the U.S.", "It went to the U.S.");
        check("the end.", "the end .");
        check("at 10 a.m. ET", "at 10 a.m. ET");
    }

    #[test]
    fn hyphens() {
        check("Moscow-based well-known", "Moscow - based well - known");
        check(
            "e-mail co-operate non-profit",
            "e-mail co-operate non-profit",
        );
        check("Covid-19 F-16", "Covid - 19 F - 16");
    }

    #[test]
    fn addresses_stay_whole() {
        check(
            "see https://a.org/b?c=1, now.",
            "see https://a.org/b?c=1 , now .",
        );
        check("mail a.b@c.org.", "mail a.b@c.org .");
        check(
            "@user #Elections2024 afp.com",
            "@user #Elections2024 afp.com",
        );
        check("👍🏽 done🙂.", "👍🏽 done 🙂 .");
        check("Open a-b.XLS in Node.js.", "Open a-b.XLS in Node.js .");
        check("Call 713-555-0123.", "Call 713-555-0123 .");
        check("the #1 of 2024-25", "the # 1 of 2024 - 25");
    }

    #[test]
    fn marks_in_a_row() {
        check("ok :) (see: this) 4:P :P", "ok :) ( see : this ) 4 :P :P");
        check("____ ** <<a>> ‘’b’’", "____ ** << a >> ‘’ b ’’");
    }

    /// White space and the invisible characters that must not make tokens.
    fn is_space(c: char) -> bool {
        c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}')
    }

    proptest! {
        #[test]
        fn covers_everything_but_space(text in "\\PC{0,200}") {
            let spans = tokenize(&text);
            let mut at = 0;
            for span in spans {
                prop_assert!(!span.is_empty());
                let gap = &text[at..span.range().start];
                prop_assert!(gap.chars().all(is_space), "{gap:?} lost");
                at = span.range().end;
            }
            prop_assert!(text[at..].chars().all(is_space));
        }
    }
}
