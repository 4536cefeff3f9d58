"""The versions of an assessment, the newest first: who wrote each, when and why, and what changed in words."""

from __future__ import annotations

from typing import Any

from transfer_register.actions.assess_difference import Difference, difference
from transfer_register.exhibits.style import shortened
from transfer_register.model.assessment import Assessment
from transfer_register.register.answer import Version
from transfer_register.screens.assessment_desk import Desk
from transfer_register.screens.history import show_versions
from transfer_register.screens.plain import plain
from transfer_register.screens.visit import Visit

_ACTS = {"create": "Begun", "change": "Changed", "end": "Taken away", "restore": "Restored"}
_LONG = 160


def show_history(visit: Visit, desk: Desk) -> None:
    """Draws them."""

    def changed(entry: Version, before: dict[str, Any] | None) -> list[str]:
        if before is None:
            return []
        was, now = Assessment.model_validate(before), Assessment.model_validate(entry.state)
        return [_told(each) for each in difference(desk.work.case.kit, visit.words, was, now)]

    show_versions(visit.register.history(desk.id), changed, _ACTS)


def _told(each: Difference) -> str:
    was, now = (plain(shortened(text, _LONG)) for text in (each.was, each.now))
    return f"{plain(each.where)}: {was} :material/arrow_forward: {now}"
