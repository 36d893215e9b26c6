"""Who is calling and what they may do, from the authorizer's context.

Each route declares its need by ``security=``, of which the gate refuses others and the OpenAPI
document tells: alternatives, each with all the roles it takes (OpenAPI 3.1, Security Requirement
Object).
"""

from dataclasses import dataclass
from typing import Any, Final

from functions.agent_api.problems import Problem, not_found

Need = list[dict[str, list[str]]]

SCHEME: Final = "token"
EVERYWHERE: Final = "all-channels"
READ: Final[Need] = [{SCHEME: ["readonly"]}, {SCHEME: ["agent"]}, {SCHEME: ["admin"]}]
WRITE: Final[Need] = [{SCHEME: ["agent"]}, {SCHEME: ["admin"]}]
# Something of a channel's, which the route itself compares with the caller's channels.
ADMINISTER: Final[Need] = [{SCHEME: ["admin"]}]
# Something that holds for every channel: a token narrowed to some must not reach the others.
GOVERN: Final[Need] = [{SCHEME: ["admin", EVERYWHERE]}]


@dataclass(frozen=True, slots=True)
class Principal:
    token: str
    scope: str
    agent: str
    channels: frozenset[str]  # empty: all
    subject: str = ""  # whom an issuer's JWT is about

    @property
    def roles(self) -> frozenset[str]:
        """What a need is compared with."""
        return frozenset({self.scope} if self.channels else {self.scope, EVERYWHERE})

    def may_see(self, channel: str) -> bool:
        return not self.channels or channel in self.channels

    @property
    def author(self) -> str:
        """The name an answer is signed with."""
        return self.agent or self.scope

    @property
    def name(self) -> str:
        """Who it is in the audit log: ``admin:ana``, or as the issuer or the token's id says."""
        return f"{self.scope}:{self.agent or self.subject or self.token}"


def principal_of(event: Any) -> Principal:
    """The caller of a Powertools HTTP API event."""
    context = event.request_context.authorizer.get_lambda
    return Principal(
        token=context["token"],
        scope=context["scope"],
        agent=context.get("agent") or "",
        channels=frozenset(filter(None, (context.get("channels") or "").split(","))),
        subject=context.get("subject") or "",
    )


def permit(principal: Principal, need: Need | None) -> None:
    """Raises Problem 403. What declares no need is for admins of everything."""
    if not any(principal.roles.issuperset(one[SCHEME]) for one in need or GOVERN):
        raise Problem(403, "forbidden", "This token's scope does not allow that.")


def visible(principal: Principal, item: dict[str, Any] | None, what: str) -> dict[str, Any]:
    """``item``, if it is there and on a channel of the caller's.

    Raises Problem 404 in both other cases alike: a token says nothing about other channels.
    """
    if item is None or not principal.may_see(item["channel"]):
        raise not_found(what)
    return item
