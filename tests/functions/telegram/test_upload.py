"""Files of ours before the simulator: one call shows them, or it is known that none did."""

from base64 import b64decode
from typing import Any

import pytest

from functions.telegram import upload
from shared import aws
from shared.accepting import Draft
from shared.settings import settings
from tests import faults
from tests.functions.telegram.conftest import CUSTOMER, Telegram
from tests.shared.outbox import accepted, error_of, message, status_of
from tests.simulator.exchange import Request
from tests.simulator.telegram_parameters import Parameters, parameters_of

PHOTO = b"\x89PNG\r\n\x1a\n\r\n--not a boundary\r\n" * 1000
KEY = "media/upload-1"


def shown(telegram: Telegram, kind: str = "image", text: str = "", **media: Any) -> str:
    """Queue a message of an agent with a file of ours."""
    aws.client("s3").put_object(Bucket=settings().quarantine_bucket, Key=KEY, Body=PHOTO)
    about = {"key": KEY, "mime_type": "image/png", "name": 'a "b".png', **media}
    draft = Draft(
        kind,  # type: ignore[arg-type]
        text=text,
        content={"media": about},
        reply_to="7001:12",
        author_kind="agent",
        author_id="ana",
    )
    return accepted("photo", telegram.clock.now, draft=draft)


def form(telegram: Telegram) -> Parameters:
    (sent,) = telegram.simulator.sent("telegram")
    headers = tuple(sent["headers"].items())
    return parameters_of(Request("POST", sent["path"], "", headers, b64decode(sent["body"])))


def test_the_file_and_what_it_says_go_in_one_call(telegram: Telegram) -> None:
    one = shown(telegram, text="Look, café 🎉")
    assert telegram.drain() == []
    assert telegram.methods() == ["sendPhoto"]
    given = form(telegram)
    assert given.files["photo"].data == PHOTO
    assert given.files["photo"].content_type == "image/png"
    assert given.files["photo"].name == "a _b_.png"
    assert given.values["chat_id"] == str(CUSTOMER)
    assert given.values["caption"] == "Look, café 🎉"
    assert given.structure("reply_parameters")["message_id"] == 12
    (taken,) = telegram.simulator.messages("telegram")
    assert (status_of(one), message(one)["provider_id"]) == ("sent", taken.id)


@pytest.mark.parametrize(
    ("kind", "media", "method", "part"),
    [
        ("file", {"mime_type": "application/pdf"}, "sendDocument", "document"),
        ("video", {"mime_type": "video/mp4"}, "sendVideo", "video"),
        ("audio", {"mime_type": "audio/mpeg"}, "sendAudio", "audio"),
        ("audio", {"mime_type": "audio/ogg", "voice": True}, "sendVoice", "voice"),
        ("sticker", {"mime_type": "image/webp"}, "sendSticker", "sticker"),
    ],
)
def test_each_type_has_its_own_method(
    telegram: Telegram, kind: str, media: dict[str, Any], method: str, part: str
) -> None:
    shown(telegram, kind, **media)
    telegram.drain()
    assert telegram.methods() == [method]
    assert list(form(telegram).files) == [part]


@pytest.mark.parametrize(
    ("fault", "status", "taken"),
    [
        ("500", "sent", 1),
        ("429", "sent", 1),
        ("token-expired", "held", 0),
        ("timeout", "unknown", 0),
        ("drop-after-accept", "unknown", 1),
    ],
)
def test_since_the_upload_is_the_message_a_lost_answer_is_a_doubtful_message(
    telegram: Telegram, fault: str, status: str, taken: int
) -> None:
    one = shown(telegram)
    telegram.fails(fault, 1)
    telegram.drain()
    telegram.drain()
    assert (status_of(one), len(telegram.simulator.messages("telegram"))) == (status, taken)


def test_a_bucket_that_is_down_is_waited_for(telegram: Telegram) -> None:
    one = shown(telegram)
    with faults.injected(faults.down("s3")):
        telegram.drain()
    assert (status_of(one), telegram.methods()) == ("held", [])


def test_a_file_that_is_not_there_fails_the_message(telegram: Telegram) -> None:
    one = shown(telegram)
    aws.client("s3").delete_object(Bucket=settings().quarantine_bucket, Key=KEY)
    telegram.drain()
    assert (status_of(one), error_of(one)["code"]) == ("failed", "no-file")


def test_a_file_without_a_type_is_bytes(telegram: Telegram) -> None:
    one = shown(telegram, "file", mime_type=None)
    telegram.drain()
    assert status_of(one) == "sent"
    assert form(telegram).files["document"].content_type == "application/octet-stream"


def test_an_upload_that_takes_too_long_is_put_off(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload, "_WITHIN_S", -1.0)
    one = shown(telegram)
    telegram.drain()
    assert (status_of(one), telegram.methods()) == ("held", [])
