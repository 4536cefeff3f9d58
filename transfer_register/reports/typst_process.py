"""Runs typst once, in a process of its own: a job as JSON on standard input, the file on standard output.

Its memory is given back when it ends, and a limit on memory ends it before the machine suffers. Started by
`typesetting.py` by path, in Python's isolated mode; it imports nothing of the register.
"""

from __future__ import annotations

import json
import sys


def _limit_memory(megabytes: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


def main() -> int:
    job = json.load(sys.stdin)
    _limit_memory(job["megabytes"])
    import typst

    try:
        made = typst.compile(
            job["template"].encode(),
            format=job["format"],
            ppi=job["ppi"],
            root=job["root"],
            font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[job["fonts"]]),
            sys_inputs=job["inputs"],
            pdf_standards=job["standards"],
            timestamp=job["timestamp"],
            package_path=job["root"],
            package_cache_path=job["root"],
        )
    except typst.TypstError as error:
        sys.stderr.write("\n".join([error.message, *error.hints, *error.trace]))
        return 3
    sys.stdout.buffer.write(made if isinstance(made, bytes) else made[0])
    return 0


if __name__ == "__main__":
    sys.exit(main())
