"""/v1/templates/sync: asking the platforms for their templates now, not within six hours."""

import json
from typing import Annotated

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Body
from botocore.exceptions import BotoCoreError, ClientError
from pydantic import BaseModel, ConfigDict, Field

from functions.agent_api.access import ADMINISTER, Principal, principal_of
from functions.agent_api.problems import Problem, documented
from functions.agent_api.refusals import unfit
from shared import audit, aws, table
from shared.channels import CHANNELS
from shared.errors import Unavailable
from shared.settings import settings

router = Router()


class Sync(BaseModel):
    model_config = ConfigDict(extra="forbid")

    channel: str | None = Field(
        None, pattern="^[a-z]{1,16}$", description="Without it, all.", examples=["whatsapp"]
    )


class Begun(BaseModel):
    """Which channels are asked; what they tell is in `GET /v1/templates` within two minutes."""

    channels: list[str]


@router.post(
    "/v1/templates/sync",
    security=ADMINISTER,
    summary="Ask the platforms for their templates",
    description="It happens by itself every six hours. What a platform does not tell stays.",
    status_code=202,
    tags=["templates"],
    responses=documented(403, 409, 422, 503),
)
def sync_templates(asked: Annotated[Sync, Body()]) -> Begun:
    principal = principal_of(router.current_event)
    channels = _channels(principal, asked.channel)
    table.transact(audit.entry(principal.name, "synced", "templates"))
    for channel in channels:
        _ask(channel)
    return Begun(channels=channels)


def _channels(principal: Principal, channel: str | None) -> list[str]:
    """Those that are asked. Raises Problem 403 and 422."""
    there = [name for name, row in CHANNELS.items() if row.templates]
    if channel and channel not in there:
        raise unfit("a channel whose platform keeps templates", "channel", "No templates there.")
    seen = [name for name in there if channel in (None, name) and principal.may_see(name)]
    if not seen:
        raise Problem(403, "forbidden", "This token does not reach that channel.")
    return seen


def _ask(channel: str) -> None:
    """Raises Unavailable. Where no channel with templates is switched on, nobody is to be asked."""
    if not (function := settings().sync_templates_function):
        return
    try:
        aws.client("lambda").invoke(
            FunctionName=function,
            InvocationType="Event",
            Payload=json.dumps({"channel": channel}).encode(),
        )
    except (ClientError, BotoCoreError) as error:
        raise Unavailable("the platforms cannot be asked") from error
