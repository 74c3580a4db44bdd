//! Articles that are not in English: left out with a reason, unless `--force` says otherwise.

use std::fs;

use crate::common::{assert_slices, hedgerow};
use hedgerow::record::{Outcome, Record};

const ARTICLES: [(&str, &str, &str); 7] = [
    (
        "arabic.txt",
        "ar",
        "أعلنت الحكومة يوم الاثنين أنها ستخفض الضرائب على الشركات الصغيرة. وقالت الشرطة إنها ألقت القبض على رجلين.",
    ),
    (
        "chinese.txt",
        "zh",
        "政府周一宣布将降低中小企业的税率，但没有透露具体细节。警方在博物馆附近逮捕了两名男子。",
    ),
    (
        "english.txt",
        "en",
        "Prime Minister Shehbaz Sharif met Crown Prince Mohammed bin Salman in Jeddah, and said that talks go on.",
    ),
    (
        "french.txt",
        "fr",
        "Le gouvernement a annoncé lundi le report de la réforme. Les négociations se poursuivront la semaine prochaine.",
    ),
    (
        "german.txt",
        "de",
        "Die Bundesregierung will das Gesetz beschließen. Die Verhandlungen dauern an, sagte ein Sprecher am Montag.",
    ),
    ("short.txt", "en", "Dam passes"),
    (
        "spanish.txt",
        "es",
        "El Gobierno aprobará el martes la reforma fiscal. La policía detuvo a tres personas en Sevilla.",
    ),
];

fn annotate(arguments: &[&str]) -> Vec<Record> {
    let dir = tempfile::tempdir().unwrap();
    for (name, _, text) in ARTICLES {
        fs::write(dir.path().join(name), text).unwrap();
    }
    let output = hedgerow()
        .arg("annotate")
        .arg(dir.path())
        .args(arguments)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let skipped = if arguments.is_empty() {
        "5 skipped"
    } else {
        "0 skipped"
    };
    assert!(String::from_utf8_lossy(&output.stderr).contains(skipped));
    let lines = output
        .stdout
        .split(|&b| b == b'\n')
        .filter(|line| !line.is_empty());
    lines
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect()
}

#[test]
fn other_languages_keep_their_tokens_and_a_reason() {
    for (record, (name, language, text)) in annotate(&[]).iter().zip(ARTICLES) {
        assert_eq!(
            (record.id.as_str(), record.language.as_deref()),
            (name, Some(language))
        );
        assert_eq!(record.text.as_deref(), Some(text));
        assert_slices(record);
        let tokens = record.tokens.as_ref().unwrap();
        assert!(!tokens.start.is_empty() && record.blocks.is_some() && record.sentences.is_some());
        if language == "en" {
            assert_eq!((record.outcome, &record.reason), (Outcome::Ok, &None));
            continue;
        }
        assert_eq!(record.outcome, Outcome::Skipped, "{name}");
        assert!(
            record
                .reason
                .as_ref()
                .unwrap()
                .contains("; hedgerow annotates English (--force")
        );
        assert!(tokens.pos.is_none() && record.entities.is_none() && record.cues.is_none());
        assert!(record.events.is_none() && record.profile.is_none() && record.error.is_none());
    }
}

#[test]
fn force_annotates_them_and_says_so() {
    for (record, (name, language, _)) in annotate(&["--force"]).iter().zip(ARTICLES) {
        assert_eq!(
            (record.outcome, record.language.as_deref()),
            (Outcome::Ok, Some(language)),
            "{name}"
        );
        assert!(record.entities.is_some() && record.reason.is_none());
        assert!(record.provenance.options.force);
    }
}
