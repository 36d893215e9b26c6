"""Answers in the Bot API's envelope.

core.telegram.org/bots/api#making-requests
"""

import json
from collections.abc import Mapping
from typing import Any

from tests.simulator.exchange import Answer

_JSON = {"Content-Type": "application/json"}


class Refused(Exception):
    """A request the Bot API does not take; ``answer`` is what it says."""

    def __init__(self, words: str, status: int = 400, more: Mapping[str, Any] | None = None):
        super().__init__(words)
        self.answer = error(status, words, more)


def result(value: Any) -> Answer:
    return Answer(200, json.dumps({"ok": True, "result": value}).encode(), _JSON)


def error(status: int, words: str, more: Mapping[str, Any] | None = None) -> Answer:
    told: dict[str, Any] = {"ok": False, "error_code": status, "description": words}
    if more:
        told["parameters"] = more
    return Answer(status, json.dumps(told).encode(), _JSON)


def bad_request(words: str) -> Refused:
    return Refused(f"Bad Request: {words}")
