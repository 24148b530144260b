"""What stands on pages besides the blocks: running heads, folios, the banner, title page and imprint."""

from __future__ import annotations

from berichtsgenerator.diagnostics import error
from berichtsgenerator.document.blocks import Document, TitlePage
from berichtsgenerator.document.structure import Element
from berichtsgenerator.typesetting.blocks.pictures import draw_image, read_image
from berichtsgenerator.typesetting.pages.unitbase import Draw, Page
from berichtsgenerator.typesetting.text.composer import Composer
from berichtsgenerator.typesetting.text.faces import Face
from berichtsgenerator.typesetting.text.paragraphs import set_text
from berichtsgenerator.typesetting.text.style import BLACK, WHITE, TextStyle, tint
from berichtsgenerator.typesetting.text.writer import PageWriter

_HEAD_SIZE = 8.2
_ELLIPSIS = "…"
CUT_MARK = 14.0
"""Length of the marks for cutting, and the room for them outside the bleed."""
_CUT_LINE = 0.25
_LOGO = (160.0, 56.0)
"""Largest width and height of a logo in points."""


def shorten(face: Face, text: str, size: float, width: float) -> str:
    """``text`` cut at a word with an ellipsis so that it fits."""
    if face.width(text, size) <= width:
        return text
    words = text.split(" ")
    while len(words) > 1 and face.width(" ".join(words) + _ELLIPSIS, size) > width:
        words.pop()
    cut = " ".join(words)
    while len(cut) > 1 and face.width(cut + _ELLIPSIS, size) > width:
        cut = cut[:-1]
    return cut.rstrip(" ,;–-") + _ELLIPSIS


def draw_head(writer: PageWriter, composer: Composer, page: Page, begin: float) -> None:
    """Chapter on the left, section on the right, over a hairline; none where a chapter opens."""
    if page.opens_chapter or page.kind in ("title", "imprint") or page.empty or not (page.chapter or page.section):
        return
    style = composer.style
    face = composer.faces["sans"]
    strong = composer.faces["sans-semibold"]
    y = page.height - style.top + 27.0
    width = page.width - style.left - style.right
    with writer.artifact("header"):
        if page.chapter:
            left = shorten(strong, page.chapter, _HEAD_SIZE, width * 0.48)
            writer.string(begin, y, left, strong, _HEAD_SIZE, style.accent)
        if page.section:
            right = shorten(face, page.section, _HEAD_SIZE, width * 0.48)
            where = begin + width - face.width(right, _HEAD_SIZE)
            writer.string(where, y, right, face, _HEAD_SIZE, style.grey)
        writer.rule(begin, y - 5.0, width, 0.4, style.line)


def draw_folio(writer: PageWriter, composer: Composer, page: Page, running: str, total: str, begin: float) -> None:
    """Running title and folio at the foot, the folio outside: on the right, in mirrored left-hand pages on the left."""
    if page.kind in ("title", "imprint") or page.empty:
        return
    style = composer.style
    face = composer.faces["sans"]
    y = style.bottom - 32.0
    label = composer.folio(writer.index)
    if page.kind == "body":
        label = f"Seite {label} von {total}" if style.folio_of and total else f"Seite {label}"
    width = page.width - style.left - style.right
    size = face.width(label, _HEAD_SIZE)
    title = shorten(face, running, _HEAD_SIZE, width * 0.7)
    outside = begin == style.left
    with writer.artifact("footer"):
        if running:
            where = begin if outside else begin + width - face.width(title, _HEAD_SIZE)
            writer.string(where, y, title, face, _HEAD_SIZE, style.grey)
        writer.string(begin + width - size if outside else begin, y, label, face, _HEAD_SIZE, style.ink)


def draw_banner(writer: PageWriter, composer: Composer, page: Page, banner: str, element: Element | None) -> None:
    """The banner along the upper edge; read aloud once, an artifact on the other pages."""
    if not banner:
        return
    style = composer.style
    face = composer.faces["sans-semibold"]
    text = shorten(face, banner, 8.0, page.width - 60)
    ground = tint(style.warning, 0.1)
    with writer.artifact("header" if element is None else "background"):
        bleed = style.bleed
        writer.rectangle(-bleed, page.height - 19.0, page.width + 2 * bleed, 19.0 + bleed, ground)
        if element is None:
            where = (page.width - face.width(text, 8.0)) / 2
            writer.string(where, page.height - 12.8, text, face, 8.0, style.warning)
    if element is not None:
        where = (page.width - face.width(text, 8.0)) / 2
        with writer.marked(element):
            writer.string(where, page.height - 12.8, text, face, 8.0, style.warning)


def draw_cut_marks(writer: PageWriter, composer: Composer, page: Page) -> None:
    """Lines outside the bleed that show where the page is cut, at every corner one along each edge."""
    bleed = composer.style.bleed
    if not bleed:
        return
    with writer.artifact():
        for x, outside in ((0.0, -bleed - CUT_MARK), (page.width, page.width + bleed)):
            for y, above in ((0.0, -bleed - CUT_MARK), (page.height, page.height + bleed)):
                writer.rectangle(outside, y - _CUT_LINE / 2, CUT_MARK, _CUT_LINE, BLACK)
                writer.rectangle(x - _CUT_LINE / 2, above, _CUT_LINE, CUT_MARK, BLACK)


def title_drawing(composer: Composer, title: TitlePage, parent: Element) -> Draw:
    """The title page: a field of the accent colour with title and subtitle, below it status lines, at the foot the
    publisher.
    """
    style = composer.style
    measure = style.page_width - style.left - style.right - 20.0
    heading = set_text(composer, title.title, TextStyle("sans-bold", 34.0, 40.0, WHITE, hyphenated=False), measure)
    subtitle = set_text(composer, title.subtitle, TextStyle("sans", 17.0, 23.0, WHITE, hyphenated=False), measure)
    lines = [set_text(composer, line, TextStyle("sans", 11.5, 16.5, style.ink), measure) for line in title.lines]
    publisher = set_text(composer, title.publisher, TextStyle("sans-semibold", 12.0, 16.0, style.accent), measure)
    field = max(style.page_height * 0.5, heading.height + subtitle.height + 150.0)
    parts = [parent.add("P") for _ in range(2 + len(lines) + 1)]
    logo = _logo(composer, title, parent)

    def draw(writer: PageWriter, x: float, top: float) -> None:
        bottom = style.page_height - field
        with writer.artifact("background"):
            bleed = style.bleed
            writer.rectangle(-bleed, bottom, style.page_width + 2 * bleed, field + bleed, style.accent)
            writer.rectangle(style.left, bottom + 44.0 + subtitle.height + 16.0, 46.0, 3.0, WHITE)
        y = bottom + 44.0 + subtitle.height + 34.0 + heading.height
        heading.draw(writer, parts[0], style.left, y)
        if title.subtitle:
            subtitle.draw(writer, parts[1], style.left, bottom + 44.0 + subtitle.height)
        y = bottom - 34.0
        for line, element in zip(lines, parts[2:-1], strict=True):
            line.draw(writer, element, style.left, y)
            y -= line.height
        if title.publisher:
            with writer.artifact():
                writer.rule(style.left, style.bottom + publisher.height + 14.0, measure + 20.0, 0.8, style.accent)
            publisher.draw(writer, parts[-1], style.left, style.bottom + publisher.height)
        if logo is not None:
            logo(writer, style.page_width - style.right, style.bottom + publisher.height + 26.0)

    return draw


def _logo(composer: Composer, title: TitlePage, parent: Element) -> Draw | None:
    """What draws the house's logo with its bottom right corner at a place; None when there is none."""
    path = composer.style.logo
    if path is None:
        return None
    try:
        image = read_image(path.read_bytes())
    except (OSError, ValueError) as cause:
        message = f"Das Logo „{path.name}“ lässt sich nicht setzen: {cause}."
        advice = "Vorschlag: unter hausstil.logo eine PNG- oder JPEG-Datei angeben."
        composer.report(error("logo-unlesbar", message, advice=advice))
        return None
    composer.images.append(image)
    number = len(composer.images) - 1
    scale = min(_LOGO[0] / image.width, _LOGO[1] / image.height)
    width, height = image.width * scale, image.height * scale
    figure = parent.add("Figure", alt=f"Logo: {title.publisher or title.title}")

    def draw(writer: PageWriter, right: float, bottom: float) -> None:
        box = f"[{right - width:.2f} {bottom:.2f} {right:.2f} {bottom + height:.2f}]"
        figure.attributes = {"Layout": {"BBox": box, "Placement": "/Block"}}
        with writer.marked(figure):
            draw_image(writer, number, right - width, bottom, width, height)

    return draw


def imprint_drawing(composer: Composer, title: TitlePage, parent: Element) -> Draw:
    """The imprint at the foot of the title's back."""
    style = composer.style
    look = TextStyle("sans", 9.2, 13.0, style.ink)
    parts = [(set_text(composer, text, look, style.text_width), parent.add("P")) for text in title.imprint]
    height = sum(text.height + 6.0 for text, _ in parts)

    def draw(writer: PageWriter, x: float, top: float) -> None:
        y = style.bottom + height
        for text, element in parts:
            text.draw(writer, element, x, y)
            y -= text.height + 6.0

    return draw


def running_title(document: Document) -> str:
    """What stands at the foot of every page."""
    return document.running_title or document.title
