//! Lines that belong to the site rather than to the article: links, share buttons, sign-up lines,
//! adverts, legal notices.
//!
//! Every rule takes the whole block, so that a sentence of the article that begins alike stays; the
//! longest block that a group of rules may take is given with it.

/// Characters of the longest block that each group of rules takes.
const LINE: usize = 80;
const LINK: usize = 180;
const NOTICE: usize = 700;

pattern!(
    OF_LINE,
    r"(?xi)^(?:
        (?:\d[\d.,]*k?\ )?comments?(?:\ ?[(:\[]?\ ?\d[\d,]*[)\]]?)?
      | comments?\ (?:are|have\ been|policy|section|below)\b.*
      | (?:leave|post|add|write|view|show|hide|see|read|load|join|start|go\ to)\ (?:a\ |all\ |the\ |your\ |more\ |in\ the\ |\d+\ )*(?:comments?|conversation|discussion|reply|replies|debate)\b.*
      | be\ the\ first\ to\ comment.* | have\ your\ say.* | no\ comments(?:\ yet)?
      | (?:advertisements?|advert|advertorial|ads?|ad\ feedback|sponsored|promoted)
      | (?:ads?|sponsored|promoted|presented)\ by\b.* | (?:sponsored|promoted|paid)\ (?:content|posts?|links?|stories|partnership)
      | skip\ (?:to|ads?|adverts?|advertisement|navigation)\b.* | (?:story|article|content)\ continues\ (?:below|after).*
      | continue\ reading.* | scroll\ (?:down|for|to)\b.* | loading\b[.…\ ]*.{0,20} | swipe\ .*
      | most\ (?:read|popular|viewed|shared|watched|commented)(?:\ (?:in|on|from|today|this|now|stories|articles|news|videos)\b.{0,30})? | trending(?:\ now|\ topics|\ stories)? | recommended
      | (?:recommended|suggested|top|popular|latest|trending|featured|more|other|similar|editor[’']?s[’']?|don[’']t\ miss|all)\ (?:for\ you|stories|articles|news|posts|videos|coverage|headlines|reads|picks|links|topics)
      | related(?:\ (?:articles?|stories|story|content|topics?|coverage|links?|posts?|news|reading|items|tags|videos?))?
      | also\ read | (?:read|see)\ also | up\ next | next\ (?:article|story|post|up)\b.* | previous\ (?:article|story|post)\b.* | you\ (?:may|might)\ (?:also\ )?(?:like|be\ interested\ in)\b.*
      | back\ to\ (?:top|home|the\ top|homepage)\b.* | menu | close | photos? | videos? | images? | more | view\ all | see\ all(?:\ related)? | poll\ loading\b.* | video\ loading\b.* | watch\ next | play\ video | print\ this.* | reuse\ this\ content | newsletters?
      | (?:home|news)\ ?[>»›|/·•→].* | page\ \d+(?:\ (?:of|/)\ \d+)? | (?:photo|image|picture|slide|gallery)?\ ?\d+\ (?:of|/)\ \d+
      | \d+\ ?min(?:ute)?s?[\ -]read\b.* | (?:reading|read)\ time:?\ .* | [\d.,]+k?\ (?:shares?|likes?|retweets?|replies|reactions|views|votes)\b.*
      | (?:terms\ of\ (?:use|service)|terms\ (?:and|&)\ conditions|privacy\ (?:policy|notice|settings)|(?:manage\ )?cookies?\ (?:policy|settings|preferences|notice))(?:\ ?(?:[|&·,/]|and\b).*)?
      | (?:manage|accept|reject)\ (?:all\ )?cookies.* | contact\ us(?:\ ?[|&·,/:].*|\ (?:at|on|by|here)\b.*)? | about\ (?:us|the\ authors?|the\ writer)(?:\ ?[|&·,/:].*)? | advertise\ with\ us.*
      | log\ ?in\b.* | sign\ in\b.* | register(?:\ (?:now|here|free|for\ free).*)? | donate(?:\ (?:now|here|today))?[.!]? | my\ account
      | (?:via|sources?|h/t|hat\ tip)\ ?:\ ?\S.* | (?-i:SOURCE)[-–]\S.* | (?:h/t|hat\ tip\ to)\ \S.* | via\ (?-i:\p{Lu})\S*(?:\ (?-i:\p{Lu})\S*){0,3}
      | (?:photo\ )?(?:gallery|slideshow)(?:\ ?:.*)? | file:\S.*\.(?:jpe?g|png|gif|svg|webp|og[gv]|webm)
      | \d{1,2} | end(?:s|\ of\ (?:article|story|text))? | ___+ | more\ ?(?:>+|»|›|→|…|\.\.\.)
    )[.!…»›>→:\ ]*$"
);

pattern!(
    OF_LINK,
    r"(?xi)^(?:
        (?:read|see|learn|watch|find\ out|hear|view)\ (?:more|also|next|it\ here|now)(?:\ ?[:»›>→…|–—-].*|\ (?:here|on|about|from|at|stories|news|below|like\ this)\b.*)?
      | (?:read|see|watch|view|hear)\ (?:the\ )?(?:full|original|rest\ of\ the|whole|complete|entire)\ (?:story|article|report|interview|post|text|review|list|statement|video)\b.*
      | (?:also\ read|read|see|must\ read|must\ watch|watch|watch\ live|listen|related|related\ (?:articles?|stories|story|content|topics?|coverage|links?|posts?|news|reading)|recommended|more|more\ on\ this|don[’']t\ miss|in\ case\ you\ missed\ it|icymi|in\ pictures|in\ pics)\ ?[:»]\s*\S.*
      | (?:read\ this|(?:see|watch|view)\ (?:the\ )?(?:videos?|photos|pictures|gallery|slideshow))\ ?:\ .* | (?-i:NEWS|WATCH|LISTEN|LIVE|POLL|QUIZ|GALLERY|SLIDESHOW|PHOTOS|PICS|VIDEOS?)\ ?:\ .*[^.!,] | (?-i:ANALYSIS|OPINION|VIDEOS?|AUDIO|PHOTOS|GALLERY|LIVE|MAP|TIMELINE|INTERACTIVE|WATCH|POLL|QUIZ)\ \|\ .*[^.!,]
      | more\ (?:from|on\ this|like\ this|to\ read|to\ come)\b.* | don[’']t\ miss\b.*
      | view\ (?:on|image\ on|this\ (?:post|photo)|photos?|gallery|slideshow|the\ original)\b.*
      | (?:click|tap)\ (?:here|to|on|below|the)\b.* | see\ more\ at\b.*
      | share\ (?:this|the)\ (?:story|article|post|page)\b.*
      | follow\ (?:us|me|him|her|them|live)\b.* | follow\ (?:.{2,60}\ (?:at|on)\ )?@.* | follow\ .{2,60}\ on\ (?:facebook|twitter|x|instagram|linkedin|youtube|tiktok|google|telegram|whatsapp|threads|bluesky|mastodon)\b.*
      | (?:please|be\ sure\ to|don[’']t\ forget\ to)\ .?(?:like|follow|share|subscribe|sign\ up)\b.*
      | (?:like|find|join|visit|connect\ with)\ (?:us|me)\ (?:on|at)\b.* | .{2,60}\ is\ on\ (?:facebook|twitter|instagram)\b.*
      | (?:tags?|topics?|filed\ (?:under|in)|posted\ in|categor(?:y|ies)|keywords|sections?|more\ about)\ ?:\ ?.*
      | (?-i:Read\ more|READ\ MORE)\ (?-i:\p{Lu}).*[^.!?] | (?:read|see|view)\ more\ .{2,40}\ (?:stories|news|articles)[.!]? | related\ (?:\w+\ )?\w+\ ?:\ .* | source\ @\w+ | (?:read|see|get|find)\ (?:the\ latest|all\ the|more)\b.*\bhere[.!]? | (?:for|if|to|on)\b.{0,60},?\ (?:please\ )?(?:click|tap)\ here(?:\ (?:to|for)\b.{0,60})?[.!]? | continue\ reading\b.*
      | .{8,160}(?:…|\.\.\.|(?-i:[a-z]))(?-i:Premium) | .{2,40}\ \d{1,2}\ (?:minutes?|hours?|days?|weeks?)\ ago | (?-i:View\ (?:gallery|photo|image)(?:\p{Lu}|$)).* | view\ (?:full|larger)\ (?:image|size|photo)\b.*
      | [«‹←]\ .*[^.!?] | .*[^.!?]\ [»›→]
      | have\ (?:something|anything)\ to\ (?:add|say)\b.*\? .* | (?:share\ (?:it|this|that|your)|tell\ us|let\ us\ know|sound\ off|what\ do\ you\ think|do\ you\ agree)\b.*\bcomments?(?:\ section|\ box)?(?:\ below)?[.!]?
      | (?:originally|first)\ (?:published|appeared|posted)\ (?:on|in|at|by)\b.*
      | (?:do\ you\ have|have\ you\ got|got|have)\ (?:a\ |any\ )?(?:news\ )?(?:tips?|story|stories|information)\b.*(?:\?|@|e-?mail|contact).*
      | send\ (?:us\ |your\ |in\ )*(?:tips|news|stories|comments|letters|feedback)\b.*
      | (?:e-?mail|contact|write\ to|reach)\b.*@.* | report\ (?:a|an)\ (?:typo|error|mistake|correction|problem)\b.*
      | was\ this\ (?:article|page|story)\ (?:helpful|useful)\b.* | republish\ this\b.*
      | please\ (?:enable|turn\ on|disable)\b.*(?:javascript|cookies|ad\ ?block).* | (?:your\ browser|this\ browser)\ (?:does|is)\ not\b.*
    )$"
);

pattern!(
    OF_NOTICE,
    r"(?xi)^(?:
        (?:sign\ up|signup|subscribe)\b.* | unsubscribe\b.* | join\ (?:our|the\ newsletter|thousands|over\ \d)\b.*
      | get\ (?:our|unlimited|full\ access|exclusive\ access|the\ latest|the\ day[’']s|breaking\ news|more\ stories|all\ the\ latest)\b.*
      | download\ (?:our|the)\ .{0,40}\bapps?\b.* | create\ (?:an|your|a\ free)\ .{0,10}account\b.* | already\ (?:a\ |an\ |have\ )?(?:subscriber|member|registered|account|an\ account|subscribed)\b.*
      | get\ .{3,120}\ (?:newsletters?|inbox)[.!]? | .{0,300}\b(?:share|leave|post|drop|give)\ (?:us\ )?(?:your|a|any)\b.{0,40}\ (?:in|on)\ the\ comments?\b.{0,20} | you\ can\ (?:reach|follow|contact|e-?mail)\ (?:me|him|her|us|them|.{2,40}\bauthor\b.{0,60}?),?\ (?:on|at|via|by)\b.{0,80} | become\ a\ (?:member|subscriber|supporter|patron)\b.* | support\ (?:our|independent|quality)\ (?:journalism|work|reporting|mission)\b.* | start\ your\ (?:free\ )?(?:trial|subscription)\b.*
      | enter\ your\ e-?mail\b.* | your\ e-?mail\ address\b.* | by\ (?:signing|subscribing|submitting|registering|clicking|continuing|using\ (?:this|our))\b.*\b(?:you|agree|terms|privacy)\b.*
      | (?:we|we\ and\ our\ partners)\ use\ cookies\b.* | (?:this|our)\ (?:web)?\ ?site\ uses\ cookies\b.*
      | this\ (?:article|story|content)\ is\ (?:for|only|available|reserved|exclusive)\b.*\b(?:subscribers?|members)\b.* | to\ (?:continue|keep)\ reading\b.*
      | you(?:\ have|[’']ve)\ (?:read|reached|used|\d+|one|two|three)\b.*\barticles?\b.*
      | (?:want|looking\ for|love|like|enjoy(?:ed|ing)?)\ (?:more|this|what|our)\b[^?]*\?.*\b(?:sign|subscribe|newsletter|follow|join|share)\b.*
      | (?:©|\(c\)\ ?(?:copyright|\d{4}|(?-i:\p{Lu}))).{0,160} | copyright\ ?(?:©|\(c\)|\d{4}|by\b|notice\b).* | .{0,60}©\ ?(?:copyright|\d{4}).* | .{0,250}\ball\ rights\ reserved\b.{0,250}
      | (?:this|the)\ (?:article|story|post|piece|column|interview|feature|op-ed|commentary|essay|analysis|review|blog\ post|content)\ (?:was|is|has\ been|were)?\ ?(?:originally|first|also|previously|re-?published|reprinted|syndicated|excerpted|produced|adapted)\b.{0,200}\b(?:on|in|by|at|with|from|under|via|for)\b.{0,200}
      | (?:a|this)\ (?:version|part)\ of\ this\ (?:article|story|column|essay|review)\ (?:appears|appeared|was\ published|ran)\b.*
      | (?:this|the)\ (?:article|story|post|piece|column|review)\ (?:was\ )?(?:published|appeared)\ (?:on|in|by)\b.{0,160}
      | (?:the\ |any\ |all\ )?(?:views?|opinions?)(?:\ (?:and|or)\ (?:views?|opinions?))?\ expressed\b.* | disclaimers?\b.* | disclosures?\ ?:.*
      | our\ standards\ ?:.* | .*\btrust\ principles\b.{0,10} | this\ material\ may\ not\ be\b.* | (?:no\ part\ of|reproduction|republication|redistribution)\b.*\b(?:permission|prohibited|consent)\b.*
      | (?:reprinted|republished|reproduced)\ (?:here\ )?(?:with|by|under|from)\b.* | .{0,60}\bnot\ responsible\ for\ the\ content\b.*
      | (?:if\ you\ (?:have|know|would\ like|want)|for\ (?:more|tips|questions|inquiries))\b.{0,160}\b(?:e-?mail|contact|call|visit|write\ to)\b.{0,160}
      | .{2,80}\ can\ be\ (?:reached|contacted|followed)\ (?:at|on|by|via)\b.{0,160} | the\ (?:author|writer|columnist)s?\ (?:is|are|was)\ an?\b.{0,300}
      | .{0,300}\b(?:follow|contact|reach|e-?mail)\ (?:him|her|them|me|us)\ (?:(?:on|at|via)\b|@).{0,100}
    )$"
);

pattern!(
    OF_FEED,
    r"(?i)^(?:.{0,120}\b(?:except for|exception of|apart from|only) the headline\b.{0,300}|.{0,200}\b(?:syndicated|wire) feed\b.{0,120}|(?:this |the )?summary (?:is|was) (?:ai|artificially)[ -]generated\b.{0,60})$"
);

pattern!(
    ADDRESS,
    r"^(?:(?:https?://|www\.)\S+|[@#]\w+(?:[\s,]+[@#]\w+)*|[\w.+-]+@[\w-]+\.[\w.-]+)$"
);

/// Openers of a list of links.
const OPENERS: &[&str] = &[
    "also",
    "editor",
    "editors",
    "featured",
    "latest",
    "more",
    "most",
    "other",
    "popular",
    "read",
    "recommended",
    "related",
    "similar",
    "suggested",
    "tags",
    "top",
    "topics",
    "trending",
    "you",
];

/// What a row of share buttons begins with.
const SHARE_VERBS: &[&str] = &[
    "copy", "email", "mail", "pin", "print", "save", "share", "shares", "tweet",
];

/// Where it shares to.
const PLATFORMS: &[&str] = &[
    "bluesky",
    "facebook",
    "flipboard",
    "google",
    "instagram",
    "linkedin",
    "messenger",
    "pinterest",
    "reddit",
    "telegram",
    "threads",
    "tiktok",
    "twitter",
    "whatsapp",
    "x",
    "youtube",
];

/// What else stands in it.
const SHARE_WORDS: &[&str] = &[
    "a", "and", "article", "bookmark", "button", "buttons", "by", "close", "comment", "comments",
    "friend", "icon", "it", "like", "link", "more", "now", "on", "options", "or", "page", "post",
    "story", "the", "this", "to", "url", "via", "with",
];

/// Whether a block, on one line and without marks around it, is boilerplate.
pub(super) fn is_boilerplate(block: &str) -> bool {
    let block = match block.trim_start_matches(['—', '–', '-', '>', '»', ' ']) {
        "" => block,
        words => words,
    };
    let length = block.chars().count();
    !block.contains(char::is_alphanumeric)
        || (length <= LINE && (OF_LINE.is_match(block) || is_share_row(block)))
        || (length <= LINK && (OF_LINK.is_match(block)))
        || ADDRESS.is_match(block)
        || is_code(block)
        || (length <= NOTICE && OF_NOTICE.is_match(block))
        || is_notice(block)
}

/// Whether a block says that agencies or programs wrote the text, and nobody here.
pub(super) fn is_notice(block: &str) -> bool {
    OF_FEED.is_match(block)
}

/// Scripts and tables of rich text that were copied along with the text.
fn is_code(block: &str) -> bool {
    let calls = ["function(", "document.get", "document.write", "();"];
    block.starts_with(r"{\*\")
        || (block.contains(';') && calls.iter().any(|call| block.contains(call)))
}

/// Whether boilerplate is the title of a list of links: "Related topics".
pub(super) fn opens_links(block: &str) -> bool {
    let block = block.trim_end_matches(|c: char| !c.is_alphanumeric());
    let first = block.split(|c: char| !c.is_alphabetic()).next();
    let first = first.unwrap_or_default().to_lowercase();
    block.split_whitespace().count() <= 5
        && !block.contains(": ")
        && OPENERS.binary_search(&first.as_str()).is_ok()
}

/// "Share on Facebook", "Tweet Share Email Print", "Facebook Twitter WhatsApp".
fn is_share_row(block: &str) -> bool {
    let words = block.split(|c: char| !c.is_alphabetic());
    let words: Vec<String> = words
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect();
    let is_in = |list: &[&str], word: &String| list.binary_search(&word.as_str()).is_ok();
    let is_verb = |word| is_in(SHARE_VERBS, word);
    let is_platform = |word| is_in(PLATFORMS, word);
    match words.first() {
        Some(first) if is_verb(first) => words
            .iter()
            .all(|w| is_verb(w) || is_platform(w) || is_in(SHARE_WORDS, w)),
        _ => words.len() > 1 && words.iter().all(is_platform),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_site() {
        for line in include_str!("boilerplate.txt").lines() {
            let (mark, line) = line.split_at(2);
            assert_eq!(is_boilerplate(line), mark == "+ ", "{line}");
        }
    }

    #[test]
    fn lists_are_sorted() {
        for list in [OPENERS, SHARE_VERBS, PLATFORMS, SHARE_WORDS] {
            assert!(list.is_sorted());
        }
        assert!(opens_links("Related topics") && opens_links("Most read:"));
        assert!(!opens_links("Read more: The dam’s history") && !opens_links("Advertisement"));
    }
}
