"""Parameters and schemas of the document, said as OpenAPI 3.1 wants them and only where used."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from functions.agent_api.openapi_examples import CONVERSATION, MESSAGE

_PREFIX: Final = "#/components/schemas/"
# What means the same wherever it stands.
_MEANINGS: Final = {
    "account": "The short name of an account.",
    "assignee": "Only those of this agent.",
    "channel": "Only those of this channel.",
    "contact": "The contact's id.",
    "conversation": "The conversation's id.",
    "cursor": "`next_cursor` of the page before; without one, the first page.",
    "idempotency-key": "Any text of the caller's choice: the same key and body gives the same "
    "answer and does nothing again, the same key with another body is 409.",
    "if-match": "Only if it is still the one with this `ETag`; otherwise 412.",
    "limit": "At most so many.",
    "message": "The message's id.",
    "number": "Of the message's attachments, from 0.",
    "owner": "Only those that the bot, a team or an agent has: `bot`, `team:…`, `agent:…`.",
    "q": "What is looked for.",
    "status": "Only those of this status.",
    "team": "Only those of this team.",
    "token_id": "The token's id; never the token.",
}
_EXAMPLES: Final = {
    "account": "main",
    "contact": CONVERSATION,
    "conversation": CONVERSATION,
    "idempotency-key": "4f1a6c1e-6d3b-4a52-9b0e-0d8f3c1b2a77",
    "message": MESSAGE,
    "token_id": CONVERSATION,
}


def tidied(found: Any) -> Any:
    """Without titles that say a member's name again, and with whole numbers as such."""
    if isinstance(found, list):
        return [tidied(each) for each in found]
    if isinstance(found, float) and found.is_integer():
        return int(found)
    if not isinstance(found, dict):
        return found
    named = "type" in found or "anyOf" in found or "properties" in found or "$ref" in found
    return {
        name: tidied(value)
        for name, value in found.items()
        if not (name == "title" and named and isinstance(value, str))
    }


def parameter(found: dict[str, Any]) -> dict[str, Any]:
    """A parameter that is left out is not there: null is nothing that can be sent."""
    schema = dict(found["schema"])
    kinds = [kind for kind in schema.pop("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) == 1:
        schema |= kinds[0]
    elif kinds:
        schema["anyOf"] = kinds
    name, about = found["name"], found.get("description") or schema.pop("description", "")
    example = next(iter(schema.pop("examples", ())), _EXAMPLES.get(name))
    said = {**found, "schema": schema, "description": about or _MEANINGS.get(name)}
    if example is not None:
        said["example"] = example
    return {name: value for name, value in said.items() if value is not None}


def used(schemas: dict[str, Any], *users: Any) -> dict[str, Any]:
    """Those that ``users`` refer to, and those that they refer to themselves."""
    return {name: schemas[name] for name in sorted(_reached(schemas, users))}


def always_there(schemas: dict[str, Any], operations: Iterable[dict[str, Any]]) -> None:
    """Every member of what is only ever answered is there, if only as null."""
    asked = _reached(schemas, [operation.get("requestBody") for operation in operations])
    for name, schema in schemas.items():
        if name not in asked and not schema.get("additionalProperties") and "properties" in schema:
            schema["required"] = list(schema["properties"])


def _reached(schemas: dict[str, Any], users: Any) -> set[str]:
    found: set[str] = set()
    new = set(_references(users))
    while new:
        found |= new
        new = set(_references([schemas[name] for name in new])) - found
    return found


def _references(found: Any) -> Iterator[str]:
    if isinstance(found, dict):
        if str(found.get("$ref", "")).startswith(_PREFIX):
            yield found["$ref"].removeprefix(_PREFIX)
        found = list(found.values())
    if isinstance(found, (list, tuple)):
        for each in found:
            yield from _references(each)
