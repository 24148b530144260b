"""The house style: typefaces, colours, sizes and the page.

Comes in: what ``projekt.yaml`` changes (colours as ``#rrggbb``, font files by role). Goes out: a frozen
:class:`HouseStyle` in points that every other module of this room reads. Nothing here knows a block.

The default page is A4 with a hanging column on the left: heading numbers stand in it, running text begins behind it
(about 78 characters a line), tables and charts use the whole width. All text keeps to a baseline grid.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from berichtsgenerator.diagnostics import ConfigurationError, Diagnostic, Place, error
from berichtsgenerator.fonts import font_path

Colour = tuple[float, float, float]
MM = 72 / 25.4
WHITE: Colour = (1.0, 1.0, 1.0)
BLACK: Colour = (0.0, 0.0, 0.0)
MINIMUM_CONTRAST = 4.5
"""WCAG 2.1, 1.4.3: contrast of text against its ground."""

DEFAULT_FONTS: Mapping[str, str] = {
    "sans": "SourceSans3-Regular.ttf",
    "sans-semibold": "SourceSans3-Semibold.ttf",
    "sans-bold": "SourceSans3-Bold.ttf",
    "sans-italic": "SourceSans3-It.ttf",
    "serif": "SourceSerif4-Regular.ttf",
    "serif-bold": "SourceSerif4-Bold.ttf",
    "serif-italic": "SourceSerif4-It.ttf",
    "serif-bold-italic": "SourceSerif4-BoldIt.ttf",
}


def parse_colour(text: str) -> Colour:
    """The colour of ``#rrggbb``; ValueError for anything else."""
    digits = text.strip().removeprefix("#")
    if len(digits) != 6:
        raise ValueError(f"not a colour: {text!r}")
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return (red, green, blue)


def luminance(colour: Colour) -> float:
    """Relative luminance (WCAG 2.1)."""
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, two: Colour) -> float:
    """Contrast ratio of two colours, 1 … 21 (WCAG 2.1)."""
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


def tint(colour: Colour, share: float) -> Colour:
    """``colour`` mixed into white; ``share`` 1 is the colour itself."""
    red, green, blue = (round(1 - share * (1 - part), 4) for part in colour)
    return (red, green, blue)


_ACCENT = parse_colour("#0b4f6c")
_INK = parse_colour("#1c1f21")
_GREY = parse_colour("#55606a")
_LINE = parse_colour("#cdd5da")
_WARNING = parse_colour("#8c1c13")


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a role of text is set: face role, size and leading in points, colour, justified or ragged."""

    face: str
    size: float
    leading: float
    colour: Colour = (0.1, 0.1, 0.1)
    justified: bool = False
    hyphenated: bool = True


@dataclass(frozen=True, slots=True)
class Density:
    """How closely the rows of a table stand: sizes in points, and the size of its foot against the usual one."""

    size: float
    leading: float
    row_padding: float
    foot: float = 1.0


DENSITIES = (
    Density(8.6, 10.6, 1.15),
    Density(8.6, 10.3, 0.6),
    Density(8.2, 9.7, 0.45, 0.94),
    Density(7.8, 9.1, 0.35, 0.9),
    Density(7.4, 8.6, 0.3, 0.88),
)
"""The usual density and the closer ones that are tried, in order, where that keeps a table on one page."""


@dataclass(frozen=True, slots=True)
class TableStyle:
    """Measures of statistical tables in points; the smaller sizes are tried in order when a table is too wide."""

    size: float = 8.6
    densities: tuple[Density, ...] = DENSITIES
    padding: float = 5.0
    tight_padding: float = 2.5
    smallest: float = 6.8
    head_size: float = 8.2
    title_size: float = 10.5
    note_size: float = 7.8
    note_leading: float = 10.5
    indent: float = 9.0
    widest_column: float = 92.0
    rule: float = 0.35
    strong_rule: float = 0.9


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """Everything that decides the look of a document; lengths in points."""

    fonts: Mapping[str, str] = field(default_factory=lambda: dict(DEFAULT_FONTS))
    font_folders: tuple[Path, ...] = ()
    accent: Colour = _ACCENT
    ink: Colour = _INK
    grey: Colour = _GREY
    line: Colour = _LINE
    warning: Colour = _WARNING
    page_width: float = 595.28
    page_height: float = 841.89
    left: float = 57.0
    right: float = 57.0
    top: float = 78.0
    bottom: float = 64.0
    hang: float = 92.0
    baseline: float = 14.0
    text_size: float = 10.4
    chapters_right: bool = False
    mirrored: bool = False
    """Left-hand pages have the margins the other way round: ``left`` is the inner one (print edition)."""
    bleed: float = 0.0
    """What grounds run over the cut edge of the page; with it, marks for cutting stand outside."""
    logo: Path | None = None
    """An image file for the title page."""
    folio_of: bool = True
    """Folio with the number of pages: ``Seite 3 von 87``."""
    table: TableStyle = field(default_factory=TableStyle)

    @classmethod
    def from_project(
        cls,
        colours: Mapping[str, str] | None = None,
        fonts: Mapping[str, str] | None = None,
        folders: tuple[Path, ...] = (),
        place: Place | None = None,
    ) -> Self:
        """The default style with a project's colours (``akzent``, ``text``, ``grau``, ``linie``) and font files by
        role.

        Raises :class:`ConfigurationError` with every unreadable colour, unknown name and too weak contrast at once.
        """
        names = {"akzent": "accent", "text": "ink", "grau": "grey", "linie": "line", "warnung": "warning"}
        found: list[Diagnostic] = []
        values: dict[str, Colour] = {}
        for name, text in (colours or {}).items():
            if name not in names:
                advice = f"Bekannt sind {', '.join(sorted(names))}."
                found.append(error("hausstil-farbe", f"Die Farbe „{name}“ ist unbekannt.", place, advice))
                continue
            try:
                values[names[name]] = parse_colour(text)
            except ValueError:
                message = f"„{text}“ ist keine Farbe für „{name}“."
                found.append(error("hausstil-farbe", message, place, "Farben als #rrggbb schreiben."))
        for role in fonts or {}:
            if role not in DEFAULT_FONTS:
                advice = f"Bekannt sind {', '.join(sorted(DEFAULT_FONTS))}."
                found.append(error("hausstil-schrift", f"Die Schriftrolle „{role}“ ist unbekannt.", place, advice))
        files = {**DEFAULT_FONTS, **(fonts or {})}
        style = replace(cls(), fonts=files, font_folders=folders)
        style = replace(style, **values)  # type: ignore[arg-type]
        for name in ("akzent", "text", "grau", "warnung"):
            ratio = contrast(getattr(style, names[name]), WHITE)
            if ratio < MINIMUM_CONTRAST:
                shown = f"{ratio:.1f}".replace(".", ",")
                message = f"Die Farbe „{name}“ hat auf Weiß nur einen Kontrast von {shown} : 1."
                found.append(
                    error("hausstil-kontrast", message, place, "Für Schrift sind 4,5 : 1 nötig; dunkler wählen.")
                )
        if found:
            raise ConfigurationError(found)
        return style

    def font_files(self) -> dict[str, Path]:
        """The typeface files by role."""
        return {role: font_path(name, self.font_folders) for role, name in self.fonts.items()}

    def left_of(self, index: int, *, landscape: bool) -> float:
        """Left margin of the zero-based page ``index``; landscape pages are not mirrored."""
        return self.right if self.mirrored and index % 2 == 1 and not landscape else self.left

    def for_print(self, bleed: float = 0.0) -> Self:
        """The print edition: mirrored margins with room for the binding, chapters on right-hand pages, ``bleed``.

        The width between the margins stays, so that both editions break their lines alike.
        """
        shift = (self.left + self.right) / 2 * 0.2
        left, right = self.left + shift, self.right - shift
        return replace(self, left=left, right=right, mirrored=True, chapters_right=True, bleed=bleed)

    # Derived colours and text styles ------------------------------------------------------------------------------

    @property
    def wash(self) -> Colour:
        """The light ground of notes and emphasised rows."""
        return tint(self.accent, 0.08)

    @property
    def bar(self) -> Colour:
        """The bars behind numbers."""
        return tint(self.accent, 0.22)

    @property
    def width(self) -> float:
        """Width between the margins of a portrait page."""
        return self.page_width - self.left - self.right

    @property
    def text_width(self) -> float:
        """Width of running text on a portrait page."""
        return self.width - self.hang

    @property
    def body(self) -> TextStyle:
        """Running text."""
        return TextStyle("serif", self.text_size, self.baseline, self.ink, justified=True)

    @property
    def lead(self) -> TextStyle:
        """The opening paragraph of a chapter or section."""
        return TextStyle("sans", self.text_size * 1.12, self.baseline * 1.125, self.accent)

    @property
    def small(self) -> TextStyle:
        """Small running text."""
        return TextStyle("sans", self.text_size * 0.85, self.baseline * 0.85, self.ink)

    @property
    def quote(self) -> TextStyle:
        """Quotations."""
        return TextStyle("serif-italic", self.text_size, self.baseline, self.ink)

    @property
    def source(self) -> TextStyle:
        """Sources and credits."""
        return TextStyle("sans", self.table.note_size, self.table.note_leading, self.grey)

    @property
    def footnote(self) -> TextStyle:
        """Notes at the foot of the page."""
        return TextStyle("serif", self.text_size * 0.82, self.baseline * 0.8, self.ink)

    @property
    def note_text(self) -> TextStyle:
        """Text inside boxed notes."""
        return TextStyle("sans", self.text_size * 0.9, self.baseline * 0.9, self.ink)

    def heading(self, level: int) -> TextStyle:
        """Headings of level 1 (chapter) to 4."""
        sizes = {1: (2.2, 2.5), 2: (1.48, 1.75), 3: (1.16, 1.4), 4: (1.0, 1.25)}
        size, leading = sizes[min(max(level, 1), 4)]
        face = "sans-bold" if level <= 2 else "sans-semibold"
        colour = self.accent if level <= 2 else self.ink
        return TextStyle(face, self.text_size * size, round(self.text_size * leading, 1), colour, hyphenated=False)

    def problems(self) -> tuple[Diagnostic, ...]:
        """What makes the page impossible (margins that leave no room)."""
        if self.text_width < 120 or self.page_height - self.top - self.bottom < 10 * self.baseline:
            message = "Die Seitenränder lassen keinen Satzspiegel übrig."
            return (error("hausstil-seite", message, advice="Ränder oder Papierformat in hausstil ändern."),)
        return ()
