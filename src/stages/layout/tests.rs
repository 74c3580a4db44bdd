use super::*;
use proptest::prelude::*;

fn layout(text: &str) -> Vec<(BlockKind, String)> {
    let mut doc = Document::new(text.to_owned()).unwrap();
    Layout.run(&mut doc).unwrap();
    let blocks = doc.blocks.iter();
    blocks
        .map(|b| (b.kind, doc.slice(b.span).to_owned()))
        .collect()
}

fn kinds(text: &str) -> Vec<BlockKind> {
    layout(text).into_iter().map(|(kind, _)| kind).collect()
}

#[test]
fn bullets_before_the_headline() {
    use BlockKind::*;
    let text = "• One point is made.\n  • Another point.\n\nA Headline Stands Here\n\nThe text begins. It goes on.\n\nA Section\n\nMore text.\n\nCorrection: An earlier version was wrong.";
    assert_eq!(
        kinds(text),
        [
            Bullet, Bullet, Headline, Paragraph, Heading, Paragraph, Correction
        ]
    );
    assert_eq!(layout(text)[1].1, "Another point.");
}

#[test]
fn blocks_without_blank_lines() {
    use BlockKind::*;
    let text = "Firm Poised to Buy Rival\nThe firm is in talks. It said so.\nWhy It Matters\nWider Reach: The firm would sell more.\nLower Cost: Two plants would close.\nThe end came soon.\nComments2";
    assert_eq!(
        kinds(text),
        [
            Headline,
            Paragraph,
            Heading,
            ListItem,
            ListItem,
            Paragraph,
            Boilerplate
        ]
    );
}

#[test]
fn wrapped_lines_join() {
    use BlockKind::*;
    let text = "Lighthouse Sold\n\nThe county sold the old lighthouse on the\nnorthern shore after talks that had gone\non for years.\n\nNeighbours were told on Monday, two days\nbefore the sale was made public.\n";
    assert_eq!(kinds(text), [Headline, Paragraph, Paragraph]);
    assert!(layout(text)[1].1.ends_with("on for years."));
}

#[test]
fn windows_line_ends_are_no_blank_lines() {
    use BlockKind::*;
    let wrapped = "The county sold the old lighthouse on the\r\nnorthern shore after talks that had gone\r\non for years and years of waiting there.\r\n\r\nThe end.";
    assert_eq!(kinds(wrapped), [Paragraph, Paragraph]);
}

#[test]
fn markdown() {
    use BlockKind::*;
    let text = "# Title of it\n\nText here.\n\n## Part\n\n- a point\n- another\n\n1. first\n2. second\n\n> A quote.\n";
    assert_eq!(
        kinds(text),
        [
            Headline, Paragraph, Heading, Bullet, Bullet, ListItem, ListItem, PullQuote
        ]
    );
    assert_eq!(layout(text)[0].1, "Title of it");
}

#[test]
fn lines_around_the_article() {
    use BlockKind::*;
    let text = "Dam Passes Inspection\nBy Ana Ruiz and Tom Le\nThe dam is safe, engineers said.\nPhoto: The dam in May.\nThis article was amended on 3 May to correct a name.\nRead more: The dam’s history\n© 2025 The Valley Post. All rights reserved.";
    assert_eq!(
        kinds(text),
        [
            Headline,
            Byline,
            Paragraph,
            Caption,
            Correction,
            Boilerplate,
            Boilerplate
        ]
    );
}

#[test]
fn a_list_of_figures_and_a_dateline() {
    use BlockKind::*;
    let text = "TRAVEL\nTrieste: Two days by the sea\nOct. 30, 2025 | 7:05 a.m. GMT\nBy Ana Ruiz, Staff Writer | 30 October\nThe city faces the sea.\nBY THE NUMBERS\nPower tools: revenue £361 million, up 7%\nGarden: revenue £75 million, down 3%\nThe board met.\nRelated topics\nArmagh\nLibraries";
    assert_eq!(
        kinds(text),
        [
            Heading,
            Headline,
            Dateline,
            Byline,
            Paragraph,
            Heading,
            ListItem,
            ListItem,
            Paragraph,
            Boilerplate,
            Boilerplate,
            Boilerplate
        ]
    );
}

#[test]
fn voices_of_an_interview_are_no_list() {
    use BlockKind::*;
    let text = "A Talk on Ice\n\nAda Moe: Where did it begin?\n\nDr. Lin Ho: In the north.\n\nAda Moe: And then?\n\nDr. Lin Ho: We went on.";
    assert_eq!(
        kinds(text),
        [Headline, Paragraph, Paragraph, Paragraph, Paragraph]
    );
}

#[test]
fn one_line_is_body() {
    assert_eq!(kinds("no more than this"), [BlockKind::Paragraph]);
    assert_eq!(
        kinds("Share prices rose on Monday after the talks."),
        [BlockKind::Paragraph]
    );
    assert!(kinds(" \n\n").is_empty());
}

/// The articles of `articles.txt`: a line "kind|text" each, a blank line at "="; "^" joins a line
/// with the next one, at "+" the block goes on in the next one.
#[test]
fn articles_with_their_traps() {
    for case in include_str!("articles.txt").split("=== ").skip(1) {
        let (name, lines) = case.split_once('\n').unwrap();
        let (mut text, mut expected, mut goes_on) = (String::new(), Vec::new(), false);
        for line in lines.lines() {
            let Some((kind, words)) = line.split_once('|') else {
                text.push('\n');
                continue;
            };
            let end = words.trim_end_matches(['^', '+']);
            text.push_str(end);
            text.push(if words.ends_with('^') { ' ' } else { '\n' });
            if !goes_on {
                expected.push(kind);
            }
            goes_on = words.ends_with('+');
        }
        let variants = [
            text.clone(),
            text.replace('\n', "\r\n"),
            format!("\u{200b}{}", text.replace(". ", ".\u{a0}")),
        ];
        for text in variants {
            let found: Vec<String> = kinds(&text)
                .into_iter()
                .map(crate::document::label)
                .collect();
            assert_eq!(found, expected, "{name}\n{text}");
        }
    }
}

#[test]
fn blocks_that_a_format_tells_are_refined() {
    use BlockKind::*;
    let blocks = [
        (Headline, "Dam Passes Inspection"),
        (Paragraph, "A wall that fell, and the people who stayed"),
        (Paragraph, "By Ana Ruiz\nPublished 3 May 2024"),
        (Paragraph, "LIMA (AP) — The dam is safe, engineers said."),
        (Paragraph, "• A point of note."),
        (Paragraph, "Short and without a stop"),
        (Paragraph, "Photo: The dam in May."),
        (Paragraph, "Correction: An earlier version was wrong."),
        (Heading, "Related topics"),
        (ListItem, "Share on Facebook"),
        (PullQuote, "Read more"),
    ];
    let mut doc = Document::new(blocks.map(|b| b.1).join("\n\n")).unwrap();
    let mut at = 0;
    for (kind, words) in blocks {
        let span = Span::new(at, at + words.len());
        doc.blocks.push(Block { kind, span });
        at += words.len() + 2;
    }
    Layout.run(&mut doc).unwrap();
    let kinds: Vec<BlockKind> = doc.blocks.iter().map(|b| b.kind).collect();
    assert_eq!(
        kinds,
        [
            Headline,
            Dek,
            Byline,
            Dateline,
            Dateline,
            Paragraph,
            Bullet,
            Paragraph,
            Caption,
            Correction,
            Boilerplate,
            Boilerplate,
            PullQuote
        ]
    );
    assert_eq!(doc.slice(doc.blocks[4].span), "LIMA (AP) —");
    assert_eq!(doc.slice(doc.blocks[6].span), "A point of note.");
}

proptest! {
    #[test]
    fn blocks_are_in_order_and_lose_no_letter(text in "([a-zA-Z•*#>:. \\r\\n\u{85}é0-9]|\\PC){0,300}") {
        let mut doc = Document::new(text.clone()).unwrap();
        Layout.run(&mut doc).unwrap();
        let mut at = 0;
        for block in &doc.blocks {
            prop_assert!(block.span.start >= at && !block.span.is_empty());
            let gap = &text[at as usize..block.span.start as usize];
            // At most the letter of "a) ...".
            prop_assert!(gap.chars().filter(|c| c.is_alphabetic()).count() <= 1, "{gap:?}");
            at = block.span.end;
        }
        prop_assert!(!text[at as usize..].chars().any(char::is_alphabetic));
    }
}
