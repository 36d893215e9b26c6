"""Who is calling and what they may do, from the authorizer's context."""

from dataclasses import dataclass
from typing import Any

from functions.agent_api.problems import Problem, not_found

_READ = frozenset({"readonly", "agent", "admin"})
_WRITE = frozenset({"agent", "admin"})
_ADMINISTER = frozenset({"admin"})


@dataclass(frozen=True, slots=True)
class Principal:
    token: str
    scope: str
    agent: str
    channels: frozenset[str]  # empty: all

    def may_see(self, channel: str) -> bool:
        return not self.channels or channel in self.channels

    @property
    def author(self) -> str:
        """The name an answer is signed with."""
        return self.agent or self.scope

    @property
    def name(self) -> str:
        """Who it is in the audit log: ``admin:ana``, or by the token's id."""
        return f"{self.scope}:{self.agent or self.token}"


def principal_of(event: Any) -> Principal:
    """The caller of a Powertools HTTP API event."""
    context = event.request_context.authorizer.get_lambda
    return Principal(
        token=context["token"],
        scope=context["scope"],
        agent=context.get("agent") or "",
        channels=frozenset(filter(None, (context.get("channels") or "").split(","))),
    )


def may_read(principal: Principal) -> None:
    """Raises Problem 403."""
    _require(principal, _READ)


def may_write(principal: Principal) -> None:
    """Raises Problem 403."""
    _require(principal, _WRITE)


def may_administer(principal: Principal) -> None:
    """Raises Problem 403."""
    _require(principal, _ADMINISTER)


def _require(principal: Principal, scopes: frozenset[str]) -> None:
    if principal.scope not in scopes:
        raise Problem(403, "forbidden", "This token's scope does not allow that.")


def visible(principal: Principal, item: dict[str, Any] | None, what: str) -> dict[str, Any]:
    """``item``, if it is there and on a channel of the caller's.

    Raises Problem 404 in both other cases alike: a token says nothing about other channels.
    """
    if item is None or not principal.may_see(item["channel"]):
        raise not_found(what)
    return item
