"""What an admin writes by the API for a desk on one account, and how it is taken back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final, cast

from tests.local.accounts import NAME
from tests.local.story import Scene
from threadline_client import Refused
from threadline_client.models import (
    AgentSettings,
    Hours,
    PolicyBody,
    ReplyBody,
    RuleBody,
    TeamSettings,
)

TEAM: Final = "desk"
FIRST: Final = "ines"
SECOND: Final = "tom"
MENU: Final = "desk-menu"
KEYWORD: Final = "menu"
SURVEY: Final = "desk-survey"
LANGUAGES: Final = {"telegram": "es"}  # of who writes to the account, by channel; others: English

ALWAYS: Final[Hours] = {
    "time_zone": "Europe/Madrid",
    "week": {
        day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    },
}
DESK: Final[TeamSettings] = {"name": "Front desk", "hours": TEAM}
AGENTS: Final[dict[str, AgentSettings]] = {
    FIRST: {"name": "Inés", "teams": [TEAM], "capacity": 2},
    SECOND: {"name": "Tom", "teams": [TEAM], "capacity": 2},
}
# What something leads to must be there before it.
REPLIES: Final[dict[str, ReplyBody]] = {
    "desk-hours": {
        "text": {
            "en": "We are open from 9 to 18 on weekdays.",
            "es": "Abrimos de 9 a 18 los días laborables.",
        },
        "links": [
            {
                "title": {"en": "All about our hours", "es": "Nuestro horario"},
                "url": {"": "https://help.example/hours", "es": "https://help.example/es/horario"},
            }
        ],
        "solved": True,
    },
    MENU: {
        "steps": {
            "start": {
                "text": {"en": "What is it about?", "es": "¿De qué se trata?"},
                "choices": [
                    {
                        "id": "hours",
                        "title": {"en": "Opening hours", "es": "Horario"},
                        "next": {"reply": "desk-hours"},
                    },
                    {
                        "id": "order",
                        "title": {"en": "Where is my order", "es": "Mi pedido"},
                        "next": {"step": "order"},
                    },
                    {
                        "id": "person",
                        "title": {"en": "A person", "es": "Una persona"},
                        "next": {"reply": "handover", "team": TEAM},
                    },
                ],
            },
            "order": {
                "text": {"en": "What is its number?", "es": "¿Qué número tiene?"},
                "ask": "number",
                "save": "order",
                "next": {"step": "noted"},
            },
            "noted": {
                "text": {
                    "en": "Thank you, we are looking for it.",
                    "es": "Gracias, lo estamos buscando.",
                },
                "next": {"step": "start"},
            },
        }
    },
    SURVEY: {
        "steps": {
            "start": {
                "text": {"en": "How did we do?", "es": "¿Qué tal lo hicimos?"},
                "choices": [
                    {"id": str(score), "title": str(score), "next": {"step": "words"}}
                    for score in range(1, 6)
                ],
                "tries": 0,
            },
            "words": {
                "text": {"en": "And why?", "es": "¿Y por qué?"},
                "ask": "text",
                "next": {"reply": "thanks"},
            },
        }
    },
}


def rule_of(channel: str) -> str:
    return f"desk-{channel}"


def rule(channel: str) -> RuleBody:
    """Only on this account, so that whatever else is going on stays as it is."""
    return {
        "when": {"accounts": [f"{channel}:{NAME}"], "keywords": [KEYWORD]},
        "then": {"reply": MENU},
        "position": 10,
    }


def policy_of(scene: Scene) -> PolicyBody:
    """As it holds, and as it is written."""
    shown: Any = scene.client.admin.get_policy()
    written = {name: shown[name] for name in shown if name in PolicyBody.__annotations__}
    return cast(PolicyBody, written)


@contextmanager
def taken_back(scene: Scene) -> Iterator[None]:
    """Whatever the story writes inside is gone afterwards, and the policy is what it was."""
    admin, before = scene.client.admin, policy_of(scene)
    try:
        yield
    finally:
        admin.put_policy(before)
        for token in scene.tokens.values():
            admin.revoke_token(token["id"])
        _removed(admin.delete_rule, rule_of(scene.channel))
        _removed(admin.delete_reply, *reversed(REPLIES))
        _removed(admin.delete_agent, *AGENTS)
        _removed(admin.delete_team, TEAM)
        _removed(admin.delete_calendar, TEAM)


def _removed(remove: Callable[[str], None], *names: str) -> None:
    for name in names:
        with suppress(Refused):  # a story that broke off has not written all of it
            remove(name)
