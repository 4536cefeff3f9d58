"""Fides manifests: systems with privacy declarations. Recipients are the third parties they name; a system is none."""

from __future__ import annotations

from collections.abc import Sequence

from transfer_register.intake.nested_cells import cell_of
from transfer_register.intake.tables import Content, RowProblem, SourceRow, SourceTable
from transfer_register.intake.tree import Node, every_map

_COLUMNS = (
    ("third_parties", "recipient"),
    ("declaration", "purpose"),
    ("data_use", ""),
    ("data_categories", "data_categories"),
    ("data_subjects", "data_subjects"),
    ("third_country_transfers", "third_country"),
    ("legal_basis_for_transfers", "mechanism"),
    ("retention_period", "retention"),
    ("administrating_department", "owner"),
    ("system", ""),
    ("legal_address", ""),
    ("shared_categories", ""),
)


def recognises(roots: Sequence[Node]) -> bool:
    """Whether any map has the key of Fides and declarations, or stands under `system` or `organization`."""
    return any(part.said("fides_key") and _is_resource(part) for root in roots for part in every_map(root))


def _is_resource(part: Node) -> bool:
    keys = ("privacy_declarations", "system_type", "third_country_transfers", "collections", "policy", "controller")
    return any(part.get(key) is not None for key in keys)


def tables(roots: Sequence[Node]) -> Content:
    """One row for each declaration that names third parties, and for each system that names third countries."""
    rows: list[SourceRow] = []
    problems: list[RowProblem] = []
    for root in roots:
        for part in every_map(root):
            if not part.said("fides_key") or not _is_resource(part):
                continue
            if part.get("privacy_declarations") is None and not _said(part, "third_country_transfers"):
                continue
            found = _rows(part)
            rows += found
            if not found:
                problems.append(RowProblem(part.line, None, _why_not(part)))
    if not rows and not problems:
        what = "the file describes an organisation, a policy or data sets of Fides and names nobody who receives data."
        problems.append(RowProblem(None, None, f"{what} Bring in the manifest of the systems."))
    table = SourceTable("systems", tuple(heading for heading, _ in _COLUMNS), tuple(rows), given=_COLUMNS)
    return Content((table,) if rows else (), tuple(problems))


def _rows(system: Node) -> list[SourceRow]:
    found = []
    declarations = system.get("privacy_declarations")
    for declaration in (declarations.parts if declarations is not None else ()) or ():
        if declaration.is_map and (_said(declaration, "third_parties") or _shared(declaration)):
            found.append(_row(system, declaration))
    if not found and (_said(system, "third_country_transfers") or _yes(system, "does_international_transfers")):
        found = [_row(system, declaration) for declaration in (declarations.parts if declarations else ()) if declaration.is_map]
        found = found or [_row(system, Node(system.line, pairs=()))]
    return found


def _row(system: Node, declaration: Node) -> SourceRow:
    countries = _said(declaration, "third_country_transfers") or _said(system, "third_country_transfers")
    if not countries and system.said("does_international_transfers").casefold() == "false":
        countries = "no international transfers"
    cells = (
        _said(declaration, "third_parties"),
        declaration.said("name") or declaration.said("data_use"),
        declaration.said("data_use"),
        _said(declaration, "data_categories"),
        _said(declaration, "data_subjects"),
        countries,
        _said(system, "legal_basis_for_transfers"),
        declaration.said("retention_period"),
        system.said("administrating_department"),
        system.said("name") or system.said("fides_key"),
        system.said("legal_address"),
        _said(declaration, "shared_categories"),
    )
    return SourceRow(declaration.line, cells)


def _why_not(system: Node) -> str:
    name = system.said("name") or system.said("fides_key")
    said = f"the system “{name}” was left out: it names nobody outside who receives data"
    others = [part.said("fides_key") for part in _flows(system) if part.said("fides_key")]
    if others:
        said += f"; it sends data to other systems of the file ({', '.join(others)}), which are no recipients by themselves"
    if system.said("does_international_transfers").casefold() == "false":
        said += "; it states that there are no international transfers"
    return f"{said}. Name third parties in its privacy declarations, or enter the recipients by hand."


def _flows(system: Node) -> Sequence[Node]:
    egress = system.get("egress")
    return [part for part in (egress.parts if egress is not None else ()) if part.is_map]


def _shared(declaration: Node) -> bool:
    return _yes(declaration, "data_shared_with_third_parties")


def _yes(part: Node, key: str) -> bool:
    return part.said(key).casefold() == "true"


def _said(part: Node, key: str) -> str:
    inner = part.get(key)
    return cell_of(key, inner).strip() if inner is not None else ""
