//! Lines under pictures: "Photo: Ana Ruiz", "The dam in May. (AP Photo/Tom Le)".

/// The longest caption, in characters.
const MAX_CHARS: usize = 500;

pattern!(
    CAPTION,
    r"(?xi)^(?:
        (?:photo(?:graph)?s?|images?|pictures?|captions?|file\ photo|file\ image|graphic|chart|illustration|pictured|video\ grab|screengrab|screenshot|map|media|cover\ photo|top\ photo|lead\ image)
          \s*(?:captions?|sources?|credits?|copyright|\d+|by\ [^:]{2,40}|courtesy(?:\ of)?)?\s*[:/–—]\s*\S.*
      | (?:(?:featured|feature|lead|header|top|main|cover)\ )?(?:photo(?:graph)?s?|images?|pictures?|pics?|illustrations?|graphics?|screen\ ?(?:shots?|grabs?))\ (?:(?:by|via|from)\ (?:screen|\S+\ /\ |(?-i:\p{Lu}))|courtesy\ |property\ of\ ).{1,100}
      | (?:images?|media|picture|photo)\ (?:source|caption|copyright|credits?),?\ \S.*
      | (?:photo|image|picture)?\ ?(?:credits?|courtes(?:y|ies))\ ?:\ ?.{2,120}
      | captions? | (?-i:\p{Lu})[\w\ .&'-]{2,60}/(?:www\.)\S+\.\w{2,8}
      | file\ ?(?:photo)?\ ?[-–—:]\ .* | (?:left|right|above|below|top|bottom|from\ left|clockwise(?:\ from\ top\ left)?|pictured)\ ?:\ .*
      | (?:.{0,60}[/,]\ ?)?(?:getty(?:\ images)?|ap\ photo|shutterstock|istock(?:photo)?|reuters|afp|epa|wikimedia(?:\ commons)?|flickr|unsplash|pexels)(?:/\S.{0,60})?
    )$"
);
pattern!(
    CREDITED,
    r"(?x)(?:
        [(\[](?i:photos?|images?|pictures?|picture\ credit|ap\ photo|file\ photo|credit|source|illustration|graphic|courtesy|screenshot|screengrab)\b[^()\[\]]{0,90}[)\]]\.?
      | [(\[][^()\[\]]{0,70}(?:Getty(?:\ Images)?|AP\ Photo|AFP/|/AFP|/AP|/Reuters|REUTERS/|/EPA|Shutterstock|iStock|Wikimedia|Flickr|file\ photo|File\ photo|File\ Photo|FILE\ PHOTO|Handout)[^()\[\]]{0,50}[)\]]\.?
      | \b(?:Photo|Image|Picture|Photograph|Illustration|Credit|Pic)s?(?:\ credit|\ by|\ courtesy)?\ ?:\ ?[\p{L}@][^:]{1,80}
      | \bCredit\ \p{Lu}[\w.’'-]*(?:\ \p{Lu}[\w.’'-]*){0,3}(?:\ ?[/,|]\ ?|\ (?:for|via)\ )\S[^.]{1,60}
      | [.!?]\ (?:Photo|Picture|Image|Video)s?\ (?:from|via|by|courtesy\ of)\ [^.]{3,60}
      | \bvia\ \p{Lu}[\w.’'-]*(?:\ \p{Lu}[\w.’'-]*){0,3}\ (?:Instagram|Twitter|Facebook|YouTube|Flickr|Reddit)
      | \((?i:library|stock|file|archive|undated)\ (?i:image|photo|picture|pic)\)
      | \b(?:REUTERS|EPA)/\p{L}[^.]{2,50} | \bAP\ Photo/\p{L}[^.]{2,50}
    )$"
);
pattern!(
    FILE_PHOTO,
    r"(?i)\bin\ this\ (?:\S+\ ){0,5}?(?:file|undated|handout|combination|still)\ (?:\S+\ ){0,3}?(?:photo|image|picture|photograph|frame|video)|\b(?:is|are)\ (?:seen|shown|pictured)\ in\ (?:this|an?)\ .{0,40}(?:photo|image|picture)"
);
// The name of the file: "dam-in-may", "dam_1.jpg".
pattern!(
    FILE_NAME,
    r"^(?:[a-z0-9]+(?:[-_][a-z0-9]+){2,}|[\w-]+\.(?:jpe?g|png|gif|webp))$"
);

// What stood beside the picture and before its caption: "Getty   The dam in May".
pattern!(
    CREDIT_BEFORE,
    r"(?x)^(?:
        (?:Getty(?:\ Images)?|Reuters|AP|AFP|PA|EPA|CEN|Euro[Pp]ics|Rex(?:\ Features)?|Facebook|Twitter|Instagram|You[Tt]ube|Google|Alamy|Barcroft(?:\ Media)?)
          (?:\s?\[[A-Z]+\]|\s?/\s?\p{L}[\p{L}\ .]{1,30}?)?(?:\s{2,}|\t)\p{Lu}
      | (?:Getty|Reuters|Euro[Pp]ics|Facebook|Twitter|Instagram)\p{Lu}\p{Ll}\S*\s+\S.*[^.!?]$
    )"
);

// "The dam in May (Reuters)", "The dam in May [Valley Post]"; "(VIDEO)" is none.
pattern!(
    CREDIT_BEHIND,
    r"\s?(?:\((?:\p{Lu}[\w.’'&-]*\s?){1,3}(?:/[^()]{2,30})?\)|\[(?:\p{Lu}[\w.’'&-]*\s?){1,3}\])$"
);
pattern!(
    KIND_BEHIND,
    r"(?i)[(\[](?:videos?|photos?|pictures?|pics|exclusive|updated?|analysis|review|opinion|polls?|watch|audio|gallery|report|infographic)[)\]]$"
);

/// Words from which on a title with a name in brackets behind it can be a caption.
const MIN_WORDS: usize = 6;

/// Whether a block begins with the credit of a picture, apart from what follows.
pub(super) fn begins_with_credit(block: &str) -> bool {
    block.chars().count() <= MAX_CHARS && CREDIT_BEFORE.is_match(block)
}

/// Whether a title amid the text ends with what looks like the credit of a picture.
pub(super) fn ends_with_credit(title: &str) -> bool {
    title.split_whitespace().count() >= MIN_WORDS
        && CREDIT_BEHIND.is_match(title)
        && !KIND_BEHIND.is_match(title)
}

/// Whether a block, on one line and without marks around it, is a caption or the credit of a picture.
pub(super) fn is_caption(block: &str) -> bool {
    block.chars().count() <= MAX_CHARS
        && [&CAPTION, &CREDITED, &FILE_PHOTO, &FILE_NAME]
            .iter()
            .any(|pattern| pattern.is_match(block))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_around_captions() {
        assert!(begins_with_credit("Getty   The dam in May"));
        assert!(begins_with_credit("EuroPics[CEN]   The dam in May"));
        assert!(begins_with_credit(
            "Facebook / Tom Le   Wet: The dam in May"
        ));
        assert!(begins_with_credit("ReutersThe dam in May"));
        assert!(!begins_with_credit("Facebook Live was down."));
        assert!(!begins_with_credit("Getty The dam in May"));
        assert!(ends_with_credit(
            "The dam was repaired in May (Valley Post)"
        ));
        assert!(ends_with_credit("The dam was repaired in May [AP]"));
        assert!(!ends_with_credit("The dam was repaired in May [VIDEO]"));
        assert!(!ends_with_credit("The dam was repaired (in May)"));
    }

    #[test]
    fn captions_and_near_misses() {
        for line in include_str!("captions.txt").lines() {
            let (mark, line) = line.split_at(2);
            assert_eq!(is_caption(line), mark == "+ ", "{line}");
        }
    }
}
