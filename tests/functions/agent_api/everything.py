"""A business that has two of everything, and what its routes take: one place for all walks of them.

A new route that is listed, or that changes something, gets its line here; the walks name it else.
"""

from typing import Any, Final

from functions.follow_log import indexing
from shared import table, tokens
from shared.channels import HOUR_MS
from shared.configuration import stored
from shared.keys import single
from shared.limits import warned
from shared.limits.warned import Fact
from shared.people import merging
from shared.quarantine import keeping
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Caller
from tests.functions.agent_api.conftest import conversation, said

ADMIN: Final = Caller(scope="admin", agent="ana")

# Conversations, and contacts of the same names: PART has become part of THREAD.
THREAD, OTHER, PART = ("thread".ljust(26, "a"), "other".ljust(26, "a"), "part".ljust(26, "a"))

_AT: Final = "2025-12-31T00:00:00Z"
_LEADS: Final = {"reply": "a"}
_TEMPLATE: Final = {"channel": "whatsapp", "account": "main", "name": "a", "language": "en"}
_NOTICE: Final = {"contact_id": OTHER, "template": {"name": "a"}}
# By kind of settings: what ``a`` and ``b`` are.
DOCUMENTS: Final[dict[str, dict[str, Any]]] = {
    "replies": {"text": "Hello"},
    "bots": {"url": "https://bot.example"},
    "hours": {"time_zone": "Europe/Madrid", "week": {}},
    "rules": {},
    "teams": {},
    "labels": {},
    "links": {"channel": "sms", "account": "a"},
    "agents": {},
    "macros": {"actions": [{"type": "change", "priority": "high"}]},
}
# By route: what must be asked for.
QUERIES: Final[dict[str, dict[str, str]]] = {
    "GET /v1/contacts": {"q": "mar"},
    "GET /v1/links/{name}/counts": {"since": "2025-12-01", "until": "2025-12-31"},
}
# By route: a body that changes what there is, and another one that the route takes as well.
BODIES: Final[dict[str, tuple[Any, Any]]] = {
    "POST /v1/accounts": (
        {"channel": "sms", "account": "c", "platform_id": "1"},
        {"channel": "sms", "account": "d", "platform_id": "1"},
    ),
    "PATCH /v1/accounts/{account}": (
        {"public_address": "+34910000002"},
        {"public_address": "+34910000003"},
    ),
    "PUT /v1/agents/{name}": ({"capacity": 3}, {"capacity": 4}),
    "PUT /v1/agents/{name}/presence": ({"presence": "online"}, {"presence": "offline"}),
    "PUT /v1/bots/{name}": ({"url": "https://b.example"}, {"url": "https://c.example"}),
    "PATCH /v1/contacts/{contact}": ({"note": "Calls early"}, {"note": "Calls late"}),
    "POST /v1/contacts/{contact}/merge": (
        {"contact_id": OTHER, "reason": "the same order"},
        {"contact_id": OTHER, "reason": "another order"},
    ),
    "POST /v1/contacts/{contact}/unmerge": (
        {"contact_id": PART},
        {"contact_id": PART, "reason": "a mistake"},
    ),
    "PATCH /v1/conversations/{conversation}": ({"status": "pending"}, {"status": "open"}),
    "POST /v1/conversations/{conversation}/assign": ({"owner": "bot"}, {"team": "a"}),
    "POST /v1/conversations/{conversation}/consent": (
        {"state": "in", "source": "form", "words": "Yes", "at": _AT},
        {"state": "out", "source": "form", "words": "No", "at": _AT},
    ),
    "POST /v1/conversations/{conversation}/macros/{name}": ({}, {"language": "es"}),
    "POST /v1/conversations/{conversation}/messages": ({"text": "Hi"}, {"text": "Ho"}),
    "POST /v1/conversations/{conversation}/move": (
        {"channel": "sms", "account": "a"},
        {"channel": "sms", "account": "b"},
    ),
    "POST /v1/conversations/{conversation}/notes": ({"text": "Late"}, {"text": "Later"}),
    "POST /v1/notifications": (_NOTICE, {**_NOTICE, "context": {"order": "4711"}}),
    "POST /v1/mentions/read": ({}, {"through": None}),
    "PUT /v1/hours/{name}": (
        {"time_zone": "Europe/Paris", "week": {}},
        {"time_zone": "Europe/Rome", "week": {}},
    ),
    "PUT /v1/labels/{name}": ({"name": "Late"}, {"name": "Later"}),
    "PUT /v1/macros/{name}": (
        {"actions": [{"type": "reply", "reply": "a"}]},
        {"actions": [{"type": "assign", "team": "a"}]},
    ),
    "POST /v1/quarantine/replay": ({"channel": "sms"}, {"channel": "line"}),
    "PUT /v1/links/{name}": (
        {"channel": "sms", "account": "a", "text": "Hi"},
        {"channel": "sms", "account": "b", "text": "Ho"},
    ),
    "PUT /v1/replies/{name}": ({"text": "Hi"}, {"text": "Ho"}),
    "PUT /v1/rules/policy": ({"language": "es"}, {"language": "fr"}),
    "PUT /v1/rules/{name}": ({"then": _LEADS}, {"position": 5}),
    "POST /v1/rules/preview": ({"day": "2025-12-31"}, {"day": "2025-12-30"}),
    "PUT /v1/teams/{name}": ({"name": "A"}, {"name": "B"}),
    "POST /v1/templates/sync": ({}, {"channel": "sms"}),
    "POST /v1/tokens": ({"scope": "readonly"}, {"scope": "admin"}),
    "POST /v1/uploads": ({"type": "image/png", "size": 5}, {"type": "image/png", "size": 6}),
}


def make(clock: SteppingClock) -> dict[str, str]:
    """Puts it into the table; returns what paths name."""
    for kind, document in DOCUMENTS.items():
        for name in ("a", "b"):
            stored.put(kind, name, document, by="admin:aws")
    stored.put("agents", ADMIN.agent, {}, by="admin:aws")
    places = {"name": "a", "account": "sms:a", "contact": THREAD, "conversation": THREAD}
    for name in ("a", "b"):
        entry, _ = tokens.issue({"scope": "readonly"}, by="admin:aws")
        account = {"channel": "sms", "account": name, "platform_id": name}
        ADMIN.post("/v1/accounts", {**account, "public_address": "+34910000001"})
        warned.note(Fact(f"sms:{name}", "spam", clock.now, clock.now + 1000 * HOUR_MS))
        places["token_id"] = entry["sk"]
        places["kept"] = _kept(name)
    sk = single.template_sk(**_TEMPLATE)
    table.put({"pk": single.TEMPLATES, "sk": sk, "kind": "template", "slots": [], **_TEMPLATE})
    for name in (OTHER, PART, THREAD):
        places["message"] = _conversation(name, clock)
    merging.merge(THREAD, PART, by="admin:aws", why="the same number")
    for number, state in enumerate(("in", "out")):
        proof = {"source": "form", "words": "Be it", "at": f"2025-12-01T00:0{number}:00Z"}
        ADMIN.post(f"/v1/conversations/{THREAD}/consent", {"state": state, **proof})
        note = {"text": f"Look at {number}", "mentions": ["ana"]}
        ADMIN.post(f"/v1/conversations/{THREAD}/notes", note)
    return places


def _conversation(name: str, clock: SteppingClock) -> str:
    """With two messages, of which it returns the second one's id."""
    indexing.follow({}, conversation(name, clock.now, name="María"))
    said(name, "first", clock.now)
    said(name, "second", clock.advance(minutes=5))
    return f"{name}.{clock.now}.second"


def _kept(name: str) -> str:
    """In quarantine, though it was replayed, so that no function need be asked to do that."""
    key = keeping.keep("whatsapp", "main", "new kind", name.encode())
    kept = ".".join(key.removesuffix(".json").split("/")[1:])
    pk, sk = single.replayed_key(kept)
    table.put({"pk": pk, "sk": sk, "kind": "replayed", "stored": 1, "repeated": 0})
    return kept
