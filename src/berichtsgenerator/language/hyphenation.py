"""German hyphenation for the field's long compounds.

Comes in: a word. Goes out: positions where it may be parted. Three sources, in this order: whole words
(``data/ausnahmen.txt``), compounds taken apart into known parts (``data/bausteine.txt`` with their inflections), and
the patterns of pyphen for the rest, from which fragments without a vowel or of one letter are removed. Abbreviations,
figures and addresses are never parted; a hyphen in the word is a break of its own and not listed.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path

import pyphen

from berichtsgenerator.language.patterns import Patterns

LEFT = 2
"""Fewest letters before a break."""
RIGHT = 2
"""Fewest letters after a break."""

_VOWELS = frozenset("aeiouyäöüáàâéèêíóôú")
_LETTERS = re.compile(r"[A-Za-zÄÖÜäöüßÁÀÂÉÈÊÍÓÔÚáàâéèêíóôú]+")
_CLUSTERS = ("sch", "ch", "ck", "ph", "th", "sh")
_ONSETS = frozenset(
    (
        *("b", "bl", "br", "c", "ch", "chr", "cl", "cr", "d", "dr", "f", "fl", "fr", "g", "gl", "gn", "gr", "h", "j"),
        *("k", "kl", "kn", "kr", "l", "m", "n", "p", "pf", "pfl", "ph", "pl", "pr", "ps", "q", "r", "rh", "s", "sch"),
        *("schl", "schm", "schn", "schr", "schw", "sk", "sp", "spl", "spr", "st", "str", "t", "th", "tr", "v", "w"),
        *("z", "zw", ""),
    )
)
_ENDINGS = ("e", "en", "er", "ern", "es", "em", "in", "innen", "n", "s")
_LINKED = ("ungs", "heits", "keits", "schafts", "ions", "täts")
"""Ends of words that are joined to the next by an s."""
_PREFIXES = ("ab", "an", "auf", "aus", "ein", "ent", "er", "ober", "über", "um", "unter")
_UNKNOWN = 4
"""Fewest letters of a part that is not known."""
_SURE = 7
"""Letters of a known part that is not found in a word by accident."""


def _entries(name: str) -> tuple[str, ...]:
    text = resources.files("berichtsgenerator.language").joinpath(f"data/{name}").read_text(encoding="utf-8")
    return tuple(word for line in text.splitlines() for word in line.partition("#")[0].split())


def _positions(parted: str) -> tuple[int, ...]:
    """Break positions of a word written with hyphens."""
    found, at = [], 0
    for part in parted.split("-")[:-1]:
        at += len(part)
        found.append(at)
    return tuple(found)


def _inflected(parted: str, ending: str) -> str | None:
    """A part with an ending: quo-te + n, leis-tung + en → leis-tun-gen, pflich-tig + e → pflich-ti-ge."""
    last = parted[-1]
    if ending in ("n", "s"):
        if (ending == "n" and (last == "e" or parted.endswith(("el", "er")))) or (ending == "s" and last not in "sxzß"):
            return parted + ending
        return None
    rest = "in-nen" if ending == "innen" else ending
    if last == "e":  # Schule + in the fuge is another form; e + vowel does not occur
        return None
    if last in _VOWELS:
        return None
    syllable = parted.rpartition("-")[2]
    cluster = next((item for item in _CLUSTERS if syllable.endswith(item)), last)
    head = parted[: -len(cluster)]
    if not head or head[-1] == "-" or not any(char in _VOWELS for char in head.rpartition("-")[2]):
        return None
    return f"{head}-{cluster}{rest}"


@cache
def _parts() -> dict[str, tuple[tuple[int, ...], bool]]:
    """Known parts with their break positions, and whether they are an inflected form made here."""
    found: dict[str, tuple[tuple[int, ...], bool]] = {}
    entries = _entries("bausteine.txt")
    for parted in entries:
        found.setdefault(parted.replace("-", ""), (_positions(parted.removesuffix("-")), False))
    whole = frozenset(found)
    for parted in entries:
        word = parted.replace("-", "")
        if parted.endswith("-") or (word.endswith("s") and (word[:-1] in whole or word.endswith(_LINKED))):
            continue
        for ending in _ENDINGS:
            form = _inflected(parted, ending)
            if form is not None:
                found.setdefault(form.replace("-", ""), (_positions(form), True))
    return found


@cache
def _exceptions() -> dict[str, tuple[int, ...]]:
    return {parted.replace("-", ""): _positions(parted) for parted in _entries("ausnahmen.txt")}


@cache
def _patterns() -> Patterns:
    return Patterns(Path(pyphen.LANGUAGES["de_DE"]), left=LEFT, right=RIGHT)


def _by_patterns(word: str) -> tuple[int, ...]:
    """Breaks by the patterns, without those that leave a fragment of one letter or without a vowel."""
    kept: list[int] = []
    start = 0
    ends = [*_patterns().positions(word), len(word)]
    for end in ends:
        fragment = word[start:end]
        if len(fragment) < 2 or not any(char in _VOWELS for char in fragment):
            if fragment and fragment[0] in _VOWELS and end != len(word):
                continue  # a lone vowel goes with what follows
            if kept:
                kept.pop()  # consonants go with what precedes
                start = kept[-1] if kept else 0
        if end != len(word):
            kept.append(end)
            start = end
    return tuple(kept)


def _compound(word: str) -> tuple[int, ...] | None:
    """Breaks of a word made of known parts, at most one unknown part among them; None when it is not."""
    parts = _parts()
    length = len(word)
    longest = 34
    best: list[tuple[float, int, tuple[int, ...]] | None] = [None] * (length + 1)
    best[0] = (0.0, 0, ())
    for start in range(length):
        so_far = best[start]
        if so_far is None:
            continue
        cost, unknown, breaks = so_far
        border = (start,) if start else ()
        for end in range(start + 2, min(length, start + longest) + 1):
            piece = word[start:end]
            known = parts.get(piece)
            if known is not None:
                candidate = (
                    cost + 1 + 0.1 * known[1] + (0.5 if end - start < 4 else 0),
                    unknown,
                    (*breaks, *border, *(start + item for item in known[0])),
                )
            elif not unknown and end - start >= _UNKNOWN and (start or end < length) and _may_stand(word, start, end):
                inner = _by_patterns(piece)
                candidate = (
                    cost + 3 + 0.2 * (end - start),
                    1,
                    (*breaks, *border, *(start + item for item in inner)),
                )
            else:
                continue
            previous = best[end]
            if previous is None or candidate[:2] < previous[:2]:
                best[end] = candidate
    found = best[length]
    return found[2] if found is not None else None


def _may_stand(word: str, start: int, end: int) -> bool:
    """An unknown part must have a vowel, begin like a word, and have borders that are sure.

    Sure are those that the patterns know as well and the one before a long known part. Before a vowel the patterns tend
    to miss a border (Kosten|erstattung): there a prefix that begins a word counts as much.
    """
    piece = word[start:end]
    if not _begins(piece):
        return False
    known = _patterns().positions(word)
    prefixed = any(piece.startswith(prefix) and _begins(piece[len(prefix) :]) for prefix in _PREFIXES)
    parts = _parts()
    return (start == 0 or start in known or prefixed) and (
        end == len(word) or end in known or any(word[end:at] in parts for at in range(end + _SURE, len(word) + 1))
    )


def _begins(piece: str) -> bool:
    """True when letters can begin a word: a vowel comes, and consonants before it that can."""
    vowel = next((index for index, char in enumerate(piece) if char in _VOWELS), None)
    return vowel is not None and len(piece) >= _UNKNOWN and piece[:vowel] in _ONSETS


@lru_cache(maxsize=65536)
def hyphenate(word: str) -> tuple[int, ...]:
    """Positions in ``word`` before which it may be parted by a hyphen, ascending.

    ``hyphenate("Gemeinde")`` is ``(2, 6)``: Ge-mein-de. Parts around a hyphen or slash are treated as words of their
    own. Empty for abbreviations (``SGB``, ``BAföG``), figures, addresses and words under five letters.
    """
    if "://" in word or "@" in word or word.startswith("www."):
        return ()
    found: list[int] = []
    for match in _LETTERS.finditer(word):
        part = match.group()
        if any(char.isdigit() for char in word[max(0, match.start() - 1) : match.end() + 1]):
            continue
        found.extend(match.start() + item for item in _word(part))
    return tuple(found)


def _word(word: str) -> tuple[int, ...]:
    if len(word) < 5 or not word[1:].islower():
        return ()
    lower = word.lower()
    if len(lower) != len(word):
        return ()
    if lower in _exceptions():
        breaks = _exceptions()[lower]
    elif lower in _parts():
        breaks = _parts()[lower][0]
    else:
        compound = _compound(lower)
        breaks = compound if compound is not None else _by_patterns(lower)
    return tuple(item for item in breaks if LEFT <= item <= len(word) - RIGHT)


def hyphenated(word: str, mark: str = "\u00ad") -> str:
    """The word with ``mark`` (soft hyphens) at its breaks."""
    pieces, start = [], 0
    for position in hyphenate(word):
        pieces.append(word[start:position])
        start = position
    return mark.join([*pieces, word[start:]])
