//! Phrases of what stands around articles and in between.

// Titles of what is none of an article.
pattern!(pub(super)
    TITLE,
    r"(?xi)^(?:
        more\ (?:from|stories|news|on|in|coverage)\b.{0,40} | related(?:\ (?:articles?|stories|news|topics?|posts|content|coverage|links?))?
      | recommended(?:\ .{0,30})? | (?:most|also)\ (?:read|popular|viewed|shared|commented|watched|see)\b.{0,20}
      | latest(?:\ (?:news|stories|headlines|articles|posts))? | (?:now\ )?trending\b.{0,30} | top\ (?:stories|news)
      | you\ (?:may|might)\ (?:also\ )?(?:like|enjoy).{0,20} | (?:up|read|watch)\ next\b.{0,20} | popular\ (?:now|posts|stories)
      | comments?(?:\ ?\(?\d*\)?) | (?:your|all|readers?[’']?)\ (?:comments|forum|views|letters)
      | (?:join|leave|post|view)\ (?:the|a|all)\ (?:conversation|discussion|reply|comments?)
      | about\ (?:the\ (?:author|writer|data)s? | this\ (?:story|article|report)) | share\ (?:this|on|via)\b.{0,20} | follow\ us\b.{0,30}
      | (?:sign\ up|subscribe)\b.{0,60} | (?:get|join)\ (?:our|the)\ .{0,60}(?:newsletter|e-?mails?|app)
      | (?:à\ )?(?:lire|lisez|voir)\ aussi | (?:lea|lee|vea)\ también | más\ (?:leídas|noticias|información) | mehr\ zum\ thema
      | (?:meist)?gelesen | lesen\ sie\ auch | leia\ (?:também|mais) | veja\ também | leggi\ anche | lees\ ook | les\ plus\ lus | newsletters?
      | sur\ le\ même\ (?:sujet|thème) | in\ other\ news | what\ to\ read\ next | explore\ more\b.{0,30} | key\ (?:events|links)
      | never\ miss\b.{0,30} | tags? | topics | filed\ under | advertisement
      | (?:other|similar|further)\ (?:\w+\ ){0,3}(?:stories|articles|news|threads|columns?|reports|posts)\b.{0,30}
      | \d+\ (?:comments?|responses?|replies|thoughts\ on\b.{0,120}) | links\ in\ this\ (?:article|story) | posting\ rules
      | (?:\d+\ )?(?:kommentare?|commentaires?|comentarios?|comentários?|commenti|komentarze|reacties|kommentarer)
    )(?:\s*[(\[]?\d[\d,.]*[)\]]?)?\s*:?$"
);

// Who wrote what is embedded from a social network.
pattern!(pub(super)
    EMBEDDED,
    r"^[—–-]\s?.{2,80}\(@\w{1,30}\)"
);

// A line that asks to sign up, and one that says whose the page is.
pattern!(pub(super)
    SIGN_UP,
    r"(?i)\b(?:sign up|signup|subscribe|register|click here|newsletter|log in|sign in|donate|support (?:us|the show|our (?:work|journalism|newsroom))|become an? (?:member|supporter|subscriber|patron)|s[’']abonner|abonnez|inscrivez|suscr[ií]b\w+|abonnieren|registrieren|assine)\b"
);
pattern!(pub(super)
    RIGHTS,
    r"(?i)©|\ball rights reserved\b|\(c\) (?:19|20)\d\d|\bcopyright (?:19|20)\d\d"
);

// Titles of what press offices and papers add under a text.
pattern!(
    pub(super) ADDED,
    r"(?xi)^(?:
        forward-looking\ statements | about\ \p{L}[\p{L}\ &.]{0,40} | (?:media|press|investor)\ (?:contacts?|relations|enquiries|inquiries)
      | for\ (?:more|further)\ information.{0,20} | contacts? | disclaimer | safe\ harbou?r.{0,20}
    )\s*:?$"
);
// Labels of adverts between paragraphs.
pattern!(
    pub(super) ADVERT,
    r"(?xi)^(?:
        advertisements? | anzeige | werbung | publicité | publicidad(?:e)? | pubblicità | advertentie | annonse? | reklame?
      | sponsored(?:\ content)? | skip\ ad.{0,20} | scroll\ (?:down\ )?to\ continue.{0,20} | advertisement\W.{0,40}
      | (?:story|article|text)\ continues\ (?:below|after).{0,30} | weiter\ nach\ der\ anzeige | continue\ reading(?:\ below)?
      | (?:we|our\ \w+|this\ site)\ may\ (?:earn|receive|get)\ (?:an?\ )?(?:\w+\ )?commission.{0,160}
      | la\ suite\ après\ (?:cette|la)\ publicité | إعلان
    )\W*$"
);
// What leads over to another article.
pattern!(
    pub(super) RELATED,
    r"(?xi)^\W*(?:
        (?:à\ )?(?:lire|lisez|voir)\ aussi | (?:lea|lee|vea|lire)\ también | te\ puede\ interesar | mehr\ zum\ thema | lesen\ sie\ auch
      | siehe\ auch | leia\ (?:também|mais) | veja\ também | leggi\ anche | lees\ ook | les\ også | läs\ (?:också|mer)
      | see\ also | read\ (?:more|also|next) | also\ read | more\ on\ this | (?:watch|listen|in\ pictures|related)\s*[:|] | اقرأ\ (?:أيضا|المزيد)
    )(?:\W|$)"
);
