"""What protection has to tell the office: data that contradict each other, and what cannot be protected or costs much.

Always with the numbers concerned, by their keys, and with the choices; never with a hidden value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from berichtsgenerator.diagnostics import Diagnostic, Place, error, few, warning
from berichtsgenerator.disclosure.account import name_of, name_of_atom, neighbours
from berichtsgenerator.disclosure.atoms import Atom, Model
from berichtsgenerator.disclosure.linking import Linked
from berichtsgenerator.disclosure.numeric import Solution
from berichtsgenerator.model.areas import Level, level_of
from berichtsgenerator.model.entries import Protection

NAMED = 4
"""How many numbers a message names before it says that there are more."""


def listed(names: Iterable[str]) -> str:
    """A few names, and how many more there are."""
    return few(dict.fromkeys(names), NAMED)


def undelivered(atoms: Sequence[Atom]) -> list[Diagnostic]:
    """Sums under a rule for few contributors of which nobody can tell what each of them contributes."""
    files: dict[str, list[str]] = defaultdict(list)
    for atom in atoms:
        file = atom.observation.table.file if atom.observation is not None else min(place[0] for place in atom.cells)
        files[file.partition("#")[0]].append(name_of_atom(atom))
    return [
        error(
            "geheimhaltung-beitraege",
            f"Für diese Quelle gilt eine Regel für Summen weniger Beitragender; die Lieferung nennt aber nur Summen, "
            f"nicht die Beiträge der Einzelnen: {listed(names)}.",
            Place(file),
            "Liefern Sie eine Zeile je Einrichtung oder Betrieb (Merkmal mit „summe_aus: einrichtung“): Das Programm "
            "addiert sie und prüft die Summen; eine fertige Summe daneben kann entfallen. Oder nehmen Sie „dominanz“ "
            "und „p_prozent“ aus der Quellenregel.",
        )
        for file, names in sorted(files.items())
    ]


def doubts(model: Model, linked: Linked, solution: Solution) -> Iterator[Diagnostic]:
    """What relations say against each other, and what no pattern can protect: with the numbers and the choices."""
    for family in linked.contradictions:
        parts = listed(name_of_atom(atom) for atom in family.parts)
        yield warning(
            "geheimhaltung-widerspruch",
            f"Die Teile {parts} ergeben zusammen mehr als ihre Summe {name_of_atom(family.total)}. "
            "Diese Beziehung wurde bei der Geheimhaltung nicht benutzt.",
            advice="Prüfen Sie die Lieferungen, oder stufen Sie eine gerundete oder verfälschte Quelle mit "
            "„regel: veroeffentlicht“ ein.",
        )
    for cell in solution.open:
        known = sorted(name_of_atom(atom) for atom in neighbours(linked, cell) if atom.open)
        because = f" Sie folgt aus {', '.join(known[:3])}." if known else ""
        yield warning(
            "geheimhaltung-offen",
            f"{name_of(linked, cell)} lässt sich aus veröffentlichten Zahlen errechnen, ohne dass dieser Bericht es "
            f"verhindern kann.{because}",
            advice="Prüfen Sie, ob die Quelle der Teile oder der Gesamtzahl richtig als veröffentlicht eingestuft ist; "
            "fassen Sie Gruppen zusammen, oder nehmen Sie die Gesamtzahl aus dem Bericht.",
        )
    narrow = sorted({attack.cell for attack in solution.relaxed if attack.known < 0} - set(solution.open))
    if narrow:
        yield warning(
            "geheimhaltung-schmal",
            f"Nicht im vollen Maß der Regel zu schützen, weil schon Veröffentlichtes sie eingrenzt: "
            f"{listed(name_of(linked, cell) for cell in narrow)}.",
            advice="„bericht geheimhaltung“ nennt die Breite der Spannen. Fassen Sie Gruppen zusammen, oder prüfen "
            "Sie, welche Quellen und früheren Ausgaben als veröffentlicht gelten.",
        )
    totals = [atom for atom in model.atoms if _is_total(model, atom)]
    if totals:
        yield warning(
            "geheimhaltung-summe",
            f"Ohne eine Summe zu verbergen, wären kleine Zahlen zu errechnen; nicht ausgewiesen "
            f"{'wird' if len(totals) == 1 else 'werden'}: {listed(name_of_atom(atom) for atom in totals)}.",
            advice="Sie bleiben stehen, wenn kleine Gemeinden oder Altersgruppen zusammengefasst werden (uebrige, "
            "altersgrenzen), wenn die Quelle gerundet wird (regel: gerundet) oder einzelne Teile entfallen.",
        )


def _is_total(model: Model, atom: Atom) -> bool:
    """True for a printed number of a Kreis or larger area, over all groups, that is hidden for others' sake."""
    return atom.protection is Protection.SECONDARY and any(
        not key.breakdown and level_of(key.area) <= Level.KREIS and model.register.is_requested(key)
        for key in atom.keys
    )
