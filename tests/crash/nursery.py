"""Starts the processes that are to be killed: `python -m tests.crash.nursery` has read everything, and forks one for each order.

Orders come as lines on standard input. Of each process it says `{"pid": number}` first, and `{"gone": status}` last.
"""

from __future__ import annotations

import gc
import os
import sys

import orjson

from tests.crash.acts import Orders, say, work
from transfer_register.register.statements import all_sql


def main() -> None:
    all_sql()  # as it stands when the run begins, for the digest of every projection
    gc.freeze()
    for line in sys.stdin.buffer:
        given = orjson.loads(line)
        orders = Orders(**{**given, "acts": tuple(given["acts"])})
        pid = os.fork()
        if not pid:
            # What goes wrong in the child must not run on as another nursery.
            status = 1
            try:
                work(orders)
                status = 0
            finally:
                if status:
                    sys.excepthook(*sys.exc_info())
                os._exit(status)
        say(pid=pid)
        _, status = os.waitpid(pid, 0)
        say(gone=os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
