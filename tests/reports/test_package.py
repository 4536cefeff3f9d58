"""A package can be checked by whoever receives it, with nothing but the package; whatever was changed is named."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.reports import example
from transfer_register.reports import report
from transfer_register.reports.content import canonical, content_hash
from transfer_register.reports.evidence_of_export.manifest import Days, Document, Replaced
from transfer_register.reports.evidence_of_export.package import Facts, File, archive, packed, safe_name, sums
from transfer_register.reports.evidence_of_export.signature import Seal, as_pem, fingerprint
from transfer_register.reports.evidence_of_export.verify_export import NotAnExport, Verified, verify_export
from transfer_register.reports.making import Making

MAKING = Making(datetime(2026, 11, 22, 18, 4, tzinfo=UTC), "Ada", 12, "9f2c" * 16, "2026-11-22T17:31:05.250Z")
CONTENT = b'{"blocks":[],"meta":{"title":"Register of transfers"}}'
STATED = Document(
    report="register_of_transfers", title="Register of transfers", number="RX-1", version="1.0", organisation="Acme SE",
    addressee="The supervisory authority", language="en-GB", scope="Transfers with destination India",
)  # fmt: skip
FACTS = Facts(
    STATED, Days(register_on="2026-11-22", law_on="2026-11-21", law_digest="26abf42d5cefd62a"), MAKING,
    (Replaced(character="U+1F600", times=2, files="all"),),
)  # fmt: skip
FILES = (
    File("RX-1-v1.0.html", "html", "text/html", b"<p>Register</p>"),
    File("RX-1-v1.0.json", "json", "application/json", CONTENT[:-1] + b',"made":{"by":"Ada"}}'),
    File("RX-1-v1.0.csv", "csv", "text/csv", b'"Importer"\r\n"\'=1+1"\r\n'),
)


def sealed(seed: int = 1) -> Seal:
    key = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
    return Seal(as_pem(key.public_key()), fingerprint(key.public_key()), key.sign)


SIGNED = packed(FACTS, FILES, CONTENT, number="EX-00007", seal=sealed())
UNSIGNED = packed(FACTS, FILES, CONTENT)


def inside(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def checked(tmp_path: Path, package: bytes, **more) -> Verified:
    (tmp_path / "x.zip").write_bytes(package)
    return verify_export(tmp_path / "x.zip", **more)


def unpacked(tmp_path: Path, package: bytes) -> Path:
    folder = tmp_path / "unpacked"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in inside(package).items():
        (folder / name).write_bytes(data)
    return folder


def blamed(found: Verified) -> list[str]:
    return [problem.where for problem in found.problems]


def test_the_same_state_and_the_same_making_give_the_same_bytes():
    assert packed(FACTS, FILES, CONTENT, number="EX-00007", seal=sealed()) == SIGNED
    with zipfile.ZipFile(io.BytesIO(SIGNED)) as pack:
        members = pack.infolist()
    assert [one.filename for one in members] == sorted(one.filename for one in members)
    assert {one.date_time for one in members} == {(1980, 1, 1, 0, 0, 0)}


def test_the_manifest_says_what_was_exported_from_which_journal_under_which_law():
    manifest = orjson.loads(inside(SIGNED)["manifest.json"])
    assert (manifest["format"], manifest["export"], manifest["made"]["at"]) == (1, "EX-00007", "2026-11-22T18:04:00Z")
    assert manifest["journal"]["entries"] == 12
    assert manifest["journal"]["hash"] == MAKING.journal_hash
    assert manifest["days"] == {
        "register_on": "2026-11-22", "known_on": None, "law_on": "2026-11-21", "law_digest": "26abf42d5cefd62a",
    }  # fmt: skip
    assert manifest["document"]["scope"] == "Transfers with destination India"
    assert manifest["content"]["sha256"] == sha256(CONTENT).hexdigest()
    assert manifest["replaced"] == [{"character": "U+1F600", "times": 2, "files": "all"}]
    assert "apostrophe" in manifest["csv"]
    assert set(manifest["made"]["engines"]) >= {"Python", "orjson"}
    assert [file["name"] for file in manifest["files"]] == [
        "RX-1-v1.0.csv", "RX-1-v1.0.html", "RX-1-v1.0.json", "VERIFY.txt", "content.json",
    ]  # fmt: skip


def test_a_whole_export_holds_as_a_zip_and_as_a_folder(tmp_path):
    for package, signed in ((SIGNED, True), (UNSIGNED, None)):
        found = checked(tmp_path, package)
        assert found.ok, found.problems
        assert found.signed is signed
        assert verify_export(unpacked(tmp_path, package)).ok
    assert found.document()["export"] is None


@pytest.mark.parametrize("package", [SIGNED, UNSIGNED], ids=["signed", "unsigned"])
def test_one_flipped_bit_anywhere_is_told_by_the_name_of_the_file(tmp_path, package):
    with zipfile.ZipFile(io.BytesIO(package)) as pack:
        starts = {one.filename: one.header_offset + 30 + len(one.filename) for one in pack.infolist()}
        within = {
            at: one.filename
            for one in pack.infolist()
            for at in range(starts[one.filename], starts[one.filename] + one.file_size)
        }
    for at in range(0, len(package), 7):
        changed = bytearray(package)
        changed[at] ^= 1 << (at % 8)
        found = checked(tmp_path, bytes(changed))
        assert not found.ok, f"byte {at} of {within.get(at, 'the archive')}"
        if at in within:
            assert blamed(found) == [within[at]], at


@pytest.mark.parametrize("package", [SIGNED, UNSIGNED], ids=["signed", "unsigned"])
@pytest.mark.parametrize("name", sorted(inside(SIGNED)))
def test_one_flipped_bit_in_an_unpacked_file_is_told_by_its_name(tmp_path, package, name):
    folder = unpacked(tmp_path, package)
    if not (folder / name).exists():
        return
    whole = (folder / name).read_bytes()
    for at in range(0, len(whole), 1 + len(whole) // 60):
        (folder / name).write_bytes(whole[:at] + bytes([whole[at] ^ 1 << (at % 8)]) + whole[at + 1 :])
        said = [str(problem) for problem in verify_export(folder).problems]
        assert said
        assert any(name in one for one in said), (at, said)
        # Without signature the manifest and the list of hashes can only be told not to fit each other.
        if package is SIGNED or name not in ("manifest.json", "SHA256SUMS"):
            assert len(said) == 1, (at, said)
            assert said[0].startswith(name), (at, said)


def test_a_file_that_is_missing_or_was_added_is_named(tmp_path):
    for name in inside(SIGNED):
        left = {other: data for other, data in inside(SIGNED).items() if other != name}
        assert name in blamed(checked(tmp_path, archive(left))), name
    assert blamed(checked(tmp_path, archive(inside(SIGNED) | {"more.txt": b"x"}))) == ["more.txt"]
    (unpacked(tmp_path, SIGNED) / "more.txt").write_bytes(b"x")
    assert blamed(verify_export(tmp_path / "unpacked")) == ["more.txt"]


def test_a_document_that_was_exchanged_with_its_hashes_fails_at_the_signature(tmp_path):
    files = inside(SIGNED)
    forged = inside(
        packed(FACTS, (FILES[0], File("RX-1-v1.0.csv", "csv", "text/csv", b"other"), FILES[1]), CONTENT, number="EX-00007")
    )
    said = orjson.loads(forged["manifest.json"]) | {"signature": orjson.loads(files["manifest.json"])["signature"]}
    options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    forged |= {
        "manifest.json": orjson.dumps(said, option=options), "signing-key.pem": files["signing-key.pem"],
        "manifest.json.sig": files["manifest.json.sig"],
    }  # fmt: skip
    forged["SHA256SUMS"] = sums(forged)
    assert blamed(checked(tmp_path, archive(forged))) == ["manifest.json.sig"]


def test_an_export_signed_by_somebody_else_is_told_from_the_one_that_is_expected(tmp_path):
    theirs = packed(FACTS, FILES, CONTENT, number="EX-00007", seal=sealed(2))
    ours = Ed25519PrivateKey.from_private_bytes(bytes([1]) * 32).public_key()
    assert checked(tmp_path, SIGNED, expected=ours).ok
    assert checked(tmp_path, theirs).ok
    assert blamed(checked(tmp_path, theirs, expected=ours)) == ["signing-key.pem"]
    assert blamed(checked(tmp_path, UNSIGNED, expected=ours)) == ["manifest.json"]


def test_the_content_must_be_that_of_the_json_file(tmp_path):
    other = packed(FACTS, (File("RX-1-v1.0.json", "json", "application/json", b'{"a":1,"made":{}}'),), CONTENT)
    assert blamed(checked(tmp_path, other)) == ["RX-1-v1.0.json"]


def zipped(members: list[tuple[str, bytes]], how: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as pack:
        for name, data in members:
            pack.writestr(zipfile.ZipInfo(name), data, compress_type=how)
    return out.getvalue()


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/passwd", "a/b.txt", ".hidden", "a\\b", "C:evil", "ü.txt", "x" * 130])
def test_no_name_leads_out_of_the_export(tmp_path, name):
    found = checked(tmp_path, zipped([*inside(SIGNED).items(), (name, b"x")]))
    assert not found.ok
    assert blamed(found)[0].strip("'").replace("\\\\", "\\") == name


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_refused(tmp_path):
    assert "content.json" in blamed(checked(tmp_path, zipped([*inside(SIGNED).items(), ("content.json", b"{}")])))
    assert "CONTENT.json" in blamed(checked(tmp_path, zipped([*inside(SIGNED).items(), ("CONTENT.json", b"{}")])))


def test_a_bomb_is_not_unpacked(tmp_path):
    bomb = zipped([*inside(SIGNED).items(), ("more.txt", bytes(50_000_000))], zipfile.ZIP_DEFLATED)
    found = checked(tmp_path, bomb)
    assert found.files == 0
    assert "larger than the archive" in str(found.problems[0])
    found = checked(tmp_path, zipped(list(inside(SIGNED).items()), zipfile.ZIP_DEFLATED))
    assert not found.ok
    assert verify_export(unpacked(tmp_path, SIGNED)).ok


def test_what_is_no_export_is_told_from_one_that_is_damaged(tmp_path):
    for content in (b"", b"no zip", zipped([("a.txt", b"a")])):
        with pytest.raises(NotAnExport):
            checked(tmp_path, content)
    with pytest.raises(NotAnExport):
        verify_export(tmp_path)
    assert blamed(checked(tmp_path, SIGNED[:-10])) == ["x.zip"]


def test_a_newer_format_is_told_in_a_sentence(tmp_path):
    files = inside(UNSIGNED)
    files["manifest.json"] = files["manifest.json"].replace(b'"format": 1', b'"format": 2')
    files["SHA256SUMS"] = sums(files)
    assert "Install that version" in str(checked(tmp_path, archive(files)).problems[0])


def test_sha256sum_and_openssl_agree_with_the_instructions(tmp_path):
    folder = unpacked(tmp_path, SIGNED)
    text = (folder / "VERIFY.txt").read_text()
    commands = [
        line.strip() for line in text.splitlines() if line.startswith("    ") and line.split()[0] in ("sha256sum", "openssl")
    ]
    assert len(commands) == 4
    said = [
        subprocess.run(command, shell=True, cwd=folder, capture_output=True, text=True, check=True).stdout for command in commands
    ]
    assert said[0].count(": OK") == len(inside(SIGNED)) - 1
    assert said[1].split()[0] == sha256(CONTENT).hexdigest()
    assert said[1].split()[0] in text
    assert "Verified Successfully" in said[2]
    assert said[3].split()[0] == sealed().fingerprint
    assert sealed().fingerprint in text


def test_an_unsigned_export_does_not_claim_to_show_who_made_it():
    text = inside(UNSIGNED)["VERIFY.txt"].decode()
    assert "This export is not signed." in text
    assert "openssl" not in text
    assert "not in the log of exports" in text


def test_a_real_document_and_its_content_go_together(tmp_path):
    document = report.build("register_of_transfers", example.snapshot(3), example.OPTIONS)
    made = [(format, report.render(document, format, example.MAKING)) for format in ("html", "csv", "json")]
    files = tuple(File(safe_name(report.file_name(document, format)), format, "", data) for format, data in made)
    package = packed(FACTS, files, canonical(document))
    assert checked(tmp_path, package).ok
    hash = checked(tmp_path, package).document()["content_hash"]
    assert hash == content_hash(document)
    assert hash in files[0].data.decode()


def test_names_of_documents_are_cut_and_kept_apart():
    assert safe_name("RX-1-v1.0.pdf") == "RX-1-v1.0.pdf"
    assert len(safe_name("x" * 300 + ".docx")) < 120
    assert safe_name("_.pdf") == "document.pdf"
    with pytest.raises(ValueError, match="no package"):
        packed(FACTS, (FILES[0], FILES[0]), None)
