"""Verifies an export, with nothing but the export: every file, the content, the signature; each problem names its file.

The manifest is what the files are held against. It holds where its signature does, or where `SHA256SUMS` has its hash; where
neither does it is blamed itself, and the files are held against `SHA256SUMS` instead.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import ValidationError

from transfer_register.errors import Problem
from transfer_register.reports.evidence_of_export import signature
from transfer_register.reports.evidence_of_export.manifest import (
    CONTENT,
    FORMAT,
    KEY,
    MANIFEST,
    OWN,
    SIGNATURE,
    SUMS,
    Manifest,
)
from transfer_register.reports.evidence_of_export.package import sums
from transfer_register.reports.evidence_of_export.reading import NotAnExport, Read, read

__all__ = ["NotAnExport", "Verified", "verify_export"]

_LINE = re.compile(r"([0-9a-f]{64})  (\S+)")
_CHANGED = "it is not what the manifest says: it was changed after the export was made."
# In the JSON of a document, what was not part of the content begins here.
_MADE = b',"made":'


@dataclass
class Verified:
    """What was found. `manifest` is None where it cannot be read; `signed` whether a signature holds, None where there is none.

    `key` is the fingerprint of the key that signed.
    """

    name: str
    manifest: Manifest | None = None
    signed: bool | None = None
    key: str | None = None
    files: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems

    def document(self) -> dict[str, Any]:
        """`{export, ok, first_bad, problems, ...}`; `entries` and `head` are those of the journal when it was made."""
        manifest = self.manifest
        return {
            "export": manifest.export if manifest else None,
            "ok": self.ok,
            "first_bad": self.problems[0].where if self.problems else None,
            "problems": [str(one) for one in self.problems],
            "files": self.files,
            "report": manifest.document.report if manifest else None,
            "content_hash": manifest.content.sha256 if manifest and manifest.content else None,
            "signed": self.signed,
            "key": self.key,
            "entries": manifest.journal.entries if manifest else None,
            "head": manifest.journal.hash if manifest else None,
        }


def verify_export(path: Path, expected: Ed25519PublicKey | None = None) -> Verified:
    """Checks a ZIP, or the folder it was unpacked into; `expected` is the key that must have signed it.

    Raises `NotAnExport` for what is none.
    """
    got = read(path)
    found = Verified(got.name, files=len(got.files), problems=list(got.problems))
    _Check(got, found, expected).run()
    return found


class _Check:
    def __init__(self, got: Read, found: Verified, expected: Ed25519PublicKey | None):
        self._files, self._damaged, self._found, self._expected = got.files, got.damaged, found, expected
        self._hashes = {name: hashlib.sha256(data).hexdigest() for name, data in got.files.items()}

    def run(self) -> None:
        if not self._files and self._found.problems:
            return  # the archive itself could not be read, which is told
        manifest = self._manifest()
        stated = self._sums()
        if manifest:
            self._found.manifest = manifest
            self._signature(manifest, stated or {})
        # Where the list of hashes is gone, or says nothing of the manifest, the manifest is what there is.
        listed = stated.get(MANIFEST) if stated is not None else None
        holds = manifest is not None and (self._found.signed or listed in (None, self._hashes.get(MANIFEST)))
        changed = MANIFEST in self._files and not holds and self._is_changed(MANIFEST, stated or {})
        if changed and MANIFEST not in {problem.where for problem in self._found.problems}:
            self._tell(MANIFEST, f"it is not what {SUMS} says: it was changed after the export was made.")
        if manifest and holds:
            self._against_manifest(manifest)
            self._sums_agree(manifest, stated)
        elif stated is not None:
            self._against_sums(stated)

    def _tell(self, name: str, what: str) -> None:
        self._found.problems.append(Problem(name, what))

    def _missing(self, name: str) -> bool:
        """Is a file not there? Told once; what is there and damaged is told already."""
        if name in self._files or name in self._damaged:
            return False
        self._tell(name, "it is missing from the export.")
        return True

    def _manifest(self) -> Manifest | None:
        if self._missing(MANIFEST) or MANIFEST in self._damaged:
            return None
        try:
            said = orjson.loads(self._files[MANIFEST])
        except orjson.JSONDecodeError:
            return self._tell(MANIFEST, "it is damaged: it cannot be read.")
        if isinstance(said, dict) and isinstance(said.get("format"), int) and said["format"] > FORMAT:
            return self._tell(
                MANIFEST, f"it was made by a newer version of the program (format {said['format']}). Install that version."
            )
        try:
            manifest = Manifest.model_validate(said)
        except ValidationError as error:
            first = error.errors()[0]
            return self._tell(MANIFEST, f"it is damaged ({' '.join(map(str, first['loc']))}: {first['msg']}).")
        if manifest.file() != self._files[MANIFEST]:
            self._tell(MANIFEST, "it is not written as the program writes it.")
        return manifest

    def _sums(self) -> dict[str, str] | None:
        """What the list of hashes states, by name; None where it cannot be read."""
        if self._missing(SUMS) or SUMS in self._damaged:
            return None
        lines = [_LINE.fullmatch(line) for line in self._files[SUMS].decode("utf-8", errors="replace").split("\n") if line]
        if not lines or not all(lines):
            return self._tell(SUMS, "it is damaged: it is no list of hashes.")
        return {line[2]: line[1] for line in lines if line}

    def _signature(self, manifest: Manifest, stated: dict[str, str]) -> None:
        if manifest.signature is None:
            if self._expected:
                self._tell(MANIFEST, "the export is not signed, and a key was named that must have signed it.")
            return
        self._found.signed = False
        if self._missing(SIGNATURE) | self._missing(KEY) or {SIGNATURE, KEY, MANIFEST} & self._damaged:
            return
        key = signature.public_key(self._files[KEY])
        if key is None or signature.as_pem(key) != self._files[KEY]:
            return self._tell(KEY, "it is damaged: it holds no public key as the program writes it.")
        if signature.fingerprint(key) != manifest.signature.key_sha256:
            if not self._is_changed(MANIFEST, stated):
                self._tell(KEY, "it is not the key that the manifest names.")
            return
        if not signature.holds(key, self._files[SIGNATURE], self._files[MANIFEST]):
            if not self._is_changed(MANIFEST, stated):
                self._tell(SIGNATURE, f"the signature does not hold: it, or {MANIFEST}, was changed after it was signed.")
            return
        self._found.signed, self._found.key = True, manifest.signature.key_sha256
        if self._expected and signature.fingerprint(self._expected) != self._found.key:
            self._tell(KEY, f"the export was signed by another key ({self._found.key}) than the one that was named.")

    def _is_changed(self, name: str, stated: dict[str, str]) -> bool:
        """Does the list of hashes say that this file is another one? That is told where the manifest is held against the list."""
        return name in stated and stated[name] != self._hashes[name]

    def _against_manifest(self, manifest: Manifest) -> None:
        own = {MANIFEST, SUMS} | ({SIGNATURE, KEY} if manifest.signature else set())
        stated = {file.name: file for file in manifest.files}
        if len(stated) != len(manifest.files):
            self._tell(MANIFEST, "it names a file twice.")
        for name, file in stated.items():
            if self._missing(name) or name in self._damaged:
                continue
            if len(self._files[name]) != file.bytes or self._hashes[name] != file.sha256:
                self._tell(name, _CHANGED)
        for name in sorted(self._files.keys() - stated.keys() - own):
            self._tell(name, "it was added to the export: the manifest does not name it.")
        if manifest.content:
            self._content(manifest.content.sha256, stated)

    def _content(self, due: str, stated: dict[str, Any]) -> None:
        if CONTENT not in stated:
            self._tell(MANIFEST, f"it states a content hash, and names no {CONTENT}.")
        elif CONTENT in self._files and self._hashes[CONTENT] == stated[CONTENT].sha256 != due:
            self._tell(CONTENT, "its hash is not the content hash that the manifest states.")
        for name in sorted(self._files.keys() & stated.keys() - OWN):
            if name.endswith(".json") and self._hashes[name] == stated[name].sha256:
                content, made, _ = self._files[name].rpartition(_MADE)
                if not made or hashlib.sha256(content + b"}").hexdigest() != due:
                    self._tell(name, "its content is not the one whose hash the manifest states.")

    def _sums_agree(self, manifest: Manifest, stated: dict[str, str] | None) -> None:
        """The list of hashes follows from the files; where others vouch for a file, the list is wrong and not the file."""
        if stated is None:
            return
        vouched = {file.name for file in manifest.files if self._hashes.get(file.name) == file.sha256} | {MANIFEST}
        vouched |= {SIGNATURE, KEY} if self._found.signed else set()
        wrong = any(stated.get(name) != self._hashes[name] for name in vouched)
        if wrong or (not self._found.problems and self._files[SUMS] != sums(self._files)):
            self._tell(SUMS, "it is not what the files are: it was changed after the export was made.")

    def _against_sums(self, stated: dict[str, str]) -> None:
        for name in sorted(stated.keys() - {MANIFEST}):
            if not self._missing(name) and name not in self._damaged and self._hashes[name] != stated[name]:
                self._tell(name, f"it is not what {SUMS} says: it was changed after the export was made.")
        for name in sorted(self._files.keys() - stated.keys() - {SUMS}):
            self._tell(name, f"it was added to the export: {SUMS} does not name it.")
