"""`chain`: who carries what onward, the weakest leg of each chain, and every place that each category of data can reach."""

from __future__ import annotations

from typing import Any

from transfer_register.commands.call import Answered, Call, add_filter
from transfer_register.errors import Refused
from transfer_register.exhibits import chains, exhibit, reach
from transfer_register.exhibits.chain_picture import place_words, weakest
from transfer_register.exhibits.chain_words import in_order
from transfer_register.exhibits.style import country, verdict
from transfer_register.model.filter import Filter
from transfer_register.model.vocabulary import Words

_EVERYTHING = 1_000_000_000


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("chain", parents=[shared], help="onward transfers: chains, weakest legs, what data can reach")
    parser.add_argument("--transfer", metavar="ID", default="", help="only the chain that this transfer is part of")
    add_filter(parser)
    parser.set_defaults(run=run)


def run(call: Call) -> Answered:
    """The chains with the worst first, then what each category reaches; for people a line a leg. Refuses an unknown transfer."""
    asked, register, words = call.words, call.register, call.register.words
    sight, everything = call.sight(), {"limit": _EVERYTHING, "legs": _EVERYTHING}
    narrowed = asked.filter
    if asked.transfer:
        found = exhibit.ask(register, "chained", sight, Filter(transfers=(asked.transfer,)))
        if not found.rows:
            raise Refused(f"There is no transfer {asked.transfer} in the register on {call.on}.")
    answer = exhibit.ask(register, "chains", sight, narrowed, chain=asked.transfer, **everything)
    found = chains.chains(answer)
    if asked.transfer:
        ids = tuple(leg["transfer"] for legs in found for leg in legs) or (asked.transfer,)
        narrowed = Filter(transfers=ids)
    reached = exhibit.ask(register, "reach", sight, narrowed).dicts()
    document = {
        "chains": [_chain(legs) for legs in found],
        "not_in_a_chain": {name: answer.dicts()[0][name] for name in ("no_further", "nobody_said")},
        "reach": _reach(reached),
    }
    lines = [line for legs in found for line in _lines(legs, words)]
    if asked.transfer and not found:
        lines.append(f"{asked.transfer} is in no chain, as far as is recorded.")
    elif not asked.transfer:
        lines.append(chains.caption(answer, words))
    return Answered(document, [*lines, "", *_reach_lines(reached, words)])


def _chain(legs: chains.Chain) -> dict[str, Any]:
    weak, after, before = weakest(legs)
    first = legs[0]
    told = [
        {
            "transfer": leg["transfer"], "follows": leg["follows"], "step": leg["depth"], "from": leg["exporter"],
            "from_name": leg["exporter_name"], "to": leg["importer"], "to_name": leg["importer_name"], "countries": leg["places"],
            "verdict": leg["verdict"], "goes_onward": leg["onward"],
        }
        for leg in legs
    ]  # fmt: skip
    unknown = [{"before": leg["transfer"], "follows": leg["follows"]} for leg in legs if leg["lost"]]
    unknown += [
        {"after": leg["transfer"], "from": leg["importer"], "from_name": leg["importer_name"]} for leg in legs if leg["missing"]
    ]
    return {
        "root": first["chain"], "verdict": first["chain_verdict"], "legs": told,
        "weakest": {"transfers": sorted(weak), "not_recorded_after": sorted(after), "not_recorded_before": sorted(before)},
        "unknown_legs": unknown, "countries": sorted({place for leg in legs for place in leg["places"] or ()}),
        "goes_round": [leg["transfer"] for leg in legs if leg["loop"]],
    }  # fmt: skip


def _reach(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    told: dict[str, dict[str, Any]] = {}
    for row in rows:
        cell = {name: row[name] for name in ("direct", "onward", "verdict")} | {"through": row["through"] or []}
        told.setdefault(row["category"] or "not_stated", {})[row["place"]] = cell
    return told


def _lines(legs: chains.Chain, words: Words) -> list[str]:
    weak, after, before = weakest(legs)
    first = legs[0]
    origin = country(words, first["exporter_country"])
    lines = [f"Chain of {first['chain']}: {verdict(words, first['chain_verdict']).text}"]
    if first["lost"]:
        lines.append(f"  not recorded: {first['follows']} does not hold on this day{_mark(first, before)}")
    lines.append(f"  {first['exporter_name']} ({origin})")
    for leg in in_order(legs):
        said = verdict(words, leg["verdict"]).text
        to = f"{leg['importer_name']} ({place_words(words, leg['places'])})"
        lines.append(f"  {'    ' * leg['depth']}-> {to}  {leg['transfer']}  {said}{_mark(leg, weak)}")
        if leg["missing"]:
            deeper = "    " * (leg["depth"] + 1)
            lines.append(f"  {deeper}-> not recorded: {leg['importer_name']} is said to send it on{_mark(leg, after)}")
    return [*lines, ""]


def _mark(leg: dict[str, Any], weak: set[str]) -> str:
    return "  (weakest leg)" if leg["transfer"] in weak else ""


def _reach_lines(rows: list[dict[str, Any]], words: Words) -> list[str]:
    lines, category = [], None
    for row in rows:
        if row["category"] != category:
            category = row["category"]
            lines.append(f"{words.label('data_categories', category) if category else 'Data not stated'} can reach")
        mark = verdict(words, row["verdict"]).text
        lines.append(f"  {reach.place_label(words, row['place'])}: {mark}; {reach.ways(row)}")
    return lines
