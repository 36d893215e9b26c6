"""Files that ended among the dead letters: asked for again, or gone."""

import json
from typing import Any

import pytest

from functions.sweep import files
from functions.sweep.sweep import lambda_handler
from shared import aws, table
from shared.errors import Unavailable
from shared.ids import MessageId
from shared.settings import settings
from tests import faults, log
from tests.clock import SteppingClock
from tests.functions.follow_log.stream_reader import queued

MEDIA = json.dumps({"media": {"id": "m1", "mime_type": "image/png"}})


@pytest.fixture
def letter(cloud: Any, the_time: SteppingClock) -> MessageId:
    """A photo that nobody could fetch."""
    return dead(log.say("photo", the_time.now, type="image", content=MEDIA))


def dead(message: str) -> MessageId:
    url = settings().media_queue_url + files.DEAD_LETTERS
    body = {"channel": "whatsapp", "message": message}
    aws.client("sqs").send_message(QueueUrl=url, MessageBody=json.dumps(body))
    return MessageId.parse(message)


def asked_again() -> list[str]:
    bodies = queued(settings().media_queue_url)
    assert all(body["channel"] == "whatsapp" for body in bodies)
    return [body["message"] for body in bodies]


def left() -> list[str]:
    url = settings().media_queue_url + files.DEAD_LETTERS
    return [body["message"] for body in queued(url)]


def status(message: MessageId) -> str | None:
    found: str | None = (table.get(message.pk, message.sk) or {}).get("media_status")
    return found


def test_while_the_platform_may_have_it_it_is_asked_for_again(
    letter: MessageId, the_time: SteppingClock
) -> None:
    the_time.advance(hours=5 * 24)
    lambda_handler({}, None)
    assert (asked_again(), left(), status(letter)) == ([str(letter)], [], None)


def test_what_the_platform_has_forgotten_is_gone(
    letter: MessageId, the_time: SteppingClock
) -> None:
    the_time.advance(hours=7 * 24)
    lambda_handler({}, None)
    assert (asked_again(), left(), status(letter)) == ([], [], "gone")


def test_what_was_fetched_meanwhile_stays(letter: MessageId, the_time: SteppingClock) -> None:
    stored = {":s": "stored"}
    table.update(letter.pk, letter.sk, "SET #media_status = :s", stored)
    the_time.advance(hours=8 * 24)
    assert files.bring_back(the_time.now) == 1
    assert (asked_again(), left(), status(letter)) == ([], [], "stored")


def test_a_message_that_was_erased_stays_away(letter: MessageId, the_time: SteppingClock) -> None:
    table.delete(letter.pk, letter.sk)
    assert files.bring_back(the_time.now) == 1
    assert (asked_again(), left()) == ([], [])
    assert table.get(letter.pk, letter.sk) is None


def test_a_run_does_bounded_work(cloud: Any, the_time: SteppingClock) -> None:
    message = log.say("photo", the_time.now, type="image", content=MEDIA)
    for _ in range(files.MOST + 15):
        dead(message)
    assert files.MOST <= files.bring_back(the_time.now) < files.MOST + 10
    assert len(left()) >= 5


def test_a_crash_anywhere_loses_no_file(letter: MessageId, the_time: SteppingClock) -> None:
    url = settings().media_queue_url + files.DEAD_LETTERS
    at_once = {"VisibilityTimeout": "0"}
    aws.client("sqs").set_queue_attributes(QueueUrl=url, Attributes=at_once)
    points = faults.crash_points(lambda: files.bring_back(the_time.now))
    assert asked_again() == [str(letter)]
    for point in points:
        dead(str(letter))
        faults.run_until(point, lambda: files.bring_back(the_time.now))
        files.bring_back(the_time.now)
        assert set(asked_again()) == {str(letter)}, point
        assert left() == []


def test_a_queue_that_is_down_is_left_for_the_next_run(
    letter: MessageId, the_time: SteppingClock
) -> None:
    with faults.injected(faults.down("sqs")), pytest.raises(Unavailable):
        files.bring_back(the_time.now)
    assert left() == [str(letter)]
