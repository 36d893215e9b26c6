"""Parameters of the document: explained, with examples, and the one that every POST takes."""

from typing import Any, Final

from functions.agent_api.once import HEADER, LONGEST_KEY
from functions.agent_api.openapi_examples import CONVERSATION, MESSAGE

_KEY: Final = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "schema": {"type": "string", "maxLength": LONGEST_KEY},
}
# What means the same wherever it stands.
_MEANINGS: Final = {
    "account": "The short name of an account.",
    "assignee": "Only those of this agent.",
    "channel": "Only those of this channel.",
    "contact": "The contact's id.",
    "conversation": "The conversation's id.",
    "cursor": "`next_cursor` of the page before; without one, the first page.",
    "Idempotency-Key": "Any text of the caller's choice: the same key and body gives the same "
    "answer and does nothing again, the same key with another body is 409.",
    "If-Match": "Only if it is still the one with this `ETag`; otherwise 412.",
    "format": "Of the picture.",
    "kept": "Its id, as the list says it.",
    "label": "Only those with this label.",
    "limit": "At most so many.",
    "message": "The message's id.",
    "number": "Of the message's attachments, from 0.",
    "owner": "Only those that the bot, a team or an agent has: `bot`, `team:…`, `agent:…`.",
    "q": "What is looked for.",
    "status": "Only those of this status.",
    "team": "Only those of this team.",
    "template": "The template's id, as the list says it.",
    "type": "Only those of this type.",
    "token_id": "The token's id; never the token.",
}
_EXAMPLES: Final = {
    "account": "main",
    "contact": CONVERSATION,
    "conversation": CONVERSATION,
    "Idempotency-Key": "4f1a6c1e-6d3b-4a52-9b0e-0d8f3c1b2a77",
    "message": MESSAGE,
    "token_id": CONVERSATION,
}


def parameters(method: str, operation: dict[str, Any]) -> list[dict[str, Any]]:
    """Those of ``operation``. Some routes take the key themselves, for others all POSTs do."""
    own = operation.get("parameters", [])
    keyed = any(each["name"].lower() == HEADER.lower() for each in own)
    return [_told(each) for each in (own if keyed or method != "post" else [*own, _KEY])]


def _told(found: dict[str, Any]) -> dict[str, Any]:
    """A parameter that is left out is not there: null is nothing that can be sent."""
    schema = dict(found["schema"])
    kinds = [kind for kind in schema.pop("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) == 1:
        schema |= kinds[0]
    elif kinds:
        schema["anyOf"] = kinds
    name = found["name"].title() if found["in"] == "header" else found["name"]
    about = found.get("description") or schema.pop("description", "")
    example = next(iter(schema.pop("examples", ())), _EXAMPLES.get(name))
    said = {**found, "name": name, "schema": schema, "description": about or _MEANINGS.get(name)}
    if example is not None:
        said["example"] = example
    return {name: value for name, value in said.items() if value is not None}
