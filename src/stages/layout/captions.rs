//! Lines under pictures: "Photo: Ana Ruiz", "The dam in May. (AP Photo/Tom Le)".

/// The longest caption, in characters.
const MAX_CHARS: usize = 500;

pattern!(
    CAPTION,
    r"(?xi)^(?:
        (?:photo(?:graph)?s?|images?|pictures?|captions?|file\ photo|file\ image|graphic|chart|illustration|pictured|video\ grab|screengrab|screenshot|map|media|cover\ photo|top\ photo|lead\ image)
          \s*(?:captions?|sources?|credits?|copyright|\d+|by\ [^:]{2,40}|courtesy(?:\ of)?)?\s*[:/–—]\s*\S.*
      | (?:photo(?:graph)?s?|images?|pictures?|illustrations?|graphics?)\ (?:(?:by|via|from)\ (?-i:\p{Lu})|courtesy\ ).{1,100}
      | (?:images?|media|picture|photo)\ (?:source|caption|copyright|credits?),?\ \S.*
      | (?:photo|image|picture)?\ ?(?:credits?|courtes(?:y|ies))\ ?:\ ?.{2,120}
      | file\ ?(?:photo)?\ ?[-–—:]\ .* | (?:left|right|above|below|top|bottom|from\ left|clockwise(?:\ from\ top\ left)?|pictured)\ ?:\ .*
      | (?:.{0,60}[/,]\ ?)?(?:getty(?:\ images)?|ap\ photo|shutterstock|istock(?:photo)?|reuters|afp|epa|wikimedia(?:\ commons)?|flickr|unsplash|pexels)(?:/\S.{0,60})?
    )$"
);
pattern!(
    CREDITED,
    r"(?x)(?:
        [(\[](?i:photos?|images?|pictures?|picture\ credit|ap\ photo|file\ photo|credit|source|illustration|graphic|courtesy|screenshot|screengrab)\b[^()\[\]]{0,90}[)\]]\.?
      | [(\[][^()\[\]]{0,70}(?:Getty(?:\ Images)?|AP\ Photo|AFP/|/AFP|/AP|/Reuters|REUTERS/|/EPA|Shutterstock|iStock|Wikimedia|Flickr|file\ photo|File\ photo|File\ Photo|FILE\ PHOTO|Handout)[^()\[\]]{0,50}[)\]]\.?
      | \b(?:Photo|Image|Picture|Photograph|Illustration|Credit|Pic)s?(?:\ credit|\ by|\ courtesy)?\ ?:\ ?\p{L}[^:]{1,80}
      | \b(?:REUTERS|EPA)/\p{L}[^.]{2,50} | \bAP\ Photo/\p{L}[^.]{2,50}
    )$"
);
pattern!(
    FILE_PHOTO,
    r"(?i)\bin\ this\ (?:\S+\ ){0,5}?(?:file|undated|handout|combination|still)\ (?:\S+\ ){0,3}?(?:photo|image|picture|photograph|frame|video)|\b(?:is|are)\ (?:seen|shown|pictured)\ in\ (?:this|an?)\ .{0,40}(?:photo|image|picture)"
);
/// Whether a block, on one line and without marks around it, is a caption or the credit of a picture.
pub(super) fn is_caption(block: &str) -> bool {
    block.chars().count() <= MAX_CHARS
        && [&CAPTION, &CREDITED, &FILE_PHOTO]
            .iter()
            .any(|pattern| pattern.is_match(block))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_and_near_misses() {
        for line in include_str!("captions.txt").lines() {
            let (mark, line) = line.split_at(2);
            assert_eq!(is_caption(line), mark == "+ ", "{line}");
        }
    }
}
