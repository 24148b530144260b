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
    "m": ("der", "den", "dem", "er"),
    "f": ("die", "die", "der", "sie"),
    "n": ("das", "das", "dem", "es"),
}


@cache
def _nouns() -> tuple[dict[str, str], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Endings of nouns with their gender, longest first; endings of adjectival plurals, of nouns that are large, and of
    nouns with a weak declension (den Quotienten).
    """
    genders: dict[str, str] = {}
    kept: dict[str, list[str]] = {"adjektivisch": [], "groß": [], "schwach": []}
    text = resources.files("berichtsgenerator.language").joinpath("data/nouns.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        words = line.partition("#")[0].split()
        if len(words) < 2:
            continue
        if words[0] in kept:
            kept[words[0]].extend(words[1:])
        else:
            genders.update(dict.fromkeys(words[1:], words[0]))
    ordered = dict(sorted(genders.items(), key=lambda item: (-len(item[0]), item[0])))
    adjectival, large, weak = (tuple(sorted(kept[name])) for name in ("adjektivisch", "groß", "schwach"))
    return ordered, adjectival, large, weak


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

    ``nominative``, ``accusative`` and ``dative`` begin with a small article, ``pronoun`` stands for them. ``says_unit``
    is true when the phrase already tells what is counted, so that the unit is not repeated after the number. What is
    ``large`` is größer and wächst (Bevölkerung, Fläche), all else is höher and steigt. ``lives`` is true of the number
    of inhabitants, who live somewhere. ``dates`` is the reference date as the indicator's definition states it.
    """

    title: str
    nominative: str
    accusative: str
    unit: str
    kind: Kind
    says_unit: bool
    dative: str = ""
    pronoun: str = "er"
    large: bool = False
    dates: str = ""

    @property
    def start(self) -> str:
        """The nominative at the beginning of a sentence."""
        return self.nominative[0].upper() + self.nominative[1:]

    @property
    def lives(self) -> bool:
        """True of the number of inhabitants."""
        return self.title == "Bevölkerung" and self.kind in (Kind.COUNT, Kind.MEAN_COUNT)

    @property
    def name(self) -> str:
        """The accusative without "den Wert für" before a title in quotation marks."""
        return self.accusative.removeprefix("den Wert für ")

    def to(self) -> str:
        """``zum Anteil …``, ``zur Quote``, ``zu „…“``."""
        if self.name != self.accusative:
            return f"zu {self.name}"
        return f"zu{'m' if self.dative.startswith('dem ') else 'r'} {self.dative[4:]}"

    def bei(self) -> str:
        """``beim Anteil …``, ``bei der Quote``."""
        return "beim " + self.dative[4:] if self.dative.startswith("dem ") else f"bei {self.dative}"


def _quoted(title: str, unit: str, kind: Kind, dates: str) -> Subject:
    name = f"„{title}“"
    return Subject(
        title, f"der Wert für {name}", f"den Wert für {name}", unit, kind, False, f"dem Wert für {name}", dates=dates
    )


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
def subject(title: str, kind: Kind, unit: str, dates: str = "") -> Subject:
    """The subject of sentences about an indicator with this ``title``, ``kind`` and ``unit``.

    ``dates`` is its reference date in the words of its definition; sentences name it ("am 31.12.2024").
    """
    clean = " ".join(title.split()).removesuffix(" im Monat")
    words = clean.split(" ")
    cut = next((index for index, word in enumerate(words) if word in _STOPS or word.startswith("(")), len(words))
    head, rest = words[:cut], words[cut:]
    if not head or ":" in clean or "," in clean or any(word.lower() in _STOPS for word in head):
        return _quoted(clean, unit, kind, dates)
    tail = _GROUPS.sub(NARROW, (" " + " ".join(rest)) if rest else "").replace(" je ", f" je{NBSP}")
    if len(head) > 1 and "und" not in head and _gender(head[0]) in _ARTICLES:  # Übergangsquote Gymnasium
        head, tail = head[:1], " " + " ".join(head[1:]) + tail
    gender = _gender(head[-1])
    counts = kind in (Kind.COUNT, Kind.MEAN_COUNT)
    if not gender and counts:
        gender = "pl"
    if not gender:
        return _quoted(clean, unit, kind, dates)
    if head[-1].lower().endswith(_BENEFITS) and (counts or kind is Kind.RATE):
        return _number_of(clean, f"Personen mit {' '.join(head)}{tail}", unit, kind, dates)
    if gender == "pl":
        persons = " ".join(_genitive(head)) + tail
        if kind is Kind.SHARE:
            share = f"Anteil der {persons}"
            return Subject(clean, f"der {share}", f"den {share}", unit, kind, False, f"dem {share}", dates=dates)
        return _number_of(clean, persons, unit, kind, dates)
    nominative, accusative, dative, pronoun = _ARTICLES[gender]
    bent = [_weak(_small(word), gender) for word in head[:-1]] + head[-1:]
    last = bent[-1] + ("en" if gender == "m" and bent[-1].lower().endswith(_nouns()[3]) else "")
    strong = [*(word + "n" if gender == "m" and word.endswith("e") else word for word in bent[:-1]), last]
    oblique = [*(word + "n" if word.endswith("e") else word for word in bent[:-1]), last]
    return Subject(
        clean,
        f"{nominative} {' '.join(bent)}{tail}",
        f"{accusative} {' '.join(strong)}{tail}",
        unit,
        kind,
        f" je{NBSP}" in tail and unit_text(unit).startswith("je"),
        f"{dative} {' '.join(oblique)}{tail}",
        pronoun,
        head[-1].lower().endswith(_nouns()[2]),
        dates,
    )


def _number_of(title: str, what: str, unit: str, kind: Kind, dates: str) -> Subject:
    """``die Zahl der Arbeitslosen``."""
    return Subject(
        title, f"die Zahl der {what}", f"die Zahl der {what}", unit, kind, True, f"der Zahl der {what}", "sie",
        dates=dates,
    )  # fmt: skip


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
