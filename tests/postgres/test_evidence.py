"""A file that one machine files is listed and handed over by another."""

from __future__ import annotations

from tests.postgres.conftest import soon
from tests.register.conftest import AT, transfer
from transfer_register.actions import evidence, evidence_found
from transfer_register.model.evidence import Support


def test_a_file_and_its_record_reach_every_machine(machines):
    ours, theirs = machines(), machines()
    id = transfer(ours)
    added = evidence.add(ours, "a.pdf", b"%PDF-1.7 \x00", supports=[Support(record=id)], kind="tia", actor="Ada", at=AT)
    assert soon(lambda: theirs.known(None) == ours.known(None))
    assert evidence_found.read(theirs, added.id)[1] == b"%PDF-1.7 \x00"
    assert [each.id for each in evidence_found.of_transfer(theirs, id)] == [added.id]
    assert evidence_found.verify(theirs).ok
