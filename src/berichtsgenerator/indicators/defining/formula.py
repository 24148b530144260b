"""Formulas of the catalogue: a tiny language of numbers, names, ``+ - * /``, parentheses, minus, ``min max abs``.

Comes in: text. Goes out: a tree of frozen nodes that is evaluated by walking it (no ``eval``), told of the place of
every
mistake. A quotient's parts can be asked for: :func:`split_quotient` gives numerator, denominator and constant factor.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

FUNCTIONS = ("abs", "max", "min")
_DEPTH = 40
LONGEST = 600
"""The most signs of a formula: trees are walked by recursion."""
_COMPLETE = "Zwischen zwei Namen steht genau ein Rechenzeichen, etwa „100 * zaehler / nenner“."
_FLATTER = "Lösen Sie Klammern auf, oder rechnen Sie Teile in eigenen Indikatoren."
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:[.,]\d+)?)|(?P<name>[A-Za-zÄÖÜäöüß_][A-Za-zÄÖÜäöüß_0-9]*)|(?P<sign>[-−+*/·×:()]|;))"
)
_SIGNS: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
_SAME = {"−": "-", "·": "*", "×": "*", ":": "/"}


class FormulaError(ValueError):
    """A formula that does not hold; ``column`` counts from 1 within the formula's text, ``advice`` says what to do."""

    def __init__(self, message: str, column: int, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.column = column
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Number:
    """A constant."""

    value: float


@dataclass(frozen=True, slots=True)
class Name:
    """A component; ``column`` is where it stands in the text."""

    name: str
    column: int


@dataclass(frozen=True, slots=True)
class Negative:
    """Unary minus."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Binary:
    """``left sign right`` with one of ``+ - * /``."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Call:
    """One of :data:`FUNCTIONS` on arguments."""

    function: str
    arguments: tuple[Node, ...]


Node = Number | Name | Negative | Binary | Call


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    column: int


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    position = 0
    end = len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None:
            at = position + len(text[position:]) - len(text[position:].lstrip())
            raise FormulaError(
                f"Das Zeichen „{text[at]}“ gehört nicht in eine Formel.",
                at + 1,
                "Erlaubt sind Zahlen, Namen der Komponenten, + - * /, Klammern und min, max, abs (Argumente mit „;“).",
            )
        kind = match.lastgroup or ""
        raw = match.group(kind)
        tokens.append(_Token(kind, _SAME.get(raw, raw), match.start(kind) + 1))
        position = match.end()
    return tokens


class _Parser:
    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text)
        self.position = 0
        self.end = len(text) + 1

    def peek(self) -> _Token | None:
        return self.tokens[self.position] if self.position < len(self.tokens) else None

    def take(self, *texts: str) -> _Token | None:
        token = self.peek()
        if token is not None and token.kind == "sign" and token.text in texts:
            self.position += 1
            return token
        return None

    def expect(self, text: str, because: str) -> None:
        if self.take(text) is None:
            token = self.peek()
            column = token.column if token else self.end
            raise FormulaError(f"Hier fehlt „{text}“ {because}.", column, f"Ergänzen Sie „{text}“.")

    def sum(self, depth: int) -> Node:
        if depth > _DEPTH:
            token = self.peek()
            column = token.column if token else self.end
            raise FormulaError("Die Formel ist zu tief geschachtelt.", column, _FLATTER)
        node = self.product(depth)
        while (token := self.take("+", "-")) is not None:
            node = Binary(token.text, node, self.product(depth))
        return node

    def product(self, depth: int) -> Node:
        node = self.factor(depth)
        while (token := self.take("*", "/")) is not None:
            node = Binary(token.text, node, self.factor(depth))
        return node

    def factor(self, depth: int) -> Node:
        if self.take("-") is not None:
            if depth > _DEPTH:
                raise FormulaError("Die Formel ist zu tief geschachtelt.", self.end, _FLATTER)
            return Negative(self.factor(depth + 1))
        token = self.peek()
        if token is None:
            raise FormulaError("Die Formel bricht ab: hier fehlt eine Zahl oder ein Name.", self.end, _COMPLETE)
        self.position += 1
        if token.kind == "number":
            return Number(float(token.text.replace(",", ".")))
        if token.kind == "name":
            return self.name(token, depth)
        if token.text == "(":
            node = self.sum(depth + 1)
            self.expect(")", "zum Schließen der Klammer")
            return node
        raise FormulaError(
            f"„{token.text}“ steht hier falsch: erwartet wird eine Zahl oder ein Name.", token.column, _COMPLETE
        )

    def name(self, token: _Token, depth: int) -> Node:
        if self.take("(") is None:
            return Name(token.text, token.column)
        if token.text not in FUNCTIONS:
            raise FormulaError(
                f"Die Funktion „{token.text}“ gibt es nicht.", token.column, f"Erlaubt sind: {', '.join(FUNCTIONS)}."
            )
        arguments = [self.sum(depth + 1)]
        while self.take(";") is not None:
            arguments.append(self.sum(depth + 1))
        self.expect(")", f"zum Schließen von {token.text}(…)")
        if token.text == "abs" and len(arguments) != 1:
            raise FormulaError("abs nimmt genau ein Argument.", token.column, "Schreiben Sie abs(a - b).")
        return Call(token.text, tuple(arguments))


def parse(text: str) -> Node:
    """The tree of a formula; raises :class:`FormulaError` with the column of the first mistake.

    Both decimal point and decimal comma are read, so arguments are separated by ``;``.
    """
    if len(text) > LONGEST:
        raise FormulaError(
            f"Die Formel ist zu lang ({len(text)} Zeichen).",
            1,
            f"Erlaubt sind {LONGEST} Zeichen; rechnen Sie Teile in eigenen Indikatoren.",
        )
    parser = _Parser(text)
    node = parser.sum(0)
    rest = parser.peek()
    if rest is not None:
        raise FormulaError(f"„{rest.text}“ steht hier falsch.", rest.column, "Fehlt davor ein Rechenzeichen (+ - * /)?")
    return node


def names(node: Node) -> tuple[Name, ...]:
    """The names of a formula in reading order, each once."""
    found: dict[str, Name] = {}

    def walk(item: Node) -> None:
        if isinstance(item, Name):
            found.setdefault(item.name, item)
        elif isinstance(item, Negative):
            walk(item.operand)
        elif isinstance(item, Binary):
            walk(item.left)
            walk(item.right)
        elif isinstance(item, Call):
            for argument in item.arguments:
                walk(argument)

    walk(node)
    return tuple(found.values())


Compiled = Callable[[Sequence[float]], float]
"""A formula as a function of its components' values, in the order of the names that it was compiled for."""


def compiled(node: Node, order: Sequence[str]) -> Compiled:
    """The function that :func:`evaluate` computes, for values in the order of ``order``; KeyError for another name."""
    places = {name: place for place, name in enumerate(order)}

    def made(item: Node) -> Compiled:
        if isinstance(item, Number):
            constant = item.value
            return lambda values: constant
        if isinstance(item, Name):
            return itemgetter(places[item.name])
        if isinstance(item, Negative):
            operand = made(item.operand)
            return lambda values: -operand(values)
        if isinstance(item, Binary):
            left, right, sign = made(item.left), made(item.right), _SIGNS[item.sign]
            return lambda values: sign(left(values), right(values))
        parts = [made(argument) for argument in item.arguments]
        if item.function == "abs":
            return lambda values: abs(parts[0](values))
        choose: Callable[[Iterable[float]], float] = max if item.function == "max" else min
        return lambda values: choose([part(values) for part in parts])

    return made(node)


def evaluate(node: Node, values: Mapping[str, float]) -> float:
    """The formula's value; raises ZeroDivisionError when a divisor is zero and KeyError for a name without value."""
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Name):
        return values[node.name]
    if isinstance(node, Negative):
        return -evaluate(node.operand, values)
    if isinstance(node, Binary):
        left = evaluate(node.left, values)
        right = evaluate(node.right, values)
        return _SIGNS[node.sign](left, right)
    arguments = [evaluate(item, values) for item in node.arguments]
    if node.function == "abs":
        return abs(arguments[0])
    return max(arguments) if node.function == "max" else min(arguments)


def divisors(node: Node) -> tuple[Node, ...]:
    """Everything that a formula divides by."""
    if isinstance(node, Binary):
        own = (node.right,) if node.sign == "/" else ()
        return (*own, *divisors(node.left), *divisors(node.right))
    if isinstance(node, Negative):
        return divisors(node.operand)
    if isinstance(node, Call):
        return tuple(item for argument in node.arguments for item in divisors(argument))
    return ()


def always_zero(node: Node) -> bool:
    """True when a part of a formula is zero whatever its components are (``0``, ``a - a``)."""
    used = sorted({item.name for item in names(node)})
    for start in (3.0, 101.0):  # two sets of unlike values tell a part that is zero by its form from one by chance
        try:
            if evaluate(node, {name: start + 1.7 * place * place for place, name in enumerate(used)}) != 0:
                return False
        except ZeroDivisionError:
            return False
    return True


@dataclass(frozen=True, slots=True)
class Quotient:
    """``factor * numerator / denominator``; a part is None when the formula has none that holds a component."""

    factor: float
    numerator: Node | None
    denominator: Node | None


def split_quotient(node: Node) -> Quotient:
    """The parts of a formula that is a product or quotient at its top; a sum at the top is a numerator as a whole."""
    above: list[Node] = []
    below: list[Node] = []
    factor = 1.0

    def walk(item: Node, inverse: bool) -> None:
        nonlocal factor
        if isinstance(item, Binary) and item.sign in "*/":
            walk(item.left, inverse)
            walk(item.right, inverse != (item.sign == "/"))
        elif isinstance(item, Negative):
            factor = -factor
            walk(item.operand, inverse)
        elif names(item):
            (below if inverse else above).append(item)
        else:
            constant = evaluate(item, {})
            factor = factor / constant if inverse and constant else factor * constant

    walk(node, False)
    return Quotient(factor, _product(above), _product(below))


def _product(nodes: Iterable[Node]) -> Node | None:
    result: Node | None = None
    for node in nodes:
        result = node if result is None else Binary("*", result, node)
    return result
