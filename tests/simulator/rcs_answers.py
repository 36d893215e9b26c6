"""How Google words its answers: google.aip.dev/193."""

import json
from collections.abc import Mapping

from tests.simulator.exchange import Answer


class Refused(Exception):
    """A request that Google does not take; ``answer`` is what it says."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(code)
        self.answer = error(status, code, message)


def invalid(message: str) -> Refused:
    return Refused(400, "INVALID_ARGUMENT", message)


def answered(value: object, status: int = 200) -> Answer:
    kind = {"Content-Type": "application/json; charset=UTF-8"}
    return Answer(status, json.dumps(value).encode(), kind)


def error(status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> Answer:
    answer = answered({"error": {"code": status, "message": message, "status": code}}, status)
    return Answer(status, answer.body, {**answer.headers, **(headers or {})})
