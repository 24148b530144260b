"""Typefaces of a document: widths, kerned strings and the encoding of characters in embedded subsets.

Comes in: TrueType files by role (``serif``, ``sans-bold`` …). Goes out: for a word its width and its source text
inside a PDF string, both remembered, so that a word that occurs a thousand times is measured and encoded once.
Characters that no typeface has are collected with the place of the block that uses them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from unicodedata import bidirectional

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from berichtsgenerator.diagnostics import ConfigurationError, Diagnostic, Place, error, warning
from berichtsgenerator.typesetting.text.kerning import Kerning

_ESCAPED = {0x28: "\\(", 0x29: "\\)", 0x5C: "\\\\"}
_NARROW_SPACE = 0x202F
_REPLACEMENT = "□"
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_HYPHENS = ("\u2011", "-")
MAX_CODES = 255
KEPT_WORDS = 20_000
"""Measured words that are remembered; then remembering begins anew, so that memory is bounded."""
_RESTRICTED, _PREVIEW_OR_EDIT, _NO_SUBSETTING, _BITMAP_ONLY = 0x0002, 0x000C, 0x0100, 0x0200
"""Bits of fsType: restricted licence, preview or edit embedding allowed, whole fonts only, bitmaps only."""


@cache
def _load(path: str) -> TTFont:
    """The parsed typeface of a file; its subsets are kept per document, so that it can be shared."""
    try:
        font = TTFont(Path(path).stem, path)
    except (TTFError, OSError) as cause:
        raise ConfigurationError(
            error(
                "schrift-unlesbar",
                f"Die Schriftdatei „{path}“ lässt sich nicht verwenden: {cause}",
                advice="Eine TrueType-Datei (.ttf mit glyf-Tabelle) angeben, keine OpenType-CFF-Datei.",
            )
        ) from cause
    _check_licence(path)
    return font


def _check_licence(path: str) -> None:
    """Refuse a typeface whose licence bits forbid embedding or subsetting (OpenType, OS/2, fsType)."""
    data = Path(path).read_bytes()
    count = int.from_bytes(data[4:6], "big")
    for entry in (data[12 + 16 * at : 28 + 16 * at] for at in range(count)):
        if entry[:4] == b"OS/2":
            begin = int.from_bytes(entry[8:12], "big")
            bits = int.from_bytes(data[begin + 8 : begin + 10], "big")
            if (bits & _RESTRICTED and not bits & _PREVIEW_OR_EDIT) or bits & (_NO_SUBSETTING | _BITMAP_ONLY):
                raise ConfigurationError(
                    error(
                        "schrift-lizenz",
                        f"Die Schriftdatei „{path}“ darf nach ihrer Lizenzangabe (fsType {bits}) nicht in Auszügen "
                        "eingebettet werden; PDF/A und PDF/UA verlangen das.",
                        Place(path),
                        "Vorschlag: eine Schrift mit freier Lizenz (etwa OFL) unter hausstil.schriften angeben.",
                    )
                )


@cache
def _kerning(path: str) -> Kerning:
    return Kerning.read(Path(path))


class MissingGlyphs:
    """Characters that could not be set, each once a typeface and place."""

    def __init__(self) -> None:
        self.place = Place()
        self._found: dict[tuple[str, str, str], Diagnostic] = {}

    def report(self, char: str, font: str) -> None:
        """Record that ``char`` is in neither ``font`` nor the faces that stand in for it."""
        key = (char, font, str(self.place))
        if key not in self._found:
            self._found[key] = warning(
                "zeichen-fehlt",
                f"Das Zeichen „{char}“ (U+{ord(char):04X}) fehlt in der Schrift {font}; "
                f"gesetzt wurde „{_REPLACEMENT}“.",
                self.place,
                "Das Zeichen ersetzen oder unter hausstil.schriften eine Schrift wählen, die es enthält.",
            )

    def report_direction(self, char: str) -> None:
        """Record that the block holds text that runs from right to left: it would stand there backwards."""
        key = ("", "", str(self.place))
        if key not in self._found:
            self._found[key] = error(
                "schreibrichtung",
                f"Das Zeichen „{char}“ (U+{ord(char):04X}) gehört zu einer Schrift, die von rechts nach links läuft; "
                "solcher Text wird nicht gesetzt.",
                self.place,
                "Vorschlag: Umschrift in lateinischen Buchstaben, oder die Fassung in dieser Sprache als eigene Datei "
                "beilegen.",
            )

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All findings in the order in which they were met."""
        return tuple(self._found.values())


class Face:
    """One typeface of the document.

    ``name`` is the resource name that selects it (``/F1+0``). Widths are in thousandths of the size.
    """

    def __init__(self, role: str, path: Path, document: PDFDocument, missing: MissingGlyphs) -> None:
        self.role = role
        self._font = _load(str(path))
        self._document = document
        self._missing = missing
        self.font_name = self._font.fontName
        face = self._font.face
        self._widths: dict[int, float] = face.charWidths
        self._default_width = float(face.defaultWidth)
        self.ascent = float(face.ascent)
        self.descent = float(face.descent)
        self.cap_height = float(face.capHeight or 660)
        self.has = frozenset(chr(code) for code in face.charToGlyph)
        self._kerning = _kerning(str(path))
        self.fallbacks: tuple[Face, ...] = ()
        self._words: dict[str, tuple[str, float]] = {}
        self._codes: dict[int, str] = {}
        self.name = self._resource_name()
        self._prepare_figures()

    def _resource_name(self) -> str:
        return str(self._font.getSubsetInternalName(0, self._document))

    # Encoding -----------------------------------------------------------------------------------------------------

    def code(self, point: int) -> str:
        """The source text of a character in a PDF string, giving it a code of the subset if it has none yet."""
        found = self._codes.get(point)
        if found is not None:
            return found
        state = self._font.state[self._document]
        number = state.assignments.get(point)
        if number is None:
            number = self._assign(state, point)
        text = _ESCAPED.get(number) or (chr(number) if 32 <= number < 127 else f"\\{number:03o}")
        self._codes[point] = text
        return text

    def _assign(self, state: object, point: int) -> int:
        """Give a character the next free code; ReportLab would map U+00A0 to a plain space, which loses it."""
        subset: list[int] = state.subsets[0]  # type: ignore[attr-defined]
        number: int = state.nextCode  # type: ignore[attr-defined]
        if number == 31:
            number = 127  # codes 32 to 126 are ASCII from the start
        if number > MAX_CODES:
            raise ConfigurationError(
                error(
                    "zu-viele-zeichen",
                    f"Das Dokument braucht mehr als {MAX_CODES} verschiedene Zeichen der Schrift {self.font_name}.",
                    advice="Texte in anderen Schriftsystemen in ein eigenes Dokument setzen.",
                )
            )
        if number < len(subset):
            subset[number] = point
        else:
            subset.append(point)
        state.assignments[point] = number  # type: ignore[attr-defined]
        state.nextCode = number + 1  # type: ignore[attr-defined]
        return number

    def supports(self, text: str) -> bool:
        """True when every character of ``text`` is in this face."""
        return self.has.issuperset(text)

    def word(self, text: str) -> tuple[str, float]:
        """The inside of a ``[(…)] TJ`` for a string without line break, and its width in thousandths.

        All characters must be supported (see :meth:`split`).
        """
        found = self._words.get(text)
        if found is None:
            if len(self._words) >= KEPT_WORDS:
                self._words.clear()
            found = self._words[text] = self._measure(text)
        return found

    def forget(self) -> None:
        """Give back what was kept of words."""
        self._words.clear()

    def _measure(self, text: str) -> tuple[str, float]:
        parts: list[str] = []
        total = 0.0
        widths, default, pair = self._widths, self._default_width, self._kerning.pair
        previous = -1
        for char in text:
            point = ord(char)
            if previous >= 0:
                shift = pair(previous, point)
                if shift:
                    parts.append(f"){-shift}(")
                    total += shift
            parts.append(self.code(point))
            total += widths.get(point, default)
            previous = point
        return "".join(parts), total

    def figures(self, text: str) -> tuple[float, float] | None:
        """The reach of a number left of its decimal comma (or to its end) and its width, in thousandths.

        None when the text is more than digits, signs and small spaces. Figures are as wide as each other and set
        without kerning, so that columns stand; numbers of one shape share their measures.
        """
        shape = text.translate(_SHAPE)
        found = self._shapes.get(shape)
        if found is None and self._figures.issuperset(shape):
            found = self._shapes[shape] = self._measure_figures(shape)
        return found

    def _measure_figures(self, shape: str) -> tuple[float, float]:
        widths = [self._widths[ord(char)] for char in shape]
        at = shape.find(",")
        return sum(widths[:at] if at >= 0 else widths), sum(widths)

    def show_figures(self, text: str) -> str:
        """The operator of a number that :meth:`figures` has measured."""
        return f"({text.translate(self._figure_codes)})Tj"

    def _prepare_figures(self) -> None:
        even = self.has.issuperset("0123456789") and len({self._widths[point] for point in range(0x30, 0x3A)}) == 1
        signs = [char for char in "0123456789,.\u202f\u2212-\u2013•x" if char in self.has] if even else []
        self._figures = frozenset(signs)
        self._shapes: dict[str, tuple[float, float]] = {}
        self._figure_codes = _Codes(self)

    def width(self, text: str, size: float) -> float:
        """Width in points; characters that the face lacks count as in the face that stands in."""
        if self.has.issuperset(text):
            return self.word(text)[1] * size / 1000
        return sum(face.word(part)[1] for face, part in self.split(text)) * size / 1000

    def show(self, text: str) -> str:
        """The operator that shows ``text``; words are joined by plain spaces, which word spacing stretches."""
        if " " in text:
            word = self._words
            body = " ".join([(word.get(part) or self.word(part))[0] for part in text.split(" ")])
        else:
            body = self.word(text)[0]
        return f"[({body})]TJ" if ")" in body and _has_kern(body) else f"({body})Tj"

    def split(self, text: str) -> list[tuple[Face, str]]:
        """``text`` in pieces that one face each can set; unknown characters are replaced and reported."""
        if self.has.issuperset(text):
            return [(self, text)]
        pieces: list[tuple[Face, str]] = []
        for char in text:
            face, shown = self._home(char)
            if pieces and pieces[-1][0] is face:
                pieces[-1] = (face, pieces[-1][1] + shown)
            else:
                pieces.append((face, shown))
        return pieces

    def _home(self, char: str) -> tuple[Face, str]:
        for face in (self, *self.fallbacks):
            if char in face.has:
                return face, char
        if ord(char) == _NARROW_SPACE:
            return self, " " if "\u00a0" not in self.has else "\u00a0"
        if char in _HYPHENS and "-" in self.has:
            return self, "-"
        if bidirectional(char) in _RIGHT_TO_LEFT:
            self._missing.report_direction(char)
        else:
            self._missing.report(char, self.font_name)
        for face in (self, *self.fallbacks):
            if _REPLACEMENT in face.has:
                return face, _REPLACEMENT
        return self, "?"


_SHAPE = str.maketrans("123456789", "000000000")


class _Codes(dict[int, str]):
    """Codes of characters for ``str.translate``, assigned when they are first met."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, point: int) -> str:
        code = self[point] = self._face.code(point)
        return code


def _has_kern(body: str) -> bool:
    """True when a string body holds a kerning number: a closing bracket that is not escaped."""
    return ")" in body.replace("\\)", "")


class Faces:
    """All typefaces of a document by role."""

    def __init__(self, files: Mapping[str, Path], document: PDFDocument) -> None:
        rl_config.useA85 = 0
        self.missing = MissingGlyphs()
        self._faces = {role: Face(role, path, document, self.missing) for role, path in sorted(files.items())}
        for role, face in self._faces.items():
            weight = "-bold" if "bold" in role else ""
            order = [f"sans{weight}", "sans", "serif"]
            face.fallbacks = tuple(
                self._faces[name] for name in dict.fromkeys(order) if name in self._faces and name != role
            )

    def __getitem__(self, role: str) -> Face:
        return self._faces[role]

    def __contains__(self, role: object) -> bool:
        return role in self._faces

    def forget(self) -> None:
        """Give back what was kept of words: faces refer to each other, and would keep it for long."""
        for face in self._faces.values():
            face.forget()

    def roles(self) -> Iterable[str]:
        """The roles in sorted order."""
        return self._faces.keys()

    def styled(self, base: str, *, bold: bool = False, italic: bool = False) -> Face:
        """The face of ``base`` (``serif`` or ``sans``) in a weight and slope; the nearest one when there is none."""
        wanted = [f"{base}-bold-italic"] if bold and italic else []
        wanted += [f"{base}-bold"] if bold else []
        wanted += [f"{base}-italic"] if italic else []
        for role in wanted:
            if role in self._faces:
                return self._faces[role]
        return self._faces[base]
