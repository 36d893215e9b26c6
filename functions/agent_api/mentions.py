"""/v1/mentions: the notes in which the token's agent was named, newest first."""

from concurrent.futures import ThreadPoolExecutor
from typing import Annotated, Final

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Body, Query
from pydantic import BaseModel, ConfigDict, Field

from functions.agent_api.access import READ, WRITE, principal_of
from functions.agent_api.cursors import cursor, position
from functions.agent_api.problems import documented
from functions.agent_api.refusals import unfit
from shared import history, mentions, table
from shared.clock import rfc3339
from shared.ids import MessageId
from shared.keys import lists
from shared.table import Item

router = Router()

_AT_ONCE: Final = 8


class Mention(BaseModel):
    message_id: str
    conversation_id: str
    channel: str
    account: str
    by: str = Field(description="The agent who wrote the note.")
    at: str
    text: str | None = Field(None, description="Of the note; null if it is there no more.")
    unread: bool


class MentionPage(BaseModel):
    items: list[Mention]
    next_cursor: str | None


class Through(BaseModel):
    model_config = ConfigDict(extra="forbid")

    through: str | None = Field(
        None,
        pattern="^[a-z0-9.-]{1,200}$",
        description="The message_id of the newest that was read; without it, all of them.",
        examples=["k4v6q2m7x3hbtn5wzcre2fya4u.1795253400000.b5k2rwq7"],
    )


class ReadMark(BaseModel):
    read_through: str | None = Field(description="The newest that is read; null for none.")


@router.get(
    "/v1/mentions",
    security=READ,
    summary="Notes that name you, newest first",
    description="Those on channels of the token. What came after the read mark is unread, and so "
    "stands first. A token that is no agent's has none.",
    tags=["notes"],
    responses=documented(400, 403, 422),
)
def list_mentions(
    unread: Annotated[bool, Query(description="Only those.")] = False,
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
    cursor_: Annotated[str | None, Query(alias="cursor")] = None,
) -> MentionPage:
    principal = principal_of(router.current_event)
    agent, of = principal.agent, f"mentions {principal.token} {unread}"
    mark = mentions.read_mark(agent)
    found = mentions.page(agent, mark if unread else "0", position(of, cursor_), limit)
    return MentionPage(
        items=_shown([one for one in found if principal.may_see(one["channel"])], mark),
        next_cursor=cursor(of, found[-1]["sk"]) if len(found) == limit else None,
    )


@router.post(
    "/v1/mentions/read",
    security=WRITE,
    summary="Mark notes that name you as read",
    description="All up to one of them, or all that there are. The mark never goes back.",
    tags=["notes"],
    responses=documented(403, 422, 503),
)
def read_mentions(said: Annotated[Through, Body()]) -> ReadMark:
    principal = principal_of(router.current_event)
    agent = principal.agent
    through = _named(agent, said.through) if said.through else _newest(agent)
    mark = mentions.mark_read(agent, through) if through else mentions.read_mark(agent)
    _, _, message = mark.partition("#")
    return ReadMark(read_through=message or None)


def _named(agent: str, message: str) -> str:
    try:
        place = lists.mention_sk(MessageId.parse(message))
    except ValueError:
        place = ""
    if not place or table.get(lists.mention_pk(agent), place) is None:
        raise unfit("it does not name you", "through", "There is no such mention.")
    return place


def _newest(agent: str) -> str | None:
    newest = mentions.page(agent, "0", None, 1)
    return newest[0]["sk"] if newest else None


def _shown(found: list[Item], mark: str) -> list[Mention]:
    """Each note is read where it lies, so that nothing is left of one that was erased."""
    names = [MessageId.parse(one["sk"].split("#", 1)[1]) for one in found]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        notes = list(pool.map(history.find, names))
    return [
        Mention(
            message_id=str(name),
            conversation_id=name.conversation,
            channel=one["channel"],
            account=one["account"],
            by=one["author_id"],
            at=rfc3339(one["at"]),
            text=(note or {}).get("text"),
            unread=one["sk"] > mark,
        )
        for one, name, note in zip(found, names, notes, strict=True)
    ]
