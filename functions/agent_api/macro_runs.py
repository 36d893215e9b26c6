"""/v1/conversations/{id}/macros/{name}: running a macro."""

import uuid
from typing import Annotated

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Body, Header
from pydantic import BaseModel, Field

from functions.agent_api.access import WRITE, principal_of
from functions.agent_api.conversation_views import ConversationDetail
from functions.agent_api.conversations import ConversationId, detail, summary_of
from functions.agent_api.documents import Name
from functions.agent_api.problems import documented
from functions.agent_api.running import Done, Run, RunBody, begun, carry_out

router = Router()


class MacroRun(BaseModel):
    macro: str
    done: list[Done] = Field(description="Every action, in its order.")
    conversation: ConversationDetail


@router.post(
    "/v1/conversations/<conversation>/macros/<name>",
    security=WRITE,
    summary="Run a macro",
    description="Everything is checked before anything is done. What is refused later, because "
    "somebody else was faster, ends the run: the problem's `action` is the number of the action, "
    "and those before it are done. The same `Idempotency-Key` goes on from there.",
    tags=["macros"],
    responses=documented(403, 404, 409, 422, 503),
)
def run_macro(
    conversation: ConversationId,
    name: Name,
    said: Annotated[RunBody, Body()],
    key: Annotated[str | None, Header(alias="Idempotency-Key", max_length=255)] = None,
) -> MacroRun:
    principal = principal_of(router.current_event)
    run = Run(principal, conversation, name, said, key or uuid.uuid4().hex)
    actions = begun(run, summary_of(principal, conversation))
    done = [carry_out(run, actions, number) for number in range(len(actions))]
    return MacroRun(macro=name, done=done, conversation=detail(summary_of(principal, conversation)))
