"""The examples on official data: published values stand in the text, and what is missing is said section by section."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from berichtsgenerator import cli
from berichtsgenerator.pdf import check, spoken_text
from berichtsgenerator.register.files import read_register
from berichtsgenerator.register.records import NumberRecord

DARMSTADT_DIEBURG = "amtlich-06432"
WETTERAU = "wetterau-06440"
DELIVERIES = {DARMSTADT_DIEBURG: "genesis_dadi", WETTERAU: "ba_arbeitsmarkt_kommunal_wetterau"}


@dataclass(frozen=True)
class Report:
    """A finished report: its file, its text with plain spaces, its numbers by id."""

    path: Path
    text: str
    numbers: dict[str, NumberRecord]

    def printed(self, number: str) -> bool:
        """Whether the number stands in the text, not as a part of a longer one."""
        return re.search(rf"(?<![\d,.]){re.escape(number)}(?![\d])(?!,\d)", self.text) is not None


Builder = Callable[..., Report]


@pytest.fixture(scope="module")
def build(root: Path, realdata: Path, tmp_path_factory: pytest.TempPathFactory) -> Builder:
    done: dict[tuple[str, str], Report] = {}
    folders = {name: tmp_path_factory.mktemp(name) for name in DELIVERIES}

    def built(example: str, product: str = "sozialbericht", *more: str) -> Report:
        if (example, product) not in done:
            project = root / "examples" / example / "projekt.yaml"
            call = ["bauen", product, "--projekt", str(project), "--daten", str(realdata / DELIVERIES[example])]
            assert cli.main([*call, "--ausgabe", str(folders[example]), *more]) == 0
            path = folders[example] / f"{product}.pdf"
            text = re.sub(r"[ \u00a0\u202f\u2009]+", " ", spoken_text(path))
            register = read_register(path.with_suffix(".register.json"))
            done[example, product] = Report(path, text, {item.id: item for item in register.numbers})
        return done[example, product]

    return built


@pytest.mark.parametrize(
    "values",
    [
        pytest.param(["292 773", "40 186", "49 700"], id="population"),
        pytest.param(["31,9", "33,4", "30,8", "33,3", "30,3", "34,7"], id="age ratios of Kreis, Land, Bund"),
        pytest.param(["−0,673635"], id="Billeter"),
        pytest.param(["20 698", "7,1", "9,3"], id="minimum income"),
        pytest.param(["112", "2 731", "4,1", "37,8"], id="school leavers"),
        pytest.param(["8 401", "59 144", "142,0"], id="care"),
        pytest.param(["0,113926"], id="dissimilarity of the census"),
        pytest.param(["3,485495", "0,693777"], id="mean and deviation of unemployment"),
    ],
)
def test_published_values_stand_in_the_text(build: Builder, values: list[str]) -> None:
    report = build(DARMSTADT_DIEBURG)
    assert [value for value in values if not report.printed(value)] == []


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("bevoelkerung/06432/2015/-/wert", "292 773"),
        ("jugendquotient/06432/2015/-/wert", "31,9"),
        ("altenquotient/06432/2015/-/wert", "33,4"),
        ("jugendquotient/06/2015/-/wert", "30,8"),
        ("altenquotient/DG/2015/-/wert", "34,7"),
        ("mindestsicherungsquote/06432/2015/-/wert", "7,1"),
        ("mindestsicherungsquote/06/2015/-/wert", "9,3"),
    ],
)
def test_published_values_belong_to_the_right_key(build: Builder, number: str, text: str) -> None:
    """A value in the text could stand for something else; in the register it cannot."""
    numbers = build(DARMSTADT_DIEBURG).numbers
    assert re.sub(r"\s", " ", numbers[number].text).split(" %")[0] == text


def test_the_kreis_is_the_sum_of_its_gemeinden(build: Builder) -> None:
    numbers = build(DARMSTADT_DIEBURG).numbers
    parts = [item for key, item in numbers.items() if re.fullmatch(r"bevoelkerung/06432\d{3}/2015/-/wert", key)]
    assert len(parts) == 23
    assert sum(item.value or 0 for item in parts) == numbers["bevoelkerung/06432/2015/-/wert"].value == 292773


def test_every_gemeinde_of_another_kreis_has_its_profile(build: Builder) -> None:
    report = build(WETTERAU)
    areas = {key.split("/")[1] for key in report.numbers}
    assert len([area for area in areas if area.startswith("06440") and len(area) == 8]) == 25
    assert "06440" in areas
    assert not [area for area in areas if area.startswith("06432")]
    assert report.printed("Wetteraukreis")
    assert "Darmstadt-Dieburg" not in report.text


@pytest.mark.parametrize("example", sorted(DELIVERIES))
def test_every_chapter_stands_or_is_missed_with_its_reason(build: Builder, root: Path, example: str) -> None:
    layout = yaml.safe_load((root / "layouts" / "sozialbericht.yaml").read_text(encoding="utf-8"))
    titles = [chapter["titel"] for chapter in layout["kapitel"] if "{{" not in chapter["titel"]]
    lines = build(example).text.splitlines()
    start = len(lines) - 1 - lines[::-1].index("Nicht enthaltene Angaben")
    gaps = lines[start:]
    standing = {
        title for title in titles if any(re.fullmatch(rf"\d+ {re.escape(title)}", line) for line in lines[:start])
    }
    heads = {gaps[place - 1]: place for place, line in enumerate(gaps) if line == "Das ganze Kapitel"}
    missed = set(titles) & heads.keys()
    assert standing | missed == set(titles)
    assert standing & missed == set()
    for title in missed:
        what, reason = gaps[heads[title] + 1 : heads[title] + 3]
        assert len(what) > 10
        assert re.search(r"Lieferung|Angaben", reason), reason


@pytest.mark.parametrize("example", sorted(DELIVERIES))
@pytest.mark.parametrize("product", ["sozialbericht", "kreistag-handout"])
def test_a_number_printed_in_two_products_is_the_same(build: Builder, example: str, product: str) -> None:
    one, two = build(example).numbers, build(example, product).numbers
    common = one.keys() & two.keys()
    assert len(common) > 15
    assert [key for key in sorted(common) if (one[key].text, one[key].value) != (two[key].text, two[key].value)] == []


@pytest.mark.parametrize("example", sorted(DELIVERIES))
@pytest.mark.parametrize("product", ["sozialbericht", "kreistag-handout"])
def test_every_product_is_accessible(build: Builder, example: str, product: str) -> None:
    """By veraPDF where it is installed, by the project's own checks always."""
    found = check(build(example, product).path, standards=("ua1",))
    assert [item for item in found if item.code != "verapdf-fehlt"] == []


def test_a_product_of_which_nothing_is_left_is_refused(
    root: Path, realdata: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = root / "examples" / DARMSTADT_DIEBURG / "projekt.yaml"
    call = ["bauen", "foerderantrag", "--kapitel", "kinderarmut", "--gebiet", "06432008", "--projekt", str(project)]
    code = cli.main([*call, "--daten", str(realdata / "genesis_dadi"), "--ausgabe", str(tmp_path)])
    said = capsys.readouterr().err
    assert code == 1
    assert "bleibt mit diesen Daten kein Kapitel übrig" in said
    assert "Keine Angaben für Griesheim" in said
    assert list(tmp_path.rglob("*.pdf")) == []
