"""Where the law asks for the papers for people, and how sure we are of it: read from data/people_papers.yaml."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from transfer_register import strict_yaml
from transfer_register.model.speech import marked, say
from transfer_register.model.vocabulary import Words
from transfer_register.reports import blocks as b
from transfer_register.reports.snapshot import Cited
from transfer_register.reports.wording import short_day

_FILE = Path(__file__).parents[3] / "data" / "people_papers.yaml"
_CONFIDENCE = {
    "verified": marked("Verified against the text"),
    "memory": marked("Not verified: from memory"),
    "uncertain": marked("Not verified: uncertain"),
    "secondary": marked("Not verified: from a secondary source"),
    "partly": marked("Read in part"),
}


@dataclass(frozen=True)
class Asking:
    """A provision that asks for a paper: what it asks, in a few words, beside what a `Cited` says."""

    cited: Cited
    asks: str


@cache
def _file() -> dict[str, Any]:
    return strict_yaml.read(_FILE)


@cache
def asking(paper: str) -> tuple[Asking, ...]:
    """The provisions that ask for a paper: notice, access or tell."""
    return tuple(
        Asking(
            Cited(
                one["id"], one["act"], one["act"], one["article"], one["regime"], "record", checked_on=one["checked_on"],
                confidence=one["confidence"],
            ),
            one["asks"],
        )
        for one in _file()["sources"]
        if one["paper"] == paper
    )  # fmt: skip


def called(provision: Cited, words: Words) -> str:
    """What a ground is called before the public."""
    tool = _file()["called"].get(provision.id)
    return words.label("transfer_tools", tool) if tool else provision.title


def with_a_copy(provision: Cited) -> bool:
    """Is there a paper of which people can have a copy (GDPR 13(1)(f): Articles 46, 47 and 49(1), second subparagraph)?"""
    return provision.cascade == "safeguard" or provision.id in _file()["with_a_copy"]


def official(url: str) -> str:
    """The address, where it is that of a law-giver; else nothing."""
    host = (urlsplit(url).hostname or "") if url.startswith("https://") else ""
    return url if any(host == site or host.endswith(f".{site}") for site in _file()["official_sites"]) else ""


def confidence(provision: Cited) -> str:
    """How far a wording was checked."""
    known = _CONFIDENCE.get(provision.confidence)
    return say(known) if known else provision.confidence


def table(asked: Iterable[Asking], grounds: Iterable[Cited], words: Words) -> b.Table:
    """What the paper rests on: what asks for it, and what carries the transfers that it names."""
    rows = [_row(one.cited, one.asks, words) for one in asked]
    rows += [_row(one, one.title, words) for one in grounds]
    columns = (
        b.Column(say("Regime"), 20),
        b.Column(say("Act"), 62),
        b.Column(say("Place"), 52),
        b.Column(say("What it is cited for"), 62),
        b.Column(say("Read on"), 18, "day"),
        b.Column(say("Confidence"), 32),
    )
    return b.Table(columns, (b.Group(tuple(rows)),), caption=say("Provisions behind this paper"), size="small")


def _row(one: Cited, says: str, words: Words) -> b.Row:
    read = b.text(short_day(one.checked_on)) if one.checked_on else b.text(say("Not stated"), quiet=True)
    return b.Row(
        (
            b.cell(words.label("regimes", one.regime)),
            (b.text(one.act, href=one.url if one.url.startswith("https://") else ""),),
            b.cell(one.article or say("Whole act")),
            b.cell(says),
            (read,),
            (b.text(confidence(one), strong=one.confidence != "verified"),),
        )
    )
