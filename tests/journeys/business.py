"""The business of the journeys: a bot with a menu, a team of two, promises, reminders, surveys."""

import json
from typing import Any, Final

from pytest import MonkeyPatch

from shared import aws, table
from shared.configuration import stored
from shared.keys import single
from shared.settings import settings
from shared.templates import approved
from tests.conftest import WHATSAPP_SECRET

CHANNELS: Final = ("whatsapp", "telegram")
TEAM: Final = "sales"
CAPACITIES: Final = {"ana": 3, "ben": 2}
# What a conversation takes of it: so for ana only one of the phone fits, and one chat beside it.
WEIGHTS: Final = {"ana": {"whatsapp": 2, "telegram": 1}, "ben": {"telegram": 2}}
HOUR: Final = 3_600_000

_MENU: Final[dict[str, Any]] = {
    "text": "What is it about?",
    "choices": [
        {"id": "hours", "title": "Opening hours", "next": {"reply": "hours"}},
        {"id": "person", "title": "A person", "next": {"reply": "handover", "team": TEAM}},
        {"id": "order", "title": "My order", "next": {"step": "number"}},
        {"id": "done", "title": "Nothing more", "next": {"reply": "thanks", "resolve": True}},
    ],
}
_NUMBER: Final[dict[str, Any]] = {
    "text": "Which number has it?",
    "ask": "number",
    "save": "order",
    "next": {"reply": "handover", "team": TEAM},
}
_RULES: Final[dict[str, dict[str, Any]]] = {
    "menu": {"when": {"keywords": ["menu"]}, "then": {"reply": "menu"}},
    "hours": {"when": {"keywords": ["open"]}, "then": {"reply": "hours"}},
    "buy": {"when": {"keywords": ["buy"]}, "then": {"team": TEAM}},
}
SURVEY: Final = "csat"
_EVERY_DAY: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SHOP: Final[dict[str, Any]] = {
    "time_zone": "Europe/Madrid",
    "week": {day: [["09:00", "21:00"]] for day in _EVERY_DAY},
}
_POLICY: Final[dict[str, Any]] = {
    "team": TEAM,
    "hours": "shop",
    "resolve_after_ms": 48 * HOUR,
    "survey": SURVEY,
    "survey_every_ms": 0,
}
_TEMPLATE: Final[dict[str, Any]] = {
    "kind": "template",
    "channel": "whatsapp",
    "account": "main",
    "name": "again",
    "language": "en",
    "status": "APPROVED",
    "quality": "GREEN",
    "category": "UTILITY",
    "slots": [],
    "body": "Shall we go on?",
    "synced_at": 1,
}
WORDS: Final = ("menu", "when are you open", "I want to buy", "hello", "12345", "thanks", "4")


def opened(patch: MonkeyPatch) -> None:
    """Write all of it, as an admin does, with both channels switched on."""
    patch.setenv("CHANNELS", ",".join(CHANNELS))
    settings.cache_clear()
    aws.client("secretsmanager").create_secret(
        Name="threadline/telegram/main", SecretString=json.dumps(WHATSAPP_SECRET)
    )
    replies: dict[str, dict[str, Any]] = {
        "menu": {"steps": {"start": _MENU, "number": _NUMBER}},
        "hours": {"text": "From nine to five."},
    }
    for name, reply in replies.items():
        stored.put("replies", name, reply, by="admin")
    for name, rule in _RULES.items():
        stored.put("rules", name, rule, by="admin")
    levels = {"normal": {"first": 30, "next": 60, "resolution": 600}}
    stored.put("teams", TEAM, {"service_levels": levels}, by="admin")
    for name, capacity in CAPACITIES.items():
        said = {"teams": [TEAM], "capacity": capacity, "weights": WEIGHTS[name]}
        stored.put("agents", name, said, by="admin")
    stored.put("hours", "shop", _SHOP, by="admin")
    stored.put("policy", "default", _POLICY, by="admin")
    key = single.template_sk("whatsapp", "main", "again", "en")
    table.put({"pk": approved.PK, "sk": key, **_TEMPLATE})
    window = {"last_message": "Shall we go on?", "template": {"name": "again", "language": "en"}}
    table.put({"pk": "S#window", "sk": "default", "kind": "settings", **window})
