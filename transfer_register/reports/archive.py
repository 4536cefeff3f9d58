"""Rewrites a ZIP container (Word, Excel) so that the same content gives the same bytes: sorted names, one fixed day."""

from __future__ import annotations

import io
import zipfile

_FIRST = "[Content_Types].xml"


def settled(container: bytes) -> bytes:
    """The same members, the list of contents first, then by name, all dated 1 January 1980."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(container)) as read, zipfile.ZipFile(out, "w") as write:
        for name in sorted(read.namelist(), key=lambda one: (one != _FIRST, one)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            write.writestr(entry, read.read(name), compresslevel=6)
    return out.getvalue()
