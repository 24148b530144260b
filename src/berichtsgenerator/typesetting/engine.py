"""The setting of a whole document in one pass: blocks to pages to a PDF without structure.

Comes in: a :class:`Document`, a :class:`HouseStyle`, what draws charts and what hyphenates. Goes out: a
:class:`TypesetResult`. Two stages: everything is measured and placed on pages; then, with all page numbers known,
each page is drawn once.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument, PDFName, PDFPage, PDFStream

from berichtsgenerator.diagnostics import TypesettingError, error, has_errors
from berichtsgenerator.document.blocks import Document
from berichtsgenerator.document.pages import Link, OutlineEntry, TypesetResult
from berichtsgenerator.document.structure import Element
from berichtsgenerator.language.hyphenation import hyphenate as hyphenate_german
from berichtsgenerator.typesetting.blocks.index import look_for
from berichtsgenerator.typesetting.builder import Builder, Inventory
from berichtsgenerator.typesetting.furniture import (
    CUT_MARK,
    draw_banner,
    draw_cut_marks,
    draw_folio,
    draw_head,
    imprint_drawing,
    running_title,
    title_drawing,
)
from berichtsgenerator.typesetting.pages.flow import Flow
from berichtsgenerator.typesetting.pages.pagestate import page_labels
from berichtsgenerator.typesetting.pages.unitbase import FOOT_SPACE, Page
from berichtsgenerator.typesetting.text.composer import Composer, Drawings, Hyphenate
from berichtsgenerator.typesetting.text.faces import Faces
from berichtsgenerator.typesetting.text.style import HouseStyle
from berichtsgenerator.typesetting.text.writer import PageWriter

Progress = Callable[[int, int], None]
"""Told after each drawn page: pages done, pages in all."""


def typeset(
    document: Document,
    *,
    style: HouseStyle,
    drawings: Drawings,
    hyphenate: Hyphenate = hyphenate_german,
    progress: Progress | None = None,
    tagged: bool = True,
) -> TypesetResult:
    """Set ``document``. Raises :class:`TypesettingError` with all findings when a block cannot be set.

    ``tagged=False`` sets the same pages without marked content and without a tree; such a file is not accessible.
    """
    problems = style.problems()
    if problems:
        raise TypesettingError(problems)
    pdf = PDFDocument(invariant=1, compression=1)
    faces = Faces(style.font_files(), pdf)
    composer = Composer(faces, style, hyphenate, drawings)
    root = Element("Document")
    banner = root.add("P") if document.banner else None
    flow = Flow(composer)
    builder = _paginate(document, composer, flow, root)
    composer.forget()
    if not flow.pages:
        raise TypesettingError(error("dokument-leer", "Das Dokument hat keinen Inhalt."))
    _reference_check(document, composer)
    diagnostics = (*composer.diagnostics, *faces.missing.diagnostics())
    if has_errors(diagnostics):
        raise TypesettingError(diagnostics)
    composer.labels, labels = page_labels(flow.pages)
    total = composer.labels[-1] if flow.pages[-1].kind == "body" else ""
    links: list[Link] = []
    streams: list[PDFStream] = []
    alphas: set[int] = set()
    numbers: dict[str, list[int]] = {}
    running = running_title(document)
    for index, page in enumerate(flow.pages):
        writer = _draw_page(index, page, composer, document, banner if index == 0 else None, running, total, tagged)
        links += writer.links
        alphas |= writer.alphas
        for key in writer.numbers:
            numbers.setdefault(key, []).append(index)
        sheet = _pdf_page(writer, style.bleed)
        streams.append(sheet.Contents)
        pdf.addPage(sheet)
        page.pieces = []
        if progress is not None:
            progress(index + 1, len(flow.pages))
    diagnostics = (*composer.diagnostics, *faces.missing.diagnostics())
    if has_errors(diagnostics):
        raise TypesettingError(diagnostics)
    data = _bytes(pdf, streams)
    faces.forget()
    outline = tuple(
        OutlineEntry(level, title, composer.targets[target])
        for level, title, target in builder.outline
        if target in composer.targets
    )
    page_of = {name: place.page for name, place in composer.targets.items()}
    return TypesetResult(
        data,
        root if tagged else None,
        outline,
        labels,
        tuple(links),
        len(flow.pages),
        tuple(sorted(alphas)),
        diagnostics,
        page_of,
        numbers,
        tuple(composer.labels),
        tuple(composer.images),
    )


def _paginate(document: Document, composer: Composer, flow: Flow, root: Element) -> Builder:
    """First stage: units onto pages."""
    inventory = Inventory.of((*document.front, *document.body))
    look_for(composer, inventory.terms)
    front = root
    builder = Builder(composer, flow, root, inventory)
    flow.kind = "front"
    if document.title_page is not None:
        section = root.add("Sect")
        flow.special("title", title_drawing(composer, document.title_page, section))
        if document.title_page.imprint:
            flow.special("imprint", imprint_drawing(composer, document.title_page, section))
    if document.front:
        builder.open_part(front)
        builder.add(document.front)
    flow.new_page(right=composer.style.chapters_right)
    flow.kind = "body"
    flow.chapter = flow.section = ""
    builder.open_part(root)
    builder.add(document.body)
    flow.finish()
    return builder


def _reference_check(document: Document, composer: Composer) -> None:
    """References that lead nowhere would print no page."""
    for target, place in composer.wanted.items():
        if target not in composer.targets:
            message = f"Der Verweis auf „{target}“ führt ins Leere."
            composer.report(error("verweis-ziel", message, place, "Die Kennung des Ziels prüfen."))


def _draw_page(
    index: int,
    page: Page,
    composer: Composer,
    document: Document,
    banner: Element | None,
    running: str,
    total: str,
    tagged: bool,
) -> PageWriter:
    """Second stage: one page."""
    style = composer.style
    writer = PageWriter(index, page.width, page.height, tagged=tagged)
    left = style.left_of(index, landscape=page.width > page.height)
    for top, draw in page.pieces:
        draw(writer, left, top)
    if page.footnotes:
        top = style.bottom + page.foot - FOOT_SPACE * 0.55
        x = left + style.hang
        with writer.artifact():
            writer.rule(x, top + 4.0, 60.0, 0.5, style.grey)
        top -= FOOT_SPACE * 0.45 - 6.0
        for item in page.footnotes:
            item.draw(writer, x, top)
            top -= item.height
    draw_head(writer, composer, page, left)
    draw_folio(writer, composer, page, running, total, left)
    draw_banner(writer, composer, page, document.banner, banner)
    draw_cut_marks(writer, composer, page)
    return writer


def _pdf_page(writer: PageWriter, bleed: float) -> PDFPage:
    """The page object; its content is compressed at once, so that only little is kept.

    The origin is the corner of the cut page; bleed and cutting marks lie outside it (ISO 32000-1, 14.11.2).
    """
    stream = PDFStream(
        PDFDictionary({"Filter": PDFName("FlateDecode")}), zlib.compress(writer.content(), 6), filters=[]
    )
    page = PDFPage()
    page.MediaBox = _box(writer, bleed + CUT_MARK if bleed else 0.0)
    if bleed:
        page.BleedBox, page.TrimBox = _box(writer, bleed), _box(writer, 0.0)
    page.Contents = stream
    page.ExtGState = None
    page._shadingUsed = {}
    return page


def _box(writer: PageWriter, more: float) -> PDFArray:
    """The cut page and ``more`` around it."""
    low = -round(more, 2) if more else 0
    return PDFArray([low, low, round(writer.width + more, 2), round(writer.height + more, 2)])


def _bytes(pdf: PDFDocument, streams: list[PDFStream]) -> bytes:
    """The file; the pages' contents, which nobody needs any more, are given back (the document refers to itself)."""
    target = BytesIO()
    pdf.SaveToFile(target, None)
    for stream in streams:
        stream.content = b""
    return target.getvalue()
