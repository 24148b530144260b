"""Make the pictures of the README from a finished report: the first page on which each phrase stands as a head.

    python tools/make_pictures.py out/sozialbericht.pdf

Needs poppler-utils. The pictures have few colours, so that the repository stays small.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

TARGET = Path(__file__).parents[1] / "docs" / "bilder"
WANTED = {
    "seite-text": ("2.3", "Mindestsicherung", "Kinder und Bildung"),
    "seite-tabelle": ("Tabelle 3.2", "Bevölkerungsdichte", "Zum Vergleich"),
    "seite-profil": ("Abbildung 15.1", "Altersaufbau"),
}
WIDTH = 560


def pages_of(report: Path) -> list[str]:
    """The text of each page."""
    call = ["pdftotext", "-layout", str(report), "-"]
    return subprocess.run(call, capture_output=True, check=True).stdout.decode().split("\f")


def picture(report: Path, page: int, target: Path) -> None:
    """Write one page as a small PNG."""
    with tempfile.TemporaryDirectory() as folder:
        stem = Path(folder) / "seite"
        number = str(page)
        call = ["pdftoppm", "-png", "-f", number, "-l", number, "-singlefile", "-scale-to-x", str(WIDTH)]
        subprocess.run([*call, "-scale-to-y", "-1", str(report), str(stem)], check=True)
        with Image.open(stem.with_suffix(".png")) as image:
            image.convert("RGB").quantize(48).save(target, optimize=True)


def main() -> None:
    """Find the pages and write their pictures."""
    report = Path(sys.argv[1])
    pages = pages_of(report)
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, words in WANTED.items():
        found = [
            number
            for number, text in enumerate(pages, 1)
            if all(word in text for word in words) and ". . ." not in text
        ]
        if not found:
            sys.exit(f"no page holds {words}")
        picture(report, found[0], TARGET / f"{name}.png")
        print(f"{name}: page {found[0]}")


if __name__ == "__main__":
    main()
