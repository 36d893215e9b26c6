"""Examples of what is asked and answered: a model's own, or put together from its members."""

from collections.abc import Iterable
from typing import Any, Final

_AT: Final = "2026-11-21T09:30:00.000Z"
CONVERSATION: Final = "k4v6q2m7x3hbtn5wzcre2fya4u"
MESSAGE: Final = f"{CONVERSATION}.1795253400000.b5k2rwq7"
# Members that mean the same wherever they stand.
_MEMBERS: Final[dict[str, Any]] = {
    "about": "App settings, Basic.",
    "account": "main",
    "account_id": "main",
    "actor": "agent:ana",
    "agent": "ana",
    "ask": "number",
    "assignee": "ana",
    "body": "Your parcel {{1}} is on its way.",
    "bot": "orders",
    "by": "agent:ana",
    "category": "UTILITY",
    "cause": MESSAGE,
    "channel": "whatsapp",
    "channels": "whatsapp",
    "code": "rejected",
    "contact_id": CONVERSATION,
    "conversation_id": CONVERSATION,
    "created_by": "admin:ana",
    "credential_set": "main",
    "currency": "EUR",
    "cursor": None,
    "decision_id": f"{CONVERSATION}.12",
    "detail": "131047",
    "disclosure": "disclosure",
    "hours": "desk",
    "ical_url": "https://calendar.example/closed.ics",
    "id": CONVERSATION,
    "label": "desk",
    "language": "en",
    "message_id": MESSAGE,
    "method": "PUT",
    "name": "Ana",
    "needs": "header",
    "next_cursor": "R0d1ZU9Fc2JQVmRlc2s",
    "next_steps": "make doctor ACCOUNT=whatsapp/main STACK=threadline",
    "note": "Knows all about orders.",
    "owner": "agent:ana",
    "platform_id": "106540352242922",
    "priority": "normal",
    "provider_id": "wamid.HBgLMzQ2MDAxMTEyMjI",
    "quality": "GREEN",
    "reply": "hours",
    "reply_to": "wamid.HBgLMzQ2MDAxMTEyMjI",
    "rule": "rule:hours",
    "scope": "agent",
    "seen_through": MESSAGE,
    "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "shifts": "desk",
    "skills": "refunds",
    "source": "checkout form",
    "status": "open",
    "step": "start",
    "survey": "thanks",
    "team": "desk",
    "teams": "desk",
    "text": "Where is my parcel?",
    "title": "Opening hours",
    "token": "tl_k4v6q2m7x3hbtn5wzcre2fya4u",
    "type": "image/jpeg",
    "updated_by": "admin:ana",
    "url": "https://files.example/parcel.jpg",
    "webhook_url": "https://api.example/webhooks/whatsapp/main",
    "why": "asked through the API",
    "words": "Yes, write to me.",
}
_DEEPEST: Final = 6


def examples(operations: Iterable[dict[str, Any]], schemas: dict[str, Any]) -> None:
    """Put one to every body that is asked or answered as JSON."""
    for operation in operations:
        asked = operation.get("requestBody", {}).get("content", {})
        _put(asked, schemas, whole=False)
        for said in operation["responses"].values():
            _put(said.get("content", {}), schemas, whole=True)


def _put(content: dict[str, Any], schemas: dict[str, Any], *, whole: bool) -> None:
    for media in content.values():
        if "example" not in media and "examples" not in media:
            media["example"] = example(media["schema"], schemas, whole=whole)


def example(
    schema: dict[str, Any], schemas: dict[str, Any], name: str = "", *, whole: bool, deep: int = 0
) -> Any:
    """Of ``schema``; ``whole``: with members that may be left out."""

    def of(inner: dict[str, Any], member: str) -> Any:
        return example(inner, schemas, member, whole=whole, deep=deep + 1)

    if schema.get("examples") and not (whole and _in_parts(schema)):
        return schema["examples"][0]
    if "$ref" in schema:
        return of(schemas[schema["$ref"].rsplit("/", 1)[-1]], name)
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    if choice := schema.get("anyOf") or schema.get("oneOf"):
        return of(choice[0], name)
    if schema.get("type") == "object" or "properties" in schema:
        needed, (own, *_) = schema.get("required", ()), schema.get("examples", [{}])
        made = {
            member: of(inner, member)
            for member, inner in schema.get("properties", {}).items()
            if member in needed or ((whole or _told(inner)) and deep < _DEEPEST)
        }
        return made | own
    if "prefixItems" in schema:
        return [of(each, name) for each in schema["prefixItems"]]
    if schema.get("type") == "array":
        return [of(schema["items"], name)] if whole and deep < _DEEPEST else []
    return _value(schema, name)


def _in_parts(schema: dict[str, Any]) -> bool:
    """Whether its example may lack members that are always answered."""
    told = schema["examples"][0]
    inner = told.values() if isinstance(told, dict) else told if isinstance(told, list) else ()
    return "properties" in schema or any(isinstance(one, dict) for one in inner)


def _told(schema: dict[str, Any]) -> bool:
    return bool(schema.get("examples"))


def _value(schema: dict[str, Any], name: str) -> Any:
    if schema.get("type") == "string":
        if name.endswith(("_at", "_until", "_since")) or name in ("at", "due"):
            return _AT
        return _MEMBERS.get(name, schema.get("default", ""))
    if "default" in schema:
        return schema["default"]
    if schema.get("type") == "boolean":
        return False
    if schema.get("type") in ("integer", "number"):
        return schema.get("minimum", 1)
    return None
