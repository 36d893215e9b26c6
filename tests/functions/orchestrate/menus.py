"""What a business says in these tests: a menu in two languages that leads everywhere."""

from typing import Any, Final

from shared.configuration import Configuration, Policy, Reply, Rule, stored
from shared.configuration.standing import standing

MENU: Final[dict[str, Any]] = {
    "steps": {
        "start": {
            "text": {"en": "What is it about?", "es": "¿De qué se trata?"},
            "choices": [
                {
                    "id": "hours",
                    "title": {"en": "Opening hours", "es": "Horarios"},
                    "words": ["open", "abierto"],
                    "next": {"reply": "hours"},
                },
                {
                    "id": "order",
                    "title": {"en": "My order", "es": "Mi pedido"},
                    "next": {"step": "number", "attributes": {"about": "order"}},
                },
                {
                    "id": "person",
                    "title": {"en": "A person", "es": "Una persona"},
                    "next": {"reply": "handover", "team": "help"},
                },
                {"id": "nothing", "title": {"en": "Nothing", "es": "Nada"}},
                {"id": "done", "title": {"en": "Done", "es": "Listo"}, "next": {"resolve": True}},
            ],
        },
        "number": {
            "text": {"en": "Which number has it?", "es": "¿Qué número tiene?"},
            "ask": "number",
            "save": "order",
            "again": {"en": "Only digits, please."},
            "next": {"step": "thanks"},
            "lasts_ms": 3_600_000,
        },
        "thanks": {"text": {"en": "Thank you.", "es": "Gracias."}, "next": {"step": "email"}},
        "email": {
            "text": {"en": "And your e-mail?"},
            "ask": "email",
            "save": "email",
            "next": {"team": "orders", "reply": "handover"},
        },
    }
}
HOURS: Final[dict[str, Any]] = {
    "steps": {
        "start": {
            "text": {"en": "We are open from 9 to 18.", "es": "Abrimos de 9 a 18."},
            "links": [{"title": {"en": "More", "es": "Más"}, "url": "https://help.example/hours"}],
        }
    },
    "solved": True,
}
RULES: Final[dict[str, dict[str, Any]]] = {
    "hours": {
        "position": 1,
        "when": {"keywords": ["hours", "horario"]},
        "then": {"reply": "hours"},
    },
    "human": {"position": 2, "when": {"keywords": ["human"]}, "then": {"team": "help"}},
    "gold": {
        "position": 3,
        "when": {"keywords": ["gold"]},
        "then": {"attributes": {"plan": "gold"}},
    },
    "menu": {"position": 9, "when": {"keywords": ["menu", "menú"]}, "then": {"reply": "menu"}},
}


def configured(greeting: str = "", **policy: Any) -> Configuration:
    said = {"menu": MENU, "hours": HOURS}
    replies = standing(greeting) | {name: Reply.parse(name, one) for name, one in said.items()}
    rules = tuple(Rule.parse(name, one) for name, one in RULES.items())
    return Configuration(Policy.parse(policy), rules=rules, replies=replies)


def written(greeting: str = "", **policy: Any) -> None:
    """The same as an admin writes it."""
    for name, reply in (("menu", MENU), ("hours", HOURS), ("greeting", {"text": greeting})):
        stored.put("replies", name, reply, by="admin")
    for name, rule in RULES.items():
        stored.put("rules", name, rule, by="admin")
    stored.put("policy", "default", policy, by="admin")
