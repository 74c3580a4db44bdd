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
