"""/v1/tokens: who may use this API. A token is shown once, when it is made."""

import hashlib
from typing import Annotated, Any, Final, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Body, Header, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from functions.agent_api.access import ADMINISTER, Principal, principal_of
from functions.agent_api.cursors import cursor, position
from functions.agent_api.issuing import issued
from functions.agent_api.problems import documented, not_found
from functions.agent_api.refusals import unfit
from shared import tokens
from shared.clock import rfc3339, rfc3339_or_none
from shared.table import Item

router = Router()

_TITLE: Final = "This token cannot be made."


class NewToken(BaseModel):
    model_config = ConfigDict(extra="forbid")

    scope: Literal["admin", "agent", "readonly"]
    agent: str | None = Field(
        None, pattern="^[a-z0-9-]{1,32}$", description="Whose answers it signs."
    )
    channels: list[str] = Field(default_factory=list, description="None: all of them.")
    days: int | None = Field(None, ge=1, le=3650, description="Without it, until revoked.")
    requests_per_minute: int | None = Field(
        None, ge=1, le=30_000, description="Without it, what the stack's parameter says."
    )
    label: str | None = Field(None, min_length=1, max_length=120, description="For people.")


class TokenView(BaseModel):
    id: str
    scope: str
    agent: str | None = None
    channels: list[str]
    requests_per_minute: int | None = Field(None, description="null: as the stack's parameter says")
    label: str | None = None
    created_at: str
    created_by: str | None = None
    expires_at: str | None = None
    revoked_at: str | None = None


class IssuedToken(TokenView):
    token: str = Field(description="What is kept is its hash.")


class TokenPage(BaseModel):
    items: list[TokenView]
    next_cursor: str | None


@router.post(
    "/v1/tokens",
    security=ADMINISTER,
    summary="Make a token",
    description="It is shown here only, and to whoever repeats the call with its Idempotency-Key "
    "within two days.",
    status_code=201,
    tags=["tokens"],
    responses=documented(403, 409, 422, 503),
)
def issue_token(
    new: Annotated[NewToken, Body()],
    key: Annotated[str | None, Header(alias="Idempotency-Key", max_length=255)] = None,
) -> IssuedToken:
    """A token reaches no further than the one it is made with."""
    principal = principal_of(router.current_event)
    if principal.channels and not (new.channels and principal.channels.issuperset(new.channels)):
        raise unfit("only channels of your own token", "channels", _TITLE)
    try:
        body_hash = hashlib.sha256(new.model_dump_json().encode()).hexdigest()
        entry, token = issued(new.model_dump(), principal, key, body_hash)
    except ValueError as error:
        where, _, why = str(error).partition(": ")
        raise unfit(why, where, _TITLE) from error
    return IssuedToken(**_shown(entry), token=token)


@router.get(
    "/v1/tokens",
    security=ADMINISTER,
    summary="The tokens, those that are over as well",
    tags=["tokens"],
    responses=documented(400, 403, 422),
)
def list_tokens(
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
    cursor_: Annotated[str | None, Query(alias="cursor")] = None,
) -> TokenPage:
    principal = principal_of(router.current_event)
    of = f"tokens {principal.token}"
    found = list(tokens.known(position(of, cursor_) or "", limit))
    return TokenPage(
        items=[TokenView(**_shown(entry)) for entry in found if _within(principal, entry)],
        next_cursor=cursor(of, found[-1]["sk"]) if len(found) == limit else None,
    )


@router.delete(
    "/v1/tokens/<token_id>",
    security=ADMINISTER,
    summary="Revoke a token",
    description="It works a minute longer at most, for as long as API Gateway remembers it.",
    status_code=204,
    tags=["tokens"],
    responses=documented(403, 404, 503),
)
def revoke_token(
    token_id: Annotated[str, Path(pattern="^[a-z2-7]{26}$")],
) -> Response[str]:
    principal = principal_of(router.current_event)
    entry = tokens.find(token_id)
    if entry is None or not _within(principal, entry):
        raise not_found("token")
    tokens.revoke(entry, by=principal.name)
    return Response(status_code=204, body="")


def _within(principal: Principal, entry: Item) -> bool:
    """Whether the token of ``entry`` reaches no further than the caller's."""
    channels = entry.get("channels", [])
    return not principal.channels or bool(channels and principal.channels.issuperset(channels))


def _shown(entry: Item) -> dict[str, Any]:
    expires, revoked = entry.get("expires"), entry.get("revoked_at")
    return {
        "id": entry["sk"],
        "scope": entry["scope"],
        "agent": entry.get("agent") or None,
        "channels": entry.get("channels", []),
        "requests_per_minute": entry.get("requests_per_minute"),
        "label": entry.get("label"),
        "created_at": rfc3339(entry["created_at"]),
        "created_by": entry.get("by"),
        "expires_at": None if expires is None else rfc3339(int(expires) * 1000),
        "revoked_at": rfc3339_or_none(revoked),
    }
