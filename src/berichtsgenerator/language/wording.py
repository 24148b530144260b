"""How an indicator is spoken of: its title as a noun phrase with article and case.

Comes in: title, kind, unit (``Anteil der unter 3-Jährigen``, ``Arbeitslose im Monat``). Goes out: a :class:`Subject`
that sentences can bend: ``der Anteil …`` / ``den Anteil …``, ``die Zahl der Arbeitslosen``. Nouns and their genders are
data (``data/nouns.txt``). A title that is no noun phrase is quoted as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from berichtsgenerator.language.dates import NBSP
from berichtsgenerator.language.numbers import NARROW
from berichtsgenerator.language.units import unit_text
from berichtsgenerator.model.units import Kind

_STOPS = frozenset(
    (
        *("mit", "ohne", "in", "am", "an", "im", "über", "von", "vom", "unter", "nach", "bei", "aus", "außerhalb"),
        *("je", "der", "des", "die", "den", "dem", "zum", "zur", "zu", "ab"),
    )
)
_BENEFITS = ("hilfe", "sicherung", "leistungen")
_GROUPS = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}\b)")
_ARTICLES = {
    "m": ("der", "den"),
    "f": ("die", "die"),
    "n": ("das", "das"),
}


@cache
def _nouns() -> tuple[dict[str, str], tuple[str, ...]]:
    """Endings of nouns with their gender, longest first, and the endings of adjectival plurals."""
    genders: dict[str, str] = {}
    adjectival: list[str] = []
    text = resources.files("berichtsgenerator.language").joinpath("data/nouns.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        words = line.partition("#")[0].split()
        if len(words) < 2:
            continue
        if words[0] == "adjektivisch":
            adjectival.extend(words[1:])
        else:
            genders.update(dict.fromkeys(words[1:], words[0]))
    ordered = dict(sorted(genders.items(), key=lambda item: (-len(item[0]), item[0])))
    return ordered, tuple(sorted(adjectival))


def _gender(noun: str) -> str:
    """``m``, ``f``, ``n``, ``pl`` by the end of the noun, ``""`` when unknown."""
    folded = noun.lower()
    for ending, gender in _nouns()[0].items():
        if folded.endswith(ending):
            return gender
    return ""


@dataclass(frozen=True, slots=True)
class Subject:
    """An indicator as a sentence names it; always followed by a verb in the singular.

    ``nominative`` and ``accusative`` begin with a small article. ``says_unit`` is true when the phrase already tells
    what is counted, so that the unit is not repeated after the number.
    """

    title: str
    nominative: str
    accusative: str
    unit: str
    kind: Kind
    says_unit: bool

    @property
    def start(self) -> str:
        """The nominative at the beginning of a sentence."""
        return self.nominative[0].upper() + self.nominative[1:]


def _quoted(title: str, unit: str, kind: Kind) -> Subject:
    return Subject(title, f"der Wert für „{title}“", f"den Wert für „{title}“", unit, kind, False)


def _weak(word: str, gender: str) -> str:
    """An adjective after the definite article, nominative singular: natürlicher → natürliche."""
    if gender == "m" and word.endswith("er"):
        return word[:-1]
    if gender == "n" and word.endswith("es"):
        return word[:-1]
    return word


def _small(word: str) -> str:
    return word if len(word) > 1 and word[1].isupper() else word[0].lower() + word[1:]


@lru_cache(maxsize=4096)
def subject(title: str, kind: Kind, unit: str) -> Subject:
    """The subject of sentences about an indicator with this ``title``, ``kind`` and ``unit``."""
    clean = " ".join(title.split()).removesuffix(" im Monat")
    words = clean.split(" ")
    cut = next((index for index, word in enumerate(words) if word in _STOPS or word.startswith("(")), len(words))
    head, rest = words[:cut], words[cut:]
    if not head or ":" in clean or "," in clean or any(word.lower() in _STOPS for word in head):
        return _quoted(clean, unit, kind)
    tail = _GROUPS.sub(NARROW, (" " + " ".join(rest)) if rest else "").replace(" je ", f" je{NBSP}")
    if len(head) > 1 and "und" not in head and _gender(head[0]) in _ARTICLES:  # Übergangsquote Gymnasium
        head, tail = head[:1], " " + " ".join(head[1:]) + tail
    gender = _gender(head[-1])
    counts = kind in (Kind.COUNT, Kind.MEAN_COUNT)
    if not gender and counts:
        gender = "pl"
    if not gender:
        return _quoted(clean, unit, kind)
    if head[-1].lower().endswith(_BENEFITS) and (counts or kind is Kind.RATE):
        phrase = f"die Zahl der Personen mit {' '.join(head)}{tail}"
        return Subject(clean, phrase, phrase, unit, kind, True)
    if gender == "pl":
        persons = " ".join(_genitive(head)) + tail
        if kind is Kind.SHARE:
            return Subject(clean, f"der Anteil der {persons}", f"den Anteil der {persons}", unit, kind, False)
        return Subject(clean, f"die Zahl der {persons}", f"die Zahl der {persons}", unit, kind, True)
    nominative, accusative = _ARTICLES[gender]
    bent = [_weak(_small(word), gender) for word in head[:-1]] + head[-1:]
    strong = [word + "n" if gender == "m" and word.endswith("e") else word for word in bent[:-1]] + bent[-1:]
    says = f" je{NBSP}" in tail and unit_text(unit).startswith("je")
    return Subject(
        clean, f"{nominative} {' '.join(bent)}{tail}", f"{accusative} {' '.join(strong)}{tail}", unit, kind, says
    )


def _genitive(head: list[str]) -> list[str]:
    """Plural words after "die Zahl der": adjectives and adjectival nouns take an n."""
    adjectival = _nouns()[1]
    if "und" in head:
        return [word + "n" if word.lower().endswith(adjectival) else word for word in head]
    done = []
    for index, word in enumerate(head):
        last = index == len(head) - 1
        bent = word if last else _small(word)
        if (last and word.lower().endswith(adjectival)) or (not last and word.endswith("e")):
            bent += "n"
        done.append(bent)
    return done
