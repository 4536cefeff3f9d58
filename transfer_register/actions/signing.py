"""The key that signs exports: read from a file that the environment names, or made new. It is never written anywhere else."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from transfer_register.errors import FileUnreadable, Refused
from transfer_register.reports.evidence_of_export.signature import Seal, as_pem, fingerprint, public_key

ENVIRONMENT = "TRANSFER_REGISTER_SIGNING_KEY"
_HOW = "Make one with: report key --out FILE"
# No key is larger; something else might be.
_MOST_BYTES = 10_000


def seal(environment: Mapping[str, str] | None = None) -> Seal:
    """Who signs here. Raises `Refused` where no key is named, `FileUnreadable` where the file holds none."""
    path = (os.environ if environment is None else environment).get(ENVIRONMENT)
    if not path:
        raise Refused(f"There is no key to sign with: {ENVIRONMENT} names no file. {_HOW}, and put its path there.")
    key = _private(Path(path))
    return Seal(as_pem(key.public_key()), fingerprint(key.public_key()), key.sign)


def can_sign(environment: Mapping[str, str] | None = None) -> bool:
    """Is a key named? Whether it can be read is told when it is used."""
    return bool((os.environ if environment is None else environment).get(ENVIRONMENT))


def exposed(environment: Mapping[str, str] | None = None) -> str | None:
    """A sentence where others on this machine may read the key; None where they may not, or where no key is named."""
    path = (os.environ if environment is None else environment).get(ENVIRONMENT)
    try:
        mode = Path(path).stat().st_mode & 0o777 if path and os.name == "posix" else 0
    except OSError:
        return None
    return f"Others on this machine may read the signing key (its mode is {mode:o}): chmod 600." if mode & 0o077 else None


def make_key(path: Path) -> tuple[Path, str]:
    """Makes a key pair: the private key at `path`, for its owner only, the public one beside it.

    Returns where the public key is, and its fingerprint. Raises `Refused` where either file is there, or cannot be written.
    """
    public = path.with_name(f"{path.name}.public.pem")
    for one in (path, public):
        if one.exists() or one.is_symlink():
            raise Refused(f"{one}: there is a file already, and a key never replaces one. Name another place.")
    key = Ed25519PrivateKey.generate()
    _write(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), 0o600)
    _write(public, as_pem(key.public_key()), 0o644)
    return public, fingerprint(key.public_key())


def read_public(path: Path) -> Ed25519PublicKey:
    """The public key of a file. Raises `FileUnreadable` where there is none."""
    try:
        key = public_key(path.read_bytes()[:_MOST_BYTES])
    except OSError as error:
        raise FileUnreadable(f"{path}: the key cannot be read ({error.strerror}). Check the path.") from None
    if key is None:
        raise FileUnreadable(f"{path}: this is no public Ed25519 key in PEM. Name the file that report key made.")
    return key


def _private(path: Path) -> Ed25519PrivateKey:
    try:
        pem = path.read_bytes()[:_MOST_BYTES]
    except OSError as error:
        raise FileUnreadable(f"{path}: the signing key cannot be read ({error.strerror}). Check {ENVIRONMENT}.") from None
    try:
        key = load_pem_private_key(pem, password=None)
    except TypeError:
        raise FileUnreadable(f"{path}: the signing key has a passphrase, and nobody is asked for one here. {_HOW}") from None
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise FileUnreadable(f"{path}: this is no private Ed25519 key in PEM. {_HOW}")
    return key


def _write(path: Path, content: bytes, mode: int) -> None:
    try:
        # Made with its mode, and only where nothing is: at no moment can anybody else read it.
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(content)
    except OSError as error:
        raise Refused(f"{path}: the key cannot be written ({error.strerror}). Name another place.") from None
