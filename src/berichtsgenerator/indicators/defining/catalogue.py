"""The catalogue as a whole: all definitions and measures, loaded from YAML and checked against one another.

Comes in: the files of this package (``catalogue/*.yaml``, ``measures/*.yaml``) and, if given, a project's own folder
with the
same two kinds. Goes out: a :class:`Catalogue`, or a ConfigurationError with every mistake of every file: unknown
measures and names (with a proposal), formulas that do not hold, circles between indicators, ids given twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from itertools import pairwise
from pathlib import Path

from berichtsgenerator.configuration.yamlfile import PlaceIndex, did_you_mean
from berichtsgenerator.diagnostics import ConfigurationError, Diagnostic, Place, error
from berichtsgenerator.indicators.defining.cataloguefiles import Spoilt, indicators_of, measures_of
from berichtsgenerator.indicators.defining.definitions import IndicatorDefinition
from berichtsgenerator.indicators.defining.formula import FormulaError, always_zero, divisors, names
from berichtsgenerator.indicators.defining.measures import MeasureDefinition
from berichtsgenerator.indicators.defining.methodchecks import unfed
from berichtsgenerator.indicators.defining.methodkinds import own_dimensions
from berichtsgenerator.indicators.defining.parts import Break
from berichtsgenerator.indicators.defining.soundness import check as unsound

_STOREYS = 30
"""So many indicators may stand on one another: values are asked for by recursion."""
_PACKAGE = "berichtsgenerator.indicators"


class Catalogue(Mapping[str, IndicatorDefinition]):
    """All indicators by id, and all measures; iteration is in the order of the files (by name) and of their entries."""

    def __init__(
        self, indicators: Mapping[str, IndicatorDefinition], measures: Mapping[str, MeasureDefinition]
    ) -> None:
        self._indicators = dict(indicators)
        self.measures: Mapping[str, MeasureDefinition] = dict(measures)
        self._breaks: dict[tuple[str, bool], tuple[Break, ...]] = {}

    @classmethod
    def load(cls, extra: Path | None = None) -> Catalogue:
        """The packaged catalogue and, on top, a project's own folder ``extra`` (``catalogue/`` and ``measures/`` in
        it).

        A project may replace a packaged indicator or measure by giving the same id. Raises ConfigurationError.
        """
        root = Path(str(resources.files(_PACKAGE)))
        folders = [(root, "")]
        if extra is not None:
            folders.append((extra, f"{extra.name}/"))
        return load_folders(folders)

    def __getitem__(self, key: str) -> IndicatorDefinition:
        return self._indicators[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._indicators)

    def __len__(self) -> int:
        return len(self._indicators)

    def find(self, key: str) -> tuple[IndicatorDefinition | None, str]:
        """The indicator, or None with German advice on what may have been meant."""
        found = self._indicators.get(key)
        return (found, "") if found is not None else (None, did_you_mean(key, self._indicators))

    def breaks(self, indicator: str, *, bases: bool = True) -> tuple[Break, ...]:
        """All breaks of an indicator's series by time: its own, those of its measures and, with ``bases``, the years in
        which the population base of a component changes (by date; what a delivery states may differ).
        """
        known = self._breaks.get((indicator, bases))
        if known is not None:
            return known
        found: dict[tuple[int, int, str], Break] = {}
        definition = self._indicators[indicator]
        for item in definition.breaks:
            found.setdefault((item.year, item.month, item.reason), item)
        for component in definition.components.values():
            if component.indicator is not None:
                inner: tuple[Break, ...] = self.breaks(component.indicator, bases=bases)
            else:
                measure = self.measures[component.measure or ""]
                inner = measure.breaks
                if bases:
                    inner += _base_changes(measure, component.rule.back, harmless=definition.base_change_harmless)
            for item in inner:
                found.setdefault((item.year, item.month, item.reason), item)
        result = self._breaks[(indicator, bases)] = tuple(found[key] for key in sorted(found))
        return result

    def same_statistic(self, indicator: str) -> tuple[str, ...]:
        """Why deliveries of different offices count as one statistic: the reasons of its measures, each once."""
        found: dict[str, None] = {}
        for component in self._indicators[indicator].components.values():
            if component.indicator is not None:
                found.update(dict.fromkeys(self.same_statistic(component.indicator)))
            elif reason := self.measures[component.measure or ""].one_statistic:
                found[reason] = None
        return tuple(found)

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics (``rubrik``) in the order of their first indicator."""
        return tuple(dict.fromkeys(item.topic for item in self._indicators.values()))


def _base_changes(measure: MeasureDefinition, back: int, *, harmless: bool) -> tuple[Break, ...]:
    """The years in which a measure's population base changes, seen from an indicator that looks ``back`` years."""
    return tuple(
        Break(
            ab=before.until + 1 + back,
            grund=f"Bevölkerungsbasis wechselt von {before.base} auf {after.base}",
            unschaedlich=harmless,
        )
        for before, after in pairwise(measure.bases)
        if before.until is not None
    )


def load_folders(folders: Iterable[tuple[Path, str]]) -> Catalogue:
    """A catalogue of folders ``(folder, prefix shown in messages)``; later folders replace ids of earlier ones."""
    problems: list[Diagnostic] = []
    indicators: dict[str, IndicatorDefinition] = {}
    measures: dict[str, MeasureDefinition] = {}
    places: dict[str, tuple[PlaceIndex, str]] = {}
    measure_places: dict[str, tuple[PlaceIndex, str]] = {}
    spoilt = Spoilt(set(), set())
    for folder, prefix in folders:
        seen: dict[str, Place] = {}
        for measure, place, index in measures_of(folder, prefix, problems, spoilt):
            problems.extend(_twice(f"merkmal {measure.id}", place, seen))
            measures[measure.id] = measure
            measure_places[measure.id] = (index, measure.id)
        for definition, place, index in indicators_of(folder, prefix, problems, spoilt):
            problems.extend(_twice(f"indikator {definition.id}", place, seen))
            indicators[definition.id] = definition
            places[definition.id] = (index, definition.id)
    for key, definition in indicators.items():
        problems.extend(_check(definition, indicators, measures, places[key][0], spoilt))
        problems.extend(unsound(definition, indicators, measures, places[key][0]))
    for key, measure in measures.items():
        part_of = (measure.part_of,) if measure.part_of is not None else ()
        named = {
            "teilmenge_von": part_of,
            "ueberschneidet": measure.overlaps,
            "zugaenge": measure.inflows,
            "abgaenge": measure.outflows,
        }
        for word, others in named.items():
            place = measure_places[key][0].place(("merkmale", key, word))
            for other in others:
                if spoilt.unknown(other, measures):
                    message = f"Das Merkmal „{other}“ gibt es nicht."
                    problems.append(error("merkmal-unbekannt", message, place, did_you_mean(other, measures)))
    problems.extend(_circles(indicators, places))
    if problems:
        raise ConfigurationError(sorted(problems, key=lambda item: (item.place, item.code, item.message)))
    return Catalogue(indicators, measures)


def _twice(name: str, place: Place, seen: dict[str, Place]) -> list[Diagnostic]:
    first = seen.setdefault(name, place)
    if first == place:
        return []
    kind, key = name.split()
    return [
        error(
            "doppelt",
            f"„{key}“ ({kind}) ist schon an anderer Stelle erklärt ({first}).",
            place,
            "Löschen Sie eine der beiden Angaben oder benennen Sie sie um.",
        )
    ]


def _check(
    definition: IndicatorDefinition,
    indicators: Mapping[str, IndicatorDefinition],
    measures: Mapping[str, MeasureDefinition],
    index: PlaceIndex,
    spoilt: Spoilt,
) -> Iterator[Diagnostic]:
    """Everything about one definition that only the whole catalogue can tell."""
    loc = ("indikatoren", definition.id)
    own = own_dimensions(definition.method.kind) if definition.method is not None else ()
    if definition.method is None:
        yield from _check_formula(definition, index.place((*loc, "formel")))
    else:
        yield from unfed(definition, definition.method.kind, index.place((*loc, "methode")))
    for name, component in definition.components.items():
        if component.area != "eigenes" and definition.method is None:
            yield error(
                "komponente-gebiet",
                f"Die Komponente „{name}“ nennt ein anderes Gebiet; in einer Formel stehen alle für dasselbe.",
                index.place((*loc, "komponenten", name, "gebiet")),
                "Streichen Sie „gebiet“; den Vergleich mit Kreis und Land machen Tabellen und Texte.",
            )
        here = (*loc, "merkmal") if definition.measure is not None else (*loc, "komponenten", name)
        if component.measure is not None and spoilt.unknown(component.measure, measures):
            yield error(
                "merkmal-unbekannt",
                f"Das Merkmal „{component.measure}“ gibt es nicht.",
                index.place(here if definition.measure is not None else (*here, "merkmal")),
                did_you_mean(component.measure, measures),
            )
        if component.indicator is not None and spoilt.unknown(component.indicator, indicators):
            yield error(
                "indikator-unbekannt",
                f"Den Indikator „{component.indicator}“ gibt es nicht.",
                index.place((*here, "indikator")),
                did_you_mean(component.indicator, indicators),
            )
        if (
            "alter" in component.fixed
            and "alter" in definition.breakdowns
            and "alter" not in own
            and "alter" in (component.keys or ("alter",))
        ):
            yield error(
                "gliederung-doppelt",
                f"Die Komponente „{name}“ legt das Alter fest; der Indikator kann nicht zugleich nach Alter gegliedert "
                "werden.",
                index.place((*loc, "gliederungen")),
                "Streichen Sie „alter“ aus „gliederungen“.",
            )
    for number, other in enumerate(definition.related):
        if spoilt.unknown(other, indicators):
            yield error(
                "indikator-unbekannt",
                f"Den Indikator „{other}“ gibt es nicht.",
                index.place((*loc, "verwandt", number)),
                did_you_mean(other, indicators),
            )
    if definition.official is not None and spoilt.unknown(definition.official, indicators):
        yield error(
            "indikator-unbekannt",
            f"Den Indikator „{definition.official}“ gibt es nicht.",
            index.place((*loc, "amtlich_vergleich")),
            did_you_mean(definition.official, indicators),
        )


def _shown(formula: str) -> str:
    """A formula as messages quote it."""
    return f"„{formula if len(formula) <= 80 else formula[:77] + '…'}“"


def _check_formula(definition: IndicatorDefinition, place: Place) -> Iterator[Diagnostic]:
    shown = _shown(definition.formula)
    try:
        used = names(definition.tree)
    except FormulaError as problem:
        yield error(
            "formel-falsch",
            f"Formel {shown}, Stelle {problem.column}: {problem.message}",
            place,
            problem.advice,
        )
        return
    for name in used:
        if name.name not in definition.components:
            yield error(
                "formel-name",
                f"Formel {shown}, Stelle {name.column}: Eine Komponente „{name.name}“ gibt es nicht.",
                place,
                did_you_mean(name.name, definition.components),
            )
    if any(always_zero(node) for node in divisors(definition.tree)):
        yield error(
            "formel-null",
            f"Formel {shown}: Geteilt wird durch null, welche Werte die Komponenten auch haben.",
            place,
            "Schreiben Sie hinter den Bruchstrich die Komponente, auf die sich der Zähler bezieht.",
        )
    for component in sorted(definition.components.keys() - {item.name for item in used}):
        yield error(
            "komponente-ungenutzt",
            f"Die Komponente „{component}“ kommt in der Formel {shown} nicht vor.",
            place,
            "Nehmen Sie sie in die Formel auf oder löschen Sie sie.",
        )


def _circles(
    indicators: Mapping[str, IndicatorDefinition], places: Mapping[str, tuple[PlaceIndex, str]]
) -> Iterator[Diagnostic]:
    """Indicators that are made of themselves, and those that stand on too many others, one on top of the next."""
    inner = {
        key: tuple(
            dict.fromkeys(item.indicator for item in definition.components.values() if item.indicator in indicators)
        )
        for key, definition in indicators.items()
    }
    depth: dict[str, int] = {}
    reported: set[frozenset[str]] = set()
    for start in indicators:
        path: list[str] = []
        ahead = [(start, False)]
        while ahead:
            key, done = ahead.pop()
            if done:  # all below it are known
                path.remove(key)
                depth[key] = 1 + max((depth.get(item or "", 0) for item in inner[key]), default=0)
            elif key in path:
                circle = path[path.index(key) :]
                if frozenset(circle) not in reported:
                    reported.add(frozenset(circle))
                    yield _told_circle(circle, places)
            elif key not in depth:
                path.append(key)
                ahead.append((key, True))
                ahead.extend((item, False) for item in reversed(inner[key]) if item is not None)
    first = next((key for key, number in depth.items() if number > _STOREYS), None)
    if first is not None and not reported:
        yield error(
            "indikator-kette",
            f"„{first}“ setzt mehr als {_STOREYS} Indikatoren voraus, jeder den nächsten.",
            places[first][0].key_place(("indikatoren", first)),
            "Rechnen Sie aus Merkmalen, oder fassen Sie Zwischenschritte in einer Formel zusammen.",
        )


def _told_circle(circle: list[str], places: Mapping[str, tuple[PlaceIndex, str]]) -> Diagnostic:
    names = [*circle, circle[0]]
    if len(names) > 8:
        names = [*names[:4], "…", *names[-3:]]
    return error(
        "indikator-kreis",
        "Diese Indikatoren setzen sich gegenseitig voraus: " + " → ".join(names) + ".",
        places[circle[0]][0].key_place(("indikatoren", circle[0])),
        "Lösen Sie den Kreis auf.",
    )
