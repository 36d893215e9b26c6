"""An account examined: the same secret on both sides, or not."""

from base64 import b64encode

import pytest

from functions.custom.doctor import delivery, handshake, questions
from functions.custom.parse import parse
from functions.custom.verify import verify
from shared.findings import Finding, Place
from shared.intake.incoming import Request
from tests.functions.custom.conftest import SECRETS, World
from tests.functions.custom.reading import NOW_S

PLACE = Place("custom", "main", "https://hooks.example/webhooks/custom/main", NOW_S * 1000)


def asked(**changed: str) -> Finding:
    (found,) = questions(PLACE, {**SECRETS, **changed})
    return found


@pytest.mark.usefixtures("the_time")
def test_the_call_at_our_own_door_is_authentic_and_says_nothing() -> None:
    knock = delivery(PLACE, SECRETS)
    named = {name.lower(): value for name, value in knock.headers.items()}
    body = verify(Request("POST", "main", named, {}, "", knock.body), SECRETS)
    assert (parse(body), handshake(PLACE, SECRETS)) == ([], None)


def test_the_other_system_takes_our_signature(custom: World) -> None:
    assert (asked().check, asked().state) == ("token", "fine")
    assert custom.simulator.messages("custom") == []


def test_another_secret_and_an_open_line_are_told(custom: World) -> None:
    other = asked(signing_secret=b64encode(b"x" * 32).decode())
    assert (other.state, "401" in other.says) == ("wrong", True)
    assert asked(url="http://partner.example/").state == "wrong"
    assert asked(signing_secret="").state == "wrong"
