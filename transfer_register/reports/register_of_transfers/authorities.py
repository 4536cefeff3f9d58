"""The table of authorities: every provision the document cites, numbered once, with its version and how sure we are."""

from __future__ import annotations

from transfer_register.model.speech import say
from transfer_register.model.vocabulary import Words
from transfer_register.reports import blocks as b
from transfer_register.reports.register_of_transfers.legend import Legend
from transfer_register.reports.snapshot import Cited, Snapshot
from transfer_register.reports.wording import short_day


class Authorities:
    """Numbers the provisions that carry a verdict and those of the legend: A1, A2, ... in the order of acts."""

    def __init__(self, snapshot: Snapshot, legend: Legend):
        cited = {
            ground for seen in snapshot.transfers for one in seen.verdicts for ground in (one.ground, *one.fallbacks) if ground
        }
        self._provisions = snapshot.provisions
        self._known = {name: snapshot.provisions.get(name) or Cited(name, name, name, confidence="uncertain") for name in cited}
        self._known |= legend.acts
        self._confidence = legend.confidence
        regimes = list(snapshot.words.lists["regimes"])
        order = sorted(self._known.values(), key=lambda one: (one.kind == "record", _rank(one, regimes), one.act, _natural(one)))
        self._order = order
        self._number = {one.id: f"A{number}" for number, one in enumerate(order, 1)}

    def cite(self, name: str) -> b.Run:
        """The number of a provision as a link to its row."""
        number = self._number[name]
        return b.Run(f"[{number}]", to=number)

    def provision(self, name: str) -> Cited:
        return self._known[name]

    def is_adequacy(self, name: str) -> bool:
        return name in self._provisions and self._provisions[name].cascade == "adequacy"

    def named(self, name: str) -> str:
        """“adequacy, EU-US Data Privacy Framework”, in one line; act and place stand in the table."""
        one = self._known[name]
        return ", ".join(filter(None, [one.cascade, one.title]))

    def unverified(self) -> int:
        return sum(1 for one in self._order if one.confidence != "verified")

    def __len__(self) -> int:
        return len(self._order)

    def table(self, words: Words) -> b.Table:
        columns = (
            b.Column(say("No."), 5, "code"),
            b.Column(say("What it is cited for"), 30),
            b.Column(say("Act"), 36),
            b.Column(say("Place"), 32),
            b.Column(say("In force since"), 13, "day"),
            b.Column(say("Read on"), 12, "day"),
            b.Column(say("Confidence"), 24),
        )
        rows = []
        for one in self._order:
            any_regime = say("Record keeping") if one.kind == "record" else say("Any regime")
            regime = words.label("regimes", one.regime) if one.regime else any_regime
            said = say(self._confidence.get(one.confidence, one.confidence))
            title = b.text(one.title if one.kind != "record" else say("What the columns hold"))
            rows.append(
                b.Row(
                    (
                        b.cell(self._number[one.id]),
                        (title, b.text(regime, quiet=True)),
                        (b.text(one.act, href=one.url if one.url.startswith("https://") else ""),),
                        b.cell(_place(one) or say("Whole act")),
                        b.cell(short_day(one.since)) if one.since else (b.text(say("Not stated"), quiet=True),),
                        b.cell(short_day(one.checked_on)) if one.checked_on else (b.text(say("Not stated"), quiet=True),),
                        (b.text(said.capitalize() if said.islower() else said, strong=one.confidence != "verified"),),
                    ),
                    anchor=self._number[one.id],
                )
            )
        return b.Table(
            columns,
            (b.Group(tuple(rows)),),
            caption=say("Provisions cited, with the version applied"),
            size="small",
            sheet=say("Authorities"),
        )


def _place(one: Cited) -> str:
    article = one.article.strip()
    if article and article[0].isdigit():
        several = any(sign in article for sign in ",;") or " to " in article
        return say("Articles {numbers}", numbers=article) if several else say("Article\u00a0{number}", number=article)
    return article


def _rank(one: Cited, regimes: list[str]) -> int:
    return regimes.index(one.regime) if one.regime in regimes else len(regimes)


def _natural(one: Cited) -> tuple:
    digits = "".join(sign if sign.isdigit() else " " for sign in one.article).split()
    return ([int(number) for number in digits[:3]], one.article, one.id)
