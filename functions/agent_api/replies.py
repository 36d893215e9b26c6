"""/v1/replies: what the bot can say: texts, menus and forms in several languages."""

from typing import Annotated, Any, Final

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Body, Query

from functions.agent_api import references
from functions.agent_api.access import may_administer, may_read, principal_of
from functions.agent_api.documents import (
    IfMatch,
    IfNoneMatch,
    Kind,
    Name,
    etag,
    said_in,
    written,
)
from functions.agent_api.problems import documented
from functions.agent_api.reply_bodies import ReplyBody, ReplyPage, ReplyView
from shared.table import Item

router = Router()
KIND: Final = Kind("replies", "reply", references.reply)


@router.get(
    "/v1/replies",
    summary="The replies that were written, by name",
    tags=["replies"],
    responses=documented(400, 403, 422),
)
def list_replies(
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
    cursor_: Annotated[str | None, Query(alias="cursor")] = None,
) -> ReplyPage:
    principal = principal_of(router.current_event)
    may_read(principal)
    items, next_cursor = KIND.page(principal, cursor_, limit)
    return ReplyPage(items=[_view(item) for item in items], next_cursor=next_cursor)


@router.get(
    "/v1/replies/<name>",
    summary="One reply",
    tags=["replies"],
    responses=documented(403, 404, 422),
)
def get_reply(name: Name) -> Response[ReplyView]:
    may_read(principal_of(router.current_event))
    item = KIND.find(name)
    return Response(200, "application/json", _view(item), headers=etag(item))


@router.put(
    "/v1/replies/<name>",
    summary="Write a reply",
    description="Standing ones, such as `greeting`, are written under their names. What it leads "
    "to must be there.",
    tags=["replies"],
    responses=documented(403, 412, 422, 503),
)
def put_reply(
    name: Name,
    body: Annotated[ReplyBody, Body()],
    match: IfMatch = None,
    none_match: IfNoneMatch = None,
) -> Response[ReplyView]:
    principal = principal_of(router.current_event)
    may_administer(principal)
    said: dict[str, Any] = body.model_dump(exclude_unset=True)
    item, new = KIND.write(principal, name, said, match, none_match)
    return Response(201 if new else 200, "application/json", _view(item), headers=etag(item))


@router.delete(
    "/v1/replies/<name>",
    summary="Remove a reply",
    description="A standing one is then as it came. Where others still lead to it, people get the "
    "conversation.",
    tags=["replies"],
    responses=documented(403, 404, 412, 422, 503),
)
def delete_reply(name: Name, match: IfMatch = None) -> Response[str]:
    principal = principal_of(router.current_event)
    may_administer(principal)
    return KIND.remove(principal, name, match)


def _view(item: Item) -> ReplyView:
    return ReplyView(**said_in(item), **written(item))
