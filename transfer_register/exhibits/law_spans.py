"""Decisions about places as lanes over time: one lane a place and regime, its decisions one behind the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from transfer_register.exhibits import law_words, style
from transfer_register.law.condition import Test, tests_of
from transfer_register.law.in_force import DESTINATION
from transfer_register.law.provision import Provision, Risk
from transfer_register.model.vocabulary import Words

# How a decision stands or ended; a court ends one overnight, a sunset was written into it.
OPEN, SCHEDULED, COURT, OTHER = "open", "scheduled", "court", "other"
_COURTS, _SCHEDULES = ("declared_invalid", "annulled"), ("sunset", "expired")


@dataclass(frozen=True)
class Span:
    """One decision about one place: its days, how it ends (OPEN, SCHEDULED, COURT, OTHER), and what stands beside it."""

    provisions: tuple[str, ...]
    title: str
    place: str
    regime: str
    first: date | None
    last: date | None
    end: str = OPEN
    how: str = ""
    risks: tuple[Risk, ...] = ()
    review: date | None = None
    doubt: str = ""


@dataclass(frozen=True)
class Lane:
    """One line of the picture: decisions of one regime about one place that do not overlap."""

    place: str
    regime: str
    spans: tuple[Span, ...]


def decisions(provisions: Iterable[Provision]) -> list[Provision]:
    """The provisions that find a place or a body adequate; not the general rule, nor what only counsel can settle."""
    return [p for p in provisions if p.cascade == "adequacy" and not p.legal_review and not _for_unknown_places(p)]


def _for_unknown_places(provision: Provision) -> bool:
    return any(test == Test(DESTINATION, "known", False) for test in tests_of(provision.applies_if))


def spans(provisions: Iterable[Provision], words: Words) -> list[Span]:
    """One span a decision and regime, in the order of the regimes."""
    made = [_span(p, regime, words) for p in decisions(provisions) for regime in p.regimes]
    order = list(words.lists["regimes"])
    return sorted(made, key=lambda each: order.index(each.regime) if each.regime in order else len(order))


def _span(provision: Provision, regime: str, words: Words) -> Span:
    speaking = [version for version in provision.versions if not version.lapsed]
    lapse = next((version.lapsed for version in provision.versions if version.lapsed), None)
    end = OPEN if lapse is None else COURT if lapse.how in _COURTS else SCHEDULED if lapse.how in _SCHEDULES else OTHER
    doubt = law_words.DOUBTS.get(speaking[-1].source.confidence, "")
    return Span(
        (provision.id,), provision.title, _place(provision, words), regime, speaking[0].first, speaking[-1].last, end,
        law_words.ended(lapse) if lapse else "", provision.risks, provision.review.next_by if provision.review else None, doubt,
    )  # fmt: skip


def _place(provision: Provision, words: Words) -> str:
    """The state whose decision it is; a list of many states, and a body that is no state, go by their title."""
    codes = provision.destinations
    named = [code for code in codes if style.country(words, code).casefold() in provision.title.casefold()]
    if named or len(codes) == 1:
        return style.country(words, (named or codes)[0])
    return provision.title


def lanes(found: Iterable[Span], fold: Mapping[str, frozenset[str]] | None = None) -> list[Lane]:
    """Lanes by place, then regime in the given order of the spans. `fold` maps a word such as EEA to the names of its states:
    those whose decisions have the same days under one regime become one lane of that name."""
    held: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for span in _folded(list(found), fold or {}):
        held[span.place, span.regime].append(span)
    regimes = list(dict.fromkeys(regime for _, regime in held))
    made: list[Lane] = []
    for place, regime in sorted(held, key=lambda key: (key[0].casefold(), regimes.index(key[1]))):
        made += [Lane(place, regime, tuple(line)) for line in _apart(held[place, regime])]
    return made


def _folded(found: list[Span], fold: Mapping[str, frozenset[str]]) -> list[Span]:
    alike: dict[tuple, list[Span]] = defaultdict(list)
    for span in found:
        group = next((name for name, places in fold.items() if span.place in places), None)
        # What has events of its own keeps a lane of its own.
        own = span.place if group is None or span.risks else None
        alike[group, own, span.regime, span.first, span.last, span.end, span.title if own else None].append(span)
    folded = []
    for (group, *_), these in alike.items():
        if len(these) == 1:
            folded.append(these[0])
            continue
        title = f"{len(these)} states: {style.listed([each.place for each in these], most=8)}"
        doubt = next((each.doubt for each in these if each.doubt), "")
        folded.append(
            replace(
                these[0],
                provisions=tuple(id for each in these for id in each.provisions),
                title=title,
                place=f"{group} ({len(these)} states)",
                doubt=doubt,
            )
        )
    return folded


def _apart(found: list[Span]) -> list[list[Span]]:
    """The spans in as few lines as keep them from overlapping."""
    lines: list[list[Span]] = []
    for span in sorted(found, key=lambda each: (each.first or date.min, each.last or date.max)):
        line = next((line for line in lines if line[-1].last and span.first and line[-1].last < span.first), None)
        if line is None:
            lines.append([span])
        else:
            line.append(span)
    return lines
