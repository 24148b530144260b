"""Plans the parts of the annex that the program writes: definitions, glossary, numbers of the charts.

Comes in: what the chapters used. Goes out: planned blocks. Sources, marks and gaps are written after protection
(:mod:`berichtsgenerator.plan.printing.backmatter`), because only then is known what was printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from berichtsgenerator.configuration.yamltree import Loc
from berichtsgenerator.document.blocks import Align, HeadCell
from berichtsgenerator.document.inline import Text
from berichtsgenerator.language.collation import sort_key
from berichtsgenerator.language.units import unit_text
from berichtsgenerator.plan.desk.context import Definition
from berichtsgenerator.plan.desk.desk import Desk, Scope
from berichtsgenerator.plan.layout.pages import AnnexBlock
from berichtsgenerator.plan.planned.tables import NotApplicable, PlannedCell, PlannedGroup, PlannedRow, PlannedTable
from berichtsgenerator.plan.text.texts import TextPlanner
from berichtsgenerator.plan.text.work import Source

_PLAIN = re.compile(r"wert|(?:\d+ \* )?zaehler / nenner")
"""Formulas that the description has said already."""


def _cell(text: str) -> PlannedCell:
    return (Text(text),) if text else NotApplicable()


def _sentence(text: str) -> str:
    clean = text.strip()
    return clean if not clean or clean.endswith((".", "!", "?")) else f"{clean}."


def _calculation(definition: Definition) -> str:
    parts = [_sentence(definition.description)]
    formula = definition.formula_text.strip()
    if formula and not _PLAIN.fullmatch(formula):
        parts.append(f"Berechnung: {_sentence(formula.replace('*', '×'))}")
    parts.extend(_sentence(note) for note in definition.notes)
    return " ".join(parts)


def definitions_table(desk: Desk, identifier: str, loc: Loc) -> PlannedTable:
    """Every indicator that the document uses, by title."""
    asked = {key.indicator for key in desk.requests}
    used = sorted(
        (item for item in desk.indicators.values() if item.id in asked),
        key=lambda item: (sort_key(item.title), item.id),
    )
    rows = [
        PlannedRow(
            item.title,
            (
                _cell(_calculation(item)),
                _cell(", ".join(part for part in (unit_text(item.unit), item.reference_date_text) if part)),
                _cell("; ".join(item.sources)),
            ),
        )
        for item in used
    ]
    comparable = dict.fromkeys(
        _sentence(reason) for item in used for reason in desk.context.catalogue.same_statistic(item.id)
    )
    return PlannedTable(
        identifier,
        "",
        "Verwendete Indikatoren",
        "Indikator",
        ((HeadCell("Bedeutung und Berechnung"), HeadCell("Einheit und Stichtag"), HeadCell("Datenquelle")),),
        (Align.LEFT,) * 3,
        (PlannedGroup("", tuple(rows)),),
        text_shares=(0.42, 0.18, 0.18),
        stub_share=0.22,
        notes=tuple((Text(f"Vergleich über Stellen hinweg: {reason}"),) for reason in comparable),
        sourced=False,
        place=desk.place(loc),
    )


def glossary_table(
    desk: Desk, texts: TextPlanner, block: AnnexBlock, identifier: str, scope: Scope, loc: Loc
) -> PlannedTable:
    """Terms and what they mean, in alphabetical order."""
    rows = []
    order = sorted(range(len(block.begriffe)), key=lambda index: sort_key(block.begriffe[index].begriff))
    for index in order:
        item, here = block.begriffe[index], (*loc, "begriffe", index)
        source = Source(
            lambda line, here=here: desk.layout.places.text_place((*here, "erklaerung"), line),  # type: ignore[misc]
            "Glossar",
        )
        content = texts.inline(item.erklaerung, scope, source)
        rows.append(PlannedRow(desk.plain(item.begriff, scope, (*here, "begriff")), (content or NotApplicable(),)))
    return text_table(identifier, "Glossar", "Begriff", ("Erklärung",), rows, (0.72,), desk, loc)


def text_table(
    identifier: str,
    title: str,
    stub: str,
    heads: Sequence[str],
    rows: Sequence[PlannedRow],
    shares: tuple[float, ...],
    desk: Desk,
    loc: Loc,
) -> PlannedTable:
    """An unnumbered table of texts."""
    return PlannedTable(
        identifier,
        "",
        title,
        stub,
        (tuple(HeadCell(head) for head in heads),),
        (Align.LEFT,) * len(heads),
        (PlannedGroup("", tuple(rows)),),
        text_shares=shares,
        stub_share=round(1 - sum(shares), 4),
        sourced=False,
        place=desk.place(loc),
    )
