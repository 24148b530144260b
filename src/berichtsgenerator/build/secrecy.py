"""``bericht geheimhaltung``: why numbers of a product are hidden, what would free them, and the audit file.

The account is for the office: it names reasons and partners, and tells which numbers are small themselves. It holds no
hidden value, but it does not belong into a publication.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from berichtsgenerator import __version__
from berichtsgenerator.build.house import house_style
from berichtsgenerator.build.pipeline import Prepared, prepare
from berichtsgenerator.build.progress import Progress
from berichtsgenerator.build.recall import target_folder
from berichtsgenerator.build.results import BuildOptions
from berichtsgenerator.diagnostics import ConfigurationError, error
from berichtsgenerator.disclosure import Figures, Finding, Reason
from berichtsgenerator.document.blocks import (
    Align,
    Block,
    Cell,
    Document,
    Figure,
    HeadCell,
    Heading,
    Paragraph,
    Row,
    RowGroup,
    Table,
    TitlePage,
)
from berichtsgenerator.document.drawings import Drawing
from berichtsgenerator.document.inline import Text
from berichtsgenerator.document.pages import Metadata
from berichtsgenerator.exports import Sheet, workbook
from berichtsgenerator.language.dates import format_period
from berichtsgenerator.language.hyphenation import hyphenate
from berichtsgenerator.language.numbers import format_number
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.pdf import finish
from berichtsgenerator.typesetting import typeset
from berichtsgenerator.wholefile import write_all

_NOTE = (
    "Nur für den Dienstgebrauch: Das Protokoll sagt, welche Zahlen selbst zu klein sind. Es enthält keinen "
    "geschützten Wert."
)
_HEAD = (
    "Zahl",
    "Gebiet",
    "Zeit",
    "Darstellung",
    "Grund",
    "Partner",
    "Breite der Spanne",
    "Vermerk",
    "Steht in",
    "Kennung",
)
_PARTNERS = 6
INTERNAL = "intern"
"""Folder of what is not for publication, within the folder of the reports."""


@dataclass(frozen=True, slots=True)
class Line:
    """One hidden number in words."""

    finding: Finding
    title: str
    area: str
    period: str
    view: str
    width: str
    note: str
    places: str
    role: str


def secrecy(options: BuildOptions, query: str, progress: Progress) -> tuple[tuple[str, ...], tuple[Path, ...]]:
    """The German lines about the hidden numbers of the wanted products (all, or those that ``query`` names), and the
    audit files that were written: a workbook and a PDF for each product.
    """
    prepared = prepare(options, progress)
    if prepared.workspace.project.ausgabe == "intern":
        message = "Dieses Projekt baut die interne Ausgabe: Nichts ist geheim gehalten."
        raise ConfigurationError(error("geheimhaltung-intern", message, advice="Setzen Sie „ausgabe: oeffentlich“."))
    lines: list[str] = []
    files: dict[Path, bytes] = {}
    folder = target_folder(options, prepared.workspace.project) / INTERNAL
    for job in prepared.jobs:
        wanted = prepared.planned[job.name].requests
        own = [item for item in worded(prepared) if item.finding.key in wanted]
        asked = [item for item in own if _fits(item, query)] if query else own
        if query:
            lines.extend(_explained(asked, own, prepared, query))
        else:
            lines.extend(_overview(job.name, own, prepared.outcome.figures))
        files[folder / f"{job.name}.geheimhaltung.xlsx"] = _workbook(job.name, own, prepared)
        progress.stage(f"{job.name}: Protokoll setzen")
        files[folder / f"{job.name}.geheimhaltung.pdf"] = _pdf(job.name, own, prepared)
    folder.mkdir(parents=True, exist_ok=True)
    write_all(files)
    return tuple(lines), tuple(sorted(files))


def _no_drawing(figure: Figure, width: float) -> Drawing:
    raise LookupError(f"the account has no figures: {figure.id}, {width}")


def worded(prepared: Prepared) -> tuple[Line, ...]:
    """All findings in words, in register order."""
    found = []
    for finding in prepared.outcome.findings:
        key = finding.key
        found.append(
            Line(
                finding,
                _title(prepared, key),
                _area(prepared, key.area),
                format_period(key.period),
                _view(prepared, key),
                "" if finding.width is None else format_number(finding.width, 0),
                _vermerk(finding),
                "; ".join(prepared.register.places(key)[:3]),
                "selbst geschützt" if finding.primary else "schützt andere",
            )
        )
    return tuple(found)


def _title(prepared: Prepared, key: NumberKey) -> str:
    catalogue = prepared.workspace.catalogue
    title = catalogue[key.indicator].title if key.indicator in catalogue else key.indicator
    groups = ", ".join(value for _, value in key.breakdown)
    return f"{title} ({groups})" if groups else title


def _area(prepared: Prepared, key: str) -> str:
    area = prepared.workspace.gazetteer.area(key)
    return area.name if area is not None else key


def _named(prepared: Prepared, key: NumberKey, beside: NumberKey) -> str:
    """A partner by what tells it from the number beside it: area, subject, time."""
    parts = [_area(prepared, key.area)] if key.area != beside.area else []
    if (key.indicator, key.breakdown) != (beside.indicator, beside.breakdown):
        parts.append(_title(prepared, key))
    if key.period != beside.period:
        parts.append(format_period(key.period))
    return ", ".join(parts) or _view(prepared, key)


def _rest(prepared: Prepared, beside: NumberKey, keys: Sequence[NumberKey]) -> str:
    """A small difference by the numbers between which it lies."""
    names = [_named(prepared, key, beside) if key != beside else "dieser Zahl" for key in keys]
    return f"kleiner Rest zwischen {' und '.join(names)}" if len(names) > 1 else f"kleiner Rest zu {names[0]}"


_VIEWS = {
    View.VALUE: "Wert",
    View.NUMERATOR: "Zähler",
    View.DENOMINATOR: "Nenner",
    View.DIFFERENCE: "Unterschied zu",
    View.RATIO: "Verhältnis zu",
    View.CHANGE: "Veränderung seit",
    View.CHANGE_PERCENT: "Veränderung in Prozent seit",
    View.INDEX: "Index, Basis",
    View.RANK: "Rang in",
}


def _view(prepared: Prepared, key: NumberKey) -> str:
    shown = key.representation
    more = _area(prepared, shown.against) if shown.against else format_period(shown.since) if shown.since else ""
    return f"{_VIEWS[shown.view]} {more}".strip()


def _vermerk(finding: Finding) -> str:
    if finding.narrow:
        return "schmaler als die Regel verlangt: Veröffentlichte Zahlen lassen nicht mehr zu"
    return ""


def _fits(line: Line, query: str) -> bool:
    wanted = query.casefold()
    return wanted in str(line.finding.key).casefold() or wanted in f"{line.title} {line.area} {line.period}".casefold()


def _overview(name: str, own: Sequence[Line], figures: Figures | None) -> list[str]:
    lines = [f"{name}: {format_number(len(own), 0)} Zahlen sind geheim gehalten."]
    for reason, count in sorted(Counter(item.finding.reason for item in own).items(), key=lambda item: item[0].name):
        lines.append(f"  {reason.value}: {format_number(count, 0)}")
    if figures is not None:
        lines.extend(f"  {text}" for text in _system(figures))
    for item in own:
        spread = f", Spanne {item.width}" if item.width else ""
        lines.append(f"  {item.finding.key}: {item.title}, {item.area}, {item.period}: {item.role}{spread}")
    return lines


def _system(figures: Figures) -> list[str]:
    proof = "kleinstmöglich (bewiesen)" if figures.proved else f"mindestens {format_number(figures.bound, 1)} nötig"
    return [
        f"Geprüft: {format_number(figures.cells, 0)} Zahlen mit {format_number(figures.relations, 0)} Beziehungen, "
        f"davon {format_number(figures.sensitive, 0)} schutzbedürftig in {format_number(figures.parts, 0)} Verbünden.",
        f"Zusätzlich verborgen: {format_number(figures.secondary, 0)} Anzahlen, Aufwand "
        f"{format_number(figures.cost, 1)}; {proof}.",
        f"Nachweise: {format_number(figures.certificates, 0)} andere ganzzahlige Belegungen; nicht im vollen Maß "
        f"geschützt: {format_number(figures.relaxed, 0)}, gar nicht: {format_number(figures.unprotected, 0)}.",
    ]


_FREE = {
    Reason.SMALL: "Gedruckt würde sie mit einer gröberen Gliederung oder einer niedrigeren Mindestzahl ihrer Quelle.",
    Reason.ZERO: "Gedruckt würde sie, wenn die Quelle ihre Nullen zeigen darf (nullen: gedruckt).",
    Reason.COMPLEMENT: "Gedruckt würde sie, wenn ihre Gesamtzahl nicht bekannt wäre.",
    Reason.AGES: "Gedruckt würde sie, wenn nur eine der beiden Altersgruppen im Bericht stünde.",
    Reason.LINKED: "Gedruckt würde sie, wenn die verbundene Anzahl groß genug wäre.",
    Reason.SOURCE: "Die Quelle hält sie geheim; hier kann nichts sie befreien.",
    Reason.DOMINANCE: "Gedruckt würde sie als Summe, zu der mehr Einrichtungen beitragen.",
    Reason.COARSE: "Gedruckt ist die gröbere Gruppe; die Regel der Quelle nennt sie (altersgrenzen, uebrige).",
    Reason.GROUP: "Gedruckt würde sie, wenn Anteile von 0 und 100 Prozent gezeigt werden dürften (gruppen: gedruckt).",
    Reason.RATE: "Gedruckt würde sie mit ihrem Zähler und Nenner.",
    Reason.DERIVED: "Gedruckt würde sie mit den Zahlen, aus denen sie gebildet ist.",
    Reason.MEASURE: "Gedruckt würde sie, wenn keine der Anzahlen, über die das Maß geht, geschützt wäre.",
    Reason.RECOMPUTABLE: "Gedruckt würde sie, wenn die genannten Partner nicht geschützt werden müssten.",
}


def _explained(asked: Sequence[Line], own: Sequence[Line], prepared: Prepared, query: str) -> list[str]:
    if not asked:
        return [f"Zu „{query}“ ist nichts geheim gehalten."]
    names = {item.finding.key: item for item in own}
    lines = []
    for item in asked:
        finding = item.finding
        lines.append(f"{item.title}, {item.area}, {item.period}, {item.view}")
        lines.append(f"  Kennung: {finding.key}")
        lines.append(f"  Grund: {finding.reason.value}.")
        if item.width:
            what = "sie" if finding.through is None else f"ihre Anzahl ({finding.through})"
            lines.append(f"  Ein Leser kann {what} auf eine Spanne der Breite {item.width} eingrenzen.")
        if item.note:
            lines.append(f"  Vermerk: {item.note}.")
        for key in finding.partners[:_PARTNERS]:
            other = names.get(key)
            told = (
                f"{other.title}, {other.area}, {other.period}"
                if other
                else f"{_title(prepared, key)}, {_area(prepared, key.area)}"
            )
            lines.append(f"  Verborgen zusammen mit: {told} ({key})")
        lines.extend(f"  Verborgen wegen: {_rest(prepared, finding.key, rest)}" for rest in finding.rests[:_PARTNERS])
        if len(finding.partners) > _PARTNERS:
            lines.append(f"  … und {len(finding.partners) - _PARTNERS} weiteren, siehe Protokoll.")
        lines.append(f"  {_FREE[finding.reason]}")
        if item.places:
            lines.append(f"  Steht in: {item.places}")
    return lines


def _cells(item: Line) -> tuple[str | float | None, ...]:
    finding = item.finding
    return (
        item.title,
        item.area,
        item.period,
        item.view,
        f"{item.role}: {finding.reason.value}",
        "; ".join([*(str(key) for key in finding.partners), *_rest_ids(finding)]),
        finding.width,
        item.note,
        item.places,
        str(finding.key),
    )


def _rest_ids(finding: Finding) -> list[str]:
    return [f"Rest zwischen {' und '.join(str(key) for key in rest)}" for rest in finding.rests]


def _workbook(name: str, own: Sequence[Line], prepared: Prepared) -> bytes:
    figures = prepared.outcome.figures
    about = tuple(_system(figures)) if figures is not None else ()
    lines = (f"Protokoll der Geheimhaltung: {name}", _NOTE, *about)
    sheet = Sheet("Geheimhaltung", lines, _HEAD, tuple(_cells(item) for item in own))
    return workbook([sheet], title=f"Geheimhaltung {name}", author=prepared.workspace.project.herausgeber)


def _pdf(name: str, own: Sequence[Line], prepared: Prepared) -> bytes:
    project = prepared.workspace.project
    groups: dict[str, list[Row]] = defaultdict(list)
    for item in own:
        finding = item.finding
        partners = [_named(prepared, key, finding.key) for key in finding.partners if key != finding.key]
        partners.extend(_rest(prepared, finding.key, rest) for rest in finding.rests)
        told = "; ".join(partners[:3])
        more = f" und {len(partners) - 3} weitere" if len(partners) > 3 else ""
        spread = item.width or "abgeleitet"
        if item.width and finding.through is not None:
            spread = f"{item.width} (Anzahl)"
        groups[item.title].append(
            Row(
                f"{item.area}, {item.period}",
                (
                    Cell(item.view),
                    Cell(f"{item.role}: {item.finding.reason.value}"),
                    Cell(f"{told}{more}" or "keine"),
                    Cell(f"{spread} ({item.note})" if item.note else spread),
                ),
            )
        )
    head = tuple(HeadCell(text) for text in ("Darstellung", "Grund", "Partner", "Breite der Spanne"))
    body: list[Block] = [Heading("protokoll", 1, "", "Protokoll der Geheimhaltung")]
    body.append(Paragraph((Text(_NOTE),)))
    figures = prepared.outcome.figures
    body.extend(Paragraph((Text(text),)) for text in (_system(figures) if figures is not None else ()))
    if groups:
        rows = tuple(RowGroup(title, tuple(found)) for title, found in groups.items())
        body.append(
            Table(
                "protokoll-zahlen",
                "",
                f"Geheim gehaltene Zahlen in {name}",
                "Gebiet und Zeit",
                (head,),
                (Align.LEFT,) * 4,
                rows,
                text_shares=(0.16, 0.24, 0.28, 0.14),
                stub_share=0.18,
            )
        )
    else:
        body.append(Paragraph((Text("In diesem Bericht ist keine Zahl geheim gehalten."),)))
    title = f"Geheimhaltung: {name}"
    banner = "Nur für den Dienstgebrauch"
    page = TitlePage("Protokoll der Geheimhaltung", name, project.herausgeber, (banner,), ())
    document = Document(
        title, "Protokoll", project.herausgeber, ("Geheimhaltung",), page, (), tuple(body), banner, title
    )
    result = typeset(document, style=house_style(project), drawings=_no_drawing, hyphenate=hyphenate)
    return finish(result, Metadata.of(document, f"berichtsgenerator {__version__}"))
