"""Files on their way out: a place to put them, and what may become a message."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from shared import aws, table
from shared.keys import single
from shared.settings import settings
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Answer, Caller

PNG = {"type": "image/png", "size": 5, "name": "a.png"}


def put(upload: str, data: bytes = b"photo", content_type: str = "image/png") -> None:
    """What a browser does with the link."""
    aws.client("s3").put_object(
        Bucket=settings().quarantine_bucket,
        Key=f"uploads/{upload}",
        Body=data,
        ContentType=content_type,
    )


def uploaded(caller: Caller, **more: Any) -> str:
    """The id of an upload that was made use of."""
    wanted = {**PNG, **more}
    upload = str(caller.post("/v1/uploads", wanted).body["id"])
    put(upload, b"x" * wanted["size"], wanted["type"])
    return upload


def send(thread: str, caller: Caller, upload: str, kind: str = "image", **more: Any) -> Answer:
    body = {"type": kind, "attachments": [{"id": upload, **more}]}
    return caller.post(f"/v1/conversations/{thread}/messages", body)


def test_an_upload_is_a_link_that_takes_just_this_file(
    ana: Caller, the_time: SteppingClock
) -> None:
    answer = ana.post("/v1/uploads", PNG)
    assert (answer.status, answer.body["method"]) == (201, "PUT")
    assert answer.body["headers"] == {"Content-Type": "image/png"}
    assert answer.body["expires_at"] == "2026-01-01T00:05:00.000Z"
    link = urlsplit(answer.body["url"])
    assert link.netloc == "quarantine.s3.eu-west-1.amazonaws.com"
    assert link.path == f"/uploads/{answer.body['id']}"
    signed = parse_qs(link.query)
    assert signed["X-Amz-SignedHeaders"] == ["content-length;content-type;host"]
    assert signed["X-Amz-Expires"] == ["300"]


def test_it_says_how_such_a_file_may_be_sent(cloud: Any, the_time: SteppingClock) -> None:
    mb, caller = 1024 * 1024, Caller(channels="whatsapp")
    assert caller.post("/v1/uploads", PNG).body["limits"] == [
        {"channel": "whatsapp", "type": "image", "max_size": 5 * mb}
    ]


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"type": "application/zip"}, "#/type"),
        ({"type": "photo"}, "#/type"),
        ({"type": "image/png\r\nx: y"}, "#/type"),
        ({"size": 5 * 1024 * 1024 + 1}, "#/size"),
        ({"size": 0}, "#/size"),
        ({"colour": "red"}, "#/colour"),
    ],
)
def test_what_no_channel_takes_is_refused_before_it_is_uploaded(
    cloud: Any, the_time: SteppingClock, more: dict[str, Any], pointer: str
) -> None:
    answer = Caller(channels="whatsapp").post("/v1/uploads", {**PNG, **more})
    assert (answer.status, answer.problem) == (422, "invalid-request")
    assert answer.body["errors"][0]["pointer"] == pointer


def test_the_same_key_is_the_same_upload(ana: Caller) -> None:
    first, again = (ana.post("/v1/uploads", PNG, key="k") for _ in range(2))
    assert first.body["id"] == again.body["id"]
    other = ana.post("/v1/uploads", {**PNG, "size": 6}, key="k")
    assert (other.status, other.problem) == (409, "idempotency-mismatch")


def test_who_may_not_write_uploads_nothing(cloud: Any, the_time: SteppingClock) -> None:
    assert Caller(scope="readonly").post("/v1/uploads", PNG).problem == "forbidden"


def test_a_token_of_another_channel_has_nowhere_to_send_it(
    cloud: Any, the_time: SteppingClock
) -> None:
    assert Caller(channels="fax").post("/v1/uploads", PNG).status == 422


def test_an_upload_becomes_a_message_with_a_file(thread: str, ana: Caller) -> None:
    answer = send(thread, ana, uploaded(ana))
    assert answer.status == 202
    (attachment,) = answer.body["attachments"]
    assert (attachment["type"], attachment["size"], attachment["name"]) == ("image/png", 5, "a.png")
    assert attachment["url"] == f"/v1/messages/{answer.body['id']}/attachments/0"


def test_what_was_sent_cannot_be_replaced(thread: str, ana: Caller) -> None:
    upload = uploaded(ana)
    answer = send(thread, ana, upload)
    put(upload, b"other")
    link = ana.get(answer.body["attachments"][0]["url"]).headers["Location"]
    key = urlsplit(link).path.removeprefix("/")
    found = aws.client("s3").get_object(Bucket=settings().quarantine_bucket, Key=key)
    assert found["Body"].read() == b"xxxxx"


def test_a_repeated_answer_with_a_file_is_the_same_message(thread: str, ana: Caller) -> None:
    body = {"type": "image", "attachments": [{"id": uploaded(ana)}]}
    path = f"/v1/conversations/{thread}/messages"
    first, again = (ana.post(path, body, key="k") for _ in range(2))
    assert (again.status, again.body) == (202, first.body)


def test_an_upload_that_nobody_put_there_is_no_file_yet(thread: str, ana: Caller) -> None:
    upload = ana.post("/v1/uploads", PNG).body["id"]
    answer = send(thread, ana, upload)
    assert (answer.status, answer.problem) == (409, "not-uploaded")


@pytest.mark.parametrize(
    ("made", "data", "kind", "more"),
    [
        ({}, b"longer than announced", "image", {}),
        ({}, None, "video", {}),
        ({"type": "audio/mpeg"}, None, "audio", {"voice": True}),
        ({"type": "image/webp", "size": 600_000}, None, "sticker", {}),
    ],
)
def test_a_file_that_the_channel_cannot_send_so_is_refused(
    thread: str, ana: Caller, made: dict[str, Any], data: bytes | None, kind: str, more: Any
) -> None:
    answer = ana.post("/v1/uploads", {**PNG, **made})
    if answer.status == 201:
        put(answer.body["id"], data or b"x" * {**PNG, **made}["size"], {**PNG, **made}["type"])
        answer = send(thread, ana, answer.body["id"], kind, **more)
    assert (answer.status, answer.problem) == (422, "invalid-request")


def test_a_recording_may_be_shown_as_spoken(thread: str, ana: Caller) -> None:
    upload = uploaded(ana, type="audio/ogg; codecs=opus", name="voice.ogg")
    assert send(thread, ana, upload, "audio", voice=True).status == 202


@pytest.mark.parametrize(
    "body",
    [
        {"type": "image", "attachments": [{"id": "b" * 26}]},
        {"type": "image", "attachments": [{"id": "../x"}]},
        {"type": "text", "text": "hi", "attachments": [{"id": "b" * 26}]},
        {
            "type": "image",
            "file": {"url": "https://cdn.example/a.jpg"},
            "attachments": [{"id": "b" * 26}],
        },
        {"type": "image", "attachments": [{"id": "b" * 26}, {"id": "c" * 26}]},
    ],
)
def test_an_attachment_that_means_no_upload_is_refused(
    thread: str, ana: Caller, body: dict[str, Any]
) -> None:
    answer = ana.post(f"/v1/conversations/{thread}/messages", body)
    assert (answer.status, answer.problem) == (422, "invalid-request")


def header(thread: str, caller: Caller, upload: str, needs: list[str], **more: Any) -> Answer:
    """Send a template of which the registry knows that it ``needs`` something."""
    key = single.template_sk("whatsapp", "main", "packed", "en")
    known = {"kind": "template", "synced_at": 1, "slots": [], "needs": needs}
    table.put({"pk": single.TEMPLATES, "sk": key, **known})
    wanted = {"name": "packed", "language": "en", **more}
    body = {"type": "template", "template": wanted, "attachments": [{"id": upload}]}
    return caller.post(f"/v1/conversations/{thread}/messages", body)


def test_a_templates_header_takes_an_upload(thread: str, ana: Caller) -> None:
    answer = header(thread, ana, uploaded(ana), ["header:image"])
    assert (answer.status, answer.body["attachments"][0]["type"]) == (202, "image/png")
    assert answer.body["content"]["name"] == "packed"


@pytest.mark.parametrize("needs", [["header:document"], []])
def test_a_file_that_the_header_does_not_take_is_refused_at_once(
    thread: str, ana: Caller, needs: list[str]
) -> None:
    answer = header(thread, ana, uploaded(ana), needs)
    assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, "#/template")


def test_a_header_takes_no_file_that_the_channel_does_not_send(thread: str, ana: Caller) -> None:
    upload = uploaded(ana, type="image/webp", name="a.webp")  # a sticker's
    answer = header(thread, ana, upload, ["header:image"])
    assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, "#/type")
