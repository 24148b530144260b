"""A small world for tests of planning: a Kreis of three Gemeinden, a catalogue and an engine with made-up numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from berichtsgenerator.configuration.project import load_project
from berichtsgenerator.model.areas import Area, Level, is_part_of, level_of
from berichtsgenerator.model.entries import Component, Entry, Protection, Provenance
from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.observations import Breakdown, Observation, SourceTable
from berichtsgenerator.model.periods import Period, PeriodKind, month, year
from berichtsgenerator.model.units import Kind, difference_kind
from berichtsgenerator.plan import PlanContext, load_layout
from berichtsgenerator.plan.layout.loading import Layout
from berichtsgenerator.register.register import Register

AREAS = {
    "DG": Area("DG", "Deutschland", "Deutschland"),
    "06": Area("06", "Hessen", "Hessen"),
    "06999": Area("06999", "Beispielen, Landkreis", "Beispielen"),
    "06999001": Area("06999001", "Ahausen, Stadt", "Ahausen"),
    "06999002": Area("06999002", "Bedorf", "Bedorf"),
    "06999003": Area("06999003", "Zeheim", "Zeheim"),
}
PROJECT = """\
kreis: 06999
titel: Bericht
herausgeber: Landkreis Beispielen
impressum: Herausgegeben vom Landkreis.
stand: 31.12.2024
ereignisse:
  corona: {datum: 2020-03-22, name: Lockdown}
"""


class FakeGazetteer:
    def area(self, key: str) -> Area | None:
        return AREAS.get(key)

    def children(self, key: str, level: Level) -> tuple[Area, ...]:
        found = (area for area in AREAS.values() if area.level is level and area.key != key)
        return tuple(sorted((area for area in found if is_part_of(area.key, key)), key=lambda area: area.key))

    def centre(self, key: str) -> tuple[float, float] | None:
        return (8.0 + int(key[-1]) / 10, 49.8) if key in AREAS and key != "DG" else None


@dataclass(frozen=True)
class FakeBreak:
    year: int
    reason: str
    month: int = 1
    harmless: bool = False


@dataclass(frozen=True)
class FakeDefinition:
    id: str
    title: str
    short: str
    unit: str
    kind: Kind
    decimals: int = 1
    description: str = "Beschreibung des Indikators"
    formula_text: str = "a / b * 100"
    period_kind: PeriodKind = PeriodKind.YEAR
    reference_date_text: str = "31. Dezember"
    base_change_harmless: bool = False
    sources: tuple[str, ...] = ("12411",)
    notes: tuple[str, ...] = ()
    breaks: tuple[FakeBreak, ...] = ()
    ahead: bool = False


DEFINITIONS = {
    item.id: item
    for item in (
        FakeDefinition("bevoelkerung", "Bevölkerung", "Bevölkerung", "Personen", Kind.COUNT, 0, formula_text="wert"),
        FakeDefinition(
            "quote", "Arbeitslosenquote", "Quote", "Prozent", Kind.SHARE, breaks=(FakeBreak(2023, "neue Abgrenzung"),)
        ),
        FakeDefinition("anteil", "Anteil der Kinder", "Anteil Kinder", "Prozent", Kind.SHARE),
        FakeDefinition(
            "monatlich", "Arbeitslose im Monat", "Arbeitslose", "Personen", Kind.COUNT, 0, period_kind=PeriodKind.MONTH
        ),
        FakeDefinition("nur_kreis", "Pflegequote", "Pflegequote", "Prozent", Kind.SHARE),
        FakeDefinition("leer", "Wohngeldquote", "Wohngeldquote", "Prozent", Kind.SHARE),
    )
}


class FakeCatalogue:
    def __getitem__(self, key: str, /) -> FakeDefinition:
        return DEFINITIONS[key]

    def __contains__(self, key: object, /) -> bool:
        return key in DEFINITIONS

    def __iter__(self) -> Iterator[str]:
        return iter(DEFINITIONS)

    def breaks(self, indicator: str, /, *, bases: bool) -> tuple[FakeBreak, ...]:
        return DEFINITIONS[indicator].breaks

    def same_statistic(self, indicator: str, /) -> tuple[str, ...]:
        return ()


TABLE = SourceTable(
    "genesis/12411-02-03-4.csv",
    "ab" * 32,
    "Tabelle",
    1,
    "12411-02-03-4",
    "Bevölkerung",
    "Statistisches Landesamt",
    "2024-10-10",
)
AGES = ("unter 6 Jahre", "6 bis unter 18 Jahre", "18 Jahre und mehr", "unter 18 Jahre")
YEARS = tuple(year(value) for value in range(2015, 2025))
MONTHS = tuple(month(y, m) for y in (2023, 2024) for m in range(1, 13))


@dataclass
class FakeEngine:
    """``values`` overrides single numbers; ``sample`` marks the source as sample data."""

    values: dict[tuple[str, str], float | None] = field(default_factory=dict)
    hidden: frozenset[tuple[str, str]] = frozenset()
    sample: bool = False
    asked: list[NumberKey] = field(default_factory=list)

    def periods(self, indicator: str, area: str | None = None, breakdown: Breakdown = ()) -> tuple[Period, ...]:
        if indicator == "leer":
            return ()
        if indicator == "nur_kreis" and area is not None and level_of(area) is Level.GEMEINDE:
            return ()
        if indicator == "monatlich":
            return MONTHS
        if indicator == "anteil":
            return YEARS[:-1]
        return YEARS

    def available(self, indicator: str, level: Level) -> bool:
        return bool(self.periods(indicator, {Level.GEMEINDE: "06999001"}.get(level, "06999")))

    def explain_gap(self, indicator: str, area: str, period: Period) -> str:
        return f"Für {AREAS[area].short} fehlt die Lieferung ({period.iso})."

    def undelivered(self, indicator: str) -> tuple[str, ...]:
        return ("Haushalte mit Wohngeld",) if indicator == "leer" else ()

    def explain_none(self, indicator: str, area: str) -> str:
        return f"Für {AREAS[area].short} passen die Lieferungen nicht zusammen."

    def breakdowns(self, indicator: str) -> Mapping[str, tuple[str, ...]]:
        if indicator == "bevoelkerung":
            return {"alter": AGES, "geschlecht": ("männlich", "weiblich")}
        return {}

    def _plain(self, key: NumberKey) -> float:
        own = self.values.get((key.indicator, key.area))
        if own is not None:
            return own
        sizes = {"DG": 83_000_000, "06": 6_000_000, "06999": 300_000}
        size = sizes.get(key.area) or 10_000 + 1000 * int(key.area[-1])
        share = 1 / (1 + len(key.breakdown))
        if DEFINITIONS[key.indicator].kind is Kind.COUNT:
            return float(round(size * share)) + key.period.year - 2015
        return round(
            5 + (len(key.area) * 7 + int(key.area[-1:].replace("G", "0"))) % 5 * 0.7 + (key.period.year - 2015) / 10, 3
        )

    def evaluate(self, key: NumberKey) -> Entry:
        self.asked.append(key)
        definition = DEFINITIONS[key.indicator]
        view, rep = key.representation.view, key.representation
        kind, unit = definition.kind, definition.unit
        value: float | None = self._plain(key)
        if view is View.DIFFERENCE:
            value = self._plain(key) - self._plain(NumberKey(key.indicator, rep.against, key.period, key.breakdown))
            kind = difference_kind(kind)
        elif view is View.RATIO:
            value, kind, unit = 1.25, Kind.RATIO, ""
        elif view is View.CHANGE and rep.since is not None:
            value = self._plain(key) - self._plain(NumberKey(key.indicator, key.area, rep.since, key.breakdown))
            kind = difference_kind(kind)
        elif view is View.CHANGE_PERCENT:
            value, kind, unit = 3.2, Kind.PERCENT_CHANGE, "Prozent"
        elif view is View.RANK:
            value, kind, unit = 2.0, Kind.RANK, ""
        if kind is Kind.POINTS:
            unit = "Prozentpunkte"
        table = TABLE if not self.sample else SourceTable(**{**_fields(TABLE), "sample": True})
        quality = (
            (Quality.BREAK,) if key.indicator == "quote" and key.period.year == 2023 and view is View.VALUE else ()
        )
        missing, protection = None, Protection.OPEN
        if key.period not in self.periods(key.indicator, key.area, key.breakdown):
            value, missing = None, Missing.NO_DATA
        if (key.indicator, key.area) in self.hidden:
            value, missing, protection = None, Missing.SECRET, Protection.PRIMARY
        observation = Observation(
            table,
            definition.title,
            key.area,
            "",
            level_of(key.area),
            key.period,
            key.breakdown,
            value,
            "",
            missing,
            (),
            definition.unit,
            12,
            3,
        )
        component = Component(
            "a", definition.title, key.period, value, missing, (observation,) * (1 + (kind is not Kind.COUNT))
        )
        reason = "Die Lieferung fehlt." if missing is Missing.NO_DATA else ""
        provenance = Provenance("a", (component,) if missing is not Missing.NO_DATA else (), (), reason)
        return Entry(key, value, missing, kind, unit, definition.decimals, quality, provenance, protection)


def _fields(table: SourceTable) -> dict[str, object]:
    return {name: getattr(table, name) for name in table.__dataclass_fields__}


def write_project(
    folder: Path, layout: str, *, texts: Mapping[str, str] | None = None, project: str = PROJECT
) -> Layout:
    """A project folder with one layout; the loaded layout."""
    (folder / "layouts").mkdir(parents=True, exist_ok=True)
    (folder / "projekt.yaml").write_text(project, "utf-8")
    (folder / "layouts" / "probe.yaml").write_text(layout, "utf-8")
    for name, text in (texts or {}).items():
        path = folder / "layouts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    loaded = load_project(folder)
    return load_layout(folder / "layouts" / "probe.yaml", loaded)


def context(
    folder: Path, engine: FakeEngine | None = None, *, chapters: tuple[str, ...] = (), areas: tuple[str, ...] = ()
) -> PlanContext:
    """What the layout is resolved against."""
    return PlanContext(engine or FakeEngine(), FakeCatalogue(), FakeGazetteer(), load_project(folder), chapters, areas)


def register(planned_requests, engine: FakeEngine) -> Register:
    """The register of what was requested."""
    return Register.resolve(planned_requests, engine)
