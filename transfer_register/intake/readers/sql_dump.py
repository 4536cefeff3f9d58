"""SQL dumps: the rows of INSERT statements, with the columns of the statement or of CREATE TABLE for headings."""

from __future__ import annotations

import logging
import re

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from transfer_register.errors import FileUnreadable
from transfer_register.intake.headings import map_headings, names_recipients
from transfer_register.intake.several_recipients import one_recipient_a_row
from transfer_register.intake.tables import MOST_ROWS, Content, RowProblem, SourceRow, SourceTable
from transfer_register.intake.text_file import beginning, decoded

SUFFIXES = (".sql", ".dump")
TITLE = "SQL dump"
_MOST_CHARACTERS = 30_000_000
_STATEMENT = re.compile(
    r"^\s*(?:INSERT\s+(?:OR\s+\w+\s+|IGNORE\s+)?INTO\s+[`\"\[\w]|CREATE\s+TABLE\s+[`\"\[\w]|COPY\s+\S+\s*\(.*\bFROM\s+stdin)",
    re.I | re.M,
)
_COPY = re.compile(r"^COPY\s+\S+\s*\(.*\bFROM\s+stdin", re.I | re.M)
_WANTED = re.compile(r"\s*(?:--[^\n]*\n\s*|/\*.*?\*/;?\s*|#[^\n]*\n\s*)*(INSERT|REPLACE|CREATE\s+TABLE)\b", re.I | re.S)


def recognises(head: bytes, name: str) -> bool:
    """Whether the text begins with statements of SQL and one inserts rows or makes a table."""
    text = beginning(head, name)
    if text is None:
        return False
    start = text.lstrip()[:4_000]
    first = next(
        (line for line in start.split("\n") if line.strip() and not line.lstrip().startswith(("--", "/*", "#", "*"))), ""
    )
    begins = re.match(r"\s*(?:INSERT|CREATE|SET|DROP|BEGIN|PRAGMA|USE|LOCK|START|COPY|SELECT|REPLACE|ALTER)\b", first, re.I)
    return bool(begins and _STATEMENT.search(text)) or name.casefold().endswith(SUFFIXES)


def read(data: bytes, name: str, sheet: str | None = None) -> Content:
    """One table for each table of the dump that looks like a list of recipients. Raises FileUnreadable where none is read."""
    text, problems = decoded(data, name, _MOST_CHARACTERS)
    columns: dict[str, tuple[str, ...]] = {}
    rows: dict[tuple[str, tuple[str, ...]], list[SourceRow]] = {}
    if _COPY.search(text):
        problems.append(
            RowProblem(
                None, None, "blocks of COPY … FROM stdin were left out. Export the tables with INSERT statements (--inserts)."
            )
        )
    dialect = "mysql" if "`" in text or "\\'" in text else "postgres"
    statements, broken = 0, 0
    for line, statement in _statements(text, dialect == "mysql"):
        if not _WANTED.match(statement):
            continue
        statements += 1
        tree = _parsed(statement, dialect)
        if isinstance(tree, exp.Create) and isinstance(tree.this, exp.Schema):
            columns[tree.this.this.name] = tuple(part.name for part in tree.this.expressions if isinstance(part, exp.ColumnDef))
        elif isinstance(tree, exp.Insert) and isinstance(tree.expression, exp.Values):
            _take(tree, line, statement, columns, rows, problems)
        elif not isinstance(tree, exp.Create):
            broken += 1
            problems.append(
                RowProblem(line, None, "the statement could not be read and was left out. Write it as INSERT INTO … VALUES.")
            )
        if sum(map(len, rows.values())) > MOST_ROWS:
            raise FileUnreadable(f"{name}: more than {MOST_ROWS:,} rows. Export only the table of recipients.")
    if not rows and (broken or not statements):
        raise FileUnreadable(f"{name}: no INSERT statement in the SQL could be read. Export the table again with its rows.")
    tables, other = [], []
    for (title, headings), found in rows.items():
        if not names_recipients(map_headings(headings)):
            other.append(title)
            continue
        split = one_recipient_a_row(SourceTable(title, headings, tuple(found)))
        tables += split.tables
        problems += split.problems
    if other:
        shown = ", ".join(f"“{title}”" for title in dict.fromkeys(other))
        problems.append(
            RowProblem(
                None, None, f"no column says who receives data in {shown}; left out. Say which column names the recipient."
            )
        )
    elif not rows:
        problems.append(RowProblem(None, None, "the SQL makes tables and inserts no rows. Export the table with its rows."))
    return Content(tuple(tables), tuple(problems))


def _take(
    tree: exp.Insert,
    line: int,
    statement: str,
    columns: dict[str, tuple[str, ...]],
    rows: dict[tuple[str, tuple[str, ...]], list[SourceRow]],
    problems: list[RowProblem],
) -> None:
    """Takes the rows of one INSERT; its own list of columns wins over that of CREATE TABLE."""
    target = tree.this
    named = tuple(part.name for part in target.expressions) if isinstance(target, exp.Schema) else ()
    title = (target.this if isinstance(target, exp.Schema) else target).name
    for number, values in enumerate(tree.expression.expressions):
        cells = tuple(_text(value) for value in (values.expressions if isinstance(values, exp.Tuple) else [values]))
        headings = named or columns.get(title) or tuple(f"column {at + 1}" for at in range(len(cells)))
        at = line + _lines_above(statement, number)
        if len(cells) != len(headings):
            problems.append(
                RowProblem(at, None, f"{len(cells)} values for {len(headings)} columns; the row was left out. Mend the row.")
            )
            continue
        rows.setdefault((title, headings), []).append(SourceRow(at, cells))


def _lines_above(statement: str, number: int) -> int:
    """How many lines of a statement stand above its row: rows are counted by the brackets that open outside of text."""
    level, seen, quoted, started = 0, -1, "", False
    at = 0
    while at < len(statement):
        sign = statement[at]
        if quoted:
            if sign == "\\":
                at += 1
            elif sign == quoted:
                quoted = ""
        elif sign in "'\"`":
            quoted = sign
        elif not started:
            if statement[at : at + 6].upper() == "VALUES":
                started = True
                at += 5
        elif sign == "(":
            level += 1
            seen += level == 1
            if level == 1 and seen == number:
                return statement.count("\n", 0, at)
        elif sign == ")":
            level -= 1
        at += 1
    return 0


def _statements(text: str, backslashes: bool) -> list[tuple[int, str]]:
    """(line, statement) cut at every semicolon outside of text; a last row that ends in a comma ends there."""
    pattern = re.compile(
        (r"'(?:[^'\\]|\\.|'')*'" if backslashes else r"'(?:[^']|'')*'") + r"|\"(?:[^\"])*\"|`[^`]*`|--[^\n]*|/\*.*?\*/|;", re.S
    )
    found, begin = [], 0
    ends = [match.end() for match in pattern.finditer(text) if match.group() == ";"]
    for end in (*ends, len(text)):
        part = text[begin:end].rstrip().rstrip(";").rstrip().rstrip(",")
        if part.strip():
            skipped = len(part) - len(part.lstrip())
            found.append((text.count("\n", 0, begin + skipped) + 1, part.lstrip()))
        begin = end
    return found


def _parsed(statement: str, dialect: str) -> exp.Expression | None:
    logging.getLogger("sqlglot").setLevel(logging.ERROR)  # its remarks on statements it passes over are no news to users
    for tried in (dialect, "mysql", "postgres", "sqlite"):
        try:
            return sqlglot.parse_one(statement, dialect=tried)
        except (SqlglotError, RecursionError, ValueError):
            continue
    return None


def _text(value: exp.Expression) -> str:
    """A value as text; NULL is blank."""
    match value:
        case exp.Null():
            return ""
        case exp.Literal():
            return value.name
        case exp.Boolean():
            return "TRUE" if value.this else "FALSE"
        case exp.Cast():
            return _text(value.this)
        case _:
            return getattr(value, "name", "") if isinstance(value, exp.National | exp.RawString) else value.sql()
