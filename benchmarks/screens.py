"""The rerun of a screen as Streamlit runs it, without a browser: the script from its first line to its last."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from transfer_register.actions.opening import PROJECT


def measure(folder: str, median: Callable, stage: Callable[..., dict[str, Any]]) -> list[dict[str, Any]]:
    """Seconds of the register screen's first run and of its reruns on the register in `folder`."""
    from streamlit.testing.v1 import AppTest

    os.environ["TRANSFER_REGISTER"] = folder
    app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=120)
    first, _ = median(app.run, 1)
    again, _ = median(app.run, 7)
    assert not app.exception, app.exception
    return [stage("register screen, first run", first), stage("register screen, rerun", again)]
