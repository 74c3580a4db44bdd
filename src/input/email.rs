//! Emails (RFC 5322, MIME).

use jiff::civil::Date;
use mail_parser::{Address, Message, MessageParser, PartType};

use super::decode::DecodeError;
use super::html;
use crate::document::Article;

/// The article in an email: its text, or its web page where it has none.
///
/// # Errors
/// It is no email, or its page cannot be read.
pub fn read(bytes: &[u8]) -> Result<Article, DecodeError> {
    let message = MessageParser::default().parse(bytes);
    let message = message.ok_or(DecodeError::Email)?;
    let mut article = body(&message)?;
    if let Some(subject) = message.subject().map(str::trim).filter(|s| !s.is_empty()) {
        article.meta.insert("title".to_owned(), subject.into());
    }
    if let Some(id) = message.message_id() {
        article.meta.insert("message_id".to_owned(), id.into());
    }
    article.byline = article.byline.or_else(|| message.from().and_then(names));
    article.date = message.date().and_then(day).or(article.date);
    Ok(article)
}

fn body(message: &Message) -> Result<Article, DecodeError> {
    let mut texts: Vec<&str> = Vec::new();
    for part in message.text_bodies() {
        if let PartType::Text(text) = &part.body {
            texts.push(text);
        }
    }
    if !texts.is_empty() {
        return Ok(Article::from(texts.concat()));
    }
    for part in message.html_bodies() {
        if let PartType::Html(page) = &part.body {
            return Ok(html::read(page.as_bytes(), Some(encoding_rs::UTF_8))?.0);
        }
    }
    Ok(Article::default())
}

/// The names of the senders; the address of one without.
fn names(from: &Address) -> Option<String> {
    let names = from.iter().filter_map(|sender| {
        let name = sender.name().map(str::trim).filter(|name| !name.is_empty());
        name.or(sender.address())
    });
    let names: Vec<&str> = names.collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn day(date: &mail_parser::DateTime) -> Option<Date> {
    let year = i16::try_from(date.year).ok()?;
    let (month, day) = (i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
    Date::new(year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_goes_before_the_page() {
        let mail = "From: Ada Moe <ada@example.org>\r\nDate: Fri, 2 May 2025 23:00:00 -0800\r\n\
            Subject: =?utf-8?q?Caf=C3=A9?=\r\nMIME-Version: 1.0\r\n\
            Content-Type: multipart/alternative; boundary=x\r\n\r\n\
            --x\r\nContent-Type: text/html\r\n\r\n<p>Page.</p>\r\n\
            --x\r\nContent-Type: text/plain; charset=iso-8859-2\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\r\nIt may rain in =A3=F3d=BC.\r\n--x--\r\n";
        let article = read(mail.as_bytes()).unwrap();
        assert_eq!(article.text.trim_end(), "It may rain in Łódź.");
        assert_eq!(article.byline.as_deref(), Some("Ada Moe"));
        assert_eq!(
            article.date.map(|d| d.to_string()).as_deref(),
            Some("2025-05-02")
        );
        assert_eq!(article.meta["title"], "Café");
    }

    #[test]
    fn a_page_alone_is_read() {
        let mail = "From: a@example.org\r\nContent-Type: text/html\r\n\r\n<p>Rain.</p>";
        let article = read(mail.as_bytes()).unwrap();
        assert!(article.text.contains("Rain."));
        assert_eq!(article.byline.as_deref(), Some("a@example.org"));
        assert_eq!(read(b"").map(|a| a.text).ok().unwrap_or_default(), "");
    }
}
