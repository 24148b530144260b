"""Column widths of statistical tables, computed once for all rows.

Comes in: a table and the widths at hand. Goes out: a :class:`Plan`: type size, padding, column edges for each part
(one part unless the table must be split by columns), and how far numbers reach left and right of the decimal comma. A
table that is too wide first loses padding, then size down to a limit, then is split with its stub repeated; then it
is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from berichtsgenerator.document.blocks import Align, Row, RowRole, Table
from berichtsgenerator.typesetting.tables.head import GridCell
from berichtsgenerator.typesetting.tables.widths import raised, relieved, shared, split, spread
from berichtsgenerator.typesetting.text.composer import Composer
from berichtsgenerator.typesetting.text.faces import Face
from berichtsgenerator.typesetting.text.style import Density

MARK_GAP = 1.4
MARK_SCALE = 0.86
BAR_ROOM = 26.0
"""Wished room left of the numbers for bars, in points."""
WIDEST_PIECE = 110.0
"""Points that a piece of a word may claim; a longer one without a break is parted between any letters."""
_STUB_LIMIT = 0.46
_SCALES = (1.0, 0.95, 0.9, 0.85, 0.8)
_UNHYPHENATED = 0.88
"""The least scale that is taken to keep the words of heads whole."""
BOLD_ROLES = frozenset({RowRole.TOTAL, RowRole.EMPHASIS})


@dataclass(frozen=True, slots=True)
class Part:
    """The data columns ``first`` … ``last`` (exclusive) that stand side by side, with edges from the stub's left on."""

    first: int
    last: int
    edges: tuple[float, ...]

    @property
    def width(self) -> float:
        """Width of the part, stub included."""
        return self.edges[-1]


@dataclass(frozen=True, slots=True)
class Plan:
    """Measures of a table; ``left`` and ``right`` are in points at its size, ``x`` is its left edge in the frame."""

    size: float
    scale: float
    leading: float
    row_padding: float
    padding: float
    parts: tuple[Part, ...]
    reach: tuple[tuple[float, float], ...]
    x: float

    @property
    def stub_width(self) -> float:
        """Width of the stub column."""
        return self.parts[0].edges[1]


@dataclass(slots=True)
class Needs:
    """Widths in thousandths of the size, heads in points at scale 1."""

    reach: list[tuple[float, float]]
    content: list[float]
    head_least: list[float]
    head_good: list[float]
    head_words: list[list[float]]
    bar_room: list[float]
    stub_least: float
    stub_good: float


def cell_reach(face: Face, text: str) -> tuple[float, float]:
    """The reach of a cell's text left of the end of its integer part and its width, in thousandths."""
    found = face.figures(text)
    if found is not None:
        return found
    total = face.width(text, 1000)
    at = text.find(",")
    return (total if at < 0 or not any(char.isdigit() for char in text[:at]) else face.width(text[:at], 1000)), total


def show_line(face: Face, text: str, size: float) -> str:
    """The operators that show a line of text, at ``size`` in other faces where this one lacks characters."""
    if face.supports(text):
        return face.show(text)
    parts = [f"{other.name} {size:.4g} Tf {other.show(piece)}" for other, piece in face.split(text)]
    return " ".join([*parts, f"{face.name} {size:.4g} Tf"])


def row_face(composer: Composer, row: Row) -> Face:
    """The face of a row's texts."""
    return composer.faces["sans-semibold" if row.role in BOLD_ROLES else "sans"]


def _pieces(composer: Composer, face: Face, text: str) -> tuple[float, float]:
    """The widest piece that hyphenation leaves, and the widest word, in thousandths."""
    least = good = 0.0
    for word in text.split(" "):
        if not word:
            continue
        width, points, _ = composer.word(face, word)
        good = max(good, width)
        begin = 0.0
        for point in points:
            least = max(least, point.end - begin)
            begin = point.start
        least = max(least, width - begin)
    return least, good


def measure(composer: Composer, table: Table, cells: Sequence[GridCell]) -> Needs:
    """Widths that the cells and heads of a table need, independent of its size."""
    count = len(table.columns)
    regular = composer.faces["sans"]
    reach = [(0.0, 0.0)] * count
    content = [0.0] * count
    stub_least = stub_good = 0.0
    wrapped = bool(table.text_shares)
    mark_gap = MARK_GAP * 1000 / composer.style.table.size
    indent = composer.style.table.indent * 1000 / composer.style.table.size
    widest = WIDEST_PIECE * 1000 / composer.style.table.size
    semibold = composer.faces["sans-semibold"]
    decimal = [align is Align.DECIMAL for align in table.columns]
    lefts, rights, bars = [0.0] * count, [0.0] * count, [False] * count
    for group in table.groups:
        for row in group.rows:
            face = row_face(composer, row)
            least, good = _pieces(composer, face, row.stub)
            natural = face.width(row.stub, 1000)
            stub_least = max(stub_least, min(least, widest) + row.indent * indent)
            stub_good = max(stub_good, max(natural, good) + row.indent * indent)
            bold_row = row.role in BOLD_ROLES
            if wrapped:
                continue
            for at, cell in enumerate(row.cells):
                look = cell.look
                left, width = cell_reach(semibold if bold_row or look.emphasis else regular, cell.text)
                right = width - left
                if look.mark:
                    right += regular.width(look.mark, 1000) * MARK_SCALE + mark_gap
                if decimal[at]:
                    if left > lefts[at]:
                        lefts[at] = left
                    if right > rights[at]:
                        rights[at] = right
                elif left + right > content[at]:
                    content[at] = left + right
                if look.bar is not None or look.spark:
                    bars[at] = True
    for at in range(count):
        reach[at] = (lefts[at], rights[at])
        content[at] = max(content[at], lefts[at] + rights[at])
    least_heads, good_heads = _heads(composer, table, cells)
    room = [BAR_ROOM if bar else 0.0 for bar in bars]
    words = _head_words(composer, cells, count)
    return Needs(reach, content, least_heads, good_heads, words, room, stub_least, stub_good)


def _heads(composer: Composer, table: Table, cells: Sequence[GridCell]) -> tuple[list[float], list[float]]:
    """Least and good widths of the columns' heads in points at scale 1, without padding."""
    size = composer.style.table.head_size
    face, unit_face = composer.faces["sans-semibold"], composer.faces["sans"]
    least, good = [0.0] * len(table.columns), [0.0] * len(table.columns)
    for grid in sorted(cells, key=lambda one: one.columns):
        short, long = _pieces(composer, face, grid.cell.text)
        if grid.cell.unit:
            unit_short, unit_long = _pieces(composer, unit_face, grid.cell.unit)
            short, long = max(short, unit_short), max(long, unit_long)
        for widths, need in ((least, min(short * size / 1000, WIDEST_PIECE)), (good, long * size / 1000)):
            span = range(grid.column, grid.column + grid.columns)
            missing = need - sum(widths[at] for at in span)
            if missing > 0:
                for at in span:
                    widths[at] += missing / grid.columns
    return least, good


def _head_words(composer: Composer, cells: Sequence[GridCell], count: int) -> list[list[float]]:
    """Widths of the words of the heads over one column each, in points at scale 1; a space adds a quarter."""
    face, size = composer.faces["sans-semibold"], composer.style.table.head_size
    found: list[list[float]] = [[] for _ in range(count)]
    for grid in cells:
        words = [face.width(word, size) for word in grid.cell.text.split()]
        if grid.columns == 1 and len(words) > len(found[grid.column]):
            found[grid.column] = words
    return found


def plan_columns(
    composer: Composer, table: Table, needs: Needs, cells: Sequence[GridCell], frame: float, density: Density
) -> Plan | None:
    """The plan of a table in a frame of ``frame`` points; None when not even one column fits beside the stub.

    Sizes at which no head has to be hyphenated come first, as long as they are not much smaller.
    """
    look = composer.style.table
    if table.text_shares:
        return _plan_text(composer, table, needs, frame, density)
    count = len(table.columns)
    hang = composer.style.hang
    tries = [(look.padding, 1.0), (look.padding * 0.75, 1.0), *((look.tight_padding, scale) for scale in _SCALES)]
    for whole in (True, False):
        for padding, wished in tries:
            size = min(look.size * wished, density.size)
            if size < look.smallest or (whole and wished < _UNHYPHENATED):
                break
            scale = size / look.size
            least, good = _column_widths(needs, size, scale, padding)
            stub_least, stub_good = _stub_widths(table, needs, size, padding, frame)
            bars = sum(needs.bar_room)
            wide = stub_good + sum(good) - bars if whole else stub_least + sum(least)
            if wide > frame:
                continue
            x, width = 0.0, frame
            if padding == look.padding and stub_good + sum(max(w, 44.0) for w in good) <= (frame - hang) * 0.97:
                x, width = hang, frame - hang
            edges = spread(stub_least, stub_good, least, good, width, look.widest_column, table)
            if whole:
                edges = relieved(edges, stub_good, needs.head_words, scale, padding)
            edges = shared(edges, stub_good)
            return _finish(needs, size, scale, density, padding, [Part(0, count, edges)], x)
    size = min(look.size * 0.9, density.size)
    scale, padding = size / look.size, look.tight_padding
    least, good = _column_widths(needs, size, scale, padding)
    stub_least, stub_good = _stub_widths(table, needs, size, padding, frame)
    stub = min(stub_good, max(stub_least, frame * 0.3))
    if stub + max(least) > frame:
        return None
    parts = []
    for first, last in split(least, good, frame - stub, cells, count):
        edges = spread(stub, stub, least[first:last], good[first:last], frame, look.widest_column, table)
        parts.append(Part(first, last, shared(edges, stub)))
    return _finish(needs, size, scale, density, padding, parts, 0.0)


def _column_widths(needs: Needs, size: float, scale: float, padding: float) -> tuple[list[float], list[float]]:
    pairs = list(zip(needs.content, needs.head_least, needs.head_good, needs.bar_room, strict=True))
    least = [max(content * size / 1000, head * scale) + 2 * padding + 0.2 for content, head, _, _ in pairs]
    good = [max(content * size / 1000 + bar, head * scale) + 2 * padding + 0.2 for content, _, head, bar in pairs]
    return least, good


def _stub_widths(table: Table, needs: Needs, size: float, padding: float, frame: float) -> tuple[float, float]:
    if table.stub_share is not None:
        width = table.stub_share * frame
        return width, width
    least = needs.stub_least * size / 1000 + padding + 0.2
    good = needs.stub_good * size / 1000 + padding + 0.2
    return min(max(least, 40.0), max(good, 40.0)), max(min(good, frame * _STUB_LIMIT), least, 40.0)


def _finish(
    needs: Needs, size: float, scale: float, density: Density, padding: float, parts: Sequence[Part], x: float
) -> Plan:
    reach = tuple((left * size / 1000, right * size / 1000) for left, right in needs.reach)
    share = size / density.size
    return Plan(size, scale, density.leading * share, density.row_padding * share, padding, tuple(parts), reach, x)


def _plan_text(composer: Composer, table: Table, needs: Needs, frame: float, density: Density) -> Plan:
    """Tables of text: widths by shares; cells wrap."""
    look = composer.style.table
    size = min(look.size, density.size)
    if table.stub_share is not None:
        stub = frame * table.stub_share
    else:
        stub = min(needs.stub_good * size / 1000 + look.padding + 0.2, frame * 0.34)
    total = sum(table.text_shares) or 1.0
    room = frame - stub
    shares = [room * share / total for share in table.text_shares]
    scale = size / look.size
    heads = [min(head * scale + 2 * look.padding + 0.2, room * 0.4) for head in needs.head_good]
    edges = [0.0, stub]
    for width in raised(shares, heads):
        edges.append(edges[-1] + width)
    part = Part(0, len(table.columns), tuple(edges))
    return _finish(needs, size, size / look.size, density, look.padding, [part], 0.0)
