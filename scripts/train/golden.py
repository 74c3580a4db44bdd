"""Writes golden/encoding.json: texts with the pieces, ids, case types and offsets they must give.

Offsets count Unicode code points of the text, end exclusive. [CLS] and [SEP] are left out.
"""

from __future__ import annotations

import json
from pathlib import Path

from encode import Encoder, plain_tokenizer
from paths import backbone_folder

NAMES = "xAI McDonald iPhone H5N1 eBay NATO U.S. I A 2025 COVID-19 $MSFT O'Neill Jean-Luc São Zürich İstanbul ǅ ẞ 5G B2B AT&T C++ F-16 №5 ²".split()
FRAMES = (
    "{0} said on Tuesday it would buy {1}.",
    "\u201cWe doubt {0}\u2019s claim,\u201d {1} replied.",
    "{0}/{1} (see note 3) -- up 13.6% to $1,250.50!",
    "THE {0} AND {1} DEAL, EXPLAINED",
    "is {0}really{1} unknown? e-mail me@{0}.com",
)
TEXTS = (
    "",
    " ",
    ".",
    "...",
    "Hello",
    "hello",
    "HELLO",
    "HeLLo",
    "h",
    "H",
    "7",
    "\u0663\u0664",
    "1st",
    "IInd",
    "don't Don't DON'T",
    "Musk\u2019s xAI",
    "na\u00efve Na\u00efve NA\u00cfVE",
    "e\u0301tude E\u0301tude E\u0301TUDE",
    "\u00c9cole",
    "stra\u00dfe STRASSE",
    "\u041c\u043e\u0441\u043a\u0432\u0430 \u041c\u041e\u0421\u041a\u0412\u0410",
    "\u03a9mega",
    "\u5317\u4eac Beijing\u5317\u4eac2022",
    "\u6771\u4eac\u30bf\u30ef\u30fc",
    "\ud55c\uad6d",
    "\u0627\u0644\u0642\u0627\u0647\u0631\u0629",
    "\u0939\u093f\u0928\u094d\u0926\u0940",
    "party \U0001f389\U0001f389 Time",
    "flag \U0001f1eb\U0001f1f7 FR",
    "family \U0001f468\u200d\U0001f469\u200d\U0001f467 OK",
    "zero\u200bwidth",
    "soft\u00adhyphen",
    "no\u00a0break",
    "tab\tnew\nline\r\nend",
    "\ufeffBOM first",
    "\u201cCurly\u201d \u2018quotes\u2019 \u2014 dash \u2013 en\u2026",
    "\u20ac5 \u00a36 \u00a57 \u20b98",
    "100%",
    "13.6bn",
    "$13.6 bn",
    "A$5",
    "US$90m",
    "https://example.org/a?b=C&d=1#E",
    "@Handle #HashTag",
    "U.N. Security Council",
    "Ph.D.",
    "a.m. P.M.",
    "Rock'n'Roll",
    "rock-n-ROLL",
    "supercalifragilisticexpialidocious",
    "Antidisestablishmentarianism",
    "x" * 120,
    "X" * 101,
    "Llanfairpwllgwyngyll",
    "[CLS] [SEP] [MASK]",
    "[UNK] text [PAD]",
    "\u2460 \u216b \u00bd",
    "McDonald\u2019s, MacArthur, O\u2019Brien, DeepSeek and OpenAI",
    "GPT-4o, Llama 3.1 405B, Claude-3",
    "\u2022 Bullet one",
    "_under_score_ snake_case",
    "a^b `tick` ~tilde~ |bar|",
    "\ufb01nance \ufb02ow",
    "\uff21\uff22\uff23 \uff11\uff12",
    "Nguy\u1ec5n \u0110\u1ed7 M\u01b0\u1eddi",
    "\u0130zmir I\u015f\u0131k",
    "\u0160koda \u017di\u017eek",
    "mid-2025, pre-COVID and post-Brexit",
    "The U.S.-China deal",
    "'90s pop",
    "rock \u2019n\u2019 roll",
    "5,000-metre race in 13:01.2",
    "J.P. Morgan & Co.",
    "AK-47s and T-72s",
    "Q3 FY2025 EPS",
    "vs. v. VS",
    "\u2014Reuters\u2014",
)


def texts() -> list[str]:
    """All example texts, in a fixed order."""
    result = list(TEXTS)
    for f, frame in enumerate(FRAMES):
        for i, name in enumerate(NAMES):
            result.append(frame.format(name, NAMES[(i + f + 1) % len(NAMES)]))
    return result


def golden() -> list[dict]:
    """The examples as JSON-ready objects."""
    encoder = Encoder(plain_tokenizer(backbone_folder() / "tokenizer.json"))
    rows = []
    for text in texts():
        pieces = encoder.pieces(text)
        rows.append(
            {
                "text": text,
                "pieces": [encoder.tokenizer.id_to_token(p[0]) for p in pieces],
                "ids": [p[0] for p in pieces],
                "case": [p[3] for p in pieces],
                "offsets": [[p[1], p[2]] for p in pieces],
            }
        )
    return rows


def write(path: Path) -> None:
    """Writes one example a line inside a JSON list."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=True) for row in golden())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    write(Path(__file__).parent / "golden" / "encoding.json")
