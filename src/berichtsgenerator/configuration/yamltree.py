"""A YAML file as plain data with the place of every node: the safe half of reading configuration.

Comes in: a file. Goes out: dicts, lists, text and None, and a :class:`PlaceIndex` that knows line and column of every
node. Always: scalars stay text as they are written (``on``, ``ja``, ``06432008`` are not reinterpreted; an empty value,
``~`` and ``null`` are None); a key given twice, a tag, a second document, an unbounded alias or a too large file is an
error with its place. No object is ever constructed from a tag.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from berichtsgenerator.diagnostics import ConfigurationError, Diagnostic, Place, error

MAX_BYTES = 5_000_000
MAX_NODES = 400_000
MAX_DEPTH = 60

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
Loc = tuple[str | int, ...]


@dataclass(slots=True)
class Node:
    """One node: ``value`` is text, None, a dict or a list of nodes; ``keys`` are the places of a mapping's keys."""

    value: Any
    line: int
    column: int
    style: str = ""
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    height: int = 0
    """Levels below this node, aliases written out."""


class PlaceIndex:
    """Where every node of one YAML file stands."""

    def __init__(self, shown: str, root: Node, lines: Sequence[str] = ()) -> None:
        self.shown = shown
        self.lines = tuple(lines)
        """The file as it was read, line by line."""
        self._root = root

    def _walk(self, loc: Sequence[str | int]) -> tuple[Node, tuple[int, int]]:
        """Deepest node on the way of ``loc`` and the place of the key that led to it; unknown parts are skipped."""
        node, key = self._root, (self._root.line, self._root.column)
        for part in loc:
            if isinstance(node.value, dict) and isinstance(part, str) and part in node.value:
                key = node.keys.get(part, key)
                node = node.value[part]
            elif isinstance(node.value, list) and isinstance(part, int) and 0 <= part < len(node.value):
                node = node.value[part]
                key = (node.line, node.column)
        return node, key

    def place(self, loc: Sequence[str | int] = ()) -> Place:
        """Place of the value at ``loc``, or of its deepest known ancestor."""
        node, _ = self._walk(loc)
        return Place(self.shown, node.line, node.column)

    def key_place(self, loc: Sequence[str | int]) -> Place:
        """Place of the key that leads to ``loc`` (for list items: of the item)."""
        _, (line, column) = self._walk(loc)
        return Place(self.shown, line, column)

    def key_name(self, loc: Sequence[str | int]) -> str:
        """The last key on the way of ``loc`` that stands in the file, ``""`` when there is none."""
        node, name = self._root, ""
        for part in loc:
            if isinstance(node.value, dict) and isinstance(part, str) and part in node.value:
                node, name = node.value[part], part
            elif isinstance(node.value, list) and isinstance(part, int) and 0 <= part < len(node.value):
                node = node.value[part]
        return name

    def text_place(self, loc: Sequence[str | int], line: int) -> Place:
        """Place of the ``line``-th line (from 1) of the text at ``loc``."""
        node, _ = self._walk(loc)
        if node.style in ("|", ">"):
            return Place(self.shown, node.line + max(line, 1))
        if line <= 1:
            return Place(self.shown, node.line, node.column)
        return Place(self.shown, node.line + line - 1)


class _Builder:
    """Builds nodes from parser events; collects every finding."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.found: list[Diagnostic] = []
        self.anchors: dict[str | None, Node | None] = {}
        self.count = 0

    def place(self, mark: Any) -> Place:
        return Place(self.shown, mark.line + 1, mark.column + 1)

    def stop(self, code: str, message: str, place: Place, advice: str) -> ConfigurationError:
        return ConfigurationError([*self.found, error(code, message, place, advice)])

    def size(self, node: Node) -> int:
        """Number of nodes below ``node`` when all aliases are written out; stops counting beyond the bound."""
        total, stack = 0, [node]
        while stack and total + self.count <= MAX_NODES:
            item = stack.pop()
            total += 1
            if isinstance(item.value, dict):
                stack.extend(item.value.values())
            elif isinstance(item.value, list):
                stack.extend(item.value)
        return total

    def bounded(self, depth: int, mark: Any) -> None:
        """Stop when the file is too deep or too large, aliases written out."""
        if depth > MAX_DEPTH or self.count > MAX_NODES:
            raise self.stop(
                "yaml-zu-gross",
                f"Die Datei ist zu verschachtelt oder zu groß (höchstens {MAX_DEPTH} Ebenen, {MAX_NODES} Einträge).",
                self.place(mark),
                "Teilen Sie die Datei auf, und prüfen Sie Verweise mit „*“.",
            )

    def node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        self.count += 1
        self.bounded(depth, mark)
        if isinstance(event, yaml.AliasEvent):
            target = self.anchors.get(event.anchor)
            if target is None:
                why = "verweist auf sich selbst" if event.anchor in self.anchors else "ist nicht festgelegt"
                raise self.stop(
                    "yaml-verweis",
                    f"Der Verweis „*{event.anchor}“ {why}.",
                    self.place(mark),
                    f"Legen Sie vorher einen Wert mit „&{event.anchor}“ fest.",
                )
            self.count += self.size(target)
            self.bounded(depth + target.height, mark)
            return Node(target.value, target.line, target.column, target.style, target.keys, target.height)
        if event.tag is not None:
            self.found.append(
                error(
                    "yaml-typangabe",
                    f"Typangaben wie „{event.tag}“ sind nicht erlaubt.",
                    self.place(mark),
                    "Schreiben Sie den Wert ohne „!“ oder setzen Sie ihn in Anführungszeichen.",
                )
            )
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        if isinstance(event, yaml.ScalarEvent):
            plain = event.style is None or event.style == ""
            value = None if plain and event.value in _NULLS else event.value
            node = Node(value, line, column, event.style or "")
        elif isinstance(event, yaml.SequenceStartEvent):
            node = Node([], line, column)
            while not isinstance(inner := next(events), yaml.SequenceEndEvent):
                node.value.append(self.node(inner, events, depth + 1))
        else:
            node = Node({}, line, column)
            self.mapping(node, events, depth)
        if isinstance(node.value, dict | list):
            inner = node.value.values() if isinstance(node.value, dict) else node.value
            node.height = 1 + max((item.height for item in inner), default=0)
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        return node

    def mapping(self, node: Node, events: Iterator[Any], depth: int) -> None:
        merged: list[Node] = []
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            mark = event.start_mark
            key = self.node(event, events, depth + 1)
            value = self.node(next(events), events, depth + 1)
            if not isinstance(key.value, str):
                self.found.append(
                    error(
                        "yaml-schluessel",
                        "Ein Schlüssel muss ein einfaches Wort sein.",
                        self.place(mark),
                        "Schreiben Sie „schlüssel: wert“; Zeichen wie „{“ oder „?“ gehören in Anführungszeichen.",
                    )
                )
            elif key.value == "<<" and key.style == "":
                merged.extend(value.value if isinstance(value.value, list) else [value])
            elif key.value in node.value:
                first = node.keys[key.value]
                self.found.append(
                    error(
                        "yaml-doppelt",
                        f"Der Schlüssel „{key.value}“ steht zweimal: hier und in Zeile {first[0]}, Spalte {first[1]}.",
                        self.place(mark),
                        "Löschen Sie einen der beiden Einträge.",
                    )
                )
            else:
                node.value[key.value] = value
                node.keys[key.value] = (mark.line + 1, mark.column + 1)
        for source in merged:
            if not isinstance(source.value, dict):
                self.found.append(
                    error(
                        "yaml-verweis",
                        "Mit „<<“ lassen sich nur Einträge der Form „schlüssel: wert“ übernehmen.",
                        Place(self.shown, source.line, source.column),
                        "Verweisen Sie auf einen solchen Abschnitt.",
                    )
                )
                continue
            for name, value in source.value.items():
                if name not in node.value:
                    node.value[name] = value
                    node.keys[name] = source.keys[name]


def _plain(node: Node) -> Any:
    """The node's data without places."""
    if isinstance(node.value, dict):
        return {name: _plain(item) for name, item in node.value.items()}
    if isinstance(node.value, list):
        return [_plain(item) for item in node.value]
    return node.value


def read_text(path: Path, *, shown: str, limit: int = MAX_BYTES) -> str:
    """The text of a UTF-8 file; raises ConfigurationError when it is missing, too large or no text."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(limit + 1)
    except FileNotFoundError:
        raise ConfigurationError(
            error("datei-fehlt", "Die Datei gibt es nicht.", Place(shown), "Prüfen Sie Pfad und Schreibweise.")
        ) from None
    except OSError as problem:
        raise ConfigurationError(
            error(
                "datei-unlesbar",
                f"Die Datei lässt sich nicht lesen ({problem.strerror or type(problem).__name__}).",
                Place(shown),
                "Prüfen Sie, ob es eine Datei ist und ob Sie sie lesen dürfen.",
            )
        ) from None
    if len(raw) > limit:
        raise ConfigurationError(
            error(
                "datei-zu-gross", f"Die Datei ist größer als {limit // 1000} kB.", Place(shown), "Teilen Sie sie auf."
            )
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        column = problem.start - (raw.rfind(b"\n", 0, problem.start) + 1) + 1
        raise ConfigurationError(
            error(
                "datei-kodierung",
                "Hier steht ein Zeichen, das nicht in UTF-8 geschrieben ist.",
                Place(shown, line, column),
                "Speichern Sie die Datei als „UTF-8“.",
            )
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parse(text: str, *, shown: str) -> tuple[Any, PlaceIndex]:
    """Plain data of one YAML document and its places; raises ConfigurationError with every finding."""
    builder = _Builder(shown)
    root = Node(None, 1, 1)
    try:
        events = iter(yaml.parse(text, Loader=_LOADER))
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise builder.stop(
                        "yaml-dokumente",
                        "Hier beginnt mit „---“ ein zweites Dokument.",
                        builder.place(event.start_mark),
                        "Eine Datei enthält genau ein Dokument; löschen Sie die Trennzeile.",
                    )
                root = builder.node(next(events), events, 0)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None) or getattr(problem, "context_mark", None)
        place = Place(shown, mark.line + 1, mark.column + 1) if mark is not None else Place(shown)
        detail = getattr(problem, "problem", None) or getattr(problem, "reason", None) or str(problem).splitlines()[0]
        raise ConfigurationError(
            [
                *builder.found,
                error(
                    "yaml-form",
                    f"Das ist kein gültiges YAML ({detail}).",
                    place,
                    "Prüfen Sie hier und davor Einrückung (nur Leerzeichen), Doppelpunkte und Anführungszeichen.",
                ),
            ]
        ) from None
    if builder.found:
        raise ConfigurationError(sorted(builder.found, key=lambda item: (item.place, item.code)))
    return _plain(root), PlaceIndex(shown, root, text.split("\n"))
