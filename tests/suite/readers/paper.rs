//! PDF files, and what becomes of them.

use std::io::Write;

use super::{inputs, shown};
use hedgerow::input::{Limits, ReadOptions};

/// A page of Helvetica with a headline and two paragraphs.
pub fn paper() -> Vec<u8> {
    let content = "/Artifact BMC BT /F 8 Tf 280 30 Td (Page 1) Tj ET EMC
BT /F 24 Tf 72 740 Td (Rain may come) Tj ET
BT /F 11 Tf 14 TL 72 700 Td (It may rain in the valley this week, and the hills may have pre-) Tj
T* (cipitation of another kind, the office\\222s Ada Moe said.) Tj ET
BT /F 11 Tf 14 TL 72 650 Td (\\223Nobody knows,\\224 said a farmer, who hopes that it will be dry until) Tj
T* (the harvest is over.) Tj ET";
    page(&stream(content.as_bytes(), ""), "")
}

/// A file of one page with this stream of operators; `more` belongs to its trailer.
pub fn page(content: &[u8], more: &str) -> Vec<u8> {
    let objects: [&[u8]; 7] = [
        b"<</Type/Catalog/Pages 2 0 R/Lang(en-GB)>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R\
            /Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>",
        content,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8\
            /ColorSpace/DeviceGray/Length 1>>stream\n0\nendstream",
        b"<</Title(Rain)/Author(Ada Moe)/CreationDate(D:20250502100000+02'00')>>",
    ];
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.extend(format!("{} 0 obj\n", number + 1).into_bytes());
        out.extend_from_slice(object);
        out.extend(b"\nendobj\n");
    }
    let (start, size) = (out.len(), objects.len() + 1);
    let trailer = format!("trailer\n<</Size {size}/Root 1 0 R/Info 7 0 R{more}>>\n");
    out.extend(format!("{table}{trailer}startxref\n{start}\n%%EOF\n").into_bytes());
    out
}

pub fn stream(data: &[u8], filter: &str) -> Vec<u8> {
    let mut out = format!("<</Length {}{filter}>>stream\n", data.len()).into_bytes();
    out.extend_from_slice(data);
    out.extend(b"\nendstream");
    out
}

/// A page of many blanks, compressed.
pub fn bomb(size: usize) -> Vec<u8> {
    let level = flate2::Compression::best();
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), level);
    zlib.write_all(&vec![b' '; size]).expect("memory");
    let data = zlib.finish().expect("memory");
    page(&stream(&data, "/Filter/FlateDecode"), "")
}

fn failure(bytes: &[u8], options: &ReadOptions) -> String {
    let found = inputs("a.pdf", bytes, options);
    assert_eq!(found.len(), 1);
    let shown = shown(&found[0], options);
    let (_, error) = shown.split_once("error: ").expect("an error");
    error.trim().to_owned()
}

#[test]
fn what_cannot_be_read_says_why() {
    let options = ReadOptions::default();
    let scan = page(&stream(b"q 595 0 0 842 0 0 cm /X Do Q", ""), "");
    let scan = failure(&scan, &options);
    assert!(scan.contains("run an OCR program"), "{scan}");
    let key = "00".repeat(32);
    let lock = format!(
        "/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -4/O<{key}>/U<{key}>>>"
    );
    let locked = failure(&page(&stream(b"", ""), &lock), &options);
    assert_eq!(locked, "this PDF is locked with a password");
    let empty = failure(b"%PDF-1.7\n%%EOF\n", &options);
    assert!(empty.contains("damaged"), "{empty}");
    assert_eq!(failure(b"", &options), "this is no PDF");
}

#[test]
fn its_streams_have_a_total() {
    let options = ReadOptions {
        limits: Limits {
            max_total: 10_000,
            ..Limits::default()
        },
        ..ReadOptions::default()
    };
    let error = failure(&bomb(60_000), &options);
    assert!(error.contains("--max-total"), "{error}");
}
