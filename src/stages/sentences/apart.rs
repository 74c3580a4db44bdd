//! What stands alone, apart from the sentences around it: ruled lines, time stamps of mails.

/// Marks in a row that make a ruled line.
const SHORTEST: usize = 5;

/// The ruled line of which `at` is the first mark.
pub(super) fn ruled_line(text: &str, at: usize, mark: char) -> Option<(usize, usize)> {
    let rest = &text[at..];
    // Looked at first, so that a long line is read once.
    if at > 0 && !text[..at].ends_with(char::is_whitespace) {
        return None;
    }
    let length = rest.find(|c| c != mark).unwrap_or(rest.len());
    let is_line = length >= SHORTEST && rest[length..].starts_with(char::is_whitespace);
    is_line.then_some((at, at + length))
}

/// The time stamp whose last letter, an M, is byte `at`: "03/15/2001 04:17 PM".
pub(super) fn time_stamp(text: &str, at: usize) -> Option<(usize, usize)> {
    let is_apart = text[at + 1..].starts_with(char::is_whitespace);
    let before = &text[..at + 1];
    let before = before.strip_suffix("AM").or(before.strip_suffix("PM"))?;
    let clock = unspaced_end(before.trim_end());
    let digits =
        |part: &str| part.bytes().all(|b| b.is_ascii_digit()) && (1..=4).contains(&part.len());
    let is_clock = clock.contains(':') && clock.split(':').all(digits);
    let before = before.trim_end().strip_suffix(clock)?.trim_end();
    let date = unspaced_end(before);
    let is_date = date.split('/').count() == 3 && date.split('/').all(digits);
    let begin = before.len() - date.len();
    let previous = unspaced_end(before[..begin].trim_end());
    let is_behind_on = previous == "on" || previous.ends_with([':', ',']);
    (is_apart && is_clock && is_date && !is_behind_on).then_some((begin, at + 1))
}

/// Bytes of a word that are looked at.
const LONGEST: usize = 64;

/// The end of `text` behind its last white space.
pub(super) fn unspaced_end(text: &str) -> &str {
    let end = &text[text.floor_char_boundary(text.len().saturating_sub(LONGEST))..];
    let start = end
        .char_indices()
        .rfind(|(_, c)| c.is_whitespace())
        .map_or(0, |(at, c)| at + c.len_utf8());
    &end[start..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_stamps() {
        assert_eq!(ruled_line("a ----- b", 2, '-'), Some((2, 7)));
        assert_eq!(ruled_line("a ---- b", 2, '-'), None);
        assert_eq!(ruled_line("a----- b", 1, '-'), None);
        let stamp = |text: &str| time_stamp(text, text.find("M ").unwrap());
        assert_eq!(stamp("Ann 03/15/2001 04:17 PM We"), Some((4, 23)));
        assert_eq!(stamp("on 03/15/2001 04:17 PM We"), None);
        assert_eq!(stamp("at 04:17 PM We"), None);
        assert_eq!(stamp("I AM We"), None);
    }
}
