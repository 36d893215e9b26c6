"""Files of ours before the simulator: there before the message that shows them, or not sent."""

import json
from typing import Any

import pytest

from functions.x import upload
from shared import aws
from shared.accepting import Draft
from shared.errors import ChannelUnavailable, MessageRejected, Retryable
from shared.settings import settings
from tests.functions.x.conftest import SECRETS, World
from tests.functions.x.reading import ANA
from tests.shared.outbox import error_of, status_of

PHOTO = b"\x89PNG\r\n\x1a\n\r\n--not a boundary\r\n" * 100
FILM = bytes(range(256)) * 4096 * 5  # of two pieces
KEY = "media/upload-1"
SENDS = f"/2/dm_conversations/with/{ANA}/messages"


def kept(data: bytes = PHOTO) -> None:
    aws.client("s3").put_object(Bucket=settings().quarantine_bucket, Key=KEY, Body=data)


def shown(x: World, kind: str = "image", mime_type: str = "image/png", data: bytes = PHOTO) -> str:
    """Queue a message of an agent with a file of ours."""
    kept(data)
    about = {"media": {"key": KEY, "mime_type": mime_type, "name": "a.png"}}
    return x.accepted("new", Draft(kind, "new", about, author_kind="agent", author_id="ana"))  # type: ignore[arg-type]


def handed_over(mime_type: str, *, slept: list[float] | None = None) -> str:
    """The id that X gave a file, straight from the function."""
    media = {"key": KEY, "mime_type": mime_type}
    item = {"account": "main", "content": json.dumps({"media": media})}
    done = upload.uploaded(item, SECRETS, (slept if slept is not None else []).append)
    return str(json.loads(done["content"])["media"]["id"])


def test_a_photo_goes_first_and_the_message_names_it(x: World) -> None:
    x.says()
    one = shown(x)
    assert x.drain() == []
    assert x.asked() == ["/2/media/upload", SENDS]
    (message,) = x.simulator.messages("x")
    medium = x.platform.media.kept[message.content["attachments"][0]["media_id"]]
    assert (medium.data, medium.mime_type) == (PHOTO, "image/png")
    assert (status_of(one), x.took()) == ("sent", ["new"])


@pytest.mark.parametrize("mime_type", ["video/mp4", "image/gif"])
def test_a_film_goes_in_pieces_and_is_waited_for(x: World, mime_type: str) -> None:
    kept(FILM)
    slept: list[float] = []
    x.platform.media.states = ("pending", "in_progress", "succeeded")
    medium = x.platform.media.kept[handed_over(mime_type, slept=slept)]
    assert (medium.data, medium.mime_type, medium.ready) == (FILM, mime_type, True)
    ends = [path.rsplit("/", 1)[-1] for path in x.asked()]
    assert ends == ["initialize", "append", "append", "finalize", "upload", "upload", "upload"]
    assert slept == [0.0, 0.0, 0.0]


def test_a_film_that_x_cannot_make_ready_is_refused(x: World) -> None:
    kept(FILM)
    x.platform.media.states = ("failed",)
    with pytest.raises(MessageRejected) as caught:
        handed_over("video/mp4")
    assert caught.value.code == "processing-failed"


def test_a_film_that_takes_too_long_is_tried_again(
    x: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(FILM)
    monkeypatch.setattr(upload, "_WITHIN_S", 3.0)
    monkeypatch.setattr(x.platform.media, "check_after", 4)
    slept: list[float] = []
    with pytest.raises(ChannelUnavailable) as caught:
        handed_over("video/mp4", slept=slept)
    assert (caught.value.code, slept) == ("processing", [])


@pytest.mark.parametrize("fault", ["500", "429", "timeout", "drop-after-accept"])
def test_trouble_while_handing_over_sends_nothing_and_may_be_tried_again(
    x: World, fault: str
) -> None:
    kept()
    x.fails(fault, 1, calls="all")
    with pytest.raises(Retryable):
        handed_over("image/png")
    assert x.simulator.messages("x") == []
    assert handed_over("image/png")


@pytest.mark.parametrize("fault", ["timeout", "drop-after-accept"])
def test_a_lost_answer_about_a_film_says_nothing_was_sent(x: World, fault: str) -> None:
    kept(FILM)
    x.fails(fault, 1, calls="all")
    with pytest.raises(ChannelUnavailable):
        handed_over("video/mp4")


def test_a_file_that_is_not_there_any_more_is_refused(x: World) -> None:
    x.says()
    one = shown(x)
    aws.client("s3").delete_object(Bucket=settings().quarantine_bucket, Key=KEY)
    x.drain()
    assert (status_of(one), error_of(one)["code"]) == ("failed", "no-file")
    assert SENDS not in x.asked()


def test_a_message_without_a_file_of_ours_is_left_alone() -> None:
    item: dict[str, Any] = {"account": "main", "content": "{}"}
    assert upload.uploaded(item, SECRETS) is item
