"""What only the organisation decides in a transfer contract; each holds for every section of a pack."""

from __future__ import annotations

from dataclasses import dataclass

from transfer_register.reports.frame import Common


@dataclass(frozen=True)
class Options(Common):
    """`form` is a file of data/contract_forms; `all_transfers` takes those too that do not record this contract.

    The others are entries of the forms, in the words of the organisation; what is empty is to be completed in the document.
    """

    form: str = "scc"
    all_transfers: bool = False
    docking: str = ""
    dispute_body: str = ""
    governing_law: str = ""
    courts: str = ""
    authority: str = ""
    sensitive_safeguards: str = ""
    assistance: str = ""
    subprocessor_measures: str = ""
    subprocessor_limits: str = ""
    ending: str = ""
    linked_agreement: str = ""
    term: str = ""
    onward_limits: str = ""
    security_updates: str = ""
    extra_protection: str = ""
    commercial: str = ""
    swiss_law: str = ""
