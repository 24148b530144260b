"""Image files on the page: photographs, logos, drawings delivered as JPEG or PNG.

Comes in: the bytes of a file. Goes out: an :class:`Image` for the finished file and :class:`PictureUnit`, a unit that
is never parted. A file that is no image, or a harmful one, is refused with its place.
"""

from __future__ import annotations

import warnings
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import ClassVar

from PIL import Image as Pillow
from PIL import UnidentifiedImageError

from berichtsgenerator.diagnostics import error, warning
from berichtsgenerator.document.blocks import Picture
from berichtsgenerator.document.pages import Image
from berichtsgenerator.document.structure import Element
from berichtsgenerator.typesetting.blocks.captions import Caption, FootText
from berichtsgenerator.typesetting.pages.unitbase import Placement, UnitBase
from berichtsgenerator.typesetting.text.composer import Composer
from berichtsgenerator.typesetting.text.writer import PageWriter

MAX_PIXELS = 60_000_000
LEAST_RESOLUTION = 120
"""Pixels an inch below which an image looks coarse in print."""


def read_image(data: bytes) -> Image:
    """The samples of an image file in grey or sRGB; ValueError (German) when it is none that can be used."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            picture: Pillow.Image = Pillow.open(BytesIO(data))
            if picture.width * picture.height > MAX_PIXELS:
                raise ValueError(f"das Bild hat mehr als {MAX_PIXELS // 1_000_000} Millionen Bildpunkte")
            mode = picture.mode
            if picture.format == "JPEG" and mode in ("L", "RGB") and "progression" not in picture.info:
                picture.load()
                return Image(picture.width, picture.height, 1 if mode == "L" else 3, "DCTDecode", data)
            picture.load()
    except (UnidentifiedImageError, OSError, SyntaxError, Pillow.DecompressionBombError) as cause:
        raise ValueError("die Datei ist kein lesbares Bild (JPEG, PNG, TIFF, GIF, WebP)") from cause
    except Pillow.DecompressionBombWarning as cause:
        raise ValueError(f"das Bild hat mehr als {MAX_PIXELS // 1_000_000} Millionen Bildpunkte") from cause
    mask = b""
    if "A" in picture.getbands() or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        mask = zlib.compress(picture.getchannel("A").tobytes(), 6)
    components = 1 if picture.mode in ("1", "L", "I;16") else 3
    shown = picture.convert("L" if components == 1 else "RGB")
    return Image(shown.width, shown.height, components, "FlateDecode", zlib.compress(shown.tobytes(), 6), mask)


def draw_image(writer: PageWriter, number: int, x: float, y: float, width: float, height: float) -> None:
    """Paint image ``number`` with its bottom left corner at (``x``, ``y``)."""
    writer.ops.append(f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {y:.2f} cm /Im{number} Do Q")


@dataclass(slots=True)
class SetPicture:
    """An image with its caption and foot, measured."""

    element: Element
    caption: Caption | None
    foot: FootText
    number: int
    width: float
    image_height: float

    @property
    def height(self) -> float:
        """Height with caption and foot."""
        return (self.caption.height if self.caption else 0.0) + self.image_height + self.foot.height

    def draw(self, writer: PageWriter, x: float, top: float) -> None:
        """Draw all of it below ``top``."""
        y = top
        if self.caption:
            self.caption.draw(writer, self.element, x, top)
            y -= self.caption.height
        y -= self.image_height
        box = f"[{x:.2f} {y:.2f} {x + self.width:.2f} {y + self.image_height:.2f}]"
        self.element.attributes = {"Layout": {"BBox": box, "Placement": "/Block"}}
        with writer.marked(self.element):
            draw_image(writer, self.number, x, y, self.width, self.image_height)
        self.foot.draw(writer, x, y)


def set_picture(composer: Composer, block: Picture, parent: Element, frame: float, room: float) -> SetPicture | None:
    """Measure an image; None (with a diagnostic) when it is no image or has no alternative text."""
    name = f"Das Bild „{block.file}“"
    if not block.alt.strip():
        message = f"{name} hat keinen Alternativtext (ISO 14289-1, 7.3)."
        composer.report(
            error("alternativtext-fehlt", message, block.place, "Vorschlag: unter „alt“ sagen, was zu sehen ist.")
        )
        return None
    try:
        image = read_image(block.data)
    except ValueError as cause:
        advice = "Vorschlag: die Datei als PNG oder JPEG neu speichern."
        composer.report(error("bild-unlesbar", f"{name} lässt sich nicht setzen: {cause}.", block.place, advice))
        return None
    element = parent.add("Figure", alt=block.alt)
    caption = Caption(composer, block.id, "Abbildung", block.number, block.title, "", frame) if block.title else None
    foot = FootText(composer, parent, (), (), block.source, frame, 0.0)
    width = frame * min(max(block.share, 0.05), 1.0)
    height = width * image.height / image.width
    most = room - (caption.height if caption else 0.0) - foot.height
    if height > most > 0:
        width, height = width * most / height, most
    resolution = image.width / width * 72
    if resolution < LEAST_RESOLUTION:
        message = f"{name} hat in dieser Breite nur {resolution:.0f} Bildpunkte je Zoll und wirkt im Druck grob."
        composer.report(
            warning("bild-grob", message, block.place, "Vorschlag: ein größeres Bild oder weniger „breite“.")
        )
    composer.images.append(image)
    return SetPicture(element, caption, foot, len(composer.images) - 1, width, height)


@dataclass(slots=True)
class PictureUnit(UnitBase):
    """An image in the flow."""

    kind: ClassVar[str] = "figure"
    setting: SetPicture | None = None

    def whole(self) -> float:
        """Its height on one page."""
        return self.setting.height if self.setting else 0.0

    def least(self) -> float:
        """It is never parted."""
        return self.whole()

    def place(self, room: float, fresh: bool) -> Placement | None:
        """As much as fits; see :class:`Unit`."""
        setting = self.setting
        if setting is None or (self.whole() > room + 0.01 and not fresh):
            return None
        return Placement(self.whole(), setting.draw)
