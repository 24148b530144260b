"""A reader who knows all that was published and a few facts of life, and who wants to know what is hidden.

Works on register files as they lie beside the reports, with nothing of the program's own disclosure control: numbers
and cells as printed, formulas as printed, sums over areas, groups and ages, rates within their rounding, changes over
time. What is asked is answered by mixed-integer programs. The internal edition serves as truth: it tells which numbers
are small, and which sums come out (a reader would guess that they do).
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from math import inf
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from berichtsgenerator.indicators.defining.ages import parse_ages
from berichtsgenerator.register.files import read_register
from berichtsgenerator.register.records import NumberRecord

Cells = frozenset[tuple[str, str, str]]
Expression = dict[Cells, float]
_COUNTS = ("anzahl", "durchschnitt")
_BASE = ("wert", "zaehler", "nenner")
_WIDE = 1e7


@dataclass
class Public:
    """Which files are published by their source, and the least count that may be told, as ``projekt.yaml`` says."""

    rules: list[tuple[str, str, int]]
    known: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, project: Path) -> Public:
        config = yaml.safe_load(project.read_text(encoding="utf-8"))["geheimhaltung"]
        least = config.get("mindestzahl", 3)
        found = [(item["muster"], item["regel"], item.get("mindestzahl", least)) for item in config["quellen"]]
        return cls([("*", "geschuetzt", least), *found])

    def threshold(self, cells: Cells) -> int:
        """The least count that may be told of these cells; 0 where all are public."""
        return max((self.of_file(file) for file, _, _ in cells), default=0)

    def of_file(self, file: str) -> int:
        """The least count that may be told of a file; 0 where it is public."""
        if file not in self.known:
            self.known[file] = self._of(file)
        return self.known[file]

    def _of(self, file: str) -> int:
        for pattern, rule, least in reversed(self.rules):
            if fnmatchcase(file, pattern):
                return least if rule == "geschuetzt" else 0
        return 0


def cells_of(part: Any) -> Cells:
    """The identity of a component: the source cells that it names."""
    return frozenset((cell.source.file, cell.source.sheet, cell.cell) for cell in part.cells)


def number(text: str) -> float | None:
    """A value as a register file writes it."""
    plain = re.sub(r"[\s\u202f\u00a0]", "", text).replace("\u2212", "-").replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return None


def linear(node: ast.expr, names: Mapping[str, Cells]) -> dict[Cells | None, float]:
    """A sum of components with factors (None: the constant); raises ValueError for anything else."""
    if isinstance(node, ast.Constant):
        return {None: float(node.value)}  # type: ignore[arg-type]
    if isinstance(node, ast.Name):
        return {names[node.id]: 1.0}
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return {key: -value for key, value in linear(node.operand, names).items()}
    if not isinstance(node, ast.BinOp):
        raise ValueError(ast.dump(node))
    left, right = linear(node.left, names), linear(node.right, names)
    if isinstance(node.op, ast.Add | ast.Sub):
        sign = 1.0 if isinstance(node.op, ast.Add) else -1.0
        merged = dict(left)
        for key, value in right.items():
            merged[key] = merged.get(key, 0.0) + sign * value
        return merged
    if isinstance(node.op, ast.Mult):
        for one, other in ((left, right), (right, left)):
            if set(one) == {None}:
                return {key: value * one[None] for key, value in other.items()}
    raise ValueError(ast.dump(node))


def quotient(text: str, names: Mapping[str, Cells]) -> tuple[Expression, Expression]:
    """Numerator (with the constant factor) and denominator of a formula; raises ValueError for other formulas."""
    tree = ast.parse(text.replace("·", "*").replace("−", "-"), mode="eval").body
    if not (isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Div)):
        raise ValueError(text)
    above, below = linear(tree.left, names), linear(tree.right, names)
    if None in above or None in below:
        raise ValueError(text)
    return above, below  # type: ignore[return-value]


@dataclass
class Attack:
    """Everything that the public files tell, as inequalities ``low <= sum of factors times counts <= high``."""

    public: Public
    known: dict[Cells, tuple[float, float]] = field(default_factory=dict)
    rows: list[tuple[Expression, float, float]] = field(default_factory=list)
    truth: dict[Cells, float] = field(default_factory=dict)

    def learn(self, cells: Cells, low: float, high: float) -> None:
        """A count lies between two values."""
        old = self.known.get(cells, (-inf, inf))
        self.known[cells] = (max(low, old[0]), min(high, old[1]))

    def row(self, terms: Expression, low: float, high: float) -> None:
        """A relation."""
        self.rows.append((terms, low, high))

    def solve(self, target: Expression) -> tuple[float, float]:
        """The least and the greatest value of a sum of counts that fits everything, in whole numbers."""
        fixed = {cells: ends[0] for cells, ends in self.known.items() if ends[1] - ends[0] < 1e-9}
        by_cell: dict[Cells, list[int]] = defaultdict(list)
        for place, (terms, _, _) in enumerate(self.rows):
            for cells in terms:
                if cells not in fixed:
                    by_cell[cells].append(place)
        wanted = [cells for cells in target if cells not in fixed]
        seen, rows, pending = set(wanted), set[int](), list(wanted)
        while pending:
            for place in by_cell[pending.pop()]:
                if place not in rows:
                    rows.add(place)
                    new = [cells for cells in self.rows[place][0] if cells not in fixed and cells not in seen]
                    seen.update(new)
                    pending.extend(new)
        order = {cells: place for place, cells in enumerate(sorted(seen, key=sorted))}
        base = sum(factor * fixed[cells] for cells, factor in target.items() if cells in fixed)
        if not order:
            return base, base
        data, across, down, low, high = [], [], [], [], []
        for line, place in enumerate(sorted(rows)):
            terms, least, most = self.rows[place]
            shift = 0.0
            for cells, factor in terms.items():
                if cells in fixed:
                    shift += factor * fixed[cells]
                else:
                    data.append(factor)
                    down.append(line)
                    across.append(order[cells])
            low.append(least - shift)
            high.append(most - shift)
        matrix = csr_matrix((data, (down, across)), shape=(len(rows), len(order)))
        ends = [self.known.get(cells, (0.0, _WIDE)) for cells in order]
        bounds = Bounds([max(0.0, one) for one, _ in ends], [min(_WIDE, other) for _, other in ends])
        aim = np.zeros(len(order))
        for cells, factor in target.items():
            if cells in order:
                aim[order[cells]] = factor
        constraints = [LinearConstraint(matrix, low, high)] if rows else []
        whole = np.array([float(abs(self.truth.get(cells, 0.0) % 1.0) < 1e-9) for cells in order])
        answers = []
        for sign in (1.0, -1.0):
            # The solver's presolve was seen to give a wrong optimum of such a program (HiGHS in scipy 1.17.1).
            done = milp(
                sign * aim, constraints=constraints, bounds=bounds, integrality=whole, options={"presolve": False}
            )
            answers.append(sign * done.fun if done.success else -sign * _WIDE)
        return base + answers[0], base + answers[1]


def attack(public_files: Iterable[Path], internal_files: Iterable[Path], project: Path) -> Attack:
    """The attack on the public registers; the internal ones say what is true."""
    made = Attack(Public.of(project))
    published = _records(public_files)
    inside = _records(internal_files)
    for record in inside.values():
        _true(made, record)
    values = _values(published)
    sums: dict[tuple[str, str, str, str], dict[tuple[str, tuple[tuple[str, str], ...]], Expression]] = defaultdict(dict)
    for record in published.values():
        if record.view in _BASE and _is_closed(made.public, record):
            _number(made, record, values.get(record.id), sums)
    for spots in sums.values():
        _areas(made, spots)
        _groups(made, spots)
    for record in published.values():
        _over_time(made, record, published)
    return made


def _is_closed(public: Public, record: NumberRecord) -> bool:
    """True when a number holds cells of a source that is not public: all others are constants to everybody."""
    files = {cell.source.file for part in record.components for cell in part.cells}
    return any(public.of_file(file) for file in files)


def _records(files: Iterable[Path]) -> dict[str, NumberRecord]:
    return {record.id: record for file in files for record in _numbers(file)}


def forget() -> None:
    """Let go of the files that were read."""
    _numbers.cache_clear()


@cache
def _numbers(file: Path) -> tuple[NumberRecord, ...]:
    """The numbers of a file, read once."""
    return read_register(file).numbers


def _true(made: Attack, record: NumberRecord) -> None:
    for part in record.components:
        value = number(part.text)
        if value is not None and part.cells:
            made.truth[cells_of(part)] = value
        for cell in part.cells:
            found = number(cell.text)
            if found is not None:
                made.truth[frozenset([(cell.source.file, cell.source.sheet, cell.cell)])] = found


def _half(record: NumberRecord) -> float:
    """What rounding leaves of a number; the value that the file states counts with all its digits."""
    stated = number(record.text)
    value = record.value or 0.0
    if stated is not None and abs(value - stated) > 1e-9:
        return 1e-9 * max(1.0, abs(value))
    return 0.5 * 10.0**-record.decimals + 1e-9


def _values(published: Mapping[str, NumberRecord]) -> dict[str, tuple[float, float]]:
    """What is known of every number by itself, or by a printed difference, change or ratio to a known one."""
    found = {
        record.id: (record.value - _half(record), record.value + _half(record))
        for record in published.values()
        if record.value is not None
    }
    for record in published.values():
        if record.view in _BASE or record.value is None or len(record.derived_from) != 2:
            continue
        one, other = record.derived_from
        low, high = found[record.id]
        for unknown, partner, turned in ((one, other, False), (other, one, True)):
            if unknown in found or partner not in found or published.get(unknown) is None:
                continue
            ends = found[partner]
            corners: list[float] = []
            for change in (low, high):
                for end in ends:
                    corners.extend(_undone(record.view.partition(":")[0], change, end, turned))
            if corners:
                found[unknown] = (min(corners), max(corners))
    return found


def _undone(view: str, change: float, end: float, turned: bool) -> Iterator[float]:
    """The other number of a printed view: of two numbers, the first one is derived from the second (or ``turned``)."""
    if view in ("differenz", "veraenderung"):
        yield end - change if turned else end + change
        return
    factor = {"veraenderung_prozent": 1 + change / 100, "index": change / 100, "verhaeltnis": change}.get(view)
    if factor:
        yield end / factor if turned else end * factor


def _number(
    made: Attack,
    record: NumberRecord,
    known: tuple[float, float] | None,
    sums: dict[tuple[str, str, str, str], dict[tuple[str, tuple[tuple[str, str], ...]], Expression]],
) -> None:
    """One number: what its parts are, what their values say, and what the number says of them."""
    names = {part.name: cells_of(part) for part in record.components if part.cells}
    for part in record.components:
        value = number(part.text)
        if value is not None and part.cells:
            made.learn(cells_of(part), value, value)
        for cell in part.cells:
            found = number(cell.text)
            if found is not None:
                made.learn(frozenset([(cell.source.file, cell.source.sheet, cell.cell)]), found, found)
    whole = len(names) == len(record.components) and len(names) > 0
    for name, cells in names.items():
        sums[record.indicator, name, record.period, record.view][record.area, record.breakdown] = {cells: 1.0}
    if record.view == "wert" and whole:
        try:
            if record.kind in _COUNTS:
                body = ast.parse(record.formula, mode="eval").body
                terms = linear(body, names)
                if None not in terms and known is not None:
                    made.row(terms, *known)  # type: ignore[arg-type]
            else:
                above, below = quotient(record.formula, names)
                if record.kind == "anteil" and len(above) == 1 and len(below) == 1:
                    made.row({next(iter(below)): 1.0, next(iter(above)): -1.0}, 0.0, inf)
                if known is not None:
                    low, high = known
                    made.row(_less(above, below, low), 0.0, inf)
                    made.row(_less(above, below, high), -inf, 0.0)
        except (ValueError, SyntaxError, KeyError):
            return


def _less(above: Expression, below: Expression, factor: float) -> Expression:
    found = dict(above)
    for cells, weight in below.items():
        found[cells] = found.get(cells, 0.0) - factor * weight
    return found


def _areas(made: Attack, spots: Mapping[tuple[str, tuple[tuple[str, str], ...]], Expression]) -> None:
    """The Gemeinden and their Kreis, with each breakdown."""
    parts: dict[tuple[str, tuple[tuple[str, str], ...]], list[Cells]] = defaultdict(list)
    for (area, pairs), terms in spots.items():
        if re.fullmatch(r"\d{8}", area):
            parts[area[:5], pairs].append(next(iter(terms)))
    for whole, cells in parts.items():
        if whole in spots:
            _sum(made, next(iter(spots[whole])), cells)


def _groups(made: Attack, spots: Mapping[tuple[str, tuple[tuple[str, str], ...]], Expression]) -> None:
    """Groups and ages of each area."""
    families: dict[tuple[str, str, tuple[tuple[str, str], ...]], list[tuple[str, Cells]]] = defaultdict(list)
    for (area, pairs), terms in spots.items():
        for place, (name, value) in enumerate(pairs):
            families[area, name, pairs[:place] + pairs[place + 1 :]].append((value, next(iter(terms))))
    for (area, name, wider), found in families.items():
        total = spots.get((area, wider))
        if name != "alter" and total is not None:
            _sum(made, next(iter(total)), [cells for _, cells in found])
        if name == "alter":
            spans = [(ages, cells) for value, cells in found if (ages := parse_ages(value)) is not None]
            for outer, big in spans:
                for inner, small in spans:
                    if big != small and outer.low <= inner.low and inner.high <= outer.high:
                        made.row({big: 1.0, small: -1.0}, 0.0, inf)
            if total is not None:
                for _, cells in spans:
                    made.row({next(iter(total)): 1.0, cells: -1.0}, 0.0, inf)


def _sum(made: Attack, total: Cells, parts: list[Cells]) -> None:
    """Parts do not exceed their total; they fill it where they do so in truth."""
    own = [cells for cells in dict.fromkeys(parts) if cells != total]
    if len(own) != len(parts):
        return
    terms = {total: 1.0, **dict.fromkeys(own, -1.0)}
    known = [made.truth.get(cells) for cells in (total, *own)]
    if any(value is None for value in known):
        made.row(terms, 0.0, inf)
        return
    rest = (known[0] or 0.0) - sum(value or 0.0 for value in known[1:])
    if rest >= -1e-9:
        made.row(terms, 0.0, 0.0 if abs(rest) < 1e-9 else inf)


def _over_time(made: Attack, record: NumberRecord, published: Mapping[str, NumberRecord]) -> None:
    """Printed changes and comparisons of counts: the two counts tell of one another."""
    if record.value is None or len(record.derived_from) != 2:
        return
    pair = [published.get(item) for item in record.derived_from]
    if any(item is None or item.kind not in _COUNTS or len(item.components) != 1 for item in pair):
        return
    one, other = (cells_of(item.components[0]) for item in pair if item is not None)
    if not one or not other or one == other:
        return
    low, high = record.value - _half(record), record.value + _half(record)
    view = record.view.partition(":")[0]
    if view in ("differenz", "veraenderung"):
        made.row({one: 1.0, other: -1.0}, low, high)
    for scale, shift, name in ((100.0, 1.0, "veraenderung_prozent"), (100.0, 0.0, "index"), (1.0, 0.0, "verhaeltnis")):
        if view == name:
            made.row({one: 1.0, other: -(shift + low / scale)}, 0.0, inf)
            made.row({one: 1.0, other: -(shift + high / scale)}, -inf, 0.0)


def targets(made: Attack, published: Iterable[Path]) -> dict[str, tuple[Expression, float, int]]:
    """What nobody may find out, by name: small counts, and small differences of printed parts and their whole."""
    found: dict[str, tuple[Expression, float, int]] = {}

    def ask(name: str, terms: Expression) -> None:
        if any(cells not in made.truth for cells in terms):
            return
        value = sum(factor * made.truth[cells] for cells, factor in terms.items())
        least = max(made.public.threshold(cells) for cells in terms)
        if 0 < value < least and abs(value - round(value)) < 1e-9:
            found.setdefault(name, (terms, value, least))

    for record in _records(published).values():
        if record.view not in _BASE:
            continue
        parts = [(part.name, cells_of(part)) for part in record.components if part.cells]
        if record.kind not in _COUNTS and len(parts) < 2:
            continue  # a rate that its publisher states is no count
        for name, cells in parts:
            ask(f"{record.id}: {name}", {cells: 1.0})
        if record.kind in ("anteil", "rate") and len(parts) == 2:
            (_, above), (_, below) = parts
            ask(f"{record.id}: Rest", {below: 1.0, above: -1.0})
    return found
