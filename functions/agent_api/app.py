"""Lambda: the agent API behind API Gateway and its authorizer.

Every error is a problem document; what happens here is recorded in the table before the answer,
so a caller that got none may ask again with the same ``Idempotency-Key``.
"""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from functions.agent_api import (
    account_changes,
    accounts,
    agents,
    assign,
    attachments,
    audit,
    bots,
    consent,
    contact_merges,
    contact_suggestions,
    contact_timeline,
    contacts,
    conversation_list,
    conversations,
    events,
    hours,
    labels,
    link_uses,
    links,
    macro_runs,
    macros,
    mentions,
    messages,
    moves,
    notes,
    notifications,
    openapi,
    policy,
    preview,
    quarantine,
    read_marks,
    replies,
    rules,
    teams,
    template_sync,
    templates,
    tokens,
    uploads,
    why,
)
from functions.agent_api.answering import resolver
from functions.agent_api.bodies import unreadable
from functions.agent_api.once import once
from functions.agent_api.pace import paced
from shared.observability import logger

app = resolver()
app.use([once])
app.include_router(conversation_list.router)
app.include_router(conversations.router)
app.include_router(read_marks.router)
app.include_router(consent.router)
app.include_router(contacts.router)
app.include_router(contact_timeline.router)
app.include_router(contact_merges.router)
app.include_router(contact_suggestions.router)
app.include_router(messages.router)
app.include_router(notifications.router)
app.include_router(why.router)
app.include_router(events.router)  # told of here, answered by functions.agent_api.waiting
app.include_router(preview.router)
app.include_router(attachments.router)
app.include_router(uploads.router)
app.include_router(templates.router)
app.include_router(template_sync.router)
app.include_router(accounts.router)
app.include_router(account_changes.router)
app.include_router(policy.router)  # before what takes any id of a rule
app.include_router(rules.router)
app.include_router(replies.router)
app.include_router(bots.router)
app.include_router(tokens.router)
app.include_router(audit.router)
app.include_router(quarantine.router)
app.include_router(hours.router)
app.include_router(assign.router)
app.include_router(macros.router)
app.include_router(macro_runs.router)
app.include_router(teams.router)
app.include_router(agents.router)
app.include_router(links.router)
app.include_router(link_uses.router)
app.include_router(moves.router)
app.include_router(labels.router)
app.include_router(notes.router)
app.include_router(mentions.router)


@app.get("/v1/openapi.json", include_in_schema=False)
def get_openapi() -> Response[str]:
    return Response(200, "application/json", openapi.document(app))


def _answer(event: dict[str, Any], context: Any) -> dict[str, Any]:
    problem = unreadable(event)
    return problem.answer() if problem else app.resolve(event, context)


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    answer = paced(event, lambda: _answer(event, context))
    logger.info(
        "answered",
        route=event["requestContext"]["http"]["method"],
        status=answer["statusCode"],
    )
    return answer
