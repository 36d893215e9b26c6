"""A visitor and the token that stands for one: signed, so that reading it costs no look-up.

A table of sessions would buy one thing, ending a single session early. An anonymous token opens
nothing but what was said with it, and one of a known person lives a day, so that is not worth a
read for each request; another ``session_secret`` ends all of them at once.
"""

import secrets as random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from functions.webchat.tokens import claims_of, signed
from shared import ids
from shared.channels import WEBCHAT
from shared.credentials import Secrets, id_key
from shared.errors import Forged

ANONYMOUS_S: Final = 180 * 86_400
KNOWN_S: Final = 86_400
TICKET_S: Final = 60
_UNKNOWN, _KNOWN = "v-", WEBCHAT.vouched


@dataclass(frozen=True, slots=True)
class Person:
    """Who a site says that its signed-in visitor is."""

    subject: str
    name: str | None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Visitor:
    account: str  # short name
    identity: str  # v-<made up by us> or u-<the site's own name for its user>
    until: int  # seconds since the epoch
    name: str | None = None  # as the site says
    email: str | None = None  # as the site says
    was: str | None = None  # the anonymous identity that became this person's
    language: str | None = None  # of the browser, as it says

    @property
    def is_known(self) -> bool:
        return self.identity.startswith(_KNOWN)

    @property
    def conversation(self) -> str:
        return self._conversation(self.identity)

    @property
    def own(self) -> list[str]:
        """The conversations whose log this visitor may read: never one found by an alias."""
        return [self._conversation(one) for one in (self.identity, self.was) if one]

    def _conversation(self, identity: str) -> str:
        return ids.conversation_id(id_key(), WEBCHAT.name, self.account, identity)


def somebody(account: str, now_s: int) -> Visitor:
    """A visitor whom nobody knows yet."""
    return Visitor(account, f"{_UNKNOWN}{random.token_hex(16)}", now_s + ANONYMOUS_S)


def user(account: str, person: Person, now_s: int) -> Visitor:
    identity = f"{_KNOWN}{person.subject}"
    return Visitor(account, identity, now_s + KNOWN_S, person.name, person.email)


def renewed(visitor: Visitor, now_s: int) -> Visitor:
    """Who comes back stays; for how long a known person does, only the site can say."""
    return visitor if visitor.is_known else replace(visitor, until=now_s + ANONYMOUS_S)


def token_of(visitor: Visitor, secrets: Secrets) -> str:
    return _token(visitor, "visitor", visitor.until, secrets)


def ticket_of(visitor: Visitor, secrets: Secrets, now_s: int) -> str:
    """What opens one connection: addresses are logged by others, so it lives a minute."""
    return _token(visitor, "ticket", min(visitor.until, now_s + TICKET_S), secrets)


def visitor_of(token: str, secrets: Secrets, account: str, now_s: int, use: str) -> Visitor:
    """Who ``token`` stands for on ``account``; ``use`` is "visitor" or "ticket". Raises Forged."""
    claims = claims_of(token, (secrets.get(f"{p}session_secret") for p in ("", "previous_")))
    if (claims.get("use"), claims.get("aud")) != (use, account):
        raise Forged("meant for something else")
    until = claims.get("exp")
    if not isinstance(until, int) or until <= now_s:
        raise Forged("expired")
    told = (claims.get(name) for name in ("name", "email", "was", "lang"))
    return Visitor(account, str(claims["vid"]), until, *told)


def _token(visitor: Visitor, use: str, until: int, secrets: Secrets) -> str:
    secret = secrets.get("session_secret")
    if not (isinstance(secret, str) and secret):
        raise Forged("no session secret")
    claims: Mapping[str, Any] = {
        "use": use,
        "aud": visitor.account,
        "vid": visitor.identity,
        "exp": until,
        "name": visitor.name,
        "email": visitor.email,
        "was": visitor.was,
        "lang": visitor.language,
    }
    return signed({name: value for name, value in claims.items() if value is not None}, secret)
