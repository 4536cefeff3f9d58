"""Is a file what its name says? One look at its bytes for each sort; nothing of it is unpacked, run or drawn."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable

from transfer_register.intake.kinds import OLE, kind_of

# The object identifier of signed data (RFC 5652, 5.1), as it is encoded near the beginning of such a file.
_SIGNED = bytes.fromhex("06092a864886f70d010702")
# What every message of Outlook holds, and no other file of that container.
_MESSAGE = "__properties_version1.0".encode("utf-16-le")
_HEADER = re.compile(
    rb"(?:From|To|Subject|Date|Received|Return-Path|MIME-Version|Message-ID|Delivered-To|Content-Type|X-[\w-]+):", re.I
)
# What a text must not begin with: a page or a picture that runs when it is opened.
_RUNS = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+(?:html|svg)|html|head|body|script|svg|iframe)\b", re.I | re.S
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def _begins(*marks: bytes) -> Callable[[bytes, str, str], str]:
    def looking(content: bytes, label: str, media_type: str) -> str:
        return "" if content.startswith(marks) else _other(content, label)

    return looking


def _other(content: bytes, label: str) -> str:
    truly = kind_of(content)
    return f"is {truly}, not what its name says ({label})" if truly else f"is not what its name says ({label})"


def _pdf(content: bytes, label: str, media_type: str) -> str:
    # Readers allow for some bytes before the mark.
    return "" if b"%PDF-" in content[:1024] else _other(content, label)


def _office(part: str) -> Callable[[bytes, str, str], str]:
    def looking(content: bytes, label: str, media_type: str) -> str:
        names = _inside(content)
        if names is None:
            return _other(content, label)
        if any(name.endswith("vbaProject.bin") for name in names):
            return "holds macros, which are not kept"
        return "" if "[Content_Types].xml" in names and any(name.startswith(part) for name in names) else _other(content, label)

    return looking


def _open_document(content: bytes, label: str, media_type: str) -> str:
    """OpenDocument, and the containers of signatures that are made like it, begin with a file that names them."""
    names = _inside(content)
    if not names or "mimetype" not in names:
        return _other(content, label)
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        return "holds macros, which are not kept"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if archive.getinfo("mimetype").file_size > 200:
            return _other(content, label)
        try:
            said = archive.read("mimetype").strip()
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error):
            return "is damaged"
    return "" if said == media_type.encode() else _other(content, label)


def _inside(content: bytes) -> list[str] | None:
    """The names in a ZIP archive, None where it is none. Nothing is unpacked."""
    if not content.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError):
        return None


def _text(content: bytes, label: str, media_type: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="replace")
    elif kind_of(content) is not None:
        return _other(content, label)
    else:
        text = content.decode("utf-8", errors="replace")
    if _CONTROLS.search(text):
        return "is no text, as its name says"
    return "is a page or a picture that runs when it is opened, not a text" if _RUNS.match(text.lstrip("\ufeff")) else ""


def _mail(content: bytes, label: str, media_type: str) -> str:
    lines = content.lstrip(b"\xef\xbb\xbf\r\n ").splitlines()[:1]
    header = bool(lines) and (_HEADER.match(lines[0]) or lines[0].startswith(b"From "))
    return "" if header and b"\0" not in content[:4096] else _other(content, label)


def _outlook(content: bytes, label: str, media_type: str) -> str:
    return "" if content.startswith(OLE) and _MESSAGE in content else _other(content, label)


def _signed(content: bytes, label: str, media_type: str) -> str:
    if content[:1] == b"\x30" and _SIGNED in content[:64]:
        return ""
    # The same in text: an armour, or the bare Base64 of the bytes above, which begins with M.
    start = content[:64].lstrip()
    return "" if start.startswith((b"-----BEGIN PKCS7", b"-----BEGIN CMS", b"MII", b"MIA")) else _other(content, label)


# What a look gives back says what is wrong, after the name of the file; the empty text where nothing is.
LOOKS: dict[str, Callable[[bytes, str, str], str]] = {
    "pdf": _pdf, "png": _begins(b"\x89PNG\r\n\x1a\n"), "jpeg": _begins(b"\xff\xd8\xff"), "word": _office("word/"),
    "excel": _office("xl/"), "open_document": _open_document, "text": _text, "mail": _mail, "outlook": _outlook,
    "signed": _signed,
}  # fmt: skip
