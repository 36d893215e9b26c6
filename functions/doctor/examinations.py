"""What each channel knows of its own set-up: ``functions/<channel>/doctor.py``."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol, cast

from shared.credentials import Secrets
from shared.findings import Finding, Knock, Place


class Examination(Protocol):
    """The functions of such a module. It asks by HTTP only and needs no permission."""

    SIGNED_BY: tuple[str, ...]  # fields of the secret; with others in their place we must refuse
    LEAVES: str  # what the delivery leaves with us, in words

    def delivery(self, place: Place, secrets: Secrets) -> Knock:
        """Authentic for these secrets, and harmless."""

    def handshake(self, place: Place, secrets: Secrets) -> Knock | None:
        """How the platform proves an address when it is saved; None if it does not."""

    def questions(self, place: Place, secrets: Secrets) -> Iterator[Finding]:
        """What the platform itself says. Raises SendError if it says nothing."""


def of(channel: str) -> Examination | None:
    """None if the channel has none."""
    name = f"functions.{channel}.doctor"
    return cast(Examination, import_module(name)) if find_spec(name) else None
