"""/v1/bots: bots that run elsewhere, and are asked over HTTP."""

from typing import Annotated, Any, Final

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Body, Query
from pydantic import BaseModel, ConfigDict, Field

from functions.agent_api import references
from functions.agent_api.access import may_administer, may_read, principal_of
from functions.agent_api.documents import (
    IfMatch,
    IfNoneMatch,
    Kind,
    Name,
    Written,
    etag,
    said_in,
    written,
)
from functions.agent_api.leading import Leads
from functions.agent_api.problems import documented
from shared.table import Item

router = Router()
KIND: Final = Kind("bots", "bot", references.bot)


class BotBody(BaseModel):
    """Its requests are signed with the secret `<prefix>/bots/<id>`."""

    model_config = ConfigDict(extra="forbid")

    url: str = Field(max_length=500, examples=["https://bot.example/threadline"])
    deadline_s: float = Field(5, gt=0, le=10)
    otherwise: Leads | None = Field(None, description="If it does not answer; people, if not told.")


class BotView(BotBody, Written):
    """As it was written."""


class BotPage(BaseModel):
    items: list[BotView]
    next_cursor: str | None


@router.get(
    "/v1/bots",
    summary="The bots, by name",
    tags=["bots"],
    responses=documented(400, 403, 422),
)
def list_bots(
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
    cursor_: Annotated[str | None, Query(alias="cursor")] = None,
) -> BotPage:
    principal = principal_of(router.current_event)
    may_read(principal)
    items, next_cursor = KIND.page(principal, cursor_, limit)
    return BotPage(items=[_view(item) for item in items], next_cursor=next_cursor)


@router.get(
    "/v1/bots/<name>",
    summary="One bot",
    tags=["bots"],
    responses=documented(403, 404, 422),
)
def get_bot(name: Name) -> Response[BotView]:
    may_read(principal_of(router.current_event))
    item = KIND.find(name)
    return Response(200, "application/json", _view(item), headers=etag(item))


@router.put(
    "/v1/bots/<name>",
    summary="Write a bot",
    description="docs/bots.md says what is asked and how it is signed.",
    tags=["bots"],
    responses=documented(403, 412, 422, 503),
)
def put_bot(
    name: Name,
    body: Annotated[BotBody, Body()],
    match: IfMatch = None,
    none_match: IfNoneMatch = None,
) -> Response[BotView]:
    principal = principal_of(router.current_event)
    may_administer(principal)
    said: dict[str, Any] = body.model_dump(exclude_unset=True)
    item, new = KIND.write(principal, name, said, match, none_match)
    return Response(201 if new else 200, "application/json", _view(item), headers=etag(item))


@router.delete(
    "/v1/bots/<name>",
    summary="Remove a bot",
    description="Where something still leads to it, people get the conversation.",
    tags=["bots"],
    responses=documented(403, 404, 412, 422, 503),
)
def delete_bot(name: Name, match: IfMatch = None) -> Response[str]:
    principal = principal_of(router.current_event)
    may_administer(principal)
    return KIND.remove(principal, name, match)


def _view(item: Item) -> BotView:
    return BotView(**said_in(item), **written(item))
