"""Measures the setting against ReportLab's own tables and paragraphs, and tagged against untagged files.

    python benchmarks/setting.py                 all figures (about five minutes)
    python benchmarks/setting.py --kurz          smaller documents, one run each
    python benchmarks/setting.py --seiten 2000   only the memory and time of so many table pages

Prints CPU seconds (the least of several runs, taken in turns), ratios and the limits that the project sets itself. The
fonts, the texts and the size of the page are the same on both sides.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from reportlab import rl_config
from reportlab.lib.styles import ParagraphStyle as LabStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, SimpleDocTemplate
from reportlab.platypus import Paragraph as LabParagraph
from reportlab.platypus import Table as LabTable
from typesetting_demo import draw_chart, number, table_pages, words

from berichtsgenerator.build.collecting import few_collections
from berichtsgenerator.document.blocks import Document, Heading, Paragraph
from berichtsgenerator.document.inline import Text
from berichtsgenerator.document.pages import Metadata
from berichtsgenerator.pdf import finish
from berichtsgenerator.typesetting import HouseStyle, typeset

STYLE = HouseStyle()
FILES = STYLE.font_files()


def fonts() -> None:
    """Register the house's typefaces with ReportLab and take its costly defaults away."""
    rl_config.useA85 = 0
    pdfmetrics.registerFont(TTFont("sans", str(FILES["sans"])))
    pdfmetrics.registerFont(TTFont("serif", str(FILES["serif"])))


def template(target: BytesIO) -> SimpleDocTemplate:
    """A document of the house's page."""
    return SimpleDocTemplate(
        target,
        pagesize=(STYLE.page_width, STYLE.page_height),
        leftMargin=STYLE.left,
        rightMargin=STYLE.right,
        topMargin=STYLE.top,
        bottomMargin=STYLE.bottom,
        initialFontName="sans",
        invariant=1,
    )


def lab_tables(pages: int, rows: int = 60, columns: int = 8) -> bytes:
    """The same numbers in one ReportLab ``Table`` a page: given widths, decimal alignment, rules, a repeated head."""
    rng = random.Random(3)
    story: list[object] = []
    look = [
        ("FONT", (0, 0), (-1, -1), "sans", 7.8, 9.1),
        ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.35, "#cdd5da"),
        ("TOPPADDING", (0, 0), (-1, -1), 0.35),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0.35),
    ]
    head = ["Gemeinde", *[f"Spalte {at}" for at in range(columns)]]
    for page in range(pages):
        body = [
            [f"Gemeinde {page}-{row}", *[number(rng.uniform(10, 99999), 1) for _ in range(columns)]]
            for row in range(rows)
        ]
        story += [LabTable([head, *body], [97.0] + [48.0] * columns, style=look, repeatRows=1), PageBreak()]
    target = BytesIO()
    template(target).build(story)
    return target.getvalue()


def paragraphs(count: int) -> list[str]:
    """Texts of five sentences."""
    rng = random.Random(5)
    return [words(rng, 5) for _ in range(count)]


def lab_text(texts: list[str]) -> bytes:
    """The texts as plain ReportLab paragraphs, justified, without hyphenation."""
    body = STYLE.body
    look = LabStyle("text", fontName="serif", fontSize=body.size, leading=body.leading, alignment=4, spaceAfter=7)
    target = BytesIO()
    document = template(target)
    document.leftMargin += STYLE.hang
    document.build([LabParagraph(text, look) for text in texts])
    return target.getvalue()


def own_text(texts: list[str]) -> Document:
    """The texts as blocks; line breaking over whole paragraphs, hyphenated, kerned."""
    return Document(
        "Text", "", "", (), None, (), (Heading("k", 1, "1", "Text"), *[Paragraph((Text(text),)) for text in texts])
    )


def set_plain(document: Document, *, tagged: bool) -> bytes:
    """Set and finish."""
    result = typeset(document, style=STYLE, drawings=draw_chart, tagged=tagged)
    return finish(result, Metadata(document.title))


def measured(runs: int, *jobs: Callable[[], bytes]) -> list[tuple[float, bytes]]:
    """CPU seconds (the least of ``runs``, in turns) and result of every job."""
    best = [(float("inf"), b"")] * len(jobs)
    for _ in range(runs):
        for at, job in enumerate(jobs):
            begin = time.process_time()
            data = job()
            spent = time.process_time() - begin
            if spent < best[at][0]:
                best[at] = (spent, data)
    return best


def line(name: str, value: float, limit: float, unit: str = "") -> None:
    """A figure beside its limit."""
    mark = "" if value <= limit else "   ÜBER DER GRENZE"
    print(f"  {name:<58}{value:8.2f}{unit}  (höchstens {limit:g}{unit}){mark}")


def highest_memory() -> float:
    """Largest memory of this process in MB; the kernel's own figure, which forgets the process that started it."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def many(pages: int) -> None:
    """Time per page and largest memory of a document of tables, in this process."""
    document = table_pages(pages)
    begin = time.process_time()
    data = set_plain(document, tagged=True)
    spent = time.process_time() - begin
    memory = highest_memory()
    print(f"{pages} {spent / pages * 1000:.3f} {memory:.0f} {len(data)}")


@few_collections()
def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kurz", action="store_true")
    parser.add_argument("--seiten", type=int)
    options = parser.parse_args()
    if options.seiten:
        many(options.seiten)
        return
    fonts()
    pages, texts, runs = (30, 150, 1) if options.kurz else (150, 800, 3)
    document = table_pages(pages)
    for warm in (table_pages(2), own_text(paragraphs(3))):
        set_plain(warm, tagged=True)  # fonts are read and patterns loaded before anything is measured
    (lab, _), (plain, small), (tagged, large) = measured(
        runs,
        lambda: lab_tables(pages),
        lambda: set_plain(document, tagged=False),
        lambda: set_plain(document, tagged=True),
    )
    print(f"Tabellen, {pages} Seiten mit 60 Zeilen und 8 Spalten (CPU-Zeit)")
    for name, spent in (("ReportLab, eine Table je Seite", lab), ("ohne Struktur", plain), ("mit Struktur", tagged)):
        print(f"  {name:<58}{spent / pages * 1000:8.2f} ms je Seite")
    line("ohne Struktur zu ReportLab", plain / lab, 0.7)
    line("mit zu ohne Struktur", tagged / plain, 1.35)
    line("Dateigröße mit zu ohne Struktur", len(large) / len(small), 2.2)
    body = paragraphs(texts)
    written = own_text(body)
    (lab, _), (plain, small), (tagged, large) = measured(
        runs,
        lambda: lab_text(body),
        lambda: set_plain(written, tagged=False),
        lambda: set_plain(written, tagged=True),
    )
    print(f"Fließtext, {texts} Absätze (CPU-Zeit)")
    for name, spent in (("ReportLab ohne Silbentrennung", lab), ("ohne Struktur", plain), ("mit Struktur", tagged)):
        print(f"  {name:<58}{spent * 1000:8.0f} ms")
    line("ohne Struktur zu ReportLab", plain / lab, 1.3)
    line("Dateigröße mit zu ohne Struktur", len(large) / len(small), 2.2)
    print("Zeit und Speicher nach Länge (je ein eigener Prozess, mit Struktur)")
    rows = []
    for count in (10, 50, 200) if options.kurz else (10, 100, 500, 2000):
        found = subprocess.run(
            [sys.executable, str(Path(__file__)), "--seiten", str(count)], check=True, capture_output=True, text=True
        )
        _, milliseconds, memory, _ = found.stdout.split()
        rows.append((count, float(milliseconds), float(memory)))
        print(f"  {count:5d} Seiten {milliseconds:>8} ms je Seite {memory:>6} MB")
    longest = rows[-1]
    line("längstes zu zweitem Dokument, Zeit je Seite", longest[1] / rows[1][1], 1.15)
    line("Speicher des längsten Dokuments", longest[2], 400, " MB")


if __name__ == "__main__":
    main()
