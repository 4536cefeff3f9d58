"""Reads the text of documents and of their files back, for comparison: without spaces, hyphens and signs of no width."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import fields, is_dataclass
from typing import Any

import openpyxl
from bs4 import BeautifulSoup
from lxml import etree
from pypdf import PdfReader

from transfer_register.reports import blocks as b

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LOOSE = re.compile(r"[\s\-\u00ad\u200b\u2010\u2011]+")
_NAMES = {
    "anchor",
    "to",
    "href",
    "var",
    "shape",
    "tone",
    "size",
    "lang",
    "svg",
    "picture",
    "labels",
    "alt",
    "kind",
    "data",
    "sheet",
}


def bare(words: str) -> str:
    return _LOOSE.sub("", words)


def texts(value: Any) -> set[str]:
    """Every text of a part of a document that a reader sees."""
    if isinstance(value, str):
        return {value} if value.strip() else set()
    if isinstance(value, tuple):
        return set().union(*map(texts, value))
    if is_dataclass(value):
        return set().union(*(texts(getattr(value, field.name)) for field in fields(value) if field.name not in _NAMES))
    return set()


def pdf_text(file: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages)


def docx_xml(file: bytes) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(file)) as held:
        return {name: etree.fromstring(held.read(name)) for name in held.namelist() if name.endswith((".xml", ".rels"))}


def docx_text(file: bytes) -> str:
    body = docx_xml(file)["word/document.xml"]
    return "".join(
        "\n" if one.tag in (f"{_W}br", f"{_W}p") else one.text or "" for one in body.iter(f"{_W}t", f"{_W}br", f"{_W}p")
    )


def html_text(file: bytes) -> str:
    return BeautifulSoup(file, "lxml").get_text(" ")


def workbook(file: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(file))


def xlsx_texts(file: bytes) -> set[str]:
    return {
        bare(str(cell.value)) for sheet in workbook(file) for row in sheet.iter_rows() for cell in row if cell.value is not None
    }


def seen_by_readers(document: b.Document) -> set[str]:
    return texts(document.blocks) | texts((document.meta.title, document.meta.subtitle, document.meta.cover))
