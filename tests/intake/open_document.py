"""OpenDocument spreadsheets that the tests make: sheets of cells, spans, drop-down lists."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" office:version="1.2">'
    '<office:automatic-styles><style:style style:name="hid" style:family="table">'
    '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    "<office:body><office:spreadsheet>"
)


def spreadsheet(
    sheets: dict[str, list[list[str]]],
    *,
    lists: tuple[str, ...] = (),
    hidden: tuple[str, ...] = (),
    more: str = "",
    locked: bool = False,
) -> bytes:
    """An .ods with these rows. A cell "2x3:text" spans two rows and three columns, which must then be ""."""
    parts = [_HEAD, "<table:content-validations>"]
    for number, area in enumerate(lists):
        condition = quoteattr(f"of:cell-content-is-in-list([{area}])")
        parts.append(f'<table:content-validation table:name="v{number}" table:condition={condition}/>')
    parts.append("</table:content-validations>")
    for title, rows in sheets.items():
        style = ' table:style-name="hid"' if title in hidden else ""
        parts.append(f"<table:table table:name={quoteattr(title)}{style}>")
        parts += ["<table:table-row>" + "".join(map(_cell, row or [""])) + "</table:table-row>" for row in rows]
        parts.append(f"{more}</table:table>")
    parts.append("</office:spreadsheet></office:body></office:document-content>")
    lock = "<manifest:encryption-data/>" if locked else ""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", "".join(parts))
        entry = (
            f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{lock}</manifest:file-entry>'
        )
        space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
        archive.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{space}">{entry}</manifest:manifest>')
    return out.getvalue()


def _cell(text: str) -> str:
    span = ""
    if text[1:2] == "x" and text[3:4] == ":":
        span = f' table:number-rows-spanned="{text[0]}" table:number-columns-spanned="{text[2]}"'
        text = text[4:]
    inside = f"<text:p>{escape(text)}</text:p>" if text else ""
    kind = ' office:value-type="string"' if text else ""
    return f"<table:table-cell{kind}{span}>{inside}</table:table-cell>"
