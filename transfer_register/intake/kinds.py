"""What a file truly is, by its first bytes, so that a refusal can say it."""

from __future__ import annotations

import io
import zipfile

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a media file"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\xfe\xed\xfa", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"{\\rtf", "an RTF document"),
    (b"PAR1", "a Parquet file"),
    (b"OggS", "a media file"),
    (b"ID3", "a media file"),
)
_INSIDE_ZIP: tuple[tuple[str, str], ...] = (
    ("xl/", "an Excel workbook"),
    ("word/", "a Word document"),
    ("ppt/", "a PowerPoint presentation"),
    ("META-INF/MANIFEST.MF", "a Java program"),
)
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.spreadsheet": "an OpenDocument spreadsheet",
    b"application/vnd.oasis.opendocument.text": "an OpenDocument text",
    b"application/vnd.oasis.opendocument.presentation": "an OpenDocument presentation",
    b"application/epub+zip": "an EPUB book",
}
# A text may hold a few control characters; more than this share of them, and it is none.
_MOST_CONTROLS = 0.1
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind_of(data: bytes) -> str | None:
    """What a file is, in words ("a PDF document"), or None when it may be text."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(OLE):
        return ole_kind(data)
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _zip_kind(data)
    start = data[:4096]
    controls = sum(start.count(bytes([sign])) for sign in (*range(9), *range(14, 27), *range(28, 32), 127))
    if controls > len(start) * _MOST_CONTROLS and not _wide_text(start):
        return "a binary file"
    return None


def ole_kind(data: bytes) -> str:
    """What an old Microsoft container holds."""
    if "EncryptedPackage".encode("utf-16-le") in data or "DataSpaces".encode("utf-16-le") in data:
        return "a protected Office file"
    if "WordDocument".encode("utf-16-le") in data:
        return "an old Word document"
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return "an old Excel workbook"
    return "an old Office file"


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return _OPEN_DOCUMENT.get(archive.read("mimetype").strip(), "a ZIP archive")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return "a damaged ZIP archive"
    for inside, kind in _INSIDE_ZIP:
        if any(name.startswith(inside) for name in names):
            return kind
    return "a ZIP archive"


def _wide_text(start: bytes) -> bool:
    """UTF-16 or UTF-32 text: zeros stand at every second byte, or a mark stands at the start."""
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") or start[:4] == b"\x00\x00\xfe\xff":
        return True
    even, odd = start[0::2].count(0), start[1::2].count(0)
    half = len(start) // 2
    return half > 4 and max(odd, even) > half * 0.6 and min(odd, even) < half * 0.05
