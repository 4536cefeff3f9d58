"""Writing a report: the register on its days, through a filter, as a file in one format, or as a package to be checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from transfer_register.actions import export_log
from transfer_register.errors import Refused
from transfer_register.exhibits import law_words
from transfer_register.model.export import Export
from transfer_register.model.filter import Filter
from transfer_register.model.speech import LANGUAGES, speaking
from transfer_register.register.register import Register
from transfer_register.reports import report, text_gate, withholding
from transfer_register.reports.blocks import Document
from transfer_register.reports.content import canonical
from transfer_register.reports.evidence_of_export.manifest import Days, Replaced
from transfer_register.reports.evidence_of_export.manifest import Document as Stated
from transfer_register.reports.evidence_of_export.package import Facts, File, packed, safe_name
from transfer_register.reports.evidence_of_export.signature import Seal
from transfer_register.reports.font_cover import cover
from transfer_register.reports.making import Making
from transfer_register.reports.taking import take_snapshot

MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
    "csv": "text/csv",
    "json": "application/json",
    "jsonld": "application/ld+json",
}

_FIRST = "register_of_transfers"


@dataclass(frozen=True)
class ReportKind:
    """A report that can be written: `options` are the names of what only the organisation knows.

    `filtered` is false where a report does not ask which transfers are meant. `audience` says for whom it is: authority, people,
    contracts, others or inside. `choices` are the values of an option that has a closed list, with what each is called;
    `profiles` those by which something is withheld.
    """

    name: str
    title: str
    says: str
    formats: tuple[str, ...]
    options: tuple[str, ...]
    filtered: bool
    audience: str = "inside"
    choices: dict[str, dict[str, str]] = field(default_factory=dict)
    languages: tuple[str, ...] = ("en",)
    profiles: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Produced:
    """A file: its name, its media type, its bytes, and what the reader of the log should know of its making.

    `number` is that of the log of exports, None where it is not in it; `content_hash` that of the document.
    """

    name: str
    mime: str
    data: bytes
    notes: list[str]
    number: str | None = None
    content_hash: str | None = None


@dataclass(frozen=True)
class _Made:
    """A report as it was made: its files, the canonical JSON of its content (None for tables to work with), what it says."""

    files: tuple[File, ...]
    content: bytes | None
    facts: Facts
    notes: list[str]

    @property
    def content_hash(self) -> str | None:
        return None if self.content is None else sha256(self.content).hexdigest()


def reports() -> list[ReportKind]:
    """Every report of this installation; the whole register first, then the others that show transfers."""
    found = []
    for name in sorted(report.names(), key=lambda name: (name != _FIRST, not report.about(name).FILTERED)):
        module = report.about(name)
        says = (module.__doc__ or "").strip().splitlines()[0]
        options = tuple(f.name for f in fields(module.Options))
        choices = {option: given() if callable(given) else given for option, given in getattr(module, "CHOICES", {}).items()}
        found.append(
            ReportKind(
                name, module.TITLE, getattr(module, "SAYS", says), module.FORMATS, options, module.FILTERED,
                getattr(module, "AUDIENCE", "inside"), choices, _languages(module), _profiles(module),
            )
        )  # fmt: skip
    return found


def write(
    register: Register, name: str, format: str, *, on: date, law_on: date, at: datetime, actor: str,
    known_on: date | None = None, filter: Filter | None = None, options: dict[str, Any] | None = None, log: bool = False,
    language: str = "en", profile: str = "", reader: str = "", progress: Callable[[str], None] = lambda step: None,
) -> Produced:  # fmt: skip
    """Writes one report, in a language, with what a profile withholds from its `reader` (a party) left out.

    With `log` it is put into the log of exports, as what leaves the register must be. Raises `Refused` for a report, a format, an
    option, a language or a profile that there is not.
    """
    days = {"on": on, "law_on": law_on, "known_on": known_on}
    made = _made(
        register, name, (format,), days, at=at, actor=actor, filter=filter, options=options, language=language, profile=profile,
        reader=reader, progress=progress,
    )  # fmt: skip
    file = made.files[0]
    if not log:
        return Produced(file.name, file.media_type, file.data, made.notes, None, made.content_hash)
    found = export_log.log(register, lambda number: (file.data, _export(made, days, file.data)), at=at, actor=actor)
    return _produced(made, file.name, file.media_type, found)


def write_package(
    register: Register, name: str, formats: Sequence[str], *, on: date, law_on: date, at: datetime, actor: str,
    known_on: date | None = None, filter: Filter | None = None, options: dict[str, Any] | None = None, log: bool = False,
    seal: Seal | None = None, language: str = "en", profile: str = "", reader: str = "",
    progress: Callable[[str], None] = lambda step: None,
) -> Produced:  # fmt: skip
    """Writes one report, in one or more formats, as a ZIP that whoever receives it can check; `seal` signs it.

    Only what is logged has a number, which the package states. Raises as `write` does.
    """
    days = {"on": on, "law_on": law_on, "known_on": known_on}
    made = _made(
        register, name, tuple(dict.fromkeys(formats)), days, at=at, actor=actor, filter=filter, options=options,
        language=language, profile=profile, reader=reader, progress=progress,
    )  # fmt: skip

    def pack(number: str | None) -> tuple[bytes, Export]:
        data = packed(made.facts, made.files, made.content, number=number, seal=seal)
        return data, _export(made, days, data, package=True, signed_by=seal.fingerprint if seal else None)

    found = export_log.log(register, pack, at=at, actor=actor) if log else export_log.Logged(pack(None)[0], None)
    return _produced(made, f"{made.files[0].name.rpartition('.')[0]}.zip", "application/zip", found)


def logged(
    register: Register, produced: Produced, report: str, title: str, *, at: datetime, actor: str, on: date | None = None,
    law_on: date | None = None, known_on: date | None = None, scope: str | None = None, addressee: str | None = None,
) -> Produced:  # fmt: skip
    """A document that was made elsewhere (an assessment, the paper for a board) as it is once it stands in the log of exports."""
    export = Export(
        title=title, report=report, formats=(produced.name.rpartition(".")[2],), content_sha256=produced.content_hash,
        sha256=sha256(produced.data).hexdigest(), size=len(produced.data), on=on, law_on=law_on, known_on=known_on,
        scope=_clean(scope), addressee=_clean(addressee),
    )  # fmt: skip
    found = export_log.log(register, lambda number: (produced.data, export), at=at, actor=actor)
    return replace(produced, number=found.number, notes=[*produced.notes, *([found.note] if found.note else [])])


def _made(
    register: Register, name: str, formats: tuple[str, ...], days: dict[str, date | None], *, at: datetime, actor: str,
    filter: Filter | None, options: dict[str, Any] | None, language: str, profile: str, reader: str,
    progress: Callable[[str], None],
) -> _Made:  # fmt: skip
    module = report.about(name)
    _check_spoken(module, language, profile)
    for format in formats or ("",):
        if format not in module.FORMATS:
            raise Refused(f"{module.TITLE} comes as {', '.join(module.FORMATS)}, not as {format or 'nothing'}.")
    chosen = _options(register, module, options or {}, actor)
    progress("Reading the register")
    if hasattr(module, "make"):  # tables to work with, no document to read
        making = Making.of(register, at, actor)
        files = [
            (format, *module.make(register, format, chosen, making, **days, filter=filter, progress=progress))
            for format in formats
        ]  # fmt: skip
        said = _scope(register, filter) if module.FILTERED else None
        return _Made(_files(files), None, _facts(name, module, chosen, days, making, said), [])
    if module.FILTERED:
        wanted = {"pictures": getattr(module, "PICTURES", True), "people": getattr(module, "PEOPLE", False)}
        with speaking(language):
            taken = take_snapshot(register, **days, filter=filter, **wanted)
            if profile:
                taken = withholding.withhold(taken, withholding.profile(profile), reader)
    else:
        taken = module.take(register, chosen, today=days["on"])
    progress(f"Setting {taken.extent}")
    document = report.build(name, taken, chosen, language)
    progress("Writing the file" if len(formats) == 1 else "Writing the files")
    making = Making.of(register, at, actor)
    rendered = [
        (format, report.file_name(document, format), report.render(document, format, making, taken)) for format in formats
    ]
    facts = _facts(
        name, module, chosen, days, making, getattr(taken, "scope", None), getattr(taken, "law_digest", None), document, formats
    )  # fmt: skip
    notes = [text_gate.sentence(document.replaced)] if document.replaced else []
    return _Made(_files(rendered), canonical(document), facts, notes)


def _check_spoken(module: Any, language: str, profile: str) -> None:
    """Raises `Refused` for a language or a profile in which the report does not come."""
    if language not in _languages(module):
        known = ", ".join(LANGUAGES[one] for one in _languages(module))
        raise Refused(f"{module.TITLE} comes in {known}, not in {LANGUAGES.get(language, language)}.")
    if profile and profile not in _profiles(module):
        known = ", ".join(_profiles(module)) or "nothing is withheld from it"
        raise Refused(f"{module.TITLE} has no profile {profile!r}; there is {known}.")


def _languages(module: Any) -> tuple[str, ...]:
    return getattr(module, "LANGUAGES", ("en",))


def _profiles(module: Any) -> dict[str, str]:
    return {name: withholding.profile(name).label for name in getattr(module, "PROFILES", ())}


def _files(made: list[tuple[str, str, bytes]]) -> tuple[File, ...]:
    return tuple(File(safe_name(name), format, MEDIA[format], data) for format, name, data in made)


def _facts(
    name: str, module: Any, options: Any, days: dict[str, date | None], making: Making, scope: str | None,
    law_digest: str | None = None, document: Document | None = None, formats: tuple[str, ...] = (),
) -> Facts:  # fmt: skip
    """What a manifest says of the report.

    An entry of the journal is never erased: a paper to a person (PRIVATE_ADDRESSEE of the report, or classed as personal) says
    neither its addressee nor its own title.
    """
    meta = document.meta if document else None
    private = getattr(module, "PRIVATE_ADDRESSEE", False) or getattr(options, "classification", "") == "Personal"
    said = Stated(
        report=name,
        title=meta.title if meta and not private else module.TITLE,
        number=meta.number if meta else None,
        version=meta.version if meta else None,
        organisation=_clean(getattr(options, "organisation", None)),
        addressee=None if private else _clean(getattr(options, "addressee", None)),
        classification=meta.classification if meta else None,
        language=meta.lang if meta else None,
        scope=_clean(scope),
    )
    of = {"register_on": days["on"], "known_on": days["known_on"], "law_on": days["law_on"]}
    told = Days(**{name: day.isoformat() if day else None for name, day in of.items()}, law_digest=law_digest)
    return Facts(said, told, making, _replaced(document, formats) if document else ())


def _replaced(document: Document, formats: tuple[str, ...]) -> tuple[Replaced, ...]:
    """The characters that were replaced: in every file, and those that the fonts of the PDF lack."""
    found = [(code, times, "all") for code, times in document.replaced]
    if "pdf" in formats:
        drawn = Counter(dict(text_gate.drawable_document(document, cover()).replaced))
        found += [(code, times, "pdf") for code, times in sorted((drawn - Counter(dict(document.replaced))).items())]
    return tuple(Replaced(character=f"U+{code:04X}", times=times, files=files) for code, times, files in found)


def _export(
    made: _Made, days: dict[str, date | None], data: bytes, *, package: bool = False, signed_by: str | None = None
) -> Export:  # fmt: skip
    """What the log says of a file."""
    said = made.facts.document
    return Export(
        title=said.title, report=said.report, formats=tuple(file.format for file in made.files), package=package,
        signed_by=signed_by, number=said.number, version=said.version, content_sha256=made.content_hash,
        sha256=sha256(data).hexdigest(), size=len(data), **days, scope=said.scope, language=said.language,
        addressee=said.addressee,
    )  # fmt: skip


def _produced(made: _Made, name: str, mime: str, found: export_log.Logged) -> Produced:
    notes = [*made.notes, *([found.note] if found.note else [])]
    return Produced(name, mime, found.data, notes, found.number, made.content_hash)


def _scope(register: Register, filter: Filter | None) -> str:
    chosen = filter or Filter()
    names = {id: party.name for id, party in register.parties().items()}
    return chosen.sentence(register.words, names | law_words.names(register.law.provisions, register.words))


def _clean(words: str | None) -> str | None:
    """Words for the manifest and the log: as a document shows them; None where nothing was said."""
    return text_gate.clean(words, Counter()).strip() or None if words else None


def _options(register: Register, module: Any, stated: dict[str, Any], actor: str) -> Any:
    known = {f.name for f in fields(module.Options)}
    if strange := sorted(set(stated) - known):
        raise Refused(f"{module.TITLE} has no option {strange[0]}; there are {', '.join(sorted(known))}.")
    setting = register.record("organisation")
    whole = {"organisation": (setting.state.get("name") if setting else None) or "Organisation not stated", "prepared_by": actor}
    kinds = {f.name: f.type for f in fields(module.Options)}
    given = {name: _in_kind(name, kinds[name], value) for name, value in stated.items() if value not in (None, "")}
    return module.Options(**{**whole, **given})


def _in_kind(name: str, kind: str, value: Any) -> Any:
    """A day or a yes of the command line in its kind; everything else as it stands."""
    if not isinstance(value, str):
        return value
    if kind.startswith("date"):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise Refused(f"{name}: {value!r} is no day; write year-month-day, as 2026-11-22.") from None
    if kind == "bool":
        if value.lower() not in ("yes", "no"):
            raise Refused(f"{name}: write yes or no, not {value!r}.")
        return value.lower() == "yes"
    return value
