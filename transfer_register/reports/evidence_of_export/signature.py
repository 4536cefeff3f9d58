"""Ed25519 signatures beside the file that they sign: raw 64 bytes and a PEM key, which openssl reads as they are."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key


@dataclass(frozen=True)
class Seal:
    """Who signs: the public key (PEM), its fingerprint, and what makes a signature; the private key stays where it is."""

    public: bytes
    fingerprint: str
    sign: Callable[[bytes], bytes]


def public_key(pem: bytes) -> Ed25519PublicKey | None:
    """The key of a PEM file; None where it holds no public Ed25519 key."""
    try:
        key = load_pem_public_key(pem)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None
    return key if isinstance(key, Ed25519PublicKey) else None


def as_pem(key: Ed25519PublicKey) -> bytes:
    """The one way in which a key is written here."""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def fingerprint(key: Ed25519PublicKey) -> str:
    """SHA-256 of the key in DER, in hex: `openssl pkey -pubin -in KEY -outform DER | sha256sum`."""
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def holds(key: Ed25519PublicKey, signature: bytes, content: bytes) -> bool:
    """Did the key sign the content?"""
    try:
        key.verify(signature, content)
    except InvalidSignature:
        return False
    return True
