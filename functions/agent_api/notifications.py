"""/v1/notifications: a program of the business tells a customer what happened to them."""

import json
import uuid
from dataclasses import replace
from typing import Annotated, Final

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Body, Header

from functions.agent_api import attachments, notice_recipients, notice_words
from functions.agent_api.access import WRITE, Principal, principal_of
from functions.agent_api.drafts import NewMessage, draft_of
from functions.agent_api.message_views import Message, message_view
from functions.agent_api.notice_bodies import NewNotice
from functions.agent_api.notice_recipients import Recipient
from functions.agent_api.problems import Problem, documented
from functions.agent_api.refusals import problem_of
from shared import clock, configuration, conversations, ids
from shared.accepting import Draft, Idempotency, accept, refuse
from shared.conversations import contact_of, conversation_of
from shared.drafts import NOTICE
from shared.errors import OptedOut, OutboxFull, ReplyWindowClosed, TextTooLong, ThreadlineError
from shared.notices import consent
from shared.table import Item

router = Router()

# What forbids it on one channel, and may not on another.
_OF_ONE: Final = (Problem, OptedOut, OutboxFull, ReplyWindowClosed, TextTooLong)


@router.post(
    "/v1/notifications",
    security=WRITE,
    summary="Send a notice",
    description="A template to a contact or an address, whoever has the conversation. The answer "
    "says by which channel and account it goes, and what the customer answers has the context "
    "with it. It takes nothing over and counts as nobody's answer.",
    status_code=202,
    tags=["messages"],
    responses=documented(403, 404, 409, 422, 429, 503),
)
def send_notification(
    new: Annotated[NewNotice, Body()],
    key: Annotated[str | None, Header(alias="Idempotency-Key", max_length=255)] = None,
) -> Message:
    item = notify(principal_of(router.current_event), new, key or uuid.uuid4().hex)
    shown_in, summary = conversations.resolve(conversation_of(item))
    return message_view(item, shown_in, contact_of(summary) if summary else shown_in)


def notify(principal: Principal, new: NewNotice, once: str) -> Item:
    """The message that ``new`` has become: the same for the same ``once``. Raises Problem, and
    what ``accept`` raises."""
    said = json.dumps(new.model_dump(mode="json"), sort_keys=True)
    idempotency = Idempotency.of(principal.token, "notice", once, said)
    if there := idempotency.message():  # whoever may get it since
        return there
    to, words = _first_that_may(principal, new)
    return _accepted(principal, new, to, words, idempotency, once)


def _first_that_may(principal: Principal, new: NewNotice) -> tuple[Recipient, NewMessage]:
    """Of those that it may go to. Raises what refuses the likeliest one if no other may."""
    recipients = notice_recipients.of(principal, new)
    refusals: list[Exception] = []
    for to in recipients:
        try:
            said = notice_words.said(new, to, principal)
            _check_consent(to.summary)
            if len(recipients) > 1:
                refuse(to.summary, _draft(principal, new, said, to.summary))
        except _OF_ONE as refusal:
            refusals.append(refusal)
        else:
            return to, said
    raise _told(refusals[0], recipients[0])


def _check_consent(summary: Item) -> None:
    policy = configuration.load().policy
    if error := consent.unwanted(summary, needs_consent=policy.notices_need_consent):
        raise error


def _told(refusal: Exception, to: Recipient) -> Exception:
    """With the conversation that consent may be recorded for, be it a new one."""
    problem = problem_of(refusal) if isinstance(refusal, ThreadlineError) else refusal
    if isinstance(problem, Problem) and problem.code == "consent-needed":
        problem.more["conversation_id"] = conversation_of(to.begun())
    return problem


def _accepted(
    principal: Principal,
    new: NewNotice,
    to: Recipient,
    said: NewMessage,
    idempotency: Idempotency,
    once: str,
) -> Item:
    summary = to.begun()
    ref = ids.digest("notice", principal.token, once)
    media = attachments.uploaded(said, summary["channel"], ref)
    draft = _draft(principal, new, said, summary, media)
    return accept(summary, draft, at=clock.now_ms(), ref=ref, idempotency=idempotency)


def _draft(
    principal: Principal,
    new: NewNotice,
    said: NewMessage,
    summary: Item,
    media: dict[str, object] | None = None,
) -> Draft:
    return replace(
        draft_of(said, summary["channel"], principal.author, media),
        author_kind="system",
        purpose=NOTICE,
        why=f"asked for by {principal.name}",
        context=new.context,
    )
