"""How each platform tells its templates: ``functions/<channel>/listing.py``."""

from importlib import import_module
from typing import Protocol, cast

from shared.credentials import Secrets
from shared.templates.listing import Listed


class Listing(Protocol):
    """Such a module; every channel that has templates has one."""

    def listed(self, secrets: Secrets) -> dict[str, list[Listed]]:
        """All templates of each account that the platform told of, by the account's short name;
        an account that may have none is not in it. Raises SendError."""


def of(channel: str) -> Listing:
    return cast(Listing, import_module(f"functions.{channel}.listing"))
