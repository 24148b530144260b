"""What the rows of a table tell of each other: names written in two ways, whole Kreise, headings that come again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.gazetteer import Gazetteer, name_form
from berichtsgenerator.reading.opening.grid import Grid, as_text
from berichtsgenerator.reading.tables.places import RowArea, make_area
from berichtsgenerator.reading.words.values import clean


def name_bases(grid: Grid, columns: Sequence[int], tells: Callable[[str], bool]) -> frozenset[str]:
    """Bases of the names in the columns that say what they are (``Kassel, St.`` a town, ``Landkreis Rostock``)."""
    names = {clean(as_text(cells[column])) for column in columns for cells in grid.rows if cells[column] != ""}
    return frozenset(name_form(name).base for name in names if len(name) < 80 and tells(name))


def whole_kreis(areas: Iterable[RowArea], gazetteer: Gazetteer) -> RowArea | None:
    """The Kreis all of whose Gemeinden are among the areas, when these are of one Kreis."""
    keys = {area.key for area in areas if area.level is Level.GEMEINDE}
    kreise = {key[:5] for key in keys}
    if len(kreise) != 1:
        return None
    kreis = kreise.pop()
    towns = {area.key for area in gazetteer.children(kreis, Level.GEMEINDE)}
    return make_area(kreis, "", gazetteer) if towns and towns <= keys else None


def single_town(kreis: RowArea, gazetteer: Gazetteer) -> str:
    """A town that is its own Kreis (or Land): its Gemeinde key, else an empty text."""
    key = kreis.key + "000" * (2 if kreis.level is Level.LAND else 1)
    return key if kreis.level in (Level.LAND, Level.KREIS) and key in gazetteer else ""


def repeated_headings(grid: Grid, separators: Sequence[int]) -> frozenset[str]:
    """Headings that come more than once, alone, where others come in pairs of an outer and an inner one."""
    alone: Counter[str] = Counter()
    rows = sorted(separators)
    pairs = False
    for index, row in enumerate(rows):
        touches = any(abs(other - row) <= 2 for other in rows[max(0, index - 1) : index + 2] if other != row)
        pairs = pairs or touches
        if not touches:
            text = next((as_text(cell) for cell in grid.rows[row] if cell != ""), "")
            alone[" ".join(text.split())] += 1
    return frozenset(text for text, number in alone.items() if number > 1) if pairs else frozenset()
