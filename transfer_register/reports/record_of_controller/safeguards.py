"""What carries the transfers of an activity, and the documented safeguards of the one derogation that a record must show."""

from __future__ import annotations

from transfer_register.model.facts import FACTS
from transfer_register.model.speech import marked, say
from transfer_register.reports import blocks as b
from transfer_register.reports.record_of_controller.cells import not_stated, of_which, silent_line
from transfer_register.reports.register_of_transfers import saying
from transfer_register.reports.snapshot import Seen, Snapshot

# The tool of GDPR 49(1), second subparagraph.
COMPELLING = "compelling_interest"
# What a verdict is where a ground carries: permitted, or taken out for the reader (reports/withholding.py).
_CARRIES = ("permitted", "withheld")
# What a record has to document for it: the circumstances, the safeguards, and that both stand in the record (GDPR 49(6)).
_DOCUMENTED = ("derogation.all_circumstances_assessed", "derogation.suitable_safeguards", "cli.in_art30_record")
_TO_WRITE = marked("To be completed: the assessment and the suitable safeguards, in words")


def exceptional(transfers: tuple[Seen, ...], snapshot: Snapshot) -> b.Cell:
    """The documented safeguards where a transfer rests on compelling legitimate interests (GDPR 30(1)(e), 49(6)); else that
    none does, as far as it is recorded."""
    used = [seen for seen in transfers if any(one.tool == COMPELLING for one in seen.mechanisms or ())]
    silent = [seen.id for seen in transfers if seen.mechanisms is None]
    lines: list[b.Line] = []
    for seen in used:
        lines.append(b.text(say("{transfer} rests on compelling legitimate interests", transfer=seen.id), strong=True))
        lines += [_documented(seen, name) for name in _DOCUMENTED]
        lines += saying.measures(seen, snapshot.words)
        lines.append(b.text(say(_TO_WRITE), strong=True))
    if not used and len(silent) < len(transfers):
        lines.append(b.text(say("None: no transfer is recorded as resting on it")))
    if silent:
        lines += silent_line(silent) if lines else [not_stated()]
    return tuple(lines)


def _documented(seen: Seen, name: str) -> b.Line:
    fact, label = seen.facts.get(name), FACTS[name].label
    if fact is None:
        said = say("{what}: withheld", what=label) if "answers" in seen.withheld else say("{what}: not stated", what=label)
        return b.text(said, quiet=True)
    return b.text(say("{what}: yes", what=label) if fact else say("{what}: no", what=label))


def mechanisms(transfers: tuple[Seen, ...], snapshot: Snapshot) -> b.Cell:
    """What was recorded as carrying each transfer; adequacy follows from the law and is said where it carries one."""
    return _each(transfers, snapshot, ("EU", "UK", "CH"))


def guarantee(transfers: tuple[Seen, ...], snapshot: Snapshot) -> b.Cell:
    """The guarantee under FADP 16(2) or the exception under FADP 17 that was recorded, or that the State is listed."""
    return _each(transfers, snapshot, ("CH",))


def _each(transfers: tuple[Seen, ...], snapshot: Snapshot, regimes: tuple[str, ...]) -> b.Cell:
    said: dict[str, list[str]] = {}
    silent = []
    for seen in transfers:
        carried = [
            say("Adequacy: {name}", name=ground.title)
            for one in seen.verdicts
            if one.regime in regimes and one.ground and (ground := snapshot.provisions.get(one.ground))
            and ground.cascade == "adequacy" and one.verdict in _CARRIES
        ]  # fmt: skip
        carried += [saying.mechanism(one, snapshot.words) for one in seen.mechanisms or ()]
        if not carried and seen.mechanisms is None:
            silent.append(seen.id)
        for words in dict.fromkeys(carried or ([] if seen.mechanisms is None else [say("No mechanism, as stated")])):
            said.setdefault(words, []).append(seen.id)
    if not said:
        return (not_stated(),)
    lines = [of_which(b.text(words), ids, transfers) for words, ids in said.items()]
    return (*lines, *silent_line(silent))
