"""Findings from the tables in ``data/befunde``: one line for each sentence, with its exact text.

A value is a number, or why there is none (``geheim``, ``unbekannt``, ``folgt``, ``unsicher``, ``entfällt: Grund``,
``fehlt: Grund``); ``[7.1, vorläufig]`` adds a quality. In the texts ``~`` stands for a no-break space and ``_`` for the
narrow one between thousands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from berichtsgenerator.indicators.comparing.recordfacts import with_facts
from berichtsgenerator.language.findings import Extremes, Finding, Gap, Protected, Quarter, Rank, Spread
from berichtsgenerator.language.records import Record, finding_of, spoken
from berichtsgenerator.language.wording import Subject, subject
from berichtsgenerator.model import comparison as facts
from berichtsgenerator.model.areas import Area
from berichtsgenerator.model.entries import Entry, Provenance
from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.periods import Period, PeriodKind
from berichtsgenerator.model.units import Kind, difference_kind, printed_difference

FOLDER = Path(__file__).parent / "data" / "befunde"

AREAS = {
    "A": Area("99101001", "Alsdorf", "Alsdorf"),
    "B": Area("99101002", "Bad Bach, Stadt", "Bad Bach"),
    "C": Area("99101003", "Celle", "Celle"),
    "D": Area("99101004", "Dorf", "Dorf"),
    "E": Area("99101005", "Ebertshausen", "Ebertshausen"),
    "F": Area("99101006", "Flecken", "Flecken"),
    "G": Area("99101008", "Griesdorf, Stadt", "Griesdorf"),
    "H": Area("99101009", "Hain", "Hain"),
    "K": Area("99101", "Musterberg, Landkreis", "Musterberg"),
    "W": Area("06440", "Wetteraukreis", "Wetteraukreis"),
    "R": Area("05378", "Rheinisch-Bergischer Kreis", "Rheinisch-Bergischer Kreis"),
    "X": Area("03241", "Hannover, Region", "Hannover"),
    "L": Area("06", "Hessen", "Hessen"),
    "S": Area("10", "Saarland", "Saarland"),
    "DE": Area("DG", "Deutschland", "Deutschland"),
    "schule": Area("99101008/4711", "Schule am Bach", "Schule am Bach"),
}

_SUBJECTS: dict[str, tuple[str, Kind, str, int]] = {
    "quote": ("Mindestsicherungsquote", Kind.SHARE, "Prozent", 1),
    "anteil": ("Anteil der unter 3-Jährigen", Kind.SHARE, "Prozent", 1),
    "arbeitslose": ("Arbeitslose", Kind.COUNT, "Personen", 0),
    "bevoelkerung": ("Bevölkerung", Kind.COUNT, "Personen", 0),
    "personen": ("Personen in Bedarfsgemeinschaften", Kind.COUNT, "Personen", 0),
    "jugendquotient": ("Jugendquotient", Kind.RATIO, "je 100 der 20- bis 64-Jährigen", 1),
    "einkommen": ("Verfügbares Einkommen je Einwohnerin und Einwohner", Kind.EUR, "EUR", 0),
    "geburten": ("Lebendgeborene je 10 000 Einwohnerinnen und Einwohner", Kind.RATE, "je 10 000", 1),
    "alter": ("Durchschnittsalter", Kind.YEARS, "Jahre", 1),
    "beratung": ("Suchtberatung: laufende Fälle", Kind.COUNT, "Fälle", 0),
    "billeter": ("Billeter-Maß", Kind.MEASURE, "", 3),
    "saldo": ("Wanderungssaldo", Kind.COUNT, "Personen", 0),
    "miete": ("Nettokaltmiete", Kind.EUR, "EUR je m²", 2),
    "dichte": ("Bevölkerungsdichte", Kind.DENSITY, "Einwohner je km²", 0),
    "flaeche": ("Gebietsfläche", Kind.AREA, "km²", 1),
    "wohngeld": ("Haushalte mit Wohngeld", Kind.COUNT, "Haushalte", 0),
    "hilfe": ("Hilfe zur Pflege", Kind.COUNT, "Personen", 0),
}

_MISSING = {
    "geheim": Missing.SECRET,
    "unbekannt": Missing.UNKNOWN,
    "folgt": Missing.LATER,
    "unsicher": Missing.UNRELIABLE,
    "entfällt": Missing.NOT_APPLICABLE,
    "fehlt": Missing.NO_DATA,
}
_QUALITY = {
    "vorläufig": Quality.PROVISIONAL,
    "geschätzt": Quality.ESTIMATED,
    "berichtigt": Quality.CORRECTED,
    "eingeschränkt": Quality.LIMITED,
}


def period(text: object) -> Period:
    """``2024-12-31``, ``2024``, ``2024-05``, ``2024-Q4``, ``2023/2024``, ``D2024`` (annual mean)."""
    word = str(text)
    if word.startswith("D"):
        return Period(PeriodKind.ANNUAL_MEAN, word[1:])
    for kind in (PeriodKind.STICHTAG, PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR, PeriodKind.SCHOOL_YEAR):
        try:
            return Period(kind, word)
        except ValueError:
            continue
    raise ValueError(word)


class Case:
    """One line of a table."""

    def __init__(self, line: dict[str, Any], name: str) -> None:
        self.line, self.name = line, name
        self.text = str(line["satz"])

    def __repr__(self) -> str:
        return self.name

    @property
    def subject(self) -> Subject:
        title, kind, unit, _ = _SUBJECTS[self.line["thema"]]
        return subject(title, kind, unit, str(self.line.get("stichtag", "")))

    @property
    def time(self) -> Period:
        return period(self.line.get("zeit", "2024-12-31"))

    def entry(
        self,
        area: Area,
        value: Any,
        *,
        at: Period | None = None,
        kind: Kind | None = None,
        decimals: int | None = None,
        view: View = View.VALUE,
        against: str = "",
        since: Period | None = None,
    ) -> Entry:
        _, own_kind, _, own_decimals = _SUBJECTS[self.line["thema"]]
        key = NumberKey("kennzahl", area.key, at or self.time)
        if view is not View.VALUE:
            key = key.with_view(view, against=against, since=since)
        quality: tuple[Quality, ...] = ()
        if isinstance(value, list):
            quality = tuple(_QUALITY[word] for word in value[1:])
            value = value[0]
        missing, reason = None, ""
        if value is None or isinstance(value, str):
            word, _, reason = (value or "fehlt").partition(": ")
            missing, value = _MISSING[word], None
        return Entry(
            key,
            None if value is None else float(value),
            missing,
            own_kind if kind is None else kind,
            "",
            own_decimals if decimals is None else decimals,
            quality,
            Provenance("", reason=reason),
        )

    def finding(self) -> Finding:
        """The finding of the line, made of a comparison record as it is in a report."""
        kind = self.line["art"]
        if kind == "luecke":
            time = self.line.get("zeit")
            return Gap(self.subject, self._area(), None if time is None else period(time), self.line.get("grund", ""))
        record: Record = getattr(self, f"_{kind}")()
        made = finding_of(kind, spoken(record), self.subject, self._named)
        if self.line.get("in") == "" and isinstance(made, Extremes | Spread | Protected | Quarter | Rank):
            return replace(made, within=None)
        if isinstance(made, Rank) and "wert" not in self.line:
            return replace(made, entry=None)
        return made

    def _named(self, key: str) -> Area:
        return next((area for area in (*self._numbered(), *AREAS.values()) if area.key == key), AREAS["K"])

    def _numbered(self) -> tuple[Area, ...]:
        values = self.line.get("werte")
        if not isinstance(values, list):
            return ()
        return tuple(Area(f"99101{index:03d}", f"Ort {index}", f"Ort {index}") for index in range(1, len(values) + 1))

    def _area(self) -> Area:
        word = self.line.get("ort", "G")
        return AREAS[word] if word in AREAS else next(area for area in self._numbered() if area.short == word)

    def _record(self, **parts: Any) -> Record:
        own = self.entry(self._area(), self.line.get("wert"))
        return facts.Comparison(own.key, parts.pop("value", own), **parts)

    def _stand(self) -> Record:
        return self._record()

    def _vergleich(self) -> Record:
        area, own = self._area(), self.entry(self._area(), self.line["wert"])
        distances = []
        for name, value in self.line["mit"].items():
            told = self.line.get("abstand", {})
            other = self.entry(AREAS[name], value)
            difference = None
            if told is not False:
                found = told.get(name)
                if found is None and own.value is not None and other.value is not None:
                    found = printed_difference(own.value, other.value, own.decimals)
                difference = self.entry(
                    area, found, kind=difference_kind(own.kind), view=View.DIFFERENCE, against=AREAS[name].key
                )
            distances.append(facts.Distance(AREAS[name].key, other, difference))
        return self._record(distances=tuple(distances))

    def _vielfaches(self) -> Record:
        own = self.entry(self._area(), self.line["wert"])
        ((name, value),) = self.line["mit"].items()
        other = self.entry(AREAS[name], value)
        ratio = self.line.get("verhaeltnis")
        if ratio is None and own.value is not None and other.value:
            ratio = own.value / other.value
        made = self.entry(self._area(), ratio, kind=Kind.RATIO, decimals=2, view=View.RATIO, against=AREAS[name].key)
        return self._record(distances=(facts.Distance(AREAS[name].key, other, None, made),))

    def _veraenderung(self) -> Record:
        area = self._area()
        since = period(self.line.get("seit", "2015-12-31"))
        now, earlier = self.entry(area, self.line["wert"]), self.entry(area, self.line["vorher"], at=since)
        change = percent = None
        told = self.line.get("differenz")
        if told is None and now.value is not None and earlier.value is not None:
            told = printed_difference(now.value, earlier.value, now.decimals)
        if told is not False:
            change = self.entry(area, told, kind=difference_kind(now.kind), view=View.CHANGE, since=since)
        share = self.line.get("prozent")
        if share is None and now.value is not None and (earlier.value or 0) >= 100:
            share = 100 * (now.value - earlier.value) / earlier.value  # type: ignore[operator]
        if share is not None:
            percent = self.entry(
                area, share, kind=Kind.PERCENT_CHANGE, decimals=1, view=View.CHANGE_PERCENT, since=since
            )
        found = facts.Change(since, earlier, change, percent, None, self.line.get("bruch", ""))
        return self._record(changes=(found,))

    def _trend(self) -> Record:
        """A course as the line gives it; what was cut off before it is only named."""
        values = tuple(
            (period(time), self.entry(self._area(), value, at=period(time)))
            for time, value in self.line["werte"].items()
        )
        own = values[-1][1]
        told = with_facts(facts.Comparison(own.key, own, course=facts.Course(values)), ())
        assert told.course is not None
        return told._replace(course=told.course._replace(cut=self.line.get("bruch", "")))

    _folge = _trend

    def _bruch(self) -> Record:
        found = tuple((period(time), reason) for time, reason in self.line["brueche"].items())
        return self._record(course=facts.Course((), found))

    def _extreme(self) -> Record:
        values = self.line["werte"]
        pairs = (
            [(AREAS[name], value) for name, value in values.items()]
            if isinstance(values, dict)
            else list(zip(self._numbered(), values, strict=True))
        )
        entries = tuple((area.key, self.entry(area, value)) for area, value in pairs)
        rank = None
        if "rang" in self.line:
            rank = self.entry(
                self._area(), self.line["rang"], kind=Kind.RANK, decimals=0, view=View.RANK, against="99101"
            )
        within = AREAS[self.line.get("in") or "K"].key
        own = next((entry for key, entry in entries if key == self._area().key), entries[0][1])
        told = with_facts(facts.Comparison(own.key, own, peers=facts.Peers(within, entries, rank)), ())
        peers = told.peers
        assert peers is not None and peers.spread is not None
        clash = self.line.get("unvergleichbar", "")
        spread = peers.spread._replace(uncertain="zufall" in self.line, clash=clash)
        return told._replace(peers=peers._replace(spread=spread))

    _spannweite = _geheim = _viertel = _extreme

    def _rang(self) -> Record:
        def ranked(value: Any) -> Entry:
            return self.entry(self._area(), value, kind=Kind.RANK, decimals=0, view=View.RANK, against=AREAS["K"].key)

        own = ranked(self.line["rang"])
        tied, others = self.line.get("gleich", 0), self.line["von"] - (own.value is not None)
        ranks = tuple(ranked(self.line["rang"] if number < tied else 1000) for number in range(others))
        within = AREAS[self.line.get("in") or "K"].key
        return self._record(peers=facts.Peers(within, (), own, ranks))

    def _kleine_zahlen(self) -> Record:
        cases = base = None
        if "faelle" in self.line:
            cases = self.entry(self._area(), self.line["faelle"], kind=Kind.COUNT, decimals=0, view=View.NUMERATOR)
        if "basis" in self.line:
            base = self.entry(self._area(), self.line["basis"], kind=Kind.COUNT, decimals=0, view=View.DENOMINATOR)
        return self._record(cases=cases, base=base)


def cases() -> Iterator[Case]:
    """All lines of all tables."""
    for path in sorted(FOLDER.glob("*.yaml")):
        for number, line in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), start=1):
            yield Case(line, f"{path.stem}-{number}")
