"""The boxes of all words on rendered pages, as poppler sees them, and what is wrong with their places."""

from __future__ import annotations

import re
import subprocess
from shutil import which

import pytest

_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.S)
_WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')

Box = tuple[float, float, float, float, str]


def pages(data: bytes) -> list[tuple[float, float, list[Box]]]:
    """Width, height and words (left, top, right, bottom, text) of every page; skips without poppler."""
    if which("pdftotext") is None:
        pytest.skip("pdftotext (poppler) is not installed")
    shown = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=data, capture_output=True, check=True).stdout
    found = []
    for page in _PAGE.finditer(shown.decode()):
        words = [(*(float(word[at]) for at in range(1, 5)), word[5]) for word in _WORD.finditer(page[3])]
        found.append((float(page[1]), float(page[2]), words))
    return found


def faults(data: bytes) -> list[str]:
    """Words off the page, and pairs of words that stand on each other.

    A box is as high as its face, so neighbouring lines touch: only the middle half of each is compared.
    """
    wrong = []
    for number, (width, height, words) in enumerate(pages(data), 1):
        cores = []
        for left, top, right, bottom, text in words:
            if left < -0.5 or top < -0.5 or right > width + 0.5 or bottom > height + 0.5:
                wrong.append(f"Seite {number}: „{text}“ steht außerhalb der Seite")
            quarter = (bottom - top) / 4
            cores.append((left + 0.4, top + quarter, right - 0.4, bottom - quarter, text))
        cores.sort(key=lambda box: box[1])
        for at, one in enumerate(cores):
            for other in cores[at + 1 :]:
                if other[1] >= one[3]:
                    break
                if other[0] < one[2] and one[0] < other[2]:
                    wrong.append(f"Seite {number}: „{one[4]}“ und „{other[4]}“ stehen aufeinander")
    return wrong
