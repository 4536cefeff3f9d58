"""The command line: reads the clock and the words of the call, runs one command, prints its answer.

Exit status: 0 done; 1 a check did not hold, or rows were refused; 2 the words of the call or a file were wrong, said in
one line on standard error.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from datetime import UTC, datetime
from importlib import import_module
from pkgutil import iter_modules

import orjson

from transfer_register import __version__, commands
from transfer_register.commands.call import Answered, Call, day_word
from transfer_register.errors import TransferRegisterError

DEFAULT_REGISTER = "register"


class _Parser(argparse.ArgumentParser):
    """An argument parser that says what is wrong in one line."""

    def error(self, message: str) -> None:
        raise SystemExit(_wrong(f"{self.prog}: {message}. See: python -m transfer_register --help"))


def _wrong(sentence: str) -> int:
    print(" ".join(sentence.split()), file=sys.stderr)
    return 2


def _global_words() -> argparse.ArgumentParser:
    """The options that may stand before or after the command; absent ones leave no trace, so that neither place wins."""
    parent = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    place = "a folder, or postgresql://... (default: TRANSFER_REGISTER, else register/)"
    parent.add_argument("--register", metavar="PLACE", help=place)
    parent.add_argument("--on", type=day_word, metavar="DATE", help="the register's day (default: today)")
    parent.add_argument("--law-on", type=day_word, metavar="DATE", help="the law's day (default: the register's day)")
    parent.add_argument("--known-on", type=day_word, metavar="DATE", help="as recorded by the end of a day (default: now)")
    parent.add_argument("--as", dest="actor", metavar="ACTOR", help="who acts (default: the user of this machine)")
    parent.add_argument("--json", action="store_true", help="one JSON document on standard output, nothing else")
    return parent


def _parser() -> argparse.ArgumentParser:
    shared = _global_words()
    parser = _Parser(prog="transfer_register", parents=[shared], description="A register of cross-border transfers.")
    parser.add_argument("--version", action="version", version=__version__)
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)
    for found in iter_modules(commands.__path__):
        # A module without `add` is a part of a command.
        module = import_module(f"transfer_register.commands.{found.name}")
        if hasattr(module, "add"):
            module.add(subparsers, shared)
    return parser


def _actor(named: str | None) -> str:
    if named:
        return named
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no name for this user id, as in some containers
        return "local user"


def run(arguments: list[str]) -> int:
    """Runs one call and returns its exit status."""
    words = _parser().parse_args(arguments)
    at = datetime.now(UTC)
    on = getattr(words, "on", None) or at.astimezone().date()
    call = Call(
        words=words,
        on=on,
        law_on=getattr(words, "law_on", None) or on,
        known_on=getattr(words, "known_on", None),
        at=at,
        actor=_actor(getattr(words, "actor", None)),
        path=getattr(words, "register", None) or os.environ.get("TRANSFER_REGISTER") or DEFAULT_REGISTER,
    )
    try:
        answered: Answered = words.run(call)
    except TransferRegisterError as error:
        return _wrong(str(error))
    finally:
        call.close()
    if getattr(words, "json", False) and answered.document is not None:
        sys.stdout.write(orjson.dumps(answered.document, option=orjson.OPT_INDENT_2, default=str).decode() + "\n")
    else:
        for line in answered.lines:
            print(line)
    return answered.status


def main() -> int:
    """Entry of `python -m transfer_register`."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return run(sys.argv[1:])
    except BrokenPipeError:  # the reader of our output left; nothing to tell it
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
