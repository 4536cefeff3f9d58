"""A contact of a party: the person, who can be erased, and the role, which stays."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

# Longest texts, in characters. An e-mail address has at most 254 (RFC 5321).
LONGEST = {"name": 200, "email": 254, "phone": 50, "address": 500, "note": 1000}


def _personal(field: str) -> Field:
    # Left out of what a message or a log shows of the object.
    return Field(default=None, max_length=LONGEST[field], repr=False)


_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Person(BaseModel):
    """What is recorded of a person. Personal data: kept beside the journal, never in it, and erased on demand."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    name: _Text | None = _personal("name")
    email: _Text | None = _personal("email")
    phone: _Text | None = _personal("phone")
    address: _Text | None = _personal("address")
    note: _Text | None = _personal("note")


class ContactRecord(BaseModel):
    """What the journal says of a contact; it stays when the person is erased.

    `party` is the id of the party, `role` a term of data/vocabulary/contact_roles.yaml. `digest` is a keyed digest of the
    person (hex HMAC-SHA256). Once the person is erased there is `ground` in its place, a term of
    data/vocabulary/erasure_grounds.yaml.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    party: str = Field(min_length=1)
    role: str = Field(min_length=1)
    digest: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    ground: str | None = None

    @model_validator(mode="after")
    def _is_there_or_erased(self) -> ContactRecord:
        if (self.digest is None) == (self.ground is None):
            raise ValueError("it has either a digest or a ground of erasure")
        return self
