"""A document with every kind of block, for looking at, and long ones for measuring.

python benchmarks/typesetting_demo.py demo out.pdf       every kind of block
python benchmarks/typesetting_demo.py tables N out.pdf   N pages of tables of 60 rows × 8 columns
python benchmarks/typesetting_demo.py report out.pdf     about 450 pages with 150 tables
"""

from __future__ import annotations

import random
import resource
import sys
import time
from pathlib import Path

from berichtsgenerator.document.blocks import (
    Align,
    Block,
    Cell,
    CellLook,
    Contents,
    Document,
    Figure,
    HeadCell,
    Heading,
    KeyFigure,
    KeyFigures,
    Landscape,
    ListBlock,
    ListOfFigures,
    ListOfTables,
    Note,
    Paragraph,
    ParagraphStyle,
    Row,
    RowGroup,
    RowRole,
    Table,
    TitlePage,
)
from berichtsgenerator.document.drawings import Drawing, PathItem, TextItem
from berichtsgenerator.document.graphics import Bar, BarChart, Datum
from berichtsgenerator.document.inline import Footnote, Number, Reference, Text
from berichtsgenerator.document.pages import Metadata
from berichtsgenerator.pdf import finish
from berichtsgenerator.typesetting import HouseStyle, typeset

PLACES = (
    *("Altstadt", "Bergdorf", "Eichenau", "Falkenried", "Grünberg an der Lahe", "Hohenfeld", "Inselbach", "Kirchhain"),
    *("Lindenau", "Mühltal-Nord", "Neudorf", "Oberwald", "Quellheim", "Rosenthal", "Seestadt", "Talheim", "Unterwald"),
    *("Viernau", "Waldkappel", "Zellhausen", "Birkenau", "Dornheim", "Erlenbach"),
)
SENTENCES = (
    "Die Zahl der Leistungsberechtigten in der Grundsicherung für Arbeitsuchende ist gegenüber dem Vorjahr gestiegen.",
    "Besonders deutlich zeigt sich der Unterschied bei den sozialversicherungspflichtig Beschäftigten am Wohnort.",
    "Die Mindestsicherungsquote beschreibt den Anteil der Empfängerinnen und Empfänger an der Bevölkerung insgesamt.",
    "Zwischen den Gemeinden unterscheiden sich die Jugendquotienten erheblich, was auf die Altersstruktur zurückgeht.",
    "Kinder und Jugendliche in Bedarfsgemeinschaften sind in den größeren Städten häufiger vertreten als im Kreis.",
    "Die Kinderbetreuungsquote der unter Dreijährigen hat sich innerhalb von zehn Jahren mehr als verdoppelt.",
)


def words(rng: random.Random, count: int = 5) -> str:
    return " ".join(rng.choice(SENTENCES) for _ in range(count))


def number(value: float, decimals: int = 1) -> str:
    whole, _, part = f"{abs(value):.{decimals}f}".partition(".")
    groups = []
    while len(whole) > 3:
        groups.insert(0, whole[-3:])
        whole = whole[:-3]
    text = "\u202f".join([whole, *groups]) + (f",{part}" if part else "")
    return f"\u2212{text}" if value < 0 else text


def comparison(rng: random.Random, ident: str, printed: str, rows: int = 23) -> Table:
    def cells(scale: float, bold: bool = False) -> tuple[Cell, ...]:
        secret = rng.random() < 0.06
        return (
            Cell(number(rng.uniform(4000, 30000) * scale, 0)),
            Cell("•", "geheim gehalten") if secret else Cell(number(rng.uniform(10, 900) * scale, 0)),
            Cell(
                number(share := rng.uniform(2, 14), 1),
                look=CellLook("p" if rng.random() < 0.1 else "", bar=share / 14),
            ),
            Cell(number(rng.uniform(-2, 2), 1)),
            Cell(number(rng.uniform(10, 900) * scale, 0) if rng.random() > 0.05 else "–"),
            Cell(number(rng.uniform(20, 40), 1)),
        )

    names = [PLACES[n % len(PLACES)] + ("" if n < len(PLACES) else f" {n}") for n in range(rows)]
    gemeinden = tuple(
        Row(name, cells(1), RowRole.EMPHASIS if n == 4 else RowRole.NORMAL, 1) for n, name in enumerate(names)
    )
    head = (
        (
            HeadCell("Bevölkerung", rows=2),
            HeadCell("Leistungsberechtigte", columns=3),
            HeadCell("Jugendliche", columns=2),
        ),
        (
            HeadCell("insgesamt"),
            HeadCell("Anteil an der Bevölkerung", unit="%"),
            HeadCell("Veränderung", unit="Prozentpunkte"),
            HeadCell("unter 15 Jahren"),
            HeadCell("Jugendquotient"),
        ),
    )
    return Table(
        id=ident,
        number=printed,
        title="Bevölkerung und Leistungsberechtigte nach dem SGB II in den Gemeinden am 31.12.2024",
        subtitle="Kreis mit seinen Gemeinden, Land und Bund zum Vergleich",
        stub_head="Gebiet",
        head=head,
        columns=(Align.DECIMAL,) * 6,
        groups=(
            RowGroup("Gemeinden", gemeinden),
            RowGroup(
                "Vergleich",
                (
                    Row("Landkreis insgesamt", cells(23), RowRole.TOTAL),
                    Row("Hessen", cells(300), RowRole.REFERENCE),
                    Row("Deutschland", cells(3000), RowRole.REFERENCE),
                ),
            ),
        ),
        notes=("Abweichungen durch Rundungen. Anteile beziehen sich auf die Bevölkerung des Vorjahres.",),
        legend=(("•", "geheim gehalten"), ("–", "nichts vorhanden"), ("p", "vorläufig")),
        source="Statistik der Bundesagentur für Arbeit, Stand 12.03.2025; eigene Berechnung",
    )


def wide(ident: str, printed: str, columns: int, rows: int = 12) -> Table:
    rng = random.Random(columns)
    years = [str(2025 - columns + n) for n in range(columns)]
    return Table(
        id=ident,
        number=printed,
        title=f"Arbeitslose im Jahresdurchschnitt, {columns} Jahre",
        stub_head="Gemeinde",
        head=(
            (HeadCell("Arbeitslose im Jahresdurchschnitt", columns=columns),),
            tuple(HeadCell(year) for year in years),
        ),
        columns=(Align.DECIMAL,) * columns,
        groups=(
            RowGroup(
                "",
                tuple(
                    Row(PLACES[n], tuple(Cell(number(rng.uniform(100, 9000), 0)) for _ in years)) for n in range(rows)
                ),
            ),
        ),
        source="Statistik der Bundesagentur für Arbeit",
    )


def definitions() -> Table:
    rows = tuple(
        Row(
            name,
            (
                Cell(words(random.Random(n), 1 + n % 2)),
                Cell("Zähler / Nenner × 100"),
                Cell("Statistik der Bundesagentur für Arbeit, Tabelle 13211-02-05-4"),
            ),
        )
        for n, name in enumerate(
            ("SGB-II-Quote", "Mindestsicherungsquote", "Jugendquotient", "Arbeitslosenanteil", "Kinderarmut")
        )
    )
    return Table(
        id="tab-definitionen",
        number="",
        title="Definitionen der Kennzahlen",
        stub_head="Kennzahl",
        head=((HeadCell("Definition"), HeadCell("Formel"), HeadCell("Quelle")),),
        columns=(Align.LEFT,) * 3,
        groups=(RowGroup("", rows),),
        text_shares=(0.5, 0.22, 0.28),
    )


def chart() -> BarChart:
    return BarChart(tuple(Bar(name, (Datum(float(n), str(n)),)) for n, name in enumerate(PLACES)), ("Anteil",), "%")


def draw_chart(figure: Figure, width: float) -> Drawing:
    """A bar chart drawn by hand, to stand in for the charts room."""
    spec = figure.chart
    bars = spec.bars if isinstance(spec, BarChart) else ()
    row = 11.5
    height = figure.height * 72 / 25.4 if figure.height else row * len(bars) + 18
    items: list[PathItem | TextItem] = []
    for n, bar in enumerate(bars):
        y = height - (n + 1) * row
        length = (width - 160) * (n + 1) / len(bars)
        items.append(PathItem(f"q /Ga60 gs 0.043 0.31 0.424 rg 120 {y:.2f} {length:.2f} 8 re f Q".encode()))
        items.append(TextItem(0, y + 1.2, bar.label, "sans", 8.2))
        items.append(TextItem(124 + length, y + 1.2, f"{n},5", "sans", 8.2))
    return Drawing(width, height, tuple(items), alphas=(60,))


def every_block() -> Document:
    rng = random.Random(7)
    link = Text("Regionaldatenbank Deutschland", link="https://www.regionalstatistik.de/genesis/online")
    body: list[Block] = [
        Heading("k1", 1, "1", "Soziale Lage und Bevölkerungsentwicklung", "Soziale Lage"),
        Paragraph((Text(words(rng, 2)),), ParagraphStyle.LEAD),
        KeyFigures(
            (
                KeyFigure("SGB-II-Quote", Cell("7,1"), "%", ((Text("Hessen 9,3 %"),), (Text("Vorjahr 7,4 %"),))),
                KeyFigure("Kinder unter 15 Jahren", Cell("40\u202f186"), "", ((Text("13,7 % der Bevölkerung"),),)),
                KeyFigure("Jugendquotient", Cell("31,9"), "", ((Text("Hessen 30,8"),), (Text("Deutschland 30,3"),))),
                KeyFigure("Geheim gehalten", Cell("•", "geheim gehalten"), "", ((Text("zu kleine Fallzahl"),),)),
            )
        ),
        Heading("k1-1", 2, "1.1", "Leistungsberechtigte nach dem Zweiten Buch Sozialgesetzbuch"),
        Paragraph(
            (
                Text("Die Quote betrug "),
                Number("7,1\u00a0%", "sgb2", bold=True),
                Text(" im Kreis und "),
                Number("•", "x", spoken="geheim gehalten"),
                Text(" in der kleinsten Gemeinde"),
                Footnote(
                    (
                        Text(
                            "Werte unter drei werden aus Gründen der Geheimhaltung nicht ausgewiesen, vgl. § 16 BStatG."
                        ),
                    )
                ),
                Text(" (siehe "),
                Reference("tab-1", "Tabelle\u00a01.1", "beides"),
                Text(" und "),
                Reference("abb-1", "Abbildung\u00a01.1"),
                Text("). " + words(rng, 4) + " Daten: "),
                link,
                Text(". Der Begriff "),
                Text("social monitoring", italic=True, language="en"),
                Text(" bezeichnet die "),
                Text("dauerhafte Beobachtung", bold=True),
                Text(" der sozialen Lage. " + words(rng, 2)),
            )
        ),
        *[Paragraph((Text(words(rng, 5)),)) for _ in range(2)],
        comparison(rng, "tab-1", "1.1"),
        Paragraph((Text(words(rng, 6)),)),
        Heading("k1-2", 2, "1.2", "Bevölkerung nach Altersgruppen"),
        Heading("k1-2-1", 3, "1.2.1", "Kinder und Jugendliche"),
        Paragraph((Text(words(rng, 5)),)),
        Figure(
            "abb-1",
            "1.1",
            "Anteil der Leistungsberechtigten an der Bevölkerung",
            chart(),
            "Balkendiagramm: Anteil in 23 Gemeinden; Altstadt hat den niedrigsten, Erlenbach den höchsten Wert.",
            subtitle="Prozent, 31.12.2024",
            source="Statistik der Bundesagentur für Arbeit; eigene Berechnung",
            data_table="tab-1",
        ),
        Paragraph((Text(words(rng, 6)),)),
        Note(
            "Lesehilfe",
            (
                Paragraph(
                    (Text("Der Jugendquotient setzt die unter 20-Jährigen ins Verhältnis zu den 20- bis 64-Jährigen."),)
                ),
                ListBlock(
                    (
                        (Paragraph((Text("Ein Wert von 30 bedeutet: Auf 100 Personen kommen 30 junge Menschen."),)),),
                        (Paragraph((Text(words(rng, 1)),)),),
                    )
                ),
            ),
        ),
        Paragraph((Text("Drei Befunde fallen auf:"),)),
        ListBlock(
            (
                (
                    Paragraph((Text(words(rng, 1)),)),
                    ListBlock(((Paragraph((Text("Unterpunkt eins"),)),), (Paragraph((Text("Unterpunkt zwei"),)),))),
                ),
                (Paragraph((Text(words(rng, 2)),)),),
            )
        ),
        ListBlock(((Paragraph((Text(words(rng, 1)),)),), (Paragraph((Text(words(rng, 1)),)),)), ordered=True),
        Paragraph(
            (Text("„Ich brauche keine Almosen, ich brauche einen Kitaplatz, damit ich arbeiten kann.“"),),
            ParagraphStyle.QUOTE,
        ),
        Paragraph((Text("Quelle: Befragung der Familienzentren 2024"),), ParagraphStyle.SOURCE),
        Heading("k1-2-2", 4, "1.2.1.1", "Vierte Ebene"),
        Paragraph((Text(words(rng, 3)),), ParagraphStyle.SMALL),
        *[Paragraph((Text(words(rng, 6)),)) for _ in range(3)],
        Heading("k2", 1, "2", "Arbeitsmarkt", "Arbeitsmarkt"),
        Paragraph((Text(words(rng, 8)),)),
        Heading("k2-1", 2, "2.1", "Lange und breite Tabellen"),
        wide("tab-2", "2.1", 4),
        comparison(rng, "tab-3", "2.2", 70),
        wide("tab-4", "2.3", 16),
        wide("tab-5", "2.4", 34),
        Landscape(
            (Heading("k2-2", 2, "2.2", "Querformat"), wide("tab-6", "2.5", 20, 23), Paragraph((Text(words(rng, 4)),)))
        ),
        Heading("anhang", 1, "A", "Anhang: Definitionen"),
        definitions(),
    ]
    imprint = (
        (Text("Herausgeber", bold=True), Text(" Kreisausschuss des Musterkreises, Sozialplanung")),
        (Text("Datenstand 31.12.2024. Verbreitung, auch auszugsweise, mit Quellenangabe gestattet."),),
    )
    return Document(
        title="Bericht zur sozialen Lage 2025",
        subject="Sozialberichterstattung",
        author="Kreisausschuss des Musterkreises",
        keywords=("Sozialbericht", "Statistik"),
        title_page=TitlePage(
            "Bericht zur sozialen Lage im Musterkreis 2025",
            "Bevölkerung, Arbeit, Mindestsicherung und Bildung in 23 Gemeinden",
            "Kreisausschuss des Musterkreises",
            (
                "Datenstand 31.12.2024",
                "Öffentliche Ausgabe",
                "Musterdaten: Die Zahlen sind erzeugt und beschreiben keinen wirklichen Kreis.",
            ),
            imprint,
        ),
        front=(Contents(depth=3), ListOfTables(), ListOfFigures()),
        body=tuple(body),
        banner="Musterdaten – erzeugte Zahlen, keine amtliche Statistik",
        running_title="Bericht zur sozialen Lage 2025",
    )


def table_pages(pages: int, rows: int = 60, columns: int = 8) -> Document:
    rng = random.Random(3)
    groups = []
    for page in range(pages):
        groups.append(
            tuple(
                Row(f"Gemeinde {page}-{n}", tuple(Cell(number(rng.uniform(10, 99999), 1)) for _ in range(columns)))
                for n in range(rows)
            )
        )
    body: list[Block] = [Heading("k", 1, "1", "Tabellen")]
    for page, rows_of_page in enumerate(groups):
        body.append(
            Table(
                f"t{page}",
                f"1.{page + 1}",
                "Bevölkerung",
                "Gemeinde",
                (tuple(HeadCell(f"Spalte {n}") for n in range(columns)),),
                (Align.DECIMAL,) * columns,
                (RowGroup("", rows_of_page),),
            )
        )
    return Document("Tabellen", "", "", (), None, (), tuple(body))


def long_report() -> Document:
    rng = random.Random(11)
    body: list[Block] = []
    for chapter in range(1, 11):
        body.append(Heading(f"c{chapter}", 1, str(chapter), f"Kapitel {chapter}"))
        for section in range(1, 16):
            name = f"{chapter}.{section}"
            body.append(Heading(f"s{name}", 2, name, "Leistungsberechtigte und Bevölkerung"))
            body += [Paragraph((Text(words(rng, 6)),)) for _ in range(3)]
            body.append(comparison(rng, f"t{name}", name))
            body.append(Figure(f"f{name}", f"{name}.1", "Anteile", chart(), "Balken der Gemeinden."))
            body.append(Figure(f"g{name}", f"{name}.2", "Anteile", chart(), "Balken der Gemeinden.", height=70))
    front = (Contents(), ListOfTables(), ListOfFigures())
    return Document(
        "Langer Bericht", "", "", (), TitlePage("Langer Bericht", "", ""), front, tuple(body), "Musterdaten"
    )


def main(arguments: list[str]) -> None:
    kind = arguments[0]
    document = (
        every_block() if kind == "demo" else long_report() if kind == "report" else table_pages(int(arguments[1]))
    )
    begin = time.perf_counter()
    result = typeset(document, style=HouseStyle(), drawings=draw_chart)
    middle = time.perf_counter()
    data = finish(
        result, Metadata(document.title, document.language, document.author, document.subject, document.keywords)
    )
    end = time.perf_counter()
    Path(arguments[-1]).write_bytes(data)
    for diagnostic in result.diagnostics:
        print(diagnostic)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    setting, writing, plain = middle - begin, end - middle, len(result.pdf)
    print(f"{result.pages} Seiten; Satz {setting:.2f} s ({setting / result.pages * 1000:.1f} ms je Seite)")
    print(f"PDF {writing:.2f} s; {len(data) / 1e6:.2f} MB (ohne Struktur {plain / 1e6:.2f}); Spitze {memory:.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
