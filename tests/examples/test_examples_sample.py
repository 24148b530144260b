"""The three products on the sample deliveries, as the README's commands make them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from berichtsgenerator import cli
from berichtsgenerator.pdf import check, spoken_text
from berichtsgenerator.pdf.treetext import TagTree
from berichtsgenerator.register.files import read_register
from berichtsgenerator.register.records import CellRecord, NumberRecord

REPORT, HANDOUT, APPLICATION = "sozialbericht", "kreistag-handout", "foerderantrag-kinderarmut-06432008"
PRODUCTS = (REPORT, HANDOUT, APPLICATION)


@pytest.fixture(scope="module")
def out(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with all three products, built by two calls."""
    folder = tmp_path_factory.mktemp("muster")
    project = ["--projekt", str(root / "projekt.yaml"), "--ausgabe", str(folder)]
    assert cli.main(["bauen", REPORT, HANDOUT, *project]) == 0
    assert cli.main(["bauen", "foerderantrag", "--kapitel", "kinderarmut", "--gebiet", "06432008", *project]) == 0
    return folder


def numbers(out: Path, product: str) -> dict[str, NumberRecord]:
    return {item.id: item for item in read_register(out / f"{product}.register.json").numbers}


@pytest.mark.parametrize(("product", "least", "most"), [(REPORT, 200, 500), (HANDOUT, 2, 2), (APPLICATION, 4, 10)])
def test_each_product_has_its_length(out: Path, product: str, least: int, most: int) -> None:
    with pikepdf.open(out / f"{product}.pdf") as pdf:
        assert least <= len(pdf.pages) <= most


@pytest.mark.parametrize("product", PRODUCTS)
def test_each_product_is_accessible(out: Path, product: str) -> None:
    """PDF/UA-1 by veraPDF where it is installed, the project's own checks always."""
    found = check(out / f"{product}.pdf", standards=("ua1",))
    assert [item for item in found if item.code != "verapdf-fehlt"] == []


def test_the_report_holds_its_chapters_and_a_profile_of_every_gemeinde(out: Path) -> None:
    lines = spoken_text(out / f"{REPORT}.pdf").splitlines()
    for title in ("Bevölkerung", "Mindestsicherung", "Kinder in Armut", "Bildung", "Migration", "Wohnen"):
        assert any(re.fullmatch(rf"\d+ {title}", line) for line in lines), title
    gemeinden = {key.split("/")[1] for key in numbers(out, REPORT) if re.match(r"bevoelkerung/06432\d{3}/2025/-/", key)}
    assert len(gemeinden) == 23


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is missing: pages cannot be read")
@pytest.mark.parametrize("product", PRODUCTS)
def test_every_page_is_marked_as_sample_data(out: Path, product: str) -> None:
    call = ["pdftotext", str(out / f"{product}.pdf"), "-"]
    pages = subprocess.run(call, capture_output=True, check=True).stdout.decode().split("\f")[:-1]
    assert [place for place, text in enumerate(pages, 1) if "Musterdaten" not in text] == []


@pytest.mark.parametrize("product", PRODUCTS)
def test_no_heading_stands_alone_at_the_foot_of_a_page(out: Path, product: str) -> None:
    with TagTree(out / f"{product}.pdf") as tree:
        pieces = list(_pieces(tree, tree.root))
    followed = [(one, two) for one, two in pairwise(pieces) if one[0] in {"H1", "H2", "H3", "H4"}]
    assert followed
    assert [one for one, two in followed if one[1] != two[1] and two[0] != "H1"] == []


def _pieces(tree: TagTree, element: pikepdf.Object) -> Iterator[tuple[str, int, str]]:
    """Tag, page and text of all that is marked, in reading order."""
    for child in tree.kids(element):
        if isinstance(child, tuple):
            yield str(element["/S"])[1:], child[0], tree.text(*child)
        else:
            yield from _pieces(tree, child)


@pytest.mark.parametrize("product", [HANDOUT, APPLICATION])
def test_a_number_printed_in_two_products_is_the_same(out: Path, product: str) -> None:
    one, two = numbers(out, REPORT), numbers(out, product)
    common = one.keys() & two.keys()
    assert len(common) > 100
    unlike = [key for key in sorted(common) if (one[key].text, one[key].value) != (two[key].text, two[key].value)]
    assert unlike == []


@pytest.mark.parametrize("product", PRODUCTS)
def test_every_number_goes_back_to_the_cells_of_a_delivery(out: Path, product: str) -> None:
    found = numbers(out, product)

    def cells(number: str) -> list[CellRecord]:
        own = [cell for part in found[number].components for cell in part.cells]
        return own + [cell for other in found[number].derived_from for cell in cells(other)]

    for number, item in found.items():
        if item.value is not None:
            assert cells(number), number
            assert all(cell.source.file and cell.cell for cell in cells(number)), number


def test_hidden_numbers_keep_their_value_out_of_the_register(out: Path) -> None:
    hidden = [item for item in numbers(out, REPORT).values() if item.hidden]
    assert len(hidden) > 10
    assert all(item.value is None for item in hidden)
