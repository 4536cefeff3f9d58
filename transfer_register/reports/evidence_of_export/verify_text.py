"""`VERIFY.txt`: how whoever receives a package checks it, in plain words, with commands that every system has."""

from __future__ import annotations

import textwrap
from datetime import date, datetime

from transfer_register.model.speech import LOCALES, marked, say, speaking
from transfer_register.reports import wording
from transfer_register.reports.evidence_of_export.manifest import CONTENT, KEY, MANIFEST, SIGNATURE, SUMS, VERIFY, Manifest

_WIDTH = 100


def verify_text(manifest: Manifest) -> str:
    """The text, in the language of the document. `manifest.files` holds the documents; nothing here depends on its own hash."""
    spoken = next((code for code, locale in LOCALES.items() if locale == manifest.document.language), "en")
    with speaking(spoken):
        parts = [
            _head(manifest),
            _inside(manifest),
            _files(),
            *_content(manifest),
            *_signature(manifest),
            _program(),
            _proves(manifest),
        ]
        text = "\n\n".join("\n".join(part).rstrip("\n") for part in parts)
    return text.replace("\u00a0", " ") + "\n"


def _head(manifest: Manifest) -> list[str]:
    document, days, made = manifest.document, manifest.days, manifest.made
    at = datetime.fromisoformat(made.at)
    title = say("How to check this export")
    rows = [
        (say("Document"), document.title),
        (say("Number"), _numbered(manifest)),
        (say("Export"), manifest.export or say(_NO_NUMBER)),
        (say("Addressee"), document.addressee or say("Not stated")),
        (say("Scope"), document.scope or say("Not stated")),
        (say("Register on"), _day(days.register_on)),
        (say("Known on"), _day(days.known_on) if days.known_on else say("All that was recorded when the document was made")),
        (say("Law on"), _day(days.law_on)),
        (say("Generated"), say(_MADE, day=wording.day(at.date()), time=f"{at:%H:%M}", by=made.by, program=made.program)),
        (
            say("Journal"),
            say(_HEAD, entries=wording.count(manifest.journal.entries), hash=manifest.journal.hash),
        ),
    ]
    return [title, "=" * len(title), "", *_pairs(rows)]


def _numbered(manifest: Manifest) -> str:
    if not manifest.document.number:
        return say("Not stated")
    return say("{number}, version {version}", number=manifest.document.number, version=manifest.document.version or "–")


def _inside(manifest: Manifest) -> list[str]:
    rows = [(file.name, say("the document")) for file in manifest.files]
    if manifest.content:
        rows.append((CONTENT, say("the content of the document, for machines, without when and by whom it was made")))
    rows.append((MANIFEST, say("what was exported, from which journal, under which law, and the hash of every file")))
    if manifest.signature:
        rows += [(SIGNATURE, say("the signature of the manifest")), (KEY, say("the public key of whoever signed"))]
    rows += [(SUMS, say("the hash of every file, for the command below")), (VERIFY, say("this text"))]
    return [say("What is in it"), *_pairs(rows)]


def _files() -> list[str]:
    return [
        *_said(say("1. Is every file as it was written? Unpack the export, open a terminal in its folder, and run:")),
        *_commands(f"sha256sum -c {SUMS}"),
        *_said(say("Every line must end in OK. On a Mac the command is:")),
        *_commands(f"shasum -a 256 -c {SUMS}"),
        *_said(say("On Windows, for one file at a time; compare what it prints with the line of the file in {sums}:", sums=SUMS)),
        *_commands(f"certutil -hashfile {MANIFEST} SHA256"),
    ]


def _content(manifest: Manifest) -> list[list[str]]:
    if not manifest.content:
        return [_said(say(_NO_CONTENT))]
    return [
        [
            *_said(say("2. Is it the content that the document names?")),
            *_commands(f"sha256sum {CONTENT}"),
            *_said(say("It must print the content hash that stands in the document, under “Document control”:")),
            *_commands(manifest.content.sha256),
        ]
    ]


def _signature(manifest: Manifest) -> list[list[str]]:
    if not manifest.signature:
        return [_said(say(_UNSIGNED))]
    return [
        [
            *_said(say("3. Who signed it? With OpenSSL 3:")),
            *_commands(f"openssl pkeyutl -verify -pubin -inkey {KEY} -rawin -in {MANIFEST} -sigfile {SIGNATURE}"),
            *_said(say("It must say “Signature Verified Successfully”. The key in the export proves nothing by itself:")),
            *_commands(f"openssl pkey -pubin -in {KEY} -outform DER | sha256sum"),
            *_said(say("It must print this fingerprint; ask the organisation, by another way, whether it is theirs:")),
            *_commands(manifest.signature.key_sha256),
        ]
    ]


def _program() -> list[str]:
    return [
        *_said(say("All of this at once, for whoever has the program, with the ZIP or with the folder:")),
        *_commands("python -m transfer_register verify EXPORT"),
        *_said(say("With the register it was made from, also whether that journal still holds what it held then:")),
        *_commands("python -m transfer_register --register PLACE verify EXPORT"),
    ]


def _proves(manifest: Manifest) -> list[str]:
    return _said(say(_SHOWS_SIGNED if manifest.signature else _SHOWS))


def _day(iso: str | None) -> str:
    return wording.day(date.fromisoformat(iso)) if iso else say("Not stated")


def _pairs(rows: list[tuple[str, str]]) -> list[str]:
    width = min(34, max(len(label) for label, _ in rows)) + 2
    lines = []
    for label, said in rows:
        wrapped = textwrap.wrap(said.replace("\u00a0", " "), _WIDTH - width - 2) or [""]
        first = f"  {label.ljust(width)}{wrapped[0]}" if len(label) < width - 1 else f"  {label}\n  {' ' * width}{wrapped[0]}"
        lines += [first, *(f"  {' ' * width}{one}" for one in wrapped[1:])]
    return lines


def _said(sentence: str) -> list[str]:
    return textwrap.wrap(sentence, _WIDTH)


def _commands(*commands: str) -> list[str]:
    return ["", *(f"    {one}" for one in commands), ""]


_NO_NUMBER = marked("None: it is not in the log of exports of the register")
_MADE = marked("{day}, {time} UTC, by {by}, with {program}")
_HEAD = marked("{entries} entries when the document was made; hash of the last one {hash}")
_NO_CONTENT = marked(
    "2. This is a table to work with, not a document: its files are its content, and no content hash stands in them."
)
_UNSIGNED = marked(
    "3. This export is not signed. The hashes show that its files belong together and that none was damaged; whoever could "
    "change all of them could change the hashes too. Ask the organisation for the number and the hash in its log of exports."
)
_SHOWS = marked(
    "What this does not show: that what was recorded is true. The journal of the register shows who recorded it and when."
)
_SHOWS_SIGNED = marked(
    "What this shows: whoever holds the key signed this export, and nothing was changed since. It does not show that what was "
    "recorded is true; the journal of the register shows who recorded it and when."
)
