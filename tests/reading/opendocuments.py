"""OpenDocument spreadsheets (.ods) written for tests: as little of the format as a reader needs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from oldworkbooks import Styled

_SPACES = ("office", "table", "text", "style")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def ods(table: Sequence[Sequence[object]], *, rows_before: str = "", columns: str = "") -> bytes:
    """The bytes of a spreadsheet with one sheet, ``Daten``; XML of more rows and of columns may be given."""
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in _SPACES)
    names += ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    looks = {(v.indent, v.bold) for line in table for v in line if isinstance(v, Styled)}
    styles = "".join(_style(indent, bold) for indent, bold in sorted(looks))
    rows = rows_before + "".join(f"<table:table-row>{''.join(map(_cell, line))}</table:table-row>" for line in table)
    content = (
        f"{_HEAD}<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles>"
        f'<office:body><office:spreadsheet><table:table table:name="Daten">{columns}{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return target.getvalue()


def _style(indent: int, bold: bool) -> str:
    return (
        f'<style:style style:name="s{indent}{bold:d}" style:family="table-cell">'
        f'<style:paragraph-properties fo:margin-left="{0.353 * indent:.3f}cm"/>'
        f'<style:text-properties fo:font-weight="{"bold" if bold else "normal"}"/></style:style>'
    )


def _cell(value: object) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        number = f'office:value-type="float" office:value="{value}"'
        return f"<table:table-cell {number}><text:p>{value}</text:p></table:table-cell>"
    if value == "":
        return "<table:table-cell/>"
    style = f' table:style-name="s{value.indent}{value.bold:d}"' if isinstance(value, Styled) else ""
    words = escape(value.text if isinstance(value, Styled) else str(value))
    return f'<table:table-cell{style} office:value-type="string"><text:p>{words}</text:p></table:table-cell>'
