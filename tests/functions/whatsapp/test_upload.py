"""Files of ours before the simulator: there before the message that shows them, or not sent."""

import json
from base64 import b64decode
from typing import Any

import pytest

from functions.whatsapp import upload
from shared import aws
from shared.accepting import Draft
from shared.settings import settings
from tests import faults
from tests.functions.whatsapp.conftest import NUMBER, WhatsApp
from tests.shared.outbox import accepted, error_of, status_of

PHOTO = b"\x89PNG\r\n\x1a\n\r\n--not a boundary\r\n" * 1000
KEY = "media/upload-1"


def shown(whatsapp: WhatsApp, kind: str = "image", **media: Any) -> str:
    """Queue a message of an agent with a file of ours."""
    aws.client("s3").put_object(Bucket=settings().quarantine_bucket, Key=KEY, Body=PHOTO)
    about = {"key": KEY, "mime_type": "image/png", "name": 'a "b".png', **media}
    draft = Draft(kind, content={"media": about}, author_kind="agent", author_id="ana")  # type: ignore[arg-type]
    return accepted("photo", whatsapp.clock.now, draft=draft)


def form(whatsapp: WhatsApp) -> bytes:
    return b64decode(whatsapp.simulator.sent("whatsapp")[0]["body"])


def test_the_file_goes_first_and_the_message_names_it(whatsapp: WhatsApp) -> None:
    one = shown(whatsapp)
    assert whatsapp.drain() == []
    assert whatsapp.asked_paths() == [f"/v25.0/{NUMBER}/media", f"/v25.0/{NUMBER}/messages"]
    (message,) = whatsapp.simulator.messages("whatsapp")
    files = whatsapp.simulator.platforms["whatsapp"].media  # type: ignore[attr-defined]
    medium = files._kept[message.content["image"]["id"]]
    assert (medium.data, medium.mime_type) == (PHOTO, "image/png")
    assert status_of(one) == "sent"


def test_the_form_says_what_whatsapp_asks_for(whatsapp: WhatsApp) -> None:
    shown(whatsapp)
    whatsapp.drain()
    head = form(whatsapp).split(b"\x89PNG")[0].decode()
    assert 'name="messaging_product"\r\n\r\nwhatsapp\r\n' in head
    assert 'name="type"\r\n\r\nimage/png\r\n' in head
    assert 'filename="a _b_.png"\r\nContent-Type: image/png\r\n\r\n' in head


def test_a_recording_shows_as_spoken(whatsapp: WhatsApp) -> None:
    shown(whatsapp, "audio", mime_type="audio/ogg; codecs=opus", voice=True)
    whatsapp.drain()
    (message,) = whatsapp.simulator.messages("whatsapp")
    assert message.content["audio"]["voice"] is True


@pytest.mark.parametrize("fault", ["500", "429", "timeout", "drop-after-accept"])
def test_an_upload_that_fails_is_no_doubtful_message(whatsapp: WhatsApp, fault: str) -> None:
    one = shown(whatsapp)
    whatsapp.fails(fault, 1, calls="all")
    whatsapp.drain()
    assert (status_of(one), len(whatsapp.simulator.messages("whatsapp"))) == ("sent", 1)


def test_a_bucket_that_is_down_is_waited_for(whatsapp: WhatsApp) -> None:
    one = shown(whatsapp)
    with faults.injected(faults.down("s3")):
        whatsapp.drain()
    assert (status_of(one), whatsapp.asked_paths()) == ("held", [])


def test_a_file_that_is_not_there_fails_the_message(whatsapp: WhatsApp) -> None:
    one = shown(whatsapp)
    aws.client("s3").delete_object(Bucket=settings().quarantine_bucket, Key=KEY)
    whatsapp.drain()
    assert (status_of(one), error_of(one)["code"]) == ("failed", "no-file")


def test_an_upload_that_takes_too_long_is_put_off(
    whatsapp: WhatsApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload, "_WITHIN_S", -1.0)
    one = shown(whatsapp)
    whatsapp.drain()
    assert (status_of(one), whatsapp.asked_paths()) == ("held", [])


def test_a_message_without_a_file_of_ours_stays_as_it_is(whatsapp: WhatsApp) -> None:
    message = {"content": json.dumps({"media": {"url": "https://cdn.example/a.jpg"}})}
    assert upload.uploaded(message, {}) is message


def with_header(whatsapp: WhatsApp, name: str, **media: Any) -> str:
    """Queue a template whose header shows a file of ours."""
    aws.client("s3").put_object(Bucket=settings().quarantine_bucket, Key=KEY, Body=PHOTO)
    about = {"key": KEY, "mime_type": "image/png", "name": "a.png", **media}
    content = {"name": name, "language": "en", "slots": [], "media": about}
    draft = Draft("template", content=content, author_kind="agent", author_id="ana")
    return accepted("packed", whatsapp.clock.now, draft=draft)


def test_a_templates_header_shows_a_file_that_was_uploaded_before(whatsapp: WhatsApp) -> None:
    one = with_header(whatsapp, "order_packed")
    whatsapp.drain()
    (message,) = whatsapp.simulator.messages("whatsapp")
    ((header,),) = (part["parameters"] for part in message.content["template"]["components"])
    files = whatsapp.simulator.platforms["whatsapp"].media  # type: ignore[attr-defined]
    assert (header["type"], list(header["image"])) == ("image", ["id"])
    assert files._kept[header["image"]["id"]].data == PHOTO
    assert status_of(one) == "sent"


def test_a_header_of_another_kind_is_the_platforms_to_refuse(whatsapp: WhatsApp) -> None:
    one = with_header(whatsapp, "order_packed", mime_type="application/pdf")
    whatsapp.drain()
    assert (status_of(one), error_of(one)["code"]) == ("failed", "132012")
