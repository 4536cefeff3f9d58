"""`filters`: the saved filters, each with its meaning and how many transfers it means; `save` and `forget`."""

from __future__ import annotations

from transfer_register.actions import saved_filters
from transfer_register.commands.call import Answered, Call, filter_word, table
from transfer_register.exhibits import exhibit, verdict_counts


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("filters", parents=[shared], help="filters under names: list, save, forget")
    verbs = parser.add_subparsers(dest="act", metavar="VERB", parser_class=type(parser))
    parser.set_defaults(run=list_)
    listed = verbs.add_parser("list", parents=[shared], help="every saved filter")
    listed.set_defaults(run=list_)
    saves = verbs.add_parser("save", parents=[shared], help="saves a filter under a name, in the place of the one it had")
    saves.add_argument("name", metavar="NAME")
    saves.add_argument(
        "filter", type=filter_word, metavar="EXPR", help="which transfers: verdicts=unknown,breached; countries=US"
    )
    saves.set_defaults(run=save)
    forgets = verbs.add_parser("forget", parents=[shared], help="takes a saved filter away")
    forgets.add_argument("name", metavar="NAME", help="its name or reference")
    forgets.set_defaults(run=forget)


def list_(call: Call) -> Answered:
    """The saved filters by name, with their sentence and the number of transfers on the day asked for."""
    register, there = call.register, saved_filters.saved(call.register)
    if not there:
        return Answered([], ["No filter is saved."])
    sight, names = call.sight(), {id: party.name for id, party in register.parties().items()}
    counts = [verdict_counts.total(exhibit.ask(register, "verdict_counts", sight, each.filter)) for each in there]
    document = [
        {"id": each.id, "name": each.name, "filter": each.filter.text(), "transfers": count}
        for each, count in zip(there, counts, strict=True)
    ]
    rows = [
        (each.id, each.name, count, each.filter.sentence(register.words, names))
        for each, count in zip(there, counts, strict=True)
    ]
    return Answered(document, table(rows, ("Reference", "Name", "Transfers", "Meaning")))


def save(call: Call) -> Answered:
    """Saves a filter; its reference and name."""
    chosen = call.words.filter
    id = saved_filters.save(call.made_register, call.words.name, chosen, actor=call.actor, at=call.at)
    return Answered({"id": id, "name": call.words.name, "filter": chosen.text()}, [f"Saved as {id}: {call.words.name}."])


def forget(call: Call) -> Answered:
    """Takes a saved filter away."""
    there = saved_filters.named(call.register, call.words.name)
    saved_filters.forget(call.register, there.id, actor=call.actor, at=call.at)
    return Answered({"id": there.id, "name": there.name}, [f"Taken away: {there.name}."])
