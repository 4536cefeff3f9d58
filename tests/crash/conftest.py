"""The registers of tests/register, with their small law."""

from tests.register.conftest import _pristine, kits, law, opens, register, words

__all__ = ["_pristine", "kits", "law", "opens", "register", "words"]
