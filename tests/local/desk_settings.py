"""What an admin writes by the API for a desk on one account, and how it is taken back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from tests.local.accounts import NAME
from tests.local.desk_asking import ADMIN, ask
from tests.local.story import Scene

TEAM: Final = "desk"
FIRST: Final = "ines"
SECOND: Final = "tom"
MENU: Final = "desk-menu"
KEYWORD: Final = "menu"
SURVEY: Final = "desk-survey"
LANGUAGES: Final = {"telegram": "es"}  # of who writes to the account, by channel; others: English

TEAMS: Final[dict[str, Any]] = {
    f"hours/{TEAM}": {
        "time_zone": "Europe/Madrid",
        "week": {
            day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
        },
    },
    f"teams/{TEAM}": {"name": "Front desk", "hours": TEAM},
    f"agents/{FIRST}": {"name": "Inés", "teams": [TEAM], "capacity": 2},
    f"agents/{SECOND}": {"name": "Tom", "teams": [TEAM], "capacity": 2},
}
# What something leads to must be there before it.
REPLIES: Final[dict[str, Any]] = {
    "replies/desk-hours": {
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
    f"replies/{MENU}": {
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
    f"replies/{SURVEY}": {
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


def rule(channel: str) -> dict[str, Any]:
    """Only on this account, so that whatever else is going on stays as it is."""
    when = {"accounts": [f"{channel}:{NAME}"], "keywords": [KEYWORD]}
    return {"when": when, "then": {"reply": MENU}, "position": 10}


def policy_of(scene: Scene) -> dict[str, Any]:
    """As it holds, and as it is written."""
    shown = ask(scene, ADMIN, "GET", "/rules/policy")
    return {name: shown[name] for name in shown if name not in ("id", "updated_at", "updated_by")}


@contextmanager
def taken_back(scene: Scene) -> Iterator[None]:
    """Whatever the story writes inside is gone afterwards, and the policy is what it was."""
    before = policy_of(scene)
    try:
        yield
    finally:
        ask(scene, ADMIN, "PUT", "/rules/policy", json=before)
        for token in scene.tokens.values():
            ask(scene, ADMIN, "DELETE", f"/tokens/{token['id']}")
        for path in (f"rules/{rule_of(scene.channel)}", *reversed([*TEAMS, *REPLIES])):
            # A story that broke off has not written all of it.
            scene.client.api("DELETE", f"/{path}", ADMIN)
