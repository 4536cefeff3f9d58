"""Files of the evidence to choose from in an assessment: those of its transfers, of their parties and of itself."""

from __future__ import annotations

from transfer_register.actions.evidence_found import Filed, filed
from transfer_register.exhibits.style import short_day
from transfer_register.screens.assessment_desk import Desk
from transfer_register.screens.visit import Visit


def evidence_labels(visit: Visit, desk: Desk) -> dict[str, str]:
    """Id to what it is called, the newest first; looked for once as long as nothing is recorded."""
    known = visit.register.known(None)
    if desk.files is None or desk.files[0] != known:
        ids = _records(visit, desk)
        found = [each for each in filed(visit.register) if each.supports(*ids)]
        found.sort(key=lambda each: each.id, reverse=True)
        desk.files = (known, {each.id: _label(each) for each in found})
    return dict(desk.files[1])


def _records(visit: Visit, desk: Desk) -> set[str]:
    ids = {desk.id, *desk.edited.transfers}
    for transfer in desk.edited.transfers:
        if found := visit.register.record(transfer):
            ids |= {found.state["exporter"], found.state["importer"]}
    return ids


def _label(each: Filed) -> str:
    dated = f", {short_day(each.record.dated_on)}" if each.record.dated_on else ""
    return f"{each.record.title} ({each.id}{dated})"
