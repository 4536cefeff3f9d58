"""What is not law is refused: every problem at once, with file, line and the mend."""

from __future__ import annotations

import textwrap

import pytest

from transfer_register.errors import NotLaw
from transfer_register.law.library import read_library

_REGIME = """
title: A regime
regime:
  id: EU
  title: EU
  says: The law.
  cascade: [adequacy, safeguard, derogation]
  binds:
    id: eu.binds
    title: Binds
    says: Binds.
    versions:
      - requires: {fact: exporter.country, in: {group: eea}}
        source: {act: An act, checked_on: 2026-11-22, confidence: memory, kind: memory}
groups:
  - id: eea
    title: The area
    source: {act: An act, checked_on: 2026-11-22, confidence: memory, kind: memory}
    members: [{code: DE}, {code: FR, from: 1994-01-01}]
"""
_SOURCE = "source: {act: An act, checked_on: 2026-11-22, confidence: memory, kind: memory}"


def version(days: str) -> str:
    return f"- {{{days}requires: always, {_SOURCE}}}"


def provision(**changes: str) -> str:
    """A file with one good provision, of which parts are changed; the line of the provision is 4."""
    parts = {
        "head": "",
        "kind": "kind: ground",
        "cascade": "cascade: adequacy",
        "more": "",
        "versions": f"- {{requires: always, {_SOURCE}}}",
    }
    parts |= changes
    lines = [parts["kind"], parts["cascade"], "title: T", "says: S", parts["more"], "versions:"]
    body = "\n".join(f"    {line}" for line in lines if line) + "\n" + textwrap.indent(parts["versions"], "      ")
    return f"title: A law\nregimes: [EU]\n{parts['head']}provisions:\n  - id: eu.one\n{body}\n"


def owed(days: str = "", said: str = "owed_to: the authority, when: before, ") -> str:
    """A file with a duty, of which what its version says may be changed."""
    return provision(kind="kind: duty", cascade="", more="duty: filing", versions=version(days + said))


_RULE = {"kind": "kind: requirement", "cascade": ""}


def problems(tmp_path, words, *files: str) -> list[str]:
    (tmp_path / "regime.yaml").write_text(_REGIME, encoding="utf-8")
    for number, text in enumerate(files):
        (tmp_path / f"law{number}.yaml").write_text(text, encoding="utf-8")
    try:
        read_library(tmp_path, words)
    except NotLaw as error:
        return [str(problem) for problem in error.problems]
    return []


def test_a_good_file_is_read(tmp_path, words):
    due = "due: {until: mechanism.ends_on, days: 180}, "
    barring = provision(**_RULE, more="severity: block\n    bars: [eu.one, derogation]").replace("id: eu.one", "id: eu.two")
    assert problems(tmp_path, words, provision(), owed(due).replace("id: eu.one", "id: eu.three"), barring) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (provision(more="titel: X"), "law0.yaml, line 4: the key 'titel' is not known here. Did you mean title?"),
        (provision(more="title: again"), "law0.yaml, line 9: the key 'title' stands twice. Keep one of them."),
        (
            provision(versions=f"- {{from: 2021-02-30, requires: always, {_SOURCE}}}"),
            "line 10: 2021-02-30 is no day of the calendar.",
        ),
        (
            provision(versions=f"- {{from: soon, requires: always, {_SOURCE}}}"),
            "law0.yaml, line 10: 'soon' is no day for 'from'.",
        ),
        (provision(versions="- requires: always"), "law0.yaml, line 10: the key 'source' is missing. Add it."),
        (
            provision(versions=f"- {{requires: {{fact: importer.cuntry, is: DE}}, {_SOURCE}}}"),
            "law0.yaml, line 10: the fact 'importer.cuntry' is not in model/facts.py. Did you mean importer.country",
        ),
        (
            provision(versions=f"- {{requires: {{fact: exporter.role, is: boss}}, {_SOURCE}}}"),
            "'boss' is no term of exporter.role.",
        ),
        (
            provision(versions=f"- {{requires: {{fact: importer.country, is: UK}}, {_SOURCE}}}"),
            "'UK' is no term of importer.country.",
        ),
        (
            provision(versions=f"- {{requires: {{fact: tia.exists, contains: x}}, {_SOURCE}}}"),
            "'contains' does not fit tia.exists, a flag.",
        ),
        (
            provision(versions=f"- {{requires: {{fact: tia.exists, is: 1}}, {_SOURCE}}}"),
            "1 is no value for tia.exists. Write true or false.",
        ),
        (
            provision(versions=f"- {{requires: {{fact: tia.exists}}, {_SOURCE}}}"),
            "tia.exists has 0 operators. Write one of is, known.",
        ),
        (provision(versions=f"- {{requires: {{all: []}}, {_SOURCE}}}"), "all has no list of conditions."),
        (
            provision(versions=f"- {{requires: {{none: []}}, {_SOURCE}}}"),
            "{none} is no condition. Write always, never, all, any, not",
        ),
        (
            provision(versions=f"- {{requires: {{fact: importer.country, in: {{group: eaa}}}}, {_SOURCE}}}"),
            "the group 'eaa' is in no law file. Did you mean eea?",
        ),
        (
            provision(versions=version("until: 2020-12-31, ") + "\n" + version("from: 2020-12-31, ")),
            "law0.yaml, line 11: the versions until 2020-12-31 and from 2020-12-31 overlap. Begin on 2021-01-01.",
        ),
        (
            provision(versions=version("until: 2020-12-31, ") + "\n" + version("from: 2021-01-02, ")),
            "law0.yaml, line 11: the versions until 2020-12-31 and from 2021-01-02 leave a gap. Begin on 2021-01-01.",
        ),
        (
            provision(versions=version("") + "\n" + version("from: 2021-01-01, ")),
            "law0.yaml, line 11: two versions overlap: an open day stands between them.",
        ),
        (provision(versions=version("until: 2020-12-31, ")), "nothing is said after 2020-12-31."),
        (
            provision(versions=version("from: 2021-01-02, until: 2021-01-01, ")),
            "the version ends on 2021-01-01, before it begins.",
        ),
        (provision(versions=f"- {{{_SOURCE}}}"), "a version either requires something or has lapsed."),
        (
            provision(kind="kind: grund"),
            "law0.yaml, line 4: 'grund' is no kind. Write 'scope', 'ground', 'gate', 'requirement', 'duty', ",
        ),
        (provision(cascade=""), "a ground has a cascade, and nothing else has."),
        (provision(kind="kind: requirement", cascade=""), "a requirement has a severity, and nothing else has."),
        (provision(more="destinations: [ZZ]"), "the destination 'ZZ' is in no vocabulary."),
        (provision(more="tools: [sccs]"), "'sccs' is in no vocabulary transfer_tools. Did you mean scc"),
        (
            provision(versions=f"- {{requires: always, {_SOURCE[:-1]}, read_in: [nowhere]}}}}"),
            "the page 'nowhere' is not in sources.yaml.",
        ),
        (
            provision(versions=f"- {{requires: {{fact: adequacy.available, is: true}}, {_SOURCE}}}"),
            "only a requirement or a duty may look at adequacy.available.",
        ),
        (owed(said="owed_to: the authority, "), "law0.yaml, line 10: a version of a duty says when, and no other does."),
        (provision(versions=version("when: before, ")), "a version of a duty says when, and no other does."),
        (provision(versions=version("due: {from: tia.dated_on}, ")), "only what is owed has a day by which it is due."),
        (
            owed("due: {from: tia.exists}, "),
            "'tia.exists' is no fact that is a day. Write one of bcr.updated_on, exporter.dpf.checked_on",
        ),
        (owed("due: {months: 1}, "), "a due day is counted from a day or until one."),
        (owed("due: {from: tia.dated_on, months: -1}, "), "months: Input should be greater than or equal to 0."),
        (provision(**_RULE, more="severity: error\n    bars: [eu.one]"), "bars stands beside severity block only."),
        (provision(**_RULE, more="severity: block\n    bars: [eu.nil]"), "'eu.nil' is no ground that it could bar."),
        (provision(more="threats: [T1]"), "threats is no key of a ground. Only an exposure or a measure has it."),
        (
            provision(kind="kind: exposure", cascade="", more="role: problem"),
            "an exposure is a law of some place, and names none.",
        ),
        (
            provision(kind="kind: exposure", cascade="", more="destinations: [US]"),
            "an exposure has a role, and nothing else has.",
        ),
        (
            provision(kind="kind: measure", cascade="", more="category: technical"),
            "a measure has a weight, and nothing else has.",
        ),
        (provision().replace("regimes: [EU]\n", "regimes: [EU, XX]\n"), "the regime 'XX' has no file of its own."),
        (provision().replace("regimes: [EU]\n", ""), "the file says no regimes. Write regimes: [...] at its head."),
        ("title: [\n", "law0.yaml, line 2: this is not YAML"),
    ],
    ids=str,
)
def test_what_is_not_law_is_refused_with_line_and_mend(tmp_path, words, text, said):
    found = problems(tmp_path, words, text)
    assert any(said in problem for problem in found), found


def test_every_problem_of_every_file_is_told_at_once(tmp_path, words):
    first = provision(more="titel: X", kind="kind: grund")
    second = provision(versions=f"- {{requires: {{any: [{{fact: nix, is: 1}}, {{fact: tia.exists, in: [a]}}]}}, {_SOURCE}}}")
    found = problems(tmp_path, words, first, second)
    assert len(found) == 4
    assert [problem[:9] for problem in found] == ["law0.yaml", "law0.yaml", "law1.yaml", "law1.yaml"]


def test_an_id_stands_once(tmp_path, words):
    assert problems(tmp_path, words, provision(), provision()) == [
        "law1.yaml, line 4: the id eu.one stands twice. An id is for ever; choose another."
    ]


def test_a_file_that_is_no_text_is_told(tmp_path, words):
    (tmp_path / "bad.yaml").write_bytes(b"title: \xff\n")
    assert any("bad.yaml: the file is not UTF-8 text" in problem for problem in problems(tmp_path, words))


def test_an_empty_file_is_told(tmp_path, words):
    assert problems(tmp_path, words, "") != []
