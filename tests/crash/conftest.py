"""The registers of tests/register, with their small law."""

from tests.register.conftest import kits, law, opens, register, words

__all__ = ["kits", "law", "opens", "register", "words"]
