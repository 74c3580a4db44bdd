//! Whole files.

use std::io::Write;

use super::*;
use crate::document::BlockKind;

/// A file of these objects, the first of which is the catalog; `info` is more of its trailer.
fn file(objects: &[Vec<u8>], info: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.extend_from_slice(format!("{} 0 obj\n", number + 1).as_bytes());
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let (start, size) = (out.len(), objects.len() + 1);
    let end = format!("trailer<</Size {size}/Root 1 0 R{info}>>\nstartxref\n{start}\n%%EOF");
    out.extend_from_slice(table.as_bytes());
    out.extend_from_slice(end.as_bytes());
    out
}

fn stream(data: &[u8], dictionary: &str) -> Vec<u8> {
    let mut out = format!("<</Length {}{dictionary}>>stream\n", data.len()).into_bytes();
    out.extend_from_slice(data);
    out.extend_from_slice(b"\nendstream");
    out
}

fn zlib(data: &[u8]) -> Vec<u8> {
    let level = flate2::Compression::best();
    let mut writer = flate2::write::ZlibEncoder::new(Vec::new(), level);
    writer.write_all(data).unwrap();
    writer.finish().unwrap()
}

/// A file of one page with this content, the fonts F and B, and the form X.
fn page(content: Vec<u8>, form: Vec<u8>, font: &str) -> Vec<u8> {
    let resources = "/Font<</F 5 0 R/B 6 0 R>>/XObject<</X 7 0 R>>";
    let page = format!(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<{resources}>>>>"
    );
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R/Lang(en-GB)>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        page.into_bytes(),
        content,
        font.as_bytes().to_vec(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>".to_vec(),
        form,
        b"<</Author(Ada Moe)/Title(Rain)/CreationDate(D:20250502100000Z)>>".to_vec(),
    ];
    file(&objects, "/Info 8 0 R")
}

const FONT: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";

fn shown(content: &str) -> Vec<u8> {
    let form = stream(b"BT /F 10 Tf 50 500 Td (A form.) Tj ET", "/Subtype/Form");
    page(stream(content.as_bytes(), ""), form, FONT)
}

fn read_all(bytes: Vec<u8>) -> Result<Article, String> {
    read(bytes, &Limits::default()).map_err(|error| error.to_string())
}

fn failure(bytes: Vec<u8>) -> String {
    read_all(bytes).map(|article| article.text).unwrap_err()
}

#[test]
fn a_page_is_an_article() {
    let content = "/Artifact BMC BT /F 8 Tf 50 780 Td (The Herald) Tj ET EMC
        BT /B 24 Tf 50 700 Td (Rain may come) Tj ET
        BT /F 10 Tf 14 TL 50 650 Td (It may rain in the val-) Tj T* (ley, he\\222s said.) Tj ET
        BT /F 10 Tf 50 600 Td [(It) -300 (may) -300 (snow.)] TJ ET /X Do";
    let article = read_all(shown(content)).unwrap();
    let text = "Rain may come\n\nIt may rain in the valley, he’s said.\n\nIt may snow.\n\nA form.";
    assert_eq!(article.text, text);
    assert_eq!(article.blocks[0].kind, BlockKind::Headline);
    assert_eq!(article.blocks[1].kind, BlockKind::Paragraph);
    assert_eq!(article.removed[0].kind, "header");
    assert_eq!(article.removed[0].text, "The Herald");
    assert_eq!(article.byline.as_deref(), Some("Ada Moe"));
    assert_eq!(article.language.as_deref(), Some("en-GB"));
    assert_eq!(article.meta["title"], "Rain");
    assert_eq!(article.meta["created"], "2025-05-02");
    assert_eq!(article.date, None);
}

#[test]
fn files_without_text_say_why() {
    assert_eq!(failure(b"It may rain.".to_vec()), "this is no PDF");
    assert!(failure(b"%PDF-1.7\n%%EOF\n".to_vec()).contains("damaged"));
    assert_eq!(failure(shown("0 0 m")), "this PDF has no text");
    let picture = stream(b"\0", "/Subtype/Image/Width 1/Height 1");
    let scan = page(stream(b"/X Do", ""), picture, FONT);
    assert!(failure(scan).contains("OCR"));
    let font = "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts\
        [<</Type/Font/Subtype/CIDFontType2/BaseFont/X>>]>>";
    let unknown = b"BT /F 10 Tf 50 500 Td (abcdefgh) Tj ET";
    let unknown = page(stream(unknown, ""), stream(b"", ""), font);
    assert!(failure(unknown).contains("do not tell which letters"));
}

#[test]
fn streams_have_a_budget() {
    let bomb = stream(&zlib(&vec![b' '; 30_000_000]), "/Filter/FlateDecode");
    let bytes = page(bomb, stream(b"", ""), FONT);
    assert!(failure(bytes.clone()).contains("--max-ratio"));
    let limits = Limits {
        max_ratio: u64::MAX,
        max_total: 1_000_000,
        ..Limits::default()
    };
    let error = read(bytes, &limits).unwrap_err().to_string();
    assert!(error.contains("--max-total"), "{error}");
}

#[test]
fn encrypted_object_streams_are_small() {
    let objects = stream(&vec![b'x'; 500_000], "/Type/ObjStm/N 1/First 4");
    let bytes = file(&[objects], "/Encrypt<</Filter/Standard/V 1>>");
    assert!(failure(bytes).contains("qpdf"));
}

#[test]
fn fonts_list_no_millions_of_widths() {
    let font = "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts\
        [<</Type/Font/Subtype/CIDFontType2/BaseFont/X/W[0 2147483647 500]>>]>>";
    let content = stream(b"BT /F 10 Tf (ab) Tj ET", "");
    assert!(failure(page(content, stream(b"", ""), font)).contains("widths"));
}

#[test]
fn drawing_ends() {
    // A form that draws itself ten times, and each of these again.
    let form = stream("/X Do ".repeat(10).as_bytes(), "/Subtype/Form");
    let bytes = page(stream(b"/X Do", ""), form, FONT);
    assert!(failure(bytes).contains("forms"));
    let bytes = shown(&"BT /F 1 Tf 9 9 Td (aaaaaaaaaaaaaaaaaaaa) Tj ET ".repeat(11_000));
    assert!(failure(bytes).contains("too much text"));
}

#[test]
fn rows_of_predictors_fit_into_memory() {
    let huge = "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2147483647/Colors 32>>";
    let content = stream(&zlib(b"BT /F 10 Tf 50 500 Td (Rain.) Tj ET"), huge);
    let bytes = page(content, stream(b"", ""), FONT);
    assert!(failure(bytes).contains("fit into no memory"));
}

#[test]
fn numbers_that_are_none_are_left_out() {
    let far = "9".repeat(400);
    let content = format!(
        "BT /F 10 Tf 50 500 Td (Rain.) Tj {far} {far} Td (Snow) Tj ET
         BT /F {far} Tf 0 0 Td (Hail) Tj 0 Tz (Fog) Tj ET"
    );
    assert_eq!(read_all(shown(&content)).unwrap().text, "Rain.");
}
