"""Pair kerning of a TrueType file (OpenType ``GPOS``, feature ``kern``), read without a font library.

Comes in: a font file. Goes out: for two characters the change of the first one's advance in thousandths of the size.
Only pair adjustments (lookup type 2, also through extension lookups) are read; a font without them kerns nothing.
Offsets and formats: OpenType specification 1.9, chapters GPOS, "OpenType Layout Common Table Formats" and cmap format
4.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import Path
from struct import error as struct_error
from struct import unpack_from

_X_ADVANCE = 0x0004
_PAIR, _EXTENSION = 2, 9


class _Ranges:
    """Glyph ranges with a value: a coverage table (index) or a class definition (class)."""

    def __init__(self, rows: list[tuple[int, int, int, bool]]) -> None:
        rows.sort()
        self._starts = [row[0] for row in rows]
        self._rows = rows

    def get(self, glyph: int) -> int | None:
        at = bisect_right(self._starts, glyph) - 1
        if at < 0:
            return None
        first, last, value, counted = self._rows[at]
        if glyph > last:
            return None
        return value + glyph - first if counted else value


def _coverage(data: bytes, at: int) -> _Ranges:
    kind, count = unpack_from(">HH", data, at)
    if kind == 1:
        glyphs = unpack_from(f">{count}H", data, at + 4)
        return _Ranges([(glyph, glyph, index, False) for index, glyph in enumerate(glyphs)])
    rows = [unpack_from(">HHH", data, at + 4 + 6 * n) for n in range(count)]
    return _Ranges([(first, last, index, True) for first, last, index in rows])


def _classes(data: bytes, at: int) -> _Ranges:
    (kind,) = unpack_from(">H", data, at)
    if kind == 1:
        start, count = unpack_from(">HH", data, at + 2)
        values = unpack_from(f">{count}H", data, at + 6)
        return _Ranges([(start + n, start + n, value, False) for n, value in enumerate(values)])
    (count,) = unpack_from(">H", data, at + 2)
    rows = [unpack_from(">HHH", data, at + 4 + 6 * n) for n in range(count)]
    return _Ranges([(first, last, value, False) for first, last, value in rows])


def _advance(data: bytes, at: int, value_format: int) -> int:
    """The x advance of a value record at ``at``."""
    if not value_format & _X_ADVANCE:
        return 0
    before = bin(value_format & (_X_ADVANCE - 1)).count("1")
    return int(unpack_from(">h", data, at + 2 * before)[0])


@dataclass
class _PairTable:
    """One pair adjustment subtable."""

    data: bytes
    at: int
    kind: int
    coverage: _Ranges
    first_format: int
    second_format: int
    first_classes: _Ranges | None = None
    second_classes: _Ranges | None = None

    @classmethod
    def read(cls, data: bytes, at: int) -> _PairTable:
        kind, cover, first, second = unpack_from(">HHHH", data, at)
        table = cls(data, at, kind, _coverage(data, at + cover), first, second)
        if kind == 2:
            one, two = unpack_from(">HH", data, at + 8)
            table.first_classes, table.second_classes = _classes(data, at + one), _classes(data, at + two)
        return table

    def get(self, left: int, right: int) -> int | None:
        """The adjustment, 0 included, or None when this subtable does not speak about the pair."""
        covered = self.coverage.get(left)
        if covered is None:
            return None
        sizes = 2 * (bin(self.first_format).count("1") + bin(self.second_format).count("1"))
        data = self.data
        if self.kind == 1:
            (offset,) = unpack_from(">H", data, self.at + 10 + 2 * covered)
            base = self.at + offset
            (count,) = unpack_from(">H", data, base)
            low, high = 0, count
            while low < high:
                middle = (low + high) // 2
                at = base + 2 + middle * (2 + sizes)
                (glyph,) = unpack_from(">H", data, at)
                if glyph == right:
                    return _advance(data, at + 2, self.first_format)
                if glyph < right:
                    low = middle + 1
                else:
                    high = middle
            return None
        if self.first_classes is None or self.second_classes is None:
            return None
        counts = unpack_from(">HH", data, self.at + 12)
        one, two = self.first_classes.get(left) or 0, self.second_classes.get(right) or 0
        return _advance(data, self.at + 16 + (one * counts[1] + two) * sizes, self.first_format)


def _kern_tables(data: bytes, gpos: int) -> list[list[_PairTable]]:
    """The pair subtables of the lookups that feature ``kern`` names, in lookup order."""
    _, _, _, features, lookups = unpack_from(">HHHHH", data, gpos)
    (count,) = unpack_from(">H", data, gpos + features)
    wanted: set[int] = set()
    for n in range(count):
        tag, offset = unpack_from(">4sH", data, gpos + features + 2 + 6 * n)
        if tag == b"kern":
            (used,) = unpack_from(">H", data, gpos + features + offset + 2)
            wanted.update(unpack_from(f">{used}H", data, gpos + features + offset + 4))
    result = []
    for index in sorted(wanted):
        (offset,) = unpack_from(">H", data, gpos + lookups + 2 + 2 * index)
        lookup = gpos + lookups + offset
        kind, _, subtables = unpack_from(">HHH", data, lookup)
        tables = []
        for start in unpack_from(f">{subtables}H", data, lookup + 6):
            at, sub_kind = lookup + start, kind
            if kind == _EXTENSION:
                _, sub_kind, far = unpack_from(">HHI", data, at)
                at += far
            if sub_kind == _PAIR:
                tables.append(_PairTable.read(data, at))
        result.append(tables)
    return result


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """Characters to glyphs from a format 4 subtable."""
    (count,) = unpack_from(">H", data, cmap + 2)
    for n in range(count):
        platform, encoding, offset = unpack_from(">HHI", data, cmap + 4 + 8 * n)
        at = cmap + offset
        if (platform, encoding) in ((3, 1), (0, 3), (0, 4)) and unpack_from(">H", data, at)[0] == 4:
            break
    else:
        return {}
    segments = unpack_from(">H", data, at + 6)[0] // 2
    ends = unpack_from(f">{segments}H", data, at + 14)
    starts = unpack_from(f">{segments}H", data, at + 16 + 2 * segments)
    deltas = unpack_from(f">{segments}h", data, at + 16 + 4 * segments)
    base = at + 16 + 6 * segments
    ranges = unpack_from(f">{segments}H", data, base)
    found: dict[int, int] = {}
    for n in range(segments):
        for point in range(starts[n], min(ends[n], 0xFFFE) + 1):
            if ranges[n] == 0:
                glyph = (point + deltas[n]) & 0xFFFF
            else:
                (glyph,) = unpack_from(">H", data, base + 2 * n + ranges[n] + 2 * (point - starts[n]))
                glyph = (glyph + deltas[n]) & 0xFFFF if glyph else 0
            if glyph:
                found[point] = glyph
    return found


@dataclass
class Kerning:
    """Kerning pairs of one font, looked up when they are met."""

    glyphs: dict[int, int] = field(default_factory=dict)
    lookups: list[list[_PairTable]] = field(default_factory=list)
    units: int = 1000
    _known: dict[tuple[int, int], int] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Kerning:
        """The kerning of a font file; empty when it has none or the tables do not hold."""
        data = path.read_bytes()
        try:
            (count,) = unpack_from(">H", data, 4)
            tables = {}
            for n in range(count):
                tag, _, offset, _ = unpack_from(">4sIII", data, 12 + 16 * n)
                tables[tag] = offset
            if b"GPOS" not in tables or b"cmap" not in tables or b"head" not in tables:
                return cls()
            (units,) = unpack_from(">H", data, tables[b"head"] + 18)
            return cls(_glyphs(data, tables[b"cmap"]), _kern_tables(data, tables[b"GPOS"]), units)
        except struct_error:
            return cls()

    def pair(self, left: int, right: int) -> int:
        """The change of ``left``'s advance before ``right`` in thousandths of the size."""
        known = self._known.get((left, right))
        if known is None:
            known = self._known[(left, right)] = self._find(left, right)
        return known

    def _find(self, left: int, right: int) -> int:
        one, two = self.glyphs.get(left), self.glyphs.get(right)
        if one is None or two is None:
            return 0
        total = 0
        for tables in self.lookups:
            for table in tables:
                found = table.get(one, two)
                if found is not None:
                    total += found
                    break
        return round(total * 1000 / self.units)
