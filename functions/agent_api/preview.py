"""POST /v1/rules/preview: what a changed set of rules would have done on a past day."""

import json
from typing import Annotated, Any

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Body
from botocore.exceptions import BotoCoreError, ClientError
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from functions.agent_api import references
from functions.agent_api.access import ADMINISTER, principal_of
from functions.agent_api.cursors import cursor, position
from functions.agent_api.policy import PolicyBody
from functions.agent_api.problems import Problem, documented
from functions.agent_api.reply_bodies import ReplyBody
from functions.agent_api.rules import RuleBody
from shared import aws
from shared.errors import Unavailable
from shared.settings import settings

router = Router()
_DAY = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
_ACCOUNT = "^[a-z0-9]{1,32}:[a-z0-9-]{1,32}$"


ShortName = Annotated[str, StringConstraints(pattern="^[a-z0-9-]{1,32}$")]


class RuleTried(RuleBody):
    """As it would be written, with the id that it would have."""

    id: ShortName


class Change(BaseModel):
    """What is not said stays as it is now."""

    model_config = ConfigDict(extra="forbid")

    day: str = Field(pattern=_DAY, description="UTC", examples=["2026-11-21"])
    rules: list[RuleTried] | None = Field(
        None, description="In place of all rules; each as it is written, with its `id`."
    )
    replies: dict[ShortName, ReplyBody] | None = Field(None, description="Beside those there are.")
    policy: PolicyBody | None = Field(None, description="Only what changes.")
    account: str | None = Field(None, pattern=_ACCOUNT, examples=["whatsapp:main"])
    limit: int = Field(200, ge=1, le=200, description="Messages of customers that are looked at.")
    cursor: str | None = None


class Outcome(BaseModel):
    reply: dict[str, str] | None = Field(examples=[{"rule": "greeting", "text": "Hello"}])
    assign: dict[str, Any] | None = Field(examples=[{"owner": "team:sales", "team": "sales"}])
    steps: list[str] = Field(description="Every part of the plan in which something is done.")
    bot: str | None = Field(None, description="The external bot that would have been asked.")
    why: list[str]


class Difference(BaseModel):
    conversation_id: str
    message_id: str
    at: str
    now: Outcome
    then: Outcome


class Preview(BaseModel):
    looked_at: int
    different: list[Difference]
    truncated: bool
    next_cursor: str | None


@router.post(
    "/v1/rules/preview",
    security=ADMINISTER,
    summary="What changed rules would have done on a past day",
    tags=["rules"],
    responses=documented(400, 403, 422, 503),
)
def preview_rules(change: Annotated[Change, Body()]) -> Preview:
    """Both today's rules and the changed ones are played over the day's messages; nothing is
    written or sent."""
    principal = principal_of(router.current_event)
    of = f"preview {principal.token} {change.day} {change.account}"
    tried = change.model_dump(mode="json", exclude={"cursor"}, exclude_unset=True)
    try:
        references.changes(tried)
    except ValueError as error:
        raise _wrong(str(error)) from error
    event = {
        **tried,
        "limit": change.limit,
        "channels": sorted(principal.channels),
        "after": position(of, change.cursor),
    }
    found = _asked(event)
    following = found["next"]
    return Preview(
        looked_at=found["looked_at"],
        different=found["different"],
        truncated=following is not None,
        next_cursor=cursor(of, following) if following else None,
    )


def _asked(event: dict[str, Any]) -> dict[str, Any]:
    """What the function that plays the day says. Raises Problem 422, Unavailable."""
    try:
        answer = aws.client("lambda").invoke(
            FunctionName=settings().preview_function, Payload=json.dumps(event).encode()
        )
    except (ClientError, BotoCoreError) as error:
        raise Unavailable("the preview cannot be asked") from error
    said: dict[str, Any] = json.loads(answer["Payload"].read())
    if "FunctionError" not in answer:
        return said
    if said.get("errorType") != "ValueError":
        raise Unavailable("the preview failed")
    raise _wrong(str(said["errorMessage"]))


def _wrong(message: str) -> Problem:
    where, _, why = message.rpartition(": ")
    errors = [{"pointer": f"#/{where}", "detail": why}]
    return Problem(422, "invalid-request", "The change is not as it should be.", errors=errors)
