"""What the claims of a genuine JWT make of its bearer: pure."""

import re
from collections.abc import Mapping
from typing import Any, Final

from functions.authorizer.refusals import Refused
from shared import ids
from shared.channels import CHANNELS
from shared.settings import Settings

Claims = Mapping[str, Any]

_WIDEST_FIRST: Final = ("admin", "agent", "readonly")
_NAME: Final = re.compile(r"[a-z0-9-]{1,32}")
_LONGEST_SUBJECT: Final = 255  # OpenID Connect Core 1.0, section 2


def context_of(claims: Claims, settings: Settings) -> dict[str, str]:
    """The authorizer's context, as an issued token's. Raises Refused.

    A claim that is there and says what nobody knows refuses the whole JWT: read as if it were not
    there, a misspelt channel would open all of them.
    """
    subject = str(claims["sub"])
    if not 0 < len(subject) <= _LONGEST_SUBJECT:
        raise Refused("subject")
    scope = _scope(claims, settings)
    agent = _agent(claims, settings)
    if scope == "agent" and not agent:
        raise Refused("no-agent")
    return {
        "token": f"oidc-{ids.digest('oidc', str(claims['iss']), subject)}",
        "subject": subject,
        "scope": scope,
        "agent": agent,
        "channels": ",".join(_channels(claims, settings)),
        "limit": "",
    }


def _scope(claims: Claims, settings: Settings) -> str:
    """The widest that is granted."""
    named = _words(_claim(claims, settings.oidc_scope_claim), "scope")
    granted = {settings.oidc_scopes[name] for name in named if name in settings.oidc_scopes}
    for scope in _WIDEST_FIRST:
        if scope in granted:
            return scope
    raise Refused("no-scope")


def _agent(claims: Claims, settings: Settings) -> str:
    agent = _claim(claims, settings.oidc_agent_claim)
    if agent is None:
        return ""
    if not isinstance(agent, str) or not _NAME.fullmatch(agent):
        raise Refused("agent-name")
    return agent


def _channels(claims: Claims, settings: Settings) -> list[str]:
    said = _claim(claims, settings.oidc_channels_claim)
    if said is None:
        return []
    named = _words(said, "channels")
    if not named or not set(named) <= set(CHANNELS):
        raise Refused("channels")
    return named


def _claim(claims: Claims, name: str) -> Any:
    """The claim of just this name, else what dots lead to: ``realm_access.roles``."""
    if name in claims:
        return claims[name]
    found: Any = claims
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _words(said: Any, what: str) -> list[str]:
    """A list as it is, a text by its spaces and commas."""
    if isinstance(said, str):
        return said.replace(",", " ").split()
    if said is None:
        return []
    if not isinstance(said, list) or not all(isinstance(one, str) for one in said):
        raise Refused(what)
    return said
