"""What a formula computes with: units through products, quotients and sums, and sums of what must not be added.

A count of persons has the unit Personen, a quotient of two such counts has none, a product of them is a count of
nothing. Comes in: the tree of a formula and what its components are. Goes out: breaches as message, advice, code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from berichtsgenerator.indicators.defining.ages import ALL_AGES, Ages
from berichtsgenerator.indicators.defining.formula import Binary, Call, Name, Negative, Node, Number, names
from berichtsgenerator.model.units import Kind

QUOTAS = (Kind.SHARE, Kind.RATE, Kind.RATIO, Kind.DENSITY, Kind.INDEX)
COUNTS = (Kind.COUNT, Kind.MEAN_COUNT)
_WITH_UNIT = (*COUNTS, Kind.ESTIMATE, Kind.EUR, Kind.YEARS, Kind.AREA)
_WHOLE = (*COUNTS, Kind.ESTIMATE)
_PURE = (Kind.SHARE, Kind.RATIO, Kind.INDEX, Kind.RATE, Kind.DENSITY, Kind.PERCENT_CHANGE, Kind.POINTS)

Units = Mapping[str, int]
"""Units with their powers; one that cancels out is left out."""
Breach = tuple[str, str, str]


class Part(NamedTuple):
    """What a component is: its kind and unit, and for measures what it counts."""

    kind: Kind
    unit: str
    measure: str
    ages: Ages | None
    pairs: tuple[tuple[str, str], ...]
    time: str
    wholes: frozenset[str] = frozenset()
    """The measures that hold all or some of the people that this one counts, itself among them."""
    within: frozenset[str] = frozenset()
    """The measures that this one is a part of, itself among them."""


def breaches(tree: Node, parts: Mapping[str, Part], kind: Kind) -> Iterator[Breach]:
    """Everything that a formula adds up and must not, and a result that its kind cannot have."""
    if any(name.name not in parts for name in names(tree)):
        return
    told = False
    for breach in _sums(tree, parts):
        told = told or breach[2] == "einheit-passt-nicht"
        yield breach
    if not told:
        yield from _result(tree, parts, kind)


def _sums(node: Node, parts: Mapping[str, Part]) -> Iterator[Breach]:
    if isinstance(node, Binary):
        if node.sign in "+-":
            for one in _added(node.left):
                yield from _pair(one, node.right, node.sign, parts)
        yield from _sums(node.left, parts)
        yield from _sums(node.right, parts)
    elif isinstance(node, Negative):
        yield from _sums(node.operand, parts)
    elif isinstance(node, Call):
        first, *others = node.arguments
        for other in others:
            yield from _unlike(first, other, "verglichen", parts)
        for argument in node.arguments:
            yield from _sums(argument, parts)


def _added(node: Node) -> Iterator[Node]:
    if isinstance(node, Binary) and node.sign in "+-":
        yield from _added(node.left)
        yield node.right
    else:
        yield node


def _pair(left: Node, right: Node, sign: str, parts: Mapping[str, Part]) -> Iterator[Breach]:
    """Two terms that are added or subtracted; a constant factor changes nothing."""
    unlike = tuple(_unlike(left, right, "addiert" if sign == "+" else "abgezogen", parts, sign=sign))
    yield from unlike
    if unlike or sign == "-":
        return
    one, other = _factored(left), _factored(right)
    if not (isinstance(one, Name) and isinstance(other, Name)):
        return
    first, second = parts[one.name], parts[other.name]
    if first.kind in QUOTAS and second.kind in QUOTAS:
        yield (
            f"„{one.name}“ und „{other.name}“ sind Quoten; ihre Summe und ihr Mittel sagen nichts.",
            "Addieren Sie Zähler und Nenner getrennt und teilen Sie dann.",
            "mittel-von-quoten",
        )
    elif _overlap(first, second):
        yield (
            f"„{one.name}“ und „{other.name}“ überschneiden sich; wer in beiden steht, zählte doppelt.",
            "Wählen Sie Gruppen, die einander ausschließen.",
            "gruppen-ueberschneiden",
        )


def _factored(node: Node) -> Node:
    """A term without its constant factors and divisors."""
    while True:
        if isinstance(node, Binary) and node.sign in "*/" and not names(node.right):
            node = node.left
        elif isinstance(node, Binary) and node.sign == "*" and not names(node.left):
            node = node.right
        elif isinstance(node, Negative):
            node = node.operand
        else:
            return node


def _unlike(left: Node, right: Node, word: str, parts: Mapping[str, Part], *, sign: str = "") -> Iterator[Breach]:
    """Terms of other units, a bare number beside a count, a count beside an estimate of one."""
    if not names(left) or not names(right):
        constant, other = (left, right) if not names(left) else (right, left)
        if sign and names(other) and _units(other, parts) and not _is_zero(constant):
            yield (
                f"Eine bloße Zahl kann zu {_said(other, parts)} nicht {word} werden.",
                "Streichen Sie die Zahl, oder rechnen Sie mit ihr als Faktor.",
                "einheit-passt-nicht",
            )
        return
    mine, theirs = _units(left, parts), _units(right, parts)
    one, other = _factored(left), _factored(right)
    counted = (*COUNTS, Kind.ESTIMATE) if sign != "+" else COUNTS  # a deviation from what was expected
    mixed = (
        isinstance(one, Name)
        and isinstance(other, Name)
        and (parts[one.name].kind in counted) != (parts[other.name].kind in counted)
    )
    if mine != theirs or mixed:
        yield (
            f"{_said(left, parts)} und {_said(right, parts)} haben verschiedene Einheiten und können nicht {word} "
            "werden.",
            "Rechnen Sie beide in dieselbe Einheit um, oder bilden Sie einen Quotienten.",
            "einheit-passt-nicht",
        )


def _is_zero(node: Node) -> bool:
    return isinstance(node, Number) and node.value == 0


def _said(node: Node, parts: Mapping[str, Part]) -> str:
    """A term in words: its name and unit, or the names that it holds."""
    bare = _factored(node)
    if isinstance(bare, Name):
        return f"„{bare.name}“ ({parts[bare.name].unit or 'ohne Einheit'})"
    return f"der Ausdruck aus {', '.join(f'„{item.name}“' for item in names(node))} ({unit_words(_units(node, parts))})"


def unit_words(units: Units) -> str:
    """Units in words: „Personen / km²“, „Personen · Personen“, „ohne Einheit“."""
    above = [unit for unit, power in units.items() for _ in range(power)]
    below = [unit for unit, power in units.items() for _ in range(-power)]
    if not above and not below:
        return "ohne Einheit"
    return " · ".join(above or ["1"]) + "".join(f" / {unit}" for unit in below)


def _units(node: Node, parts: Mapping[str, Part]) -> Units:
    """The units of a term; of a sum those of its first one that holds a component."""
    if isinstance(node, Name):
        part = parts[node.name]
        return {part.unit: 1} if part.kind in _WITH_UNIT else {}
    if isinstance(node, Negative):
        return _units(node.operand, parts)
    if isinstance(node, Binary) and node.sign in "*/":
        found = dict(_units(node.left, parts))
        for unit, power in _units(node.right, parts).items():
            found[unit] = found.get(unit, 0) + (power if node.sign == "*" else -power)
        return {unit: power for unit, power in found.items() if power}
    options: Sequence[Node] = ()
    if isinstance(node, Binary):
        options = (node.left, node.right)
    elif isinstance(node, Call):
        options = node.arguments
    return next((_units(item, parts) for item in options if names(item)), {})


def _result(tree: Node, parts: Mapping[str, Part], kind: Kind) -> Iterator[Breach]:
    """A count must be of one thing, a quota of none or of things divided by as many others."""
    units = _units(tree, parts)
    power = sum(units.values())
    if kind in _WHOLE and power != 1:
        yield (
            f"Die Formel ergibt keine Anzahl, sondern „{unit_words(units)}“.",
            "Addieren Sie Anzahlen gleicher Einheit, oder wählen Sie die Art „anteil“, „rate“ oder „verhaeltnis“.",
            "einheit-passt-nicht",
        )
    elif kind in _PURE and power:
        yield (
            f"Die Art „{kind.value}“ verlangt einen Quotienten; die Formel ergibt „{unit_words(units)}“.",
            "Teilen Sie den Zähler genau einmal durch einen Nenner.",
            "einheit-passt-nicht",
        )


def _overlap(one: Part, other: Part) -> bool:
    """True when two counts hold common people: of one measure, of one inside the other, or said to overlap."""
    if not one.measure or not other.measure or one.time != other.time:
        return False
    if one.measure not in other.wholes and other.measure not in one.wholes:
        return False
    mine, theirs = dict(one.pairs), dict(other.pairs)
    if any(mine[name] != theirs[name] for name in mine.keys() & theirs.keys()):
        return False
    first, second = one.ages or ALL_AGES, other.ages or ALL_AGES
    return first.low < second.high and second.low < first.high


def outside(numerator: Node, denominator: Node, parts: Mapping[str, Part]) -> Iterator[Breach]:
    """A share whose numerator counts people that its denominator leaves out, as far as both say whom they count."""
    below = _factored(denominator)
    if not isinstance(below, Name):
        return
    whole = parts[below.name]
    for term in _added(numerator):
        above = _factored(term)
        if isinstance(above, Name) and (why := _left_out(parts[above.name], whole)):
            yield (
                f"Der Nenner „{below.name}“ lässt Personen des Zählers „{above.name}“ weg ({why}); das ist kein "
                "Anteil.",
                "Nehmen Sie als Nenner alle, zu denen der Zähler gehört, oder wählen Sie die Art „verhaeltnis“.",
                "anteil-teilmenge",
            )


def _left_out(part: Part, whole: Part) -> str:
    """Which people of a part are not in the whole, or ""."""
    same = part.measure == whole.measure
    if part.measure and not same and part.measure in whole.within:
        return "er ist selbst nur ein Teil davon"
    mine, theirs = dict(part.pairs), dict(whole.pairs)
    for name, value in theirs.items():
        if name in mine and mine[name] != value:
            return f"{name}: {mine[name]} gegenüber {value}"
        if same and name not in mine:
            return f"er zählt nur {name}: {value}"
    ages, limits = part.ages or (ALL_AGES if same else None), whole.ages or ALL_AGES
    if ages is not None and not (limits.low <= ages.low and ages.high <= limits.high):
        return f"{ages.words} gegenüber {limits.words}"
    return ""
