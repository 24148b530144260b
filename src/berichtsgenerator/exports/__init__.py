"""Exports: numbers and accounts as workbooks; the only home of writing XLSX files.

Comes in: sheets of plain values. Goes out: the bytes of a workbook. Always holds: no cell of a workbook is a formula,
and the same sheets give the same bytes.
"""

from berichtsgenerator.exports.workbook import Sheet, workbook

__all__ = ["Sheet", "workbook"]
