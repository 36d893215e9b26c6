"""/v1/rules: under which circumstances what is said, and who gets the conversation."""

from typing import Annotated, Any, Final, Literal

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
KIND: Final = Kind("rules", "rule", references.rule)


class WhenBody(BaseModel):
    """All that is named must fit; of several values, one. Nothing named fits always."""

    model_config = ConfigDict(extra="forbid")

    channels: list[str] = Field(default_factory=list, examples=[["whatsapp"]])
    accounts: list[str] = Field(default_factory=list, examples=[["whatsapp:main"]])
    languages: list[str] = Field(default_factory=list, examples=[["es"]])
    keywords: list[str] = Field(
        default_factory=list, description="Whole words, without case and accents."
    )
    referrals: list[str] = Field(default_factory=list, description="Of an advertisement or link.")
    attributes: dict[str, str] = Field(default_factory=dict)
    teams: list[str] = Field(default_factory=list, description="Who has the conversation.")
    hours: Literal["", "open", "closed"] = ""
    first: bool | None = Field(None, description="Of its episode.")


class RuleBody(BaseModel):
    """The first that fits, by position, counts."""

    model_config = ConfigDict(extra="forbid")

    when: WhenBody = Field(default_factory=WhenBody, examples=[{"keywords": ["hours", "horario"]}])
    then: Leads = Field(default_factory=Leads, examples=[{"reply": "hours"}])
    position: int = 100


class RuleView(RuleBody, Written):
    """As it was written."""


class RulePage(BaseModel):
    items: list[RuleView]
    next_cursor: str | None


@router.get(
    "/v1/rules",
    summary="The rules, by name",
    tags=["rules"],
    responses=documented(400, 403, 422),
)
def list_rules(
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
    cursor_: Annotated[str | None, Query(alias="cursor")] = None,
) -> RulePage:
    principal = principal_of(router.current_event)
    may_read(principal)
    items, next_cursor = KIND.page(principal, cursor_, limit)
    return RulePage(items=[_view(item) for item in items], next_cursor=next_cursor)


@router.get(
    "/v1/rules/<name>",
    summary="One rule",
    tags=["rules"],
    responses=documented(403, 404, 422),
)
def get_rule(name: Name) -> Response[RuleView]:
    may_read(principal_of(router.current_event))
    item = KIND.find(name)
    return Response(200, "application/json", _view(item), headers=etag(item))


@router.put(
    "/v1/rules/<name>",
    summary="Write a rule",
    description="It counts from the next message on. What it leads to must be there.",
    tags=["rules"],
    responses=documented(403, 412, 422, 503),
)
def put_rule(
    name: Name,
    body: Annotated[RuleBody, Body()],
    match: IfMatch = None,
    none_match: IfNoneMatch = None,
) -> Response[RuleView]:
    principal = principal_of(router.current_event)
    may_administer(principal)
    said: dict[str, Any] = body.model_dump(exclude_unset=True)
    item, new = KIND.write(principal, name, said, match, none_match)
    return Response(201 if new else 200, "application/json", _view(item), headers=etag(item))


@router.delete(
    "/v1/rules/<name>",
    summary="Remove a rule",
    description="It no longer counts.",
    tags=["rules"],
    responses=documented(403, 404, 412, 422, 503),
)
def delete_rule(name: Name, match: IfMatch = None) -> Response[str]:
    principal = principal_of(router.current_event)
    may_administer(principal)
    return KIND.remove(principal, name, match)


def _view(item: Item) -> RuleView:
    return RuleView(**said_in(item), **written(item))
