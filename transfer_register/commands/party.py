"""`party list | merge | split | tell-apart`: the parties of the register, those that may be one, and those that are two."""

from __future__ import annotations

from typing import Any

from transfer_register.actions import alike_parties, merge_parties, split_party
from transfer_register.actions.merge_parties import Side
from transfer_register.actions.split_party import Wish
from transfer_register.commands.call import Answered, Call, table
from transfer_register.errors import Refused
from transfer_register.exhibits import exhibit, parties
from transfer_register.model.party import Party

_WHY = "kept in the history of both"
# As many as there are: a script wants all of them.
_ALL = 10**9


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("party", parents=[shared], help="parties: list, merge, split")
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT", parser_class=type(parser))

    lists = acts.add_parser("list", parents=[shared], help="the parties, or those that may be the same")
    lists.add_argument("--search", metavar="TEXT", help="part of a name, a website, an identifier or a reference")
    lists.add_argument("--like", action="store_true", help="pairs that may be the same party, with score and reason")
    lists.set_defaults(run=_list)

    merges = acts.add_parser("merge", parents=[shared], help="what names GONE names KEEP from then on, and GONE ends")
    merges.add_argument("keep", metavar="KEEP", help="the party that stays: its reference or its name")
    merges.add_argument("gone", metavar="GONE", help="the party that is the same")
    merges.add_argument("--why", required=True, metavar="REASON", help=_WHY)
    merges.add_argument(
        "--take-from-gone", nargs="+", default=[], metavar="FIELD", action="extend",
        help="fields in which GONE is right where both state something, such as country, or facts.dpf.eu.active",
    )  # fmt: skip
    merges.add_argument("--preview", action="store_true", help="says what it would do, and writes nothing")
    merges.set_defaults(run=_merge)

    splits = acts.add_parser(
        "split", parents=[shared], help="chosen transfers, names, websites and identifiers go to another party"
    )
    splits.add_argument("party", metavar="PARTY", help="the party that is two: its reference or its name")
    where = splits.add_mutually_exclusive_group(required=True)
    where.add_argument("--name", metavar="NAME", help="of the new party")
    where.add_argument("--into", metavar="PARTY", help="a party of the register instead of a new one")
    splits.add_argument("--country", metavar="CODE", help="of the new party, as in ISO 3166-1: IE")
    splits.add_argument("--kind", metavar="KIND", help="of the new party, a term of data/vocabulary/recipient_kinds.yaml")
    splits.add_argument("--transfers", type=_several, default=(), metavar="TR-1,TR-2", help="those that go")
    splits.add_argument("--other-name", action="append", default=[], metavar="NAME", help="an other name that goes; repeatable")
    splits.add_argument("--website", action="append", default=[], metavar="NAME", help="a website that goes; repeatable")
    splits.add_argument("--identifier", action="append", default=[], metavar="VALUE", help="an identifier that goes; repeatable")
    splits.add_argument("--why", required=True, metavar="REASON", help=_WHY)
    splits.set_defaults(run=_split)

    apart = acts.add_parser("tell-apart", parents=[shared], help="remembers that two parties are two")
    apart.add_argument("one", metavar="PARTY")
    apart.add_argument("other", metavar="PARTY")
    apart.add_argument("--why", metavar="REASON", help="kept in the journal")
    apart.add_argument("--ask-again", action="store_true", help="takes that back")
    apart.set_defaults(run=_tell_apart)


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _list(call: Call) -> Answered:
    if call.words.like:
        return _alike(call)
    answer = exhibit.ask(call.register, "parties", call.sight(), limit=_ALL, search=call.words.search)
    document = {"parties": [{name: value for name, value in row.items() if name != "total"} for row in answer.dicts()]}
    drawn = parties.draw(answer, call.register.words)
    headings = tuple(column.title for column in drawn.columns)
    return Answered(document, table([tuple(row) for row in drawn.texts()], headings) if answer.rows else ["No party is meant."])


def _alike(call: Call) -> Answered:
    known = call.register.known(call.known_on)
    there = call.register.parties(call.known_on)
    found = alike_parties.open_pairs(alike_parties.pairs(there), alike_parties.told_apart(call.register, known))
    if wanted := (call.words.search or "").casefold():
        found = [pair for pair in found if any(wanted in _searched(id, there[id]) for id in (pair.one, pair.other))]
    document = {
        "pairs": [
            {"one": pair.one, "other": pair.other, "names": [there[pair.one].name, there[pair.other].name], "score": pair.score,
             "why": pair.like.why}
            for pair in found
        ]
    }  # fmt: skip
    lines = [f"{pair.one} {there[pair.one].name}  =?  {pair.other} {there[pair.other].name}  {_why(pair)}" for pair in found]
    return Answered(document, lines or ["No two parties are alike that nobody told apart."])


def _searched(id: str, party: Party) -> str:
    return " ".join((id, party.name, *party.aliases, *party.domains)).casefold()


def _why(pair: alike_parties.Pair) -> str:
    return str(pair.like).removeprefix(f"“{pair.like.name}” ")


def _merge(call: Call) -> Answered:
    words = call.words
    seen = merge_parties.preview(call.register, _party(call, words.keep), _party(call, words.gone))
    chosen = dict.fromkeys(words.take_from_gone, Side.GONE)
    merge_parties.merged_state(seen, chosen)  # refuses a field in which they do not differ, before anything else
    told: dict[str, Any] = {
        "kept": seen.kept, "ended": seen.gone, "records": dict(seen.counts()),
        "differing": [
            {"field": each.field, "kept": each.kept, "ended": each.gone, "stays": chosen.get(each.field, each.proposed).value}
            for each in seen.differing
        ],
        "same_flows": [list(group) for group in seen.same_flows], "blocked": list(seen.blocked),
    }  # fmt: skip
    lines = [f"{seen.sentence()}."]
    lines += [f"  {each['field']}: {each['kept']} / {each['ended']}, stays: {each['stays']}" for each in told["differing"]]
    lines += [f"  alike from then on, and not merged: {', '.join(group)}" for group in seen.same_flows]
    if words.preview:
        lines += [f"  in the way, from the one to the other: {', '.join(seen.blocked)}"] if seen.blocked else []
        return Answered(told | {"batch": None}, lines, 1 if seen.blocked else 0)
    done = merge_parties.apply(call.register, seen, actor=call.actor, at=call.at, why=words.why, chosen=chosen)
    return Answered(told | {"batch": done.batch, "transfers": list(done.transfers)}, [*lines, _undo(done.batch)])


def _split(call: Call) -> Answered:
    words = call.words
    party = _party(call, words.party)
    new = {"name": words.name, "country": words.country, "kind": words.kind}
    known = call.register.parties()[party].identifiers
    identifiers = [each.model_dump(mode="json") for each in known if each.value in words.identifier]
    if wrong := set(words.identifier) - {each.value for each in known}:
        raise Refused(f"{', '.join(sorted(wrong))}: no identifier of {party}. Nothing was written.")
    wish = Wish(
        party, _party(call, words.into) if words.into else None,
        {name: value for name, value in new.items() if value} if words.name else None, words.transfers,
        tuple(words.other_name), tuple(words.website), tuple(identifiers),
    )  # fmt: skip
    seen = split_party.preview(call.register, wish)
    done = split_party.apply(call.register, seen, actor=call.actor, at=call.at, why=words.why)
    document = {"batch": done.batch, "party": done.party, "into": done.into, "transfers": list(done.transfers)}
    return Answered(document, [f"{seen.sentence()} ({done.into}).", _undo(done.batch)])


def _tell_apart(call: Call) -> Answered:
    one, other = _party(call, call.words.one), _party(call, call.words.other)
    by = {"actor": call.actor, "at": call.at, "why": call.words.why}
    if call.words.ask_again:
        alike_parties.ask_again(call.register, one, other, **by)
        return Answered({"parties": [one, other], "id": None}, [f"{one} and {other} are asked about again."])
    id = alike_parties.not_the_same(call.register, one, other, **by)
    return Answered({"parties": [one, other], "id": id}, [f"{one} and {other} are two ({id})."])


def _undo(batch: str) -> str:
    return f"Recorded as {batch}. To take it back: intake undo {batch}"


def _party(call: Call, named: str) -> str:
    """The id of a party that was named by it, or by its name. Raises `Refused` where several have that name."""
    there = call.register.parties()
    if named in there:
        return named
    same = [id for id, party in there.items() if party.name.casefold() == named.casefold()]
    if len(same) > 1:
        raise Refused(f"{', '.join(same)} are all called {named!r}. Name one of them by its reference.")
    return same[0] if same else named
