"""``make doctor``: what it shows, and how it ends."""

import io
import json
from typing import Any

import pytest

from tests.local.doctor import NotExamined, examined, told

FINE = {"check": "secret", "state": "fine", "says": "It is there.", "mend": ""}
WRONG = {"check": "token", "state": "wrong", "says": "It has ended.", "mend": "Make a new one."}
LOOK = {"check": "redelivery", "state": "look", "says": "Nobody tells.", "mend": "See the console."}


class Lambda:
    """Answers an invocation."""

    def __init__(self, answer: Any, **more: str) -> None:
        self._answer, self._more = answer, more
        self.asked: Any = None

    def invoke(self, **asked: Any) -> dict[str, Any]:
        self.asked = asked
        return {"Payload": io.BytesIO(json.dumps(self._answer).encode()), **self._more}


def report(*findings: dict[str, str]) -> dict[str, Any]:
    about = {"channel": "line", "account": "main", "webhook_url": "https://hooks.example"}
    healthy = all(finding["state"] != "wrong" for finding in findings)
    return {**about, "healthy": healthy, "findings": list(findings)}


def test_each_finding_is_a_line_and_its_mend_the_next() -> None:
    lines = told(report(FINE, WRONG, LOOK)).splitlines()
    assert lines[0] == "line/main: https://hooks.example"
    assert [line.split() for line in lines[1:3]] == [
        ["ok", "secret", "It", "is", "there."],
        ["WRONG", "token", "It", "has", "ended."],
    ]
    assert lines[3].split() == ["→", "Make", "a", "new", "one."]
    assert lines[-1] == "1 to mend."


def test_what_only_an_admin_can_see_does_not_make_it_ill() -> None:
    assert told(report(FINE, LOOK)).endswith("Healthy.")


def test_the_function_is_asked_about_one_account() -> None:
    fake = Lambda(report(FINE))
    event = {"channel": "line", "account": "main"}
    assert examined(fake, "doctor", event)["healthy"] is True
    assert fake.asked == {"FunctionName": "doctor", "Payload": json.dumps(event).encode()}


def test_a_function_that_fails_has_examined_nothing() -> None:
    fake = Lambda({"errorMessage": "channel must be one of …"}, FunctionError="Unhandled")
    with pytest.raises(NotExamined, match="channel must be"):
        examined(fake, "doctor", {"channel": "fax"})
