"""Text measuring, scales, label placing, classes, tile assignment, colours: laws that hold for any input."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from charts_samples import NAMES
from hypothesis import given, settings
from hypothesis import strategies as st

from berichtsgenerator.charts.canvas.metrics import shorten, wrap
from berichtsgenerator.charts.canvas.scales import make_scale, spread, thin
from berichtsgenerator.charts.canvas.style import WHITE, ChartStyle, contrast, luminance, rgb
from berichtsgenerator.charts.maps.tiles import arrange, assign
from berichtsgenerator.diagnostics import ConfigurationError
from berichtsgenerator.language.classes import (
    breaks,
    class_labels,
    class_of,
    printed_decimals,
    printed_value,
    single_values,
)

STYLE = ChartStyle()
METRICS = STYLE.metrics("sans")
WORDS = st.text(alphabet="abcdeäöüß -/ABC0123(),.", min_size=1, max_size=80)


# --- text -----------------------------------------------------------------------------------------------------------


@given(WORDS, st.floats(20, 300), st.integers(1, 4))
def test_wrapped_lines_fit(text: str, width: float, lines: int) -> None:
    """No line is wider than asked for, and there are no more of them."""
    found = wrap(METRICS, text, 8, width, lines=lines)
    assert len(found) <= lines
    assert all(METRICS.width(line, 8) <= width + 1e-9 for line in found)


@given(WORDS, st.floats(60, 300))
def test_wrapping_loses_nothing(text: str, width: float) -> None:
    """With enough lines every letter is kept in order (hyphens may be added)."""
    found = wrap(METRICS, text, 8, width, lines=99)
    assert [c for c in "".join(found) if c not in " -"] == [c for c in text if c not in " -"]


def test_times_stay_whole_at_line_ends() -> None:
    for time in ("07/2025", "2024/25", "2010–2025"):
        found = wrap(METRICS, f"Darmstadt-Dieburg 0,8 ({time})", 8, METRICS.width("Darmstadt-Dieburg 0,8 (07/", 8))
        assert any(time in line for line in found), found
    assert len(wrap(METRICS, "Kita/Hort", 8, METRICS.width("Kita/", 8))) == 2


@given(WORDS, st.floats(15, 200))
def test_shortened_text_fits_and_says_so(text: str, width: float) -> None:
    """Shortened text ends in an ellipsis."""
    short = shorten(METRICS, text, 8, width)
    assert METRICS.width(short, 8) <= width
    assert short == text or short.endswith("…")


@pytest.mark.parametrize("character", "äöüßÄÖÜ–−…„“²€ \u202f\u00a0")
def test_the_faces_have_the_signs_of_german_statistics(character: str) -> None:
    """Every face has every sign that charts print."""
    assert all(STYLE.metrics(face).has(character) for face in STYLE.fonts)


# --- scales ---------------------------------------------------------------------------------------------------------


@given(st.lists(st.floats(-1e9, 1e9, allow_subnormal=False), min_size=1, max_size=30), st.booleans(), st.booleans())
def test_scales_hold_their_values(values: list[float], from_zero: bool, tight: bool) -> None:
    """Every value lies within the scale, ticks rise, their labels differ."""
    scale = make_scale(values, 10, 400, count=5, from_zero=from_zero, tight=tight)
    assert scale is not None
    assert all(9.9 <= scale(value) <= 400.1 for value in values)
    assert all(b > a for a, b in itertools.pairwise(scale.ticks))
    assert len(set(scale.labels)) == len(scale.labels)
    if from_zero:
        assert not scale.cut


def test_no_values_no_scale() -> None:
    """Without values there is no scale to read anything from."""
    assert make_scale([], 0, 100, count=5, from_zero=True) is None


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([0.0, 0.00034], ("0", "0,0001", "0,0002", "0,0003", "0,0004")),
        ([0.0, 83_577_140.0], ("0", "20\u00a0Mio.", "40\u00a0Mio.", "60\u00a0Mio.", "80\u00a0Mio.", "100\u00a0Mio.")),
        ([-4.0, 12.0], ("−5", "0", "5", "10", "15")),
        ([0.0, 290_000.0], ("0", "100\u00a0Tsd.", "200\u00a0Tsd.", "300\u00a0Tsd.")),
        ([0.0, 8000.0], ("0", "2\u202f000", "4\u202f000", "6\u202f000", "8\u202f000")),
    ],
)
def test_ticks_are_german_numbers(values: list[float], labels: tuple[str, ...]) -> None:
    """Decimal comma, thin spaces, minus sign, millions."""
    scale = make_scale(values, 0, 300, count=5, from_zero=True)
    assert scale is not None and scale.labels == labels


@given(st.lists(st.tuples(st.floats(0, 200), st.floats(1, 12)), min_size=1, max_size=15))
def test_spread_labels_do_not_overlap(labels: list[tuple[float, float]]) -> None:
    """Labels stay in order, within bounds and apart whenever there is room."""
    wanted, sizes = [place for place, _ in labels], [size for _, size in labels]
    found = spread(wanted, sizes, 0, 200)
    order = sorted(range(len(labels)), key=lambda index: found[index])
    assert all(found[b] - found[a] >= (sizes[a] + sizes[b]) / 2 - 1e-6 for a, b in itertools.pairwise(order))
    assert all(size / 2 - 1e-6 <= place <= 200 - size / 2 + 1e-6 for place, size in zip(found, sizes, strict=True))


def test_labels_with_room_stay_where_they_want() -> None:
    """Nothing moves without need."""
    assert spread([10, 50, 90], [10, 10, 10], 0, 100) == [10, 50, 90]


def test_thinned_labels_keep_the_last() -> None:
    """Of crowded years the last is printed, with even steps."""
    assert thin([i * 10.0 for i in range(10)], [18.0] * 10, 2.0) == [1, 3, 5, 7, 9]


# --- classes --------------------------------------------------------------------------------------------------------

VALUES = st.lists(st.floats(-50, 150).map(lambda value: round(value, 1)), min_size=1, max_size=60)


@given(VALUES, st.sampled_from(["quantile", "gleich", "jenks"]), st.integers(1, 7))
def test_no_class_is_empty(values: list[float], method: str, count: int) -> None:
    """Every class holds a value, every value has a class, labels are as many."""
    bounds = breaks(values, method=method, count=count)
    assert {class_of(value, bounds) for value in values} == set(range(len(bounds)))
    assert len(bounds) <= count
    assert len(set(class_labels(bounds))) == len(bounds)
    assert breaks(list(reversed(values)), method=method, count=count) == bounds


@settings(max_examples=40)
@given(st.lists(st.integers(0, 40), min_size=4, max_size=9, unique=True), st.integers(2, 3))
def test_jenks_is_the_best_partition(values: list[int], count: int) -> None:
    """No other cut into as many classes has a smaller squared deviation."""
    ordered = sorted(float(value) for value in values)

    def cost(cuts: tuple[int, ...]) -> float:
        edges = [0, *cuts, len(ordered)]
        return sum(float(np.var(ordered[a:b])) * (b - a) for a, b in itertools.pairwise(edges))

    bounds = breaks(ordered, method="jenks", count=count, decimals=0)
    found = [class_of(value, bounds) for value in ordered]
    cuts = tuple(index for index in range(1, len(found)) if found[index] != found[index - 1])
    best = min(cost(choice) for choice in itertools.combinations(range(1, len(ordered)), count - 1))
    assert cost(cuts) == pytest.approx(best)


@given(st.lists(st.integers(-3, 3), min_size=1))
def test_each_value_is_a_class_of_its_own(values: list[int]) -> None:
    bounds, labels = single_values([float(value) for value in values])
    assert len(bounds) == len(labels) == len(set(values))
    for value in values:
        assert labels[class_of(float(value), bounds)] == str(value).replace("-", "\u2212")


def test_too_many_values_for_colours_are_refused() -> None:
    with pytest.raises(ConfigurationError, match="8 verschiedene Werte"):
        single_values([float(number) for number in range(8)])


def test_names_without_an_order_have_colours_of_their_own_on_which_text_reads() -> None:
    style = ChartStyle()
    colours = style.names(6)
    assert len(set(colours)) == 6
    assert all(contrast(style.on(colour), colour) >= 4.5 for colour in colours)


def test_class_labels_are_german() -> None:
    """Open ends, decimal comma."""
    assert class_labels((5.0, 7.5, 10.0)) == ("unter 5,0", "5,0 bis unter 7,5", "7,5 und mehr")
    assert class_labels((5.0, 7.5), lowest=3.1)[0] == "3,1 bis unter 5,0"
    assert class_labels((5.0,)) == ("alle Werte",)


def test_given_bounds_lose_their_empty_classes() -> None:
    """A given class that no area falls into is left out."""
    assert breaks([1.0, 6.0, 12.0], method="gegeben", given=(5.0, 7.5, 10.0, 15.0)) == (5.0, 7.5, 15.0)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"method": "zufall"}, "„zufall“ gibt es nicht"),
        ({"method": "gegeben", "given": (3.0, 2.0)}, "steigen nicht"),
        ({"method": "jenks", "count": 0}, "0 Klassen"),
    ],
)
def test_wrong_class_settings_are_said(options: dict[str, object], message: str) -> None:
    """German messages for what a layout can get wrong."""
    with pytest.raises(ConfigurationError, match=message):
        breaks([1.0, 2.0], **options)  # type: ignore[arg-type]


def test_numbers_are_classed_as_printed() -> None:
    """Rounding half up by the printed decimals."""
    assert printed_value(7.25, printed_decimals("7,3")) == 7.3
    assert printed_decimals("1\u202f234") == 0


# --- tiles ----------------------------------------------------------------------------------------------------------


@settings(max_examples=60)
@given(st.integers(1, 5), st.integers(0, 2), st.integers(0, 2**31 - 1))
def test_assignment_is_the_cheapest(rows: int, more: int, seed: int) -> None:
    """No permutation costs less."""
    costs = np.random.default_rng(seed).integers(0, 20, (rows, rows + more)).astype(float)
    chosen = assign(costs)
    best = min(
        sum(costs[row, column] for row, column in enumerate(columns))
        for columns in itertools.permutations(range(rows + more), rows)
    )
    assert len(set(chosen)) == rows
    assert sum(costs[row, column] for row, column in enumerate(chosen)) == best


def test_tiles_lie_as_the_areas_do() -> None:
    """Each Gemeinde has its own tile; west stays west and north stays north."""
    cells = arrange(tuple((x, y) for _, x, y in NAMES))
    place = dict(zip((name.removesuffix(", Stadt") for name, _, _ in NAMES), cells, strict=True))
    assert len(set(cells)) == len(cells)
    assert place["Griesheim"][0] < place["Roßdorf"][0] < place["Groß-Umstadt"][0]
    assert place["Weiterstadt"][1] < place["Pfungstadt"][1] < place["Alsbach-Hähnlein"][1]
    assert place["Messel"][1] < place["Ober-Ramstadt"][1]


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_few_areas_have_tiles(count: int) -> None:
    """One, two, no areas."""
    cells = arrange(tuple((x, y) for _, x, y in NAMES[:count]))
    assert len(set(cells)) == count


def test_areas_at_one_place_have_tiles_of_their_own() -> None:
    """Equal centres do not fall onto each other."""
    assert len(set(arrange(((8.5, 49.8),) * 6))) == 6


# --- colours --------------------------------------------------------------------------------------------------------

MACHADO = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    "normal": [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
}


def cielab(colour: tuple[float, float, float], matrix: list[list[float]]) -> np.ndarray:
    linear = np.array([c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour])
    seen = np.clip(np.array(matrix) @ linear, 0, 1)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ seen / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("vision", MACHADO)
def test_series_colours_differ_for_every_eye(vision: str) -> None:
    """Any two of the series colours are at least 10 CIELAB units apart."""
    seen = [cielab(colour, MACHADO[vision]) for colour in STYLE.series]
    assert min(float(np.linalg.norm(a - b)) for a, b in itertools.combinations(seen, 2)) > 10


def test_the_first_colours_differ_in_grey() -> None:
    """Neighbouring series (and bars and their highlight) differ in lightness by 8 or more."""
    lightness = [cielab(colour, MACHADO["normal"])[0] for colour in STYLE.series]
    assert all(abs(a - b) > 8 for a, b in itertools.pairwise(lightness))
    assert contrast(STYLE.bar, STYLE.emphasis) >= 3


def test_marks_have_contrast_to_white() -> None:
    """3 : 1 for shapes, 4.5 : 1 for text."""
    shapes = [*STYLE.series, STYLE.bar, STYLE.emphasis, STYLE.axis]
    assert all(contrast(colour, WHITE) >= 3 for colour in shapes)
    assert all(contrast(colour, WHITE) >= 4.5 for colour in (STYLE.text, STYLE.muted))


@pytest.mark.parametrize("count", range(1, 8))
def test_text_reads_on_every_class(count: int) -> None:
    """Class colours darken step by step and carry text of 4.5 : 1 in black or white."""
    colours = STYLE.classes(count)
    assert all(luminance(a) > luminance(b) for a, b in itertools.pairwise(colours))
    assert all(max(contrast(STYLE.text, colour), contrast(WHITE, colour)) >= 4.5 for colour in colours)


def test_colours_are_written_with_a_hash() -> None:
    """Anything else is refused."""
    assert rgb("#FF0000") == (1.0, 0.0, 0.0)
    with pytest.raises(ValueError, match="not a colour"):
        rgb("red")
