"""What the formula of a count says of its components: counts that are added up or taken off one another."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from berichtsgenerator.indicators.defining.formula import Binary, FormulaError, Name, Negative, Node, Number, parse
from berichtsgenerator.indicators.defining.formula import split_quotient as split
from berichtsgenerator.model.entries import Entry
from berichtsgenerator.model.numbers import View

_PREFIX = {View.NUMERATOR: "Zähler von: ", View.DENOMINATOR: "Nenner von: "}


def coefficients(entry: Entry) -> Mapping[str, float] | None:
    """The factor of each component in a number that is a sum or difference of them; None for any other formula."""
    return _linear(entry.provenance.formula, entry.key.representation.view)


def is_method(entry: Entry) -> bool:
    """True for a number with components that no formula makes: a measure over areas or groups."""
    view = entry.key.representation.view
    return view is View.VALUE and bool(entry.provenance.components) and not _is_formula(entry.provenance.formula)


@lru_cache(maxsize=4096)
def _is_formula(text: str) -> bool:
    try:
        parse(text)
    except FormulaError:
        return False
    return True


@lru_cache(maxsize=4096)
def _linear(text: str, view: View) -> Mapping[str, float] | None:
    prefix = _PREFIX.get(view)
    try:
        node: Node | None = parse(text.removeprefix(prefix or ""))
        if prefix is not None and text.startswith(prefix) and node is not None:
            quotient = split(node)
            node = quotient.numerator if view is View.NUMERATOR else quotient.denominator
        return None if node is None else MappingProxyType(_walk(node))
    except (FormulaError, _NotLinearError):
        return None


class _NotLinearError(Exception):
    """A product or quotient of components, or a function."""


def _walk(node: Node) -> dict[str, float]:
    if isinstance(node, Name):
        return {node.name: 1.0}
    if isinstance(node, Negative):
        return _times(_walk(node.operand), -1.0)
    if isinstance(node, Binary):
        if node.sign in "+-":
            found = dict(_walk(node.left))
            for name, factor in _walk(node.right).items():
                found[name] = found.get(name, 0.0) + (factor if node.sign == "+" else -factor)
            return found
        if node.sign == "*" and isinstance(node.left, Number):
            return _times(_walk(node.right), node.left.value)
        if node.sign == "*" and isinstance(node.right, Number):
            return _times(_walk(node.left), node.right.value)
        if node.sign == "/" and isinstance(node.right, Number) and node.right.value:
            return _times(_walk(node.left), 1.0 / node.right.value)
    raise _NotLinearError


def _times(found: dict[str, float], factor: float) -> dict[str, float]:
    return {name: value * factor for name, value in found.items()}
