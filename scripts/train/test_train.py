"""Tests of the training code: `python -m pytest scripts/train`.

The smoke run trains on 50 sentences of each corpus; it needs HEDGEROW_CORPORA to name the
folder of corpora and is skipped without it.
"""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch

import golden
from attribution import pieces
from augment import Names, fill, swapped, templates
from calibrate import BLOCK, FOLDS, cross_fitted, expected_error, folds, logistic
from card import TEXT, figures, stance
from corpora import Cue, Sentence, Span, map_re3d, map_worldwide
from data import collate, window_samples
from encode import (
    DIGIT,
    LOWER,
    MIXED,
    SPECIAL,
    TITLE,
    UPPER,
    Encoded,
    Encoder,
    case_type,
    encode_sentence,
    make_windows,
    plain_tokenizer,
)
from evaluate import evaluate
from export import export, float_onnx, int8_onnx
from labels import (
    ENTITY_LABELS,
    IGNORED,
    LABEL_ID,
    OUTSIDE,
    ROLE_LABELS,
    continuation,
    head_widths,
    mask,
)
from model import from_backbone, load_tagger, marginal_loss, role_logits
from paths import backbone_folder
from predict import OnnxRunner
from quantised import round_linears
from release import losses
from released import int8_state, released_run, released_state
from score import decode, viterbi
from score_stance import ROLES, best_path


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(plain_tokenizer(backbone_folder() / "tokenizer.json"))


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("hello", LOWER),
        ("Hello", TITLE),
        ("I", TITLE),
        ("NATO", UPPER),
        ("xAI", MIXED),
        ("McDonald", MIXED),
        ("H5N1", MIXED),
        ("5G", MIXED),
        ("2025", DIGIT),
        ("$", SPECIAL),
        ("\u5317", LOWER),
        ("E\u0301cole", TITLE),
    ],
)
def test_case_type(unit: str, expected: int) -> None:
    assert case_type(unit) == expected


def test_golden_file_is_current() -> None:
    stored = json.loads(
        (Path(__file__).parent / "golden" / "encoding.json").read_text()
    )
    assert stored == golden.golden()
    assert len(stored) >= 200


def test_offsets_lie_in_the_text() -> None:
    for row in golden.golden():
        ends = [0]
        for start, end in row["offsets"]:
            assert ends[-1] <= start < end <= len(row["text"])
            ends.append(start)


def test_word_encoding_equals_running_text(encoder: Encoder) -> None:
    words = ["Musk", "'s", "xAI", "raised", "$", "6", "bn", "for", "Jean-Luc", "."]
    sentence = encode_sentence(encoder, words, None, None)
    running = encoder.pieces(" ".join(words))
    assert sentence.ids == [p[0] for p in running]
    assert sentence.case == [p[3] for p in running]


def test_inner_units_get_inner_labels(encoder: Encoder) -> None:
    begin = mask({"PERSON"}, True)
    sentence = encode_sentence(encoder, ["Jean-Luc"], [begin], [3])
    labelled = [t for t in sentence.entity if t]
    assert labelled == [begin, continuation(begin), continuation(begin)]
    assert [t for t in sentence.pos if t >= 0] == [3]


def test_windows_cover_everything() -> None:
    rng = random.Random(0)
    for _ in range(200):
        lengths = [rng.randint(0, 300) for _ in range(rng.randint(1, 8))]
        windows = make_windows(lengths, 128, packed=True)
        assert all(w.length <= 128 for w in windows)
        for i, n in enumerate(lengths):
            covered = {
                k for w in windows for j, s, e in w.parts if j == i for k in range(s, e)
            }
            assert covered == set(range(n))


def test_marginal_loss_accepts_any_allowed_label() -> None:
    logits = torch.full((1, len(ENTITY_LABELS)), -20.0)
    logits[0, LABEL_ID["B-LOC"]] = 20.0
    both = torch.tensor([mask({"GPE", "LOC"}, True)])
    assert marginal_loss(logits, both).item() < 1e-3
    assert marginal_loss(logits, torch.tensor([OUTSIDE])).item() > 10
    assert marginal_loss(logits, torch.tensor([IGNORED])).item() == 0


def test_viterbi_never_starts_inside() -> None:
    rng = np.random.default_rng(0)
    for _ in range(50):
        labels = [
            ENTITY_LABELS[i] for i in viterbi(rng.normal(size=(12, len(ENTITY_LABELS))))
        ]
        for before, label in zip(["O", *labels], labels):
            assert label[0] != "I" or before[2:] == label[2:]
    assert decode(np.zeros((0, len(ENTITY_LABELS)))) == []


def test_places_are_split_and_typed() -> None:
    words = "in Nairobi , Kenya near the Nile".split()
    spans = map_worldwide(words, 1, 4, "Location")
    assert [(s.start, s.end, s.types) for s in spans] == [
        (1, 2, {"GPE"}),
        (3, 4, {"GPE"}),
    ]
    assert map_worldwide(["Lake", "Victoria"], 0, 2, "Location")[0].types == {"LOC"}


def test_titles_are_cut_from_persons() -> None:
    words = "the Deputy Secretary John Kirby said".split()
    assert [(s.start, s.end) for s in map_re3d(words, 0, 5, "Person")] == [(3, 5)]


def test_templates_fill_and_swaps_keep_spans() -> None:
    names = Names(random.Random(1))
    for line in templates():
        for span in fill(line, names).spans:
            assert span.start < span.end
    source = Sentence(
        "x",
        "x",
        "Intel sued Apple .".split(),
        [Span(0, 1, frozenset({"ORG"})), Span(2, 3, frozenset({"ORG"}))],
    )
    copy = swapped(source, names, 1.0)
    assert copy.words[-1] == "." and "sued" in copy.words
    assert copy.words[copy.spans[0].end] == "sued"


def test_logistic_recovers_its_parameters() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=20000) * 2
    y = (rng.random(20000) < 1 / (1 + np.exp(-(0.5 * x + 1)))).astype(float)
    a, b = logistic(x, y)
    assert abs(a - 0.5) < 0.05 and abs(b - 1) < 0.05
    assert expected_error(np.array([0.75] * 4), np.array([1, 1, 1, 0.0])) < 1e-9


def test_pieces_are_cut_at_the_ends_of_sentences() -> None:
    sentences = [[[0, 3], [4, 8], [8, 9]], [[10, 12], [13, 17]]]
    assert pieces([[4, 12]], sentences) == [(0, 1, 3), (1, 0, 1)]
    assert pieces([[3, 4]], sentences) == []


def two_sentences(encoder: Encoder) -> list[Encoded]:
    """ "She agreed ." he said ; with the content in the sentence before its cue."""
    first = encode_sentence(encoder, ["She", "agreed", "."], None, None)
    second = encode_sentence(encoder, ["That", "Jean-Luc", "said", "so"], None, None)
    first.cues = []
    roles = [(-1, 0, 3, "CONTENT"), (0, 1, 2, "SOURCE")]
    second.cues = [Cue(2, 3, roles)]
    second.events = {2: 3.0}
    return [first, second]


def test_roles_stand_at_the_first_pieces_of_words(encoder: Encoder) -> None:
    (sample,) = window_samples(two_sentences(encoder), 128, True, encoder)
    tokens = [encoder.tokenizer.id_to_token(i) for i in sample.ids]
    ((cue, row),) = sample.roles
    assert tokens[cue] == "said"
    named = {tokens[i]: ROLE_LABELS[r] for i, r in enumerate(row) if r > 0}
    assert named == {
        "she": "B-CONTENT",
        "agreed": "I-CONTENT",
        ".": "I-CONTENT",
        "jean": "B-SOURCE",
    }
    assert [tokens[i] for i, c in enumerate(sample.cue) if c == 1] == ["said"]
    assert [tokens[i] for i, e in enumerate(sample.event) if e == 1] == ["said"]
    batch = collate([sample, sample])
    assert batch.cues.tolist() == [[0, cue], [1, cue]]
    assert batch.roles.shape == (2, len(sample.ids))


def test_role_logits_are_scaled_products() -> None:
    query, key = torch.randn(1, 4, 5 * 64), torch.randn(1, 4, 64)
    logits = role_logits(query, key, torch.tensor([[0, 2]]))
    expected = query[0, 2, 64:128] @ key[0, 3] / 8
    assert torch.allclose(logits[0, 3, 1], expected, atol=1e-5)


def test_best_path_is_valid() -> None:
    scores = np.array([[0.0, 0, 5, 0, 4], [0, 3, 0, 0, 0], [0, 0, 4, 0, 5]])
    assert best_path(scores, ROLE_LABELS) == ["O", "B-SOURCE", "I-SOURCE"]


@pytest.mark.parametrize("full", [True, False])
def test_the_card_says_what_the_model_has(full: bool) -> None:
    f1 = {"micro": 80.0}
    scores = {n: f1 for n in ("worldwide", "worldwide (places split)", "wnut17")}
    scores["pos"] = {"accuracy": 95.0}
    if full:
        spans = {r: 70.0 for r in ROLES}
        parts = {f"{r}_{m}": 70.0 for r in ROLES for m in ("precision", "recall")}
        scores["attribution"] = spans | parts
        scores["factuality"] = {
            "pearson": 0.8,
            "mae": 0.8,
            "event_f1": 96.0,
            "predicates": 5,
        }
    factual = {"slope": 1.0, "intercept": 0.0, "event_threshold": 0.5}
    report = {
        "int8": scores,
        "float32": scores,
        "calibration": {"factuality": factual},
        "errors": dict.fromkeys(("value_before", "value_after", "value_held_out"), 0.1),
    }
    filled = stance(report) | figures(scores, scores)
    others = dict.fromkeys(
        ("name", "version", "layers", "window", "cpu", "training", "limits"), "x"
    )
    numbers = dict.fromkeys(
        ("megabytes", "temperature", "a", "b", "entities", "right"), 1.0
    )
    errors = dict.fromkeys(("ece_before", "ece_after", "ece_held_out"), 0.1)
    card = TEXT.format(**filled, **others, **numbers, **errors, corpora="x")
    assert ("role_query" in card) == ("polnear.dev" in card) == full


def test_cross_fitted_scores_do_not_see_their_own_fold() -> None:
    x = np.random.default_rng(1).normal(size=FOLDS * BLOCK)
    right = (x > 0).astype(float)
    right[folds(len(x)) == 0] = 1 - right[folds(len(x)) == 0]
    score = cross_fitted(x, right)
    own = folds(len(x)) == 0
    # The other folds say that large x are right; this one's own say the opposite.
    assert score[own & (x > 1)].min() > 0.5


def test_rounded_layers_compute_as_int8_does(tmp_path: Path) -> None:
    torch.manual_seed(1)
    model = torch.nn.Sequential(torch.nn.Linear(32, 16), torch.nn.Linear(16, 8))
    x = torch.randn(4, 32)
    plain = tmp_path / "plain.onnx"
    torch.onnx.export(model, (x,), str(plain), input_names=["x"], opset_version=17)
    int8_onnx(plain, tmp_path / "int8.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "int8.onnx"))
    (expected,) = session.run(None, {"x": x.numpy()})
    before = model(x).detach()
    round_linears(model)
    after = model(x)
    assert np.allclose(after.detach().numpy(), expected, atol=2e-3)
    assert (after - before).abs().max() > 1e-3
    after.sum().backward()
    assert model[0].weight.grad.abs().sum() > 0


def test_soft_labels_stand_at_first_pieces(encoder: Encoder) -> None:
    sentence = encode_sentence(encoder, ["Oslo", "-based", "xAI"], None, None)
    sentence.soft = np.eye(3, len(ENTITY_LABELS), dtype=np.float16)
    (sample,) = window_samples([sentence], 16, True, encoder)
    batch = collate([sample, sample])
    assert batch.soft.shape == (6, len(ENTITY_LABELS))
    places = [at for row, at in batch.soft_at.tolist() if row == 1]
    assert places == [1 + f for f in sentence.first]
    assert batch.soft.argmax(-1).tolist() == [0, 1, 2, 0, 1, 2]


def test_int8_weights_can_be_read_back(tmp_path: Path) -> None:
    labels = {"entity": list(ENTITY_LABELS), "pos": ["NN", "VB"]}
    model = from_backbone(backbone_folder(), 1, head_widths(labels))
    torch.save(
        {"model": model.state_dict(), "labels": labels, "layers": 1, "window": 128},
        tmp_path / "final.pt",
    )
    export(tmp_path / "final.pt", tmp_path / "model", tmp_path, float16=True)
    back = int8_state(tmp_path / "model" / "model.onnx")
    halves = released_state(tmp_path / "model")
    state = model.state_dict()
    assert back.keys() == state.keys() == halves.keys()
    for name, value in state.items():
        assert torch.allclose(halves[name], value, atol=1e-2), name
        assert (back[name] - value).abs().max() <= value.abs().max() / 100, name


needs_corpora = pytest.mark.skipif(
    "HEDGEROW_CORPORA" not in os.environ, reason="HEDGEROW_CORPORA is not set"
)


@needs_corpora
def test_int8_loses_little_on_every_dev_part(encoder: Encoder, tmp_path: Path) -> None:
    corpora = Path(os.environ["HEDGEROW_CORPORA"])
    folder = Path(__file__).parents[2] / "models" / "hedgerow-base"
    released_run(folder, tmp_path)
    model, saved = load_tagger(tmp_path / "final.pt", backbone_folder())
    float_onnx(model, tmp_path / "float.onnx")
    tags = saved["labels"]["pos"]
    int8 = evaluate(OnnxRunner(folder / "model.onnx"), encoder, corpora, tags)
    plain = evaluate(OnnxRunner(tmp_path / "float.onnx"), encoder, corpora, tags)
    assert losses(int8, plain) == {}


@needs_corpora
def test_smoke_run(tmp_path: Path) -> None:
    import run

    corpora = Path(os.environ["HEDGEROW_CORPORA"])
    run.prepare(corpora, tmp_path)
    config = {
        "name": "smoke",
        "layers": 1,
        "corpora": {"worldwide": 1.0, "templates": 1.0, "ud-ewt": 1.0, "polnear": 1.0},
        "training": {"epochs": 1, "budget": 512},
    }
    run.train(config, corpora, tmp_path, seed=1, limit=50)
    assert (tmp_path / "runs" / "smoke-1" / "final.pt").exists()
