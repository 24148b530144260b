"""The template language of layout texts: Jinja2, bounded and without arithmetic.

Comes in: a template and names. Goes out: text in which every number is an opaque token of private-use characters.
Always: no attribute with an underscore, no method call, no macro, no include, no arithmetic, two levels of loops at
most, only the filters listed; the output is bounded. A number can be printed and nothing else: comparing,
calculating, joining or filtering it is an error with its line.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NoReturn

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError, TemplateRuntimeError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from berichtsgenerator.configuration.yamlfile import did_you_mean
from berichtsgenerator.plan.layout.templatewords import spelling

MAX_SOURCE = 400_000
MAX_OUTPUT = 1_000_000
MAX_ITEMS = 2_000
MAX_LOOPS = 2
START, END, _DIGIT = "\ue000", "\ue001", 0xE010
TOKEN = re.compile(f"{START}([\ue010-\ue019]+){END}")
PRIVATE = re.compile("[\ue000-\uf8ff]")


class TemplateProblem(Exception):  # noqa: N818 - a finding with its line, turned into a diagnostic
    """A mistake in a template: ``line`` counts from 1 within the text."""

    def __init__(self, code: str, message: str, line: int, advice: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.line, self.advice = code, message, line, advice


class NumberMisuseError(TemplateRuntimeError):
    """A number was used for anything but printing."""


class Token:
    """Something that is filled in after protection; it can be printed and nothing else."""

    __slots__ = ("_index", "_text")

    def __init__(self, index: int) -> None:
        self._index = index
        self._text = START + "".join(chr(_DIGIT + int(digit)) for digit in str(index)) + END

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise NumberMisuseError(
            "Eine Zahl kann im Text nur ausgegeben werden; rechnen, vergleichen, verketten und filtern geht nicht."
        )

    __str__ = __format__ = __bool__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __len__ = __iter__ = __contains__ = __getitem__ = __hash__ = __int__ = __float__ = __index__ = _refuse
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _refuse
    __mod__ = __rmod__ = __floordiv__ = __pow__ = __neg__ = __pos__ = __abs__ = __call__ = __html__ = _refuse

    def __repr__(self) -> str:
        return "<Zahl>"


def slot_of(token: Token) -> int:
    """The number of the slot that a token stands for; for functions that take numbers as arguments."""
    return token._index


def token_index(match: re.Match[str]) -> int:
    """The number of the slot that a token stands for."""
    return int("".join(str(ord(char) - _DIGIT) for char in match[1]))


def _finalize(value: Any) -> Any:
    if type(value) is Token:
        return value._text
    if isinstance(value, StrictUndefined):
        return str(value)  # raises, naming what is not there
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, str | int) or hasattr(type(value), "printed"):
        return value
    raise TemplateRuntimeError("Ausgeben lassen sich nur Texte und Zahlen aus dem Register.")


def _text(value: object) -> str:
    """Text of a filter's operand; a number from the register refuses."""
    return str(value)


def _items(values: Iterable[Any]) -> list[Any]:
    found = []
    for item in values:
        found.append(item)
        if len(found) > MAX_ITEMS:
            raise TemplateRuntimeError(f"Eine Liste in einem Text hat höchstens {MAX_ITEMS} Einträge.")
    return found


def _join(values: Iterable[Any], separator: str = "") -> str:
    parts = [_text(item) for item in _items(values)]
    if sum(map(len, parts)) + len(separator) * len(parts) > MAX_OUTPUT:
        raise TemplateRuntimeError("Der Text wird zu lang.")
    return _text(separator).join(parts)


def _first(values: Any) -> Any:
    found = _items(values)
    return found[0] if found else ""


def _last(values: Any) -> Any:
    found = _items(values)
    return found[-1] if found else ""


def _default(value: Any, other: Any = "") -> Any:
    return other if isinstance(value, StrictUndefined) or value in ("", None) else value


_FILTERS: dict[str, Callable[..., Any]] = {
    "upper": lambda value: _text(value).upper(),
    "lower": lambda value: _text(value).lower(),
    "capitalize": lambda value: _text(value)[:1].upper() + _text(value)[1:],
    "trim": lambda value: _text(value).strip(),
    "join": _join,
    "first": _first,
    "last": _last,
    "length": lambda value: len(_items(value)),
    "default": _default,
    "sort": lambda values: sorted(_items(values), key=_text),
    "unique": lambda values: list(dict.fromkeys(_text(item) for item in _items(values))),
}

_ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.NSRef, nodes.Const, nodes.List, nodes.Tuple,
    nodes.Getattr, nodes.Getitem, nodes.Call, nodes.Keyword, nodes.Filter, nodes.Test, nodes.If, nodes.For,
    nodes.Assign, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Concat,
    nodes.Dict, nodes.Pair,
)  # fmt: skip
_TESTS = frozenset({"defined", "undefined", "none", "string", "in", "eq", "equalto", "ne"})
_NAMES = {
    nodes.Macro: "Makros („macro“)", nodes.Include: "„include“", nodes.Import: "„import“", nodes.FromImport: "„import“",
    nodes.Extends: "„extends“", nodes.Block: "„block“", nodes.CallBlock: "„call“", nodes.FilterBlock: "„filter“-Blöcke",
    nodes.AssignBlock: "„set“ über mehrere Zeilen", nodes.With: "„with“", nodes.Slice: "Ausschnitte „[a:b]“",
}  # fmt: skip
_INSTEAD: dict[type[nodes.Node], str] = {
    nodes.Include: "Nennen Sie die Datei im Layout: „- text: {datei: texte/name.md}“.",
    nodes.Import: "Jeder Text steht für sich; wiederkehrende Absätze gehören in eine eigene Datei.",
    nodes.FromImport: "Jeder Text steht für sich; wiederkehrende Absätze gehören in eine eigene Datei.",
    nodes.Extends: "Der Aufbau steht im Layout, nicht im Text.",
    nodes.Block: "Der Aufbau steht im Layout, nicht im Text.",
    nodes.Macro: "Wiederholungen stehen im Layout unter „wiederholen“.",
    nodes.AssignBlock: "Schreiben Sie {% set name = wert %} in einer Zeile.",
    nodes.Slice: "Für Anfang und Ende einer Liste gibt es die Filter „first“ und „last“.",
}
_FOREIGN = {
    "range": "Wiederholt wird über Gebiete, Indikatoren und Werte: „wiederholen“ im Layout oder {% for x in liste %}.",
    "dict": "Schreiben Sie Angaben als {name: wert}.",
    "lipsum": "Fülltext gibt es nicht; schreiben Sie den Absatz aus.",
    "cycler": "Abwechselnde Zeilen setzt das Programm selbst.",
    "open": "Dateien nennt das Layout: „- text: {datei: texte/name.md}“.",
    "round": "Gerundet wird nach der Definition des Indikators („dezimalen“).",
    "sum": "Summen sind Indikatoren: Legen Sie die Größe im Katalog an.",
    "max": 'Höchste und niedrigste Werte nennt befund(…, art="extreme").',
    "min": 'Höchste und niedrigste Werte nennt befund(…, art="extreme").',
}
_FILTER_OF_METHOD = {
    "upper": "upper", "lower": "lower", "capitalize": "capitalize", "title": "capitalize", "strip": "trim",
    "join": "join", "sort": "sort",
}  # fmt: skip


def _named(names: Iterable[str]) -> str:
    """The names that there are."""
    return f"Es gibt: {', '.join(sorted(names))}."


def _called(node: nodes.Call, line: int) -> tuple[str, int, str]:
    """What a forbidden call is, its line, and what to write instead."""
    if isinstance(node.node, nodes.Name):
        return (
            f"In {node.node.name}() werden die Werte einzeln genannt, nicht mit „*“ aus einer Liste.", line,
            f'Schreiben Sie etwa {node.node.name}("sgb2_quote", gebiet).',
        )  # fmt: skip
    name = node.node.attr if isinstance(node.node, nodes.Getattr) else ""
    if isinstance(node.node, nodes.Getitem) and isinstance(node.node.arg, nodes.Const):
        name = str(node.node.arg.value)
    instead = _FILTER_OF_METHOD.get(name)
    shown = f"„.{name}()“" if name else "So etwas"
    advice = (
        f"Schreiben Sie {{{{ … | {instead} }}}}." if instead else "Aufrufen lassen sich nur die Funktionen der Texte."
    )
    return f"{shown} lässt sich in einem Text nicht aufrufen.", line, advice


class _Environment(ImmutableSandboxedEnvironment):
    """A sandbox without globals of its own."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})
    intercepted_unops = frozenset({"+", "-"})

    def is_safe_callable(self, obj: Any) -> bool:
        """Only the program's own functions may be called."""
        return bool(getattr(obj, "for_templates", False))


def environment() -> ImmutableSandboxedEnvironment:
    """A fresh environment."""
    created = _Environment(undefined=StrictUndefined, finalize=_finalize, autoescape=False, keep_trailing_newline=True)
    created.globals.clear()
    created.filters.clear()
    created.filters.update(_FILTERS)
    return created


_ENVIRONMENT = environment()


def for_templates(function: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a function that texts may call."""
    function.for_templates = True  # type: ignore[attr-defined]
    return function


def _check(tree: nodes.Template, known: frozenset[str]) -> None:
    assigned: set[str] = set()
    targets = [node.target for node in tree.find_all(nodes.Assign)] + [node.target for node in tree.find_all(nodes.For)]
    for target in targets:
        assigned.update(
            item.name for item in ([target] if isinstance(target, nodes.Name) else target.find_all(nodes.Name))
        )

    def visit(node: nodes.Node, loops: int) -> None:
        line = node.lineno
        if isinstance(node, nodes.BinExpr | nodes.UnaryExpr) and not isinstance(node, nodes.And | nodes.Or | nodes.Not):
            raise TemplateProblem(
                "vorlage-rechnen", "In einem Text wird nicht gerechnet.", line,
                "Legen Sie die Größe als Indikator im Katalog an, oder nutzen Sie differenz() und veraenderung().",
            )  # fmt: skip
        if not isinstance(node, _ALLOWED):
            name = _NAMES.get(type(node), f"„{type(node).__name__}“")
            raise TemplateProblem(
                "vorlage-verboten", f"{name} gibt es in einem Text nicht.", line,
                _INSTEAD.get(type(node), "Erlaubt sind {{ … }}, {% if %}, {% for %} und {% set %}."),
            )  # fmt: skip
        if isinstance(node, nodes.For):
            loops += 1
            if loops > MAX_LOOPS or node.recursive:
                raise TemplateProblem(
                    "vorlage-schleife", f"Mehr als {MAX_LOOPS} Schleifen ineinander sind nicht vorgesehen.", line,
                    "Nutzen Sie „wiederholen“ im Layout.",
                )  # fmt: skip
        if isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in known | assigned | {"loop"}:
            names = known | assigned
            raise TemplateProblem(
                "vorlage-name", f"„{node.name}“ gibt es hier nicht.", line,
                _FOREIGN.get(node.name) or did_you_mean(node.name, names) or _named(names),
            )  # fmt: skip
        if isinstance(node, nodes.Call) and (
            not isinstance(node.node, nodes.Name) or node.dyn_args is not None or node.dyn_kwargs is not None
        ):
            raise TemplateProblem("vorlage-aufruf", *_called(node, line))
        if isinstance(node, nodes.Filter) and node.name not in _FILTERS:
            raise TemplateProblem(
                "vorlage-filter", f"Den Filter „{node.name}“ gibt es nicht.", line,
                did_you_mean(node.name, _FILTERS),
            )  # fmt: skip
        if isinstance(node, nodes.Test) and node.name not in _TESTS:
            raise TemplateProblem("vorlage-test", f"Den Test „is {node.name}“ gibt es nicht.", line,
                                  did_you_mean(node.name, _TESTS),
                                  )  # fmt: skip
        if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            raise TemplateProblem("vorlage-verboten", f"„.{node.attr}“ ist nicht zugänglich.", line,
                                  "Gebiete haben .name, .kurz, .amtlich, .ags, .ebene, .wo und .wessen.")  # fmt: skip
        for child in node.iter_child_nodes():
            visit(child, loops)

    visit(tree, 0)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A template that passed all checks; ``literals`` are its own words with their lines (for typed numbers)."""

    template: Any
    literals: tuple[tuple[int, str], ...]


@lru_cache(maxsize=4096)
def compile_text(source: str, known: frozenset[str]) -> Compiled:
    """The checked template of ``source`` in which only ``known`` names exist; raises TemplateProblem."""
    if len(source) > MAX_SOURCE:
        raise TemplateProblem("vorlage-laenge", "Der Text ist zu lang.", 1, "Teilen Sie ihn auf mehrere Blöcke auf.")
    private = PRIVATE.search(source)
    if private:
        raise TemplateProblem(
            "vorlage-zeichen",
            f"Der Text enthält ein Zeichen ohne festgelegte Bedeutung (U+{ord(private[0]):04X}).",
            source.count("\n", 0, private.start()) + 1,
            "Löschen Sie es; oft stammt es aus einem Symbol-Zeichensatz.",
        )
    try:
        tree = _ENVIRONMENT.parse(source)
        _check(tree, known)
        literals = tuple((node.lineno, node.data) for node in tree.find_all(nodes.TemplateData))
        return Compiled(_ENVIRONMENT.from_string(source), literals)
    except TemplateSyntaxError as problem:
        words, advice = spelling(problem.message or "")
        raise TemplateProblem("vorlage-form", words, problem.lineno, advice) from None
    except RecursionError:
        raise TemplateProblem("vorlage-form", "Die Vorlage ist zu tief verschachtelt.", 1,
                              "Nutzen Sie „wiederholen“ im Layout.") from None  # fmt: skip


def caller_line() -> int:
    """The template line that is being rendered, from within a function that a template calls; 1 when unknown."""
    frame = sys._getframe(1)
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None:
            return int(template.get_corresponding_lineno(frame.f_lineno))
        if frame.f_back is None:
            break
        frame = frame.f_back
    return 1


def _line_of(problem: BaseException) -> int:
    trace, line = problem.__traceback__, 1
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if template is not None:
            line = int(template.get_corresponding_lineno(trace.tb_lineno))
        elif trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def render(compiled: Compiled, names: Mapping[str, Any]) -> str:
    """The text of a template; raises TemplateProblem with the line of whatever went wrong."""
    parts: list[str] = []
    length = 0
    try:
        for part in compiled.template.generate(**names):
            parts.append(part)
            length += len(part)
            if length > MAX_OUTPUT:
                raise TemplateProblem("vorlage-laenge", "Der Text wird durch die Schleifen zu lang.", 1,
                                      "Nutzen Sie „wiederholen“ im Layout.")  # fmt: skip
    except UndefinedError as problem:
        missing = re.search(r"has no attribute '([^']*)'", str(problem))
        words = f"Das Feld „{missing[1]}“ gibt es nicht." if missing else "Ein Name ist nicht festgelegt."
        raise TemplateProblem("vorlage-name", words, _line_of(problem)) from None
    except SecurityError as problem:
        raise TemplateProblem(
            "vorlage-verboten", "Das ist in einem Text nicht erlaubt.", _line_of(problem),
            "Gebiete haben .name, .kurz, .amtlich, .ags, .ebene, .wo und .wessen.",
        ) from None  # fmt: skip
    except NumberMisuseError as problem:
        raise TemplateProblem(
            "vorlage-zahl", str(problem), _line_of(problem),
            "Für Unterschiede gibt es differenz(), veraenderung(), rang() und befund().",
        ) from None  # fmt: skip
    except TemplateError as problem:
        raise TemplateProblem("vorlage-fehler", str(problem), _line_of(problem)) from None
    except (TypeError, ValueError, KeyError, AttributeError, IndexError) as problem:
        raise TemplateProblem(
            "vorlage-fehler", f"Der Ausdruck lässt sich nicht auswerten ({problem}).", _line_of(problem)
        ) from None
    text = "".join(parts)
    if PRIVATE.search(TOKEN.sub("", text)):
        raise TemplateProblem("vorlage-zahl", "Eine Zahl wurde zerlegt.", 1, "Zahlen lassen sich nur ausgeben.")
    return text
