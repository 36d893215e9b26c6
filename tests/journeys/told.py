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
    "what was held may not go after an opt-out": [
        ("platform", "down"),
        ("writes", _FIRST, _ASK),
        ("waits", 1_000, True),
        ("writes", _FIRST, "STOP"),
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
    "nor when an agent has taken over": [
        ("platform", "down"),
        ("writes", _FIRST, _ASK),
        _SOON,
        ("hands", "ana", _FIRST, "ana"),
        ("platform", "up"),
        ("waits", 40 * MINUTE, False),
    ],
    "not even if the agent did so in the moment before it goes": [
        ("forestalls", "a claim", ("hands", "ana", _FIRST, "ana")),
        ("writes", _FIRST, _ASK),
        _SOON,
    ],
    "nor if the customer opted out in that moment": [
        ("forestalls", "a claim", ("writes", _FIRST, "STOP")),
        ("writes", _FIRST, _ASK),
        _SOON,
    ],
    "who waits gets the agent who comes back": [
        ("is", "ana", "away"),
        ("writes", _FIRST, _BUY),
        _SOON,
        ("is", "ben", "online"),
        _SOON,
    ],
    "of many who come at once nobody gets an agent who is full": [
        ("crowd", True),
        ("at once", *[("writes", who, _BUY) for who in (_FIRST, _SECOND, _CHAT)]),
        _SOON,
    ],
    "nor one who has just gone": [
        ("forestalls", "a seat", ("is", "ana", "away")),
        ("writes", _FIRST, _BUY),
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
