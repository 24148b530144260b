"""The methods that may stand in place of a formula: their words, the components they want and the parts they answer.

A part is a value of a breakdown that belongs to the method and not to the deliveries: the variants of a projection, the
ends of a band. It is asked for like any breakdown (``gliederung: {bereich: "95 % unten"}``), so that tables, charts,
sentences, the register and its protection treat the results of methods as numbers like all others.
"""

from __future__ import annotations

from typing import Literal

from berichtsgenerator.model.observations import Breakdown

Method = Literal[
    "dissimilaritaet", "dissimilaritaet_zufall", "isolation", "eta2", "mittelwert", "standardabweichung",
    "gini_klassen", "lebenserwartung", "standardisierte_rate", "sozialindex", "dissimilaritaet_zufall_von",
    "dissimilaritaet_zufall_bis", "sozialindex_klasse", "sozialindex_dynamik", "sozialindex_rang", "gemeindetyp",
    "gemeindetyp_passung", "zusammengefasst", "zerlegung", "erwartung", "vorausberechnung", "gini",
    "durchschnittsalter", "standardisiertes_verhaeltnis",
]  # fmt: skip

OVER_AREAS = (
    "dissimilaritaet", "dissimilaritaet_zufall", "dissimilaritaet_zufall_von", "dissimilaritaet_zufall_bis",
    "isolation", "eta2", "mittelwert", "standardabweichung", "gini",
)  # fmt: skip
"""Methods over the parts of the area, each of which has one value of a component."""
OWN_GROUPS = (
    "gini_klassen", "lebenserwartung", "standardisierte_rate", "standardisiertes_verhaeltnis", "durchschnittsalter",
)  # fmt: skip
"""Methods over the groups of the area itself."""
AMONG_PEERS = (
    "sozialindex", "sozialindex_klasse", "sozialindex_dynamik", "sozialindex_rang", "gemeindetyp",
    "gemeindetyp_passung",
)  # fmt: skip
"""Methods that set a Gemeinde beside the others of its Kreis."""
OVER_TIME = ("zusammengefasst", "zerlegung", "erwartung", "vorausberechnung")
"""Methods over several periods of the area."""

OF_COUNTS = (
    "dissimilaritaet", "dissimilaritaet_zufall", "dissimilaritaet_zufall_von", "dissimilaritaet_zufall_bis",
    "isolation", "eta2", "gini_klassen", "durchschnittsalter", "lebenserwartung", "standardisierte_rate",
    "standardisiertes_verhaeltnis", "zusammengefasst", "zerlegung", "vorausberechnung",
)  # fmt: skip
"""Methods whose components are counts (or sums of money)."""

BEYOND = ("95 % unten", "95 % oben")
BANDS = ("80 % unten", "80 % oben", *BEYOND)
VARIANTS = ("untere Variante", "mittlere Variante", "obere Variante")
EFFECTS = ("Zahl", "Struktur", "Häufigkeit")
RANKS = ("bester Rang", "schlechtester Rang", "Klassenwechsel")
PEOPLE = "einwohner"
"""The component of a social index by which small areas are left out."""

PARTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "lebenserwartung": ("bereich", BEYOND),
    "standardisierte_rate": ("bereich", BEYOND),
    "standardisiertes_verhaeltnis": ("bereich", BEYOND),
    "zusammengefasst": ("bereich", BEYOND),
    "erwartung": ("bereich", BANDS),
    "zerlegung": ("wirkung", EFFECTS),
    "sozialindex": ("merkmal", ()),
    "sozialindex_rang": ("empfindlichkeit", RANKS),
    "vorausberechnung": ("variante", VARIANTS),
}
"""The dimension of a method's parts and its values; none are given where they are the components' names."""

_MOVES = ("zuzuege_maenner", "zuzuege_frauen", "fortzuege_maenner", "fortzuege_frauen")
WANTED: dict[str, tuple[tuple[str, ...], ...]] = {
    **dict.fromkeys(
        ("dissimilaritaet", "dissimilaritaet_zufall", "dissimilaritaet_zufall_von", "dissimilaritaet_zufall_bis",
         "isolation", "eta2"),
        (("gruppe",), ("rest", "gesamt")),
    ),
    "gini_klassen": (("anzahl",), ("summe",)),
    "lebenserwartung": (("tote",), ("leute",)),
    "standardisierte_rate": (("tote",), ("leute",)),
    "standardisiertes_verhaeltnis": (("tote",), ("leute",), ("tote_vergleich",), ("leute_vergleich",)),
    "durchschnittsalter": (("leute",),),
    "gini": (("wert",),),
    "zusammengefasst": (("zaehler",), ("nenner",)),
    "zerlegung": (("leute",), ("faelle",)),
    "erwartung": (("wert",),),
    "vorausberechnung": tuple(
        (name,) for name in ("maenner", "frauen", "tote_maenner", "tote_frauen", "geburten", *_MOVES)
    ),
}  # fmt: skip
"""The components that a method wants; of alternatives one is enough."""
BY_AGE: dict[str, tuple[str, ...]] = {
    "lebenserwartung": ("tote", "leute"),
    "standardisierte_rate": ("tote", "leute"),
    "standardisiertes_verhaeltnis": ("leute", "tote_vergleich", "leute_vergleich"),
    "durchschnittsalter": ("leute",),
}
"""Components that a method wants by age, all of them in the same groups."""

METHOD_WORDS: dict[str, str] = {
    "dissimilaritaet": "Dissimilaritätsindex D = ½ Σ |a(i)/A − b(i)/B|",
    "dissimilaritaet_zufall": "Erwartungswert von D bei zufälliger Verteilung",
    "dissimilaritaet_zufall_von": "2,5-Prozent-Punkt von D bei zufälliger Verteilung (2 000 Ziehungen)",
    "dissimilaritaet_zufall_bis": "97,5-Prozent-Punkt von D bei zufälliger Verteilung (2 000 Ziehungen)",
    "isolation": "Isolationsindex xPx = Σ x(i)/X · x(i)/t(i)",
    "eta2": "Eta² = (xPx − P)/(1 − P)",
    "mittelwert": "ungewichteter Mittelwert",
    "standardabweichung": "Standardabweichung (Grundgesamtheit)",
    "gini_klassen": "Gini = 1 − Σ (F(k) − F(k−1)) · (L(k) + L(k−1)) über die Größenklassen (Untergrenze)",
    "lebenserwartung": "abgekürzte Sterbetafel nach Chiang",
    "standardisierte_rate": "direkt altersstandardisiert, Europastandardbevölkerung 2013",
    "standardisiertes_verhaeltnis": "Gestorbene durch die Zahl, die mit der Sterblichkeit des Vergleichsgebiets in "
    "jedem Alter zu erwarten wäre (indirekte Standardisierung); Bereiche nach Poisson",
    "durchschnittsalter": "Mitte jeder Altersgruppe, gewichtet mit der Zahl ihrer Menschen",
    "gini": "Gini = Σ (2i − n − 1) · x(i) / (n · Σ x(i)), aufsteigend geordnet",
    "sozialindex": "gewichteter Mittelwert der z-Werte, so gedreht, dass hoch = belastet, erneut standardisiert",
    "sozialindex_klasse": "Klasse des Sozialindex unter den Gemeinden des Kreises, 1 = am wenigsten belastet",
    "sozialindex_dynamik": "Sozialindex der Veränderungen (Anteile in Prozentpunkten)",
    "sozialindex_rang": "Rang im Sozialindex, 1 = am stärksten belastet; mit dem besten und dem schlechtesten Rang, "
    "wenn je ein Indikator weggelassen wird",
    "gemeindetyp": "Gruppen ähnlicher Gemeinden (Ward-Verfahren auf z-Werten); Typ 1 hat den niedrigsten Mittelwert "
    "des ersten Indikators",
    "gemeindetyp_passung": "Silhouette: 1 = eindeutig im eigenen Typ, unter 0 = näher an einem anderen",
    "zusammengefasst": "Fälle aller Jahre durch Bevölkerung aller Jahre; Bereiche nach Wilson (Anteile) oder Poisson "
    "(Raten)",
    "zerlegung": "Veränderung der Fälle, zerlegt nach Kitagawa: Zahl der Menschen, ihre Zusammensetzung, Häufigkeit in "
    "den Gruppen",
    "erwartung": "Trend und Jahresgang der Monate vor dem Ereignis, fortgeschrieben; Bereiche von 80 und 95 Prozent",
    "vorausberechnung": "Kohorten-Komponenten-Verfahren nach Altersjahr und Geschlecht",
}


def own_dimensions(kind: str) -> tuple[str, ...]:
    """The dimensions of a breakdown that a method answers itself and does not ask deliveries for."""
    own = PARTS[kind][0] if kind in PARTS else ""
    return (own, "alter") if kind == "vorausberechnung" else (own,) if own else ()


def interval_breakdowns(kind: str, breakdown: Breakdown) -> tuple[Breakdown, Breakdown] | None:
    """Under which breakdowns a method answers the ends of the 95 % interval of its value; None where it gives none, and
    for those ends themselves.
    """
    dimension, parts = PARTS.get(kind, ("", ()))
    if parts != BEYOND or dimension in dict(breakdown):
        return None
    low, high = (tuple(sorted((*breakdown, (dimension, part)))) for part in BEYOND)
    return low, high


def stem(name: str) -> str:
    """The name of a component without the number of its group: ``tote_07`` is ``tote``."""
    head, _, number = name.rpartition("_")
    return head if head and number.isdigit() else name
