"""/v1/conversations/{id}/move: a link by which the customer goes on in another channel."""

import uuid
from typing import Annotated, Any

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Body, Header
from pydantic import BaseModel, ConfigDict, Field

from functions.agent_api.access import WRITE, Principal, principal_of
from functions.agent_api.conversations import ConversationId, summary_of
from functions.agent_api.link_bodies import Named
from functions.agent_api.link_uses import no_link
from functions.agent_api.problems import documented
from functions.agent_api.refusals import unfit
from shared import accounts, configuration, ids
from shared.accepting import Draft, accept
from shared.clock import rfc3339
from shared.conversations import conversation_of
from shared.ids import MessageId
from shared.links import moves
from shared.links.deep_links import NoLink, deep_link
from shared.table import Item

router = Router()

REPLY = "move"  # the standing reply that is sent with the link
_PLACE = "{link}"
_TITLE = "This conversation cannot be moved there."


class Move(BaseModel):
    """Where to, and whether the customer is told."""

    model_config = ConfigDict(extra="forbid")

    channel: str = Field(examples=["telegram"])
    account: Named = Field(examples=["main"])
    reason: str = Field("", max_length=200, description="For people; it stands in both lines.")
    minutes: int = Field(60, ge=1, le=moves.LONGEST_MINUTES, description="So long it is good.")
    send: bool = Field(False, description="Send the link in this conversation.")
    text: str | None = Field(
        None,
        max_length=1000,
        description="What is sent; {link} stands for it. Else the standing reply `move`.",
    )


class MoveView(BaseModel):
    id: str
    url: str = Field(description="For this customer alone: whoever opens it becomes one with them.")
    channel: str
    account: str
    expires_at: str
    message_id: str | None = Field(None, description="Of what was sent.")


@router.post(
    "/v1/conversations/<conversation>/move",
    security=WRITE,
    summary="Make a link by which the customer goes on in another channel",
    description="It is signed, good once and for a while. When the customer writes there, both are "
    "one contact, and whoever has this conversation gets that one.",
    status_code=201,
    tags=["conversations"],
    responses=documented(403, 404, 409, 422, 503),
)
def move_conversation(
    conversation: ConversationId,
    to: Annotated[Move, Body()],
    key: Annotated[str | None, Header(alias="Idempotency-Key", max_length=255)] = None,
) -> MoveView:
    principal = principal_of(router.current_event)
    summary = summary_of(principal, conversation)
    account = _account(principal, summary, to)
    once = ids.digest("move", principal.token, conversation, key or uuid.uuid4().hex)
    _url(account, once.ljust(40, "a"))  # refuses before anything is made
    said = _said(principal, summary, to)
    move = moves.begin(once, said, minutes=to.minutes, noted_as=principal.name)
    url = _url(account, moves.token_of(move))
    sent = _send(principal, summary, to, url, move) if to.send else None
    return MoveView(
        id=move["name"],
        url=url,
        channel=to.channel,
        account=to.account,
        expires_at=rfc3339(move["until_s"] * 1000),
        message_id=sent,
    )


def _account(principal: Principal, summary: Item, to: Move) -> Item:
    """Where to. Raises Problem 422 alike for what is not there and what the token may not see."""
    found = accounts.find(to.channel, to.account) if principal.may_see(to.channel) else None
    if found is None:
        raise unfit("there is no such account", "account", _TITLE)
    if (to.channel, to.account) == (summary["channel"], summary["account"]):
        raise unfit("it is there already", "account", _TITLE)
    if to.text is not None and _PLACE not in to.text:
        raise unfit("it lacks {link}", "text", _TITLE)
    return found


def _url(account: Item, token: str) -> str:
    try:
        return deep_link(account, token)
    except NoLink as none:
        raise no_link(none) from none


def _said(principal: Principal, summary: Item, to: Move) -> dict[str, Any]:
    said = to.model_dump(include={"channel", "account", "reason", "send", "text"})
    found = {name: value for name, value in said.items() if value not in (None, "")}
    return {**found, "conversation": conversation_of(summary), "by": f"agent:{principal.author}"}


def _send(principal: Principal, summary: Item, to: Move, url: str, move: Item) -> str:
    """The id of the message, the same however often it is asked for."""
    draft = Draft(
        type="text",
        text=(to.text or _words(summary)).replace(_PLACE, url),
        author_kind="agent",
        author_id=principal.author,
        purpose="reply",
    )
    by = f"agent:{principal.author}"
    item = accept(summary, draft, at=move["at"], ref=move["name"], take_over_by=by)
    return str(MessageId.of(item))


def _words(summary: Item) -> str:
    given = configuration.load()
    language = (summary.get("attributes") or {}).get("language") or given.policy.language
    said = given.replies[REPLY].text(language, given.policy.language)
    return said if _PLACE in said else f"{said} {_PLACE}".strip()
