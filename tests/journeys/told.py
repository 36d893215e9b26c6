"""Journeys that are told beforehand: each is the shortest on which some law hangs."""

from typing import Any, Final

from tests.journeys.people import CUSTOMERS

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
Action = tuple[Any, ...]

_FIRST, _SECOND = CUSTOMERS[:2]
_CHAT = CUSTOMERS[3]
_BUY = "I want to buy"
_ASK = "when are you open"
_SOON: Final[Action] = ("waits", 20_000, True)

TOLD: Final[dict[str, list[Action]]] = {
    "what was held may not go after an opt-out, nor when people have it": [
        ("platform", "down"),
        ("at once", ("writes", _FIRST, _ASK), ("writes", _CHAT, _ASK)),
        ("waits", 1_000, True),
        ("at once", ("writes", _FIRST, "STOP"), ("hands", "ana", _CHAT, "ana")),
        ("waits", 1_000, True),
        ("platform", "up"),
        ("waits", 40 * MINUTE, False),
    ],
    "nor when the window has closed": [
        ("platform", "down"),
        ("late", _FIRST, 23 * HOUR),
        ("waits", 5 * HOUR, True),
        ("platform", "up"),
    ],
    "nor what was about to go in that very moment": [
        ("forestalls", "a claim", ("hands", "ana", _FIRST, "ana")),
        ("writes", _FIRST, _ASK),
        _SOON,
        ("forestalls", "a claim", ("writes", _SECOND, "STOP")),
        ("writes", _SECOND, _ASK),
        _SOON,
    ],
    "nobody gets an agent who has just gone, and whoever waits the one who comes": [
        ("forestalls", "a seat", ("is", "ana", "away")),
        ("writes", _FIRST, _BUY),
        _SOON,
        ("is", "ben", "online"),
        _SOON,
    ],
    "nor, of many who come at once, one who is full": [
        ("crowd", True),
        ("at once", *[("writes", who, _BUY) for who in (_FIRST, _SECOND)]),
        _SOON,
        ("writes", _CHAT, _BUY),
        _SOON,
    ],
    "what was written while the window was closed goes in order, to whatever name": [
        ("writes", _FIRST, _BUY),
        ("waits", 25 * HOUR, True),
        ("answers anyway", "ana", _FIRST),
        ("answers anyway", "ana", _FIRST),
        _SOON,
        ("joins", _FIRST, "hello"),
        _SOON,
    ],
    "what answers the survey opens nothing": [
        ("writes", _FIRST, _BUY),
        _SOON,
        ("answers", "ana", _FIRST),
        ("answers elsewhere", _FIRST),
        ("sets", "ana", _FIRST, "resolved"),
        _SOON,
        ("rates", _FIRST, 4),
        _SOON,
        ("writes", _FIRST, "hello"),
    ],
}
