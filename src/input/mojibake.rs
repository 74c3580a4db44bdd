//! Repairing text that was UTF-8 and was read as windows-1252: "â€™" for "’", also twice over.

use encoding_rs::WINDOWS_1252;

/// How often text may have gone through the wrong encoding.
const MOST_ROUNDS: usize = 3;

/// The repaired text; `None` where there is nothing to repair.
///
/// Only sequences change that are whole UTF-8 characters when their characters are written as
/// windows-1252, which real text hardly has.
pub fn repair(text: &str) -> Option<String> {
    let mut repaired: Option<String> = None;
    for _ in 0..MOST_ROUNDS {
        match once(repaired.as_deref().unwrap_or(text)) {
            Some(next) => repaired = Some(next),
            None => break,
        }
    }
    repaired
}

fn once(text: &str) -> Option<String> {
    let mut repaired = String::with_capacity(text.len());
    let mut has_changed = false;
    let mut rest = text.chars();
    while let Some(first) = rest.clone().next() {
        match sequence(rest.as_str()) {
            Some((character, count)) => {
                has_changed = true;
                repaired.push(character);
                rest.by_ref().take(count).for_each(drop);
            }
            None => {
                repaired.push(first);
                rest.next();
            }
        }
    }
    has_changed.then_some(repaired)
}

/// The character that the text begins with once it is repaired, and how many characters of the
/// text stand for it.
fn sequence(text: &str) -> Option<(char, usize)> {
    let mut bytes = [0; 4];
    let mut characters = text.chars();
    bytes[0] = byte(characters.next()?)?;
    let count = match bytes[0] {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    for place in &mut bytes[1..count] {
        *place = byte(characters.next()?)?;
    }
    let character = std::str::from_utf8(&bytes[..count]).ok()?.chars().next()?;
    Some((character, count))
}

/// The byte of a character in windows-1252, as the web has it: with the C1 controls.
fn byte(character: char) -> Option<u8> {
    let mut buffer = [0; 4];
    let (bytes, _, failed) = WINDOWS_1252.encode(character.encode_utf8(&mut buffer));
    match (&*bytes, failed) {
        ([byte], false) => Some(*byte),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoil(text: &str) -> String {
        WINDOWS_1252
            .decode_without_bom_handling(text.as_bytes())
            .0
            .into_owned()
    }

    #[test]
    fn repaired_once_and_twice() {
        let text = "“It’s a café in Łódź,” he said – 5 € 🙂";
        assert_eq!(repair(&spoil(text)).as_deref(), Some(text));
        assert_eq!(repair(&spoil(&spoil(text))).as_deref(), Some(text));
        assert_eq!(repair("naïve â€™").as_deref(), Some("naïve ’"));
    }

    #[test]
    fn good_text_stays() {
        for text in [
            "",
            "plain",
            "“café” – naïve Ångström Âme",
            "Größe 5 £",
            "à la carte Ã",
        ] {
            assert_eq!(repair(text), None, "{text}");
        }
    }
}
