"""Two people wrote on one assessment: what each changed goes together, and what both changed is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from transfer_register.model.assessment import Assessment, Proviso

_Key = TypeVar("_Key")
# Fields that people write, beside answers, findings, measures and provisos.
_FIELDS = ("title", "views", "depth", "depth_why", "review_on", "review_why", "note")
_SIGNED = {"by": None, "on": None}


@dataclass(frozen=True)
class Merged:
    """Both changes on top of what others recorded. `both` are the questions that both answered otherwise, in which ours stands;
    `others` how many other things both changed, in which ours stands likewise."""

    assessment: Assessment
    both: tuple[str, ...]
    others: int


def merged(base: Assessment, theirs: Assessment, ours: Assessment) -> Merged:
    """What we changed since `base`, on top of `theirs`."""
    answers, both = _mapping(base.answers, theirs.answers, ours.answers)
    findings, found = _mapping(base.findings, theirs.findings, ours.findings)
    measures, chosen = _mapping(*({each.id: each for each in side.measures} for side in (base, theirs, ours)))
    ours = ours.model_copy(update={"provisos": _renumbered(base, theirs, ours)})
    provisos, noted = _mapping(*({each.number: each for each in side.provisos} for side in (base, theirs, ours)))
    fields = {name: getattr(ours, name) for name in _FIELDS if getattr(ours, name) != getattr(base, name)}
    clashing = [name for name in fields if getattr(theirs, name) not in (getattr(base, name), fields[name])]
    said = {"answers": answers, "findings": findings, "measures": tuple(measures.values())}
    said |= {"provisos": tuple(provisos[number] for number in sorted(provisos))}
    others = len(found) + len(chosen) + len(noted) + len(clashing)
    return Merged(theirs.model_copy(update=said | fields), both, others)


def _mapping(base: Mapping[_Key, Any], theirs: Mapping[_Key, Any], ours: Mapping[_Key, Any]) -> tuple[dict, tuple[_Key, ...]]:
    """Their entries with what we changed; and the entries that both changed, each to something else."""
    result, both = dict(theirs), []
    for key in dict.fromkeys([*base, *ours]):
        was, mine, other = base.get(key), ours.get(key), theirs.get(key)
        if _same(mine, was):
            continue
        if not _same(other, was) and not _same(other, mine):
            both.append(key)
        if mine is None:
            result.pop(key, None)
        else:
            result[key] = mine
    return result, tuple(both)


def _same(one: Any, other: Any) -> bool:
    """The same but for who said it and when."""
    if one is None or other is None:
        return one is other
    if "by" in type(one).model_fields:
        return one.model_copy(update=_SIGNED) == other.model_copy(update=_SIGNED)
    return one == other


def _renumbered(base: Assessment, theirs: Assessment, ours: Assessment) -> tuple[Proviso, ...]:
    """Our provisos, with new numbers for new ones where others took theirs: a number names a proviso for good."""
    old, taken = {each.number for each in base.provisos}, {each.number for each in theirs.provisos}
    following = max((old | taken | {each.number for each in ours.provisos}), default=0) + 1
    found = []
    for each in ours.provisos:
        if each.number not in old and each.number in taken:
            each, following = each.model_copy(update={"number": following}), following + 1
        found.append(each)
    return tuple(found)
