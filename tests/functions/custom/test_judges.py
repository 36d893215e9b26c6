"""The reference library of Standard Webhooks signs what we take and takes what we sign."""

import json
from base64 import b64decode
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import pytest
from standardwebhooks import webhooks

from functions.custom.verify import verify
from shared.errors import Forged
from shared.intake.incoming import Request, request_of
from tests.events import body_of, load, names, payload_of
from tests.functions.custom.conftest import World
from tests.functions.custom.reading import NOW_S, OTHER_SECRET, SECRET

JUDGE = webhooks.Webhook(SECRET)
BODY = '{"account":"shop-berlin","events":[]}'


class At(datetime):
    """The day of the tests, as the library asks for it."""

    @classmethod
    def now(cls, tz: Any = None) -> "At":
        return cls.fromtimestamp(NOW_S, tz)


def judged(body: bytes, headers: dict[str, str]) -> Any:
    with patch.object(webhooks, "datetime", At):
        return JUDGE.verify(body, headers)


@pytest.mark.parametrize("name", names("custom"))
def test_the_library_takes_what_we_take(name: str) -> None:
    recorded = load("custom", name)
    assert judged(body_of(recorded), recorded["headers"]) == payload_of(recorded)
    assert verify(request_of(recorded), {"signing_secret": SECRET})


@pytest.fixture(autouse=True)
def today(the_time: object) -> None:
    """The events are of the first of January."""


def request(secret: str, seconds: int = 0) -> Request:
    at = datetime.fromtimestamp(NOW_S + seconds, UTC)
    given = webhooks.Webhook(secret).sign("msg_1", at, BODY)
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(NOW_S + seconds),
        "webhook-signature": given,
    }
    return Request("POST", "main", headers, {}, "", BODY.encode())


def test_we_take_what_the_library_signs() -> None:
    assert verify(request(SECRET), {"signing_secret": SECRET}) == BODY.encode()


@pytest.mark.parametrize(("secret", "seconds"), [(OTHER_SECRET, 0), (SECRET, 301), (SECRET, -301)])
def test_both_refuse_what_is_signed_otherwise_or_long_ago(secret: str, seconds: int) -> None:
    wrong = request(secret, seconds)
    with pytest.raises(Forged):
        verify(wrong, {"signing_secret": SECRET})
    with pytest.raises(webhooks.WebhookVerificationError):
        judged(wrong.body, dict(wrong.headers))


def test_the_library_takes_what_we_send(custom: World) -> None:
    custom.says()
    custom.accepted("¿azul? 🎉")
    custom.drain()
    (taken,) = custom.simulator.sent("custom")
    said = judged(b64decode(taken["body"]), taken["headers"])
    assert (said, said["text"]) == (json.loads(b64decode(taken["body"])), "¿azul? 🎉")
