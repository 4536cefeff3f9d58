"""Packs an export: documents, their content, a manifest, hashes, a way to check them, and a signature, in one ZIP.

The files are stored and not compressed: what is in the documents is compressed already, a reader meets no bomb, and the whole
archive follows from its files, byte for byte, whatever library packs it.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from platform import python_version

from transfer_register.reports.evidence_of_export.manifest import (
    CONTENT,
    CSV_RULE,
    CSV_RULE_TO_EDIT,
    KEY,
    MANIFEST,
    NAME,
    SIGNATURE,
    SUMS,
    VERIFY,
    Content,
    Days,
    Document,
    Journal,
    Made,
    Manifest,
    Member,
    Replaced,
    Signed,
)
from transfer_register.reports.evidence_of_export.signature import Seal
from transfer_register.reports.evidence_of_export.verify_text import verify_text
from transfer_register.reports.making import PROGRAM, Making, moment_text
from transfer_register.reports.text_gate import clean

# Which libraries the bytes of a format depend on.
_ENGINES = {
    "pdf": ("typst",), "docx": ("python-docx", "lxml", "typst"), "xlsx": ("XlsxWriter",), "json": ("orjson",),
}  # fmt: skip
_JSON = "application/json"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class File:
    """One file of an export: its name, its format (pdf, docx, ...), its media type, its bytes."""

    name: str
    format: str
    media_type: str
    data: bytes


@dataclass(frozen=True)
class Facts:
    """What the manifest says of the document, its days and its making; `replaced` counts characters by the files they are in."""

    document: Document
    days: Days
    making: Making
    replaced: tuple[Replaced, ...] = ()


def packed(
    facts: Facts, files: tuple[File, ...], content: bytes | None, *, number: str | None = None, seal: Seal | None = None
) -> bytes:
    """The package as a ZIP; the same facts, files, number and key give the same bytes.

    `content` is the canonical JSON, None for a table to work with; `number` is that of the log of exports. A name that no
    package has, or that stands twice, is a bug (ValueError).
    """
    members = {file.name: file.data for file in files}
    if content is not None:
        members[CONTENT] = content
    if len({name.lower() for name in members}) != len(files) + (content is not None) or not all(map(NAME.fullmatch, members)):
        raise ValueError(f"no package has files called {', '.join(members)}")
    manifest = _manifest(facts, files, content, number, seal)
    members[VERIFY] = verify_text(manifest).encode()
    media = {file.name: file.media_type for file in files} | {CONTENT: _JSON, VERIFY: "text/plain; charset=utf-8"}
    manifest = manifest.model_copy(update={"files": tuple(_member(name, members[name], media[name]) for name in sorted(members))})
    members[MANIFEST] = manifest.file()
    if seal:
        members[SIGNATURE] = seal.sign(members[MANIFEST])
        members[KEY] = seal.public
    members[SUMS] = sums(members)
    return archive(members)


def sums(members: Mapping[str, bytes]) -> bytes:
    """`SHA256SUMS` for everything but itself, as sha256sum reads it."""
    lines = (f"{hashlib.sha256(members[name]).hexdigest()}  {name}\n" for name in sorted(members) if name != SUMS)
    return "".join(lines).encode()


def archive(members: Mapping[str, bytes]) -> bytes:
    """The files as a ZIP: sorted by name, stored, all dated 1 January 1980."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as pack:
        for name in sorted(members):
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.create_system = 3  # Unix, on whatever system it is packed
            entry.external_attr = 0o100644 << 16
            pack.writestr(entry, members[name])
    return out.getvalue()


def safe_name(name: str) -> str:
    """The name of a document as a package takes it: cut where it is too long, its ending kept."""
    stem, dot, ending = name.rpartition(".")
    return name if NAME.fullmatch(name) else f"{stem[:100].strip('._-') or 'document'}{dot}{ending}"


def _manifest(facts: Facts, files: tuple[File, ...], content: bytes | None, number: str | None, seal: Seal | None) -> Manifest:
    making = facts.making
    formats = [file.format for file in files]
    rule = CSV_RULE if content is not None else CSV_RULE_TO_EDIT
    return Manifest(
        export=number,
        document=facts.document,
        days=facts.days,
        made=Made(
            at=moment_text(making.at), by=clean(making.by, Counter()) or "not stated", program=PROGRAM, engines=_engines(formats)
        ),
        journal=Journal(entries=making.journal_entry, hash=making.journal_hash, recorded=making.journal_at),
        content=Content(sha256=hashlib.sha256(content).hexdigest()) if content is not None else None,
        files=tuple(_member(file.name, file.data, file.media_type) for file in files),
        replaced=facts.replaced,
        csv=rule if "csv" in formats else None,
        signature=Signed(key_sha256=seal.fingerprint) if seal else None,
    )


def _member(name: str, data: bytes, media_type: str) -> Member:
    return Member(name=name, bytes=len(data), sha256=hashlib.sha256(data).hexdigest(), media_type=media_type)


def _engines(formats: list[str], installed: Callable[[str], str] = version) -> dict[str, str]:
    found = {"Python": python_version(), "zlib": zlib.ZLIB_RUNTIME_VERSION}
    for name in sorted({engine for format in formats for engine in _ENGINES.get(format, ())}):
        try:
            found[name] = installed(name)
        except PackageNotFoundError:  # a program that was put together without the papers of its parts
            found[name] = "not known"
    return found
