"""/v1/templates: what may be sent outside the window, and the one that goes in a text's place."""

import base64
from typing import Annotated, Any

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel, Field

from functions.agent_api.access import READ, principal_of, visible
from functions.agent_api.drafts import Template
from functions.agent_api.problems import Problem, documented, not_found
from functions.agent_api.refusals import unfit
from shared import configuration
from shared.accepting import Draft
from shared.table import Item
from shared.templates import approved
from shared.templates.slots import header_of, misfit

router = Router()


class Price(BaseModel):
    amount: str = Field(examples=["0.0456"])
    currency: str


class TemplateView(BaseModel):
    id: str = Field(description="Of `GET /v1/templates/{id}`.")
    channel: str
    account: str
    name: str
    language: str
    status: str | None = None
    quality: str | None = None
    category: str | None = None
    slots: list[str] | None = Field(None, description="Of the body; null while unknown.")
    needs: list[str] = Field(default_factory=list, description="What it needs beside them.")
    body: str | None = None
    price: Price | None = Field(
        None,
        description="Of one message to the customer whose window is closed; null where the "
        "admin's list does not name it.",
    )


class TemplateList(BaseModel):
    items: list[TemplateView]
    next_cursor: str | None = None


@router.get(
    "/v1/templates",
    security=READ,
    summary="The templates that the platforms know, as they stand",
    tags=["templates"],
    responses=documented(403, 422),
)
def list_templates(
    channel: Annotated[str | None, Query(pattern="^[a-z]{1,16}$")] = None,
    account: Annotated[str | None, Query(pattern="^[a-z0-9-]{1,32}$")] = None,
    status: Annotated[str | None, Query(pattern="^[A-Z_]{1,32}$")] = None,
) -> TemplateList:
    principal = principal_of(router.current_event)
    found = [
        template
        for template in approved.known(channel or "", account if channel and account else "")
        if principal.may_see(template["channel"])
        and account in (None, template["account"])
        and status in (None, template.get("status"))
    ]
    return TemplateList(items=[view(template) for template in found])


@router.get(
    "/v1/templates/<template>",
    security=READ,
    summary="One template, as it stands",
    tags=["templates"],
    responses=documented(403, 404, 422),
)
def get_template(template: Annotated[str, Path(pattern="^[A-Za-z0-9_-]{1,2000}$")]) -> TemplateView:
    found = approved.at(_key(template))
    return view(visible(principal_of(router.current_event), found, "template"))


def view(template: Item) -> TemplateView:
    shown = {name: template.get(name) for name in TemplateView.model_fields}
    shown["id"] = base64.urlsafe_b64encode(template["sk"].encode()).decode().rstrip("=")
    return TemplateView(**{name: value for name, value in shown.items() if value is not None})


def _key(template: str) -> str:
    """What ``id`` was made of. Raises Problem 404."""
    try:
        return base64.urlsafe_b64decode(template + "=" * (-len(template) % 4)).decode()
    except ValueError as error:
        raise not_found("template") from error


def window_closed(summary: Item, language: str | None = None, detail: str = "") -> Problem:
    """Problem 409 with the templates that fit, the best first."""
    fit = approved.fitting(_wanted(summary), language)
    shown: list[dict[str, Any]] = [
        {**view(template).model_dump(exclude_none=True), "price": template["price"]}
        for template in fit
    ]
    title = "The customer has to write first, or you send a template."
    return Problem(409, "window-closed", title, detail, templates=shown)


def check_slots(summary: Item, wanted: Template, media: dict[str, Any] | None) -> None:
    """Raises Problem 422 if the platform would refuse the template, with the file ``media`` in its
    header, of one that was never heard of nobody knows; OptedOut if the customer wants none."""
    at = summary["channel"], summary["account"]
    template = approved.find(*at, wanted.name, wanted.language)
    if unwanted := approved.unwanted(summary, template, needs_consent=_needs_consent()):
        raise unwanted
    file = header_of(media["mime_type"]) if media else ""
    if template and (why := misfit(template, wanted.filled()["slots"], file)):
        raise unfit(why, "template")


def in_place_of_text(
    summary: Item, values: list[str], language: str | None, author: str
) -> Draft | None:
    """The best template whose slots ``values`` fill, as a draft of ``author``'s."""
    chosen = approved.best(_wanted(summary), values, language)
    if chosen is None:
        return None
    return Draft(
        type="template",
        content=approved.content(chosen, values),
        author_kind="agent",
        author_id=author,
        purpose="window-closed",
    )


def _wanted(summary: Item) -> list[Item]:
    """Those that the customer's consent allows."""
    if summary.get("consent") == "out":
        return []
    needs = _needs_consent()
    return [
        template
        for template in approved.offered(summary)
        if not approved.unwanted(summary, template, needs_consent=needs)
    ]


def _needs_consent() -> bool:
    return configuration.load().policy.marketing_needs_consent
