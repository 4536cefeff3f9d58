"""What a package is: which files it has beside the documents, and what `manifest.json` says of them."""

from __future__ import annotations

import re
from typing import Annotated, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field

WHAT = "export of a transfer register"
# How packages are made today; older ones are read for ever.
FORMAT = 1
MANIFEST, SUMS, VERIFY, CONTENT = "manifest.json", "SHA256SUMS", "VERIFY.txt", "content.json"
SIGNATURE, KEY = "manifest.json.sig", "signing-key.pem"
OWN = frozenset({MANIFEST, SUMS, VERIFY, CONTENT, SIGNATURE, KEY})
# What a file of a package may be called: no folder, nothing hidden, nothing that a system takes for something else.
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")
CHAIN = "SHA-256 over each entry and the hash of the entry before it"
CSV_RULE = (
    "UTF-8 with byte order mark, fields quoted, records ended by CR LF (RFC 4180). A field that a spreadsheet program would run "
    "as a formula has an apostrophe in front; nothing else is changed. Such programs drop leading zeros and read 1E5 as a "
    "number: content.json is the form that loses nothing. The last three columns name the head of the journal."
)
CSV_RULE_TO_EDIT = (
    "A field that a spreadsheet program would run as a formula, or turn into a number or a day, has an apostrophe in front; "
    "the register takes it away again when it reads the file."
)

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Member(_Strict):
    """One file: its name, its size in bytes, its SHA-256 in hex."""

    name: str
    bytes: int = Field(ge=0)
    sha256: Sha256
    media_type: str = ""


class Document(_Strict):
    """The document that the files hold. `scope` is the filter in words; None where nobody stated it, or it asks for none."""

    report: str
    title: str
    number: str | None = None
    version: str | None = None
    organisation: str | None = None
    addressee: str | None = None
    classification: str | None = None
    language: str | None = None
    scope: str | None = None


class Days(_Strict):
    """ISO days. `register_on`: the day on which the register holds; `known_on`: what was recorded by its end, None for all."""

    register_on: str | None = None
    known_on: str | None = None
    law_on: str | None = None
    law_digest: str | None = None


class Made(_Strict):
    """When (UTC), by whom, with what. The bytes of a document are stable for the same versions of the engines only."""

    at: str
    by: str
    program: str
    engines: dict[str, str]


class Journal(_Strict):
    """The head of the journal when the document was made: entries, hash of the last one, when that was recorded (UTC)."""

    entries: int = Field(ge=0)
    hash: Sha256
    recorded: str
    algorithm: str = CHAIN


class Content(_Strict):
    """The file with the content as canonical JSON; its SHA-256 is the content hash that stands in the documents."""

    file: Literal["content.json"] = CONTENT
    sha256: Sha256


class Replaced(_Strict):
    """A character that could not be shown and is written as its code, how often, and in which files (`all`, or a format)."""

    character: str
    times: int
    files: str


class Signed(_Strict):
    """With which key the manifest is signed: SHA-256 of the public key (DER, SubjectPublicKeyInfo), in hex."""

    algorithm: Literal["Ed25519"] = "Ed25519"
    key_sha256: Sha256


class Manifest(_Strict):
    """`export` is the number in the log of exports, None where the register could only be read, or kept no log of this one.

    `files` has every file but the manifest, the list of hashes and what belongs to the signature, which follow from it.
    """

    what: Literal["export of a transfer register"] = WHAT
    format: int = Field(default=FORMAT, ge=1)
    export: str | None = None
    document: Document
    days: Days
    made: Made
    journal: Journal
    content: Content | None = None
    files: tuple[Member, ...]
    replaced: tuple[Replaced, ...] = ()
    csv: str | None = None
    signature: Signed | None = None

    def file(self) -> bytes:
        """The manifest as a file: sorted keys, two spaces, one line end at the end; the same manifest gives the same bytes."""
        said = self.model_dump(mode="json")
        return orjson.dumps(said, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)
