"""An effort survey as each channel shows it, and as its customers answer it."""

import json
from collections.abc import Callable
from typing import Any, Final

import pytest

from functions.apple.render import render as apple_body
from functions.follow_log.changes import Change
from functions.follow_log.choosing import choose
from functions.messenger.render import render as messenger_body
from functions.sms.render import render as sms_form
from functions.whatsapp.render import render as whatsapp_body
from shared.messages import Parsed, Said
from shared.table import Item
from tests import log
from tests.clock import SteppingClock
from tests.functions.apple import reading as apple
from tests.functions.messenger import reading as messenger
from tests.functions.orchestrate.runs import deployed, lambdas, wake, woken
from tests.functions.orchestrate.surveys import RESTS, asked, kept, notes, resolved, says, stands
from tests.functions.sms import reading as sms
from tests.functions.whatsapp import reading as whatsapp

__all__ = ["deployed", "lambdas"]

pytestmark = pytest.mark.usefixtures("deployed")

SCORES: Final = ["1", "2", "3", "4", "5", "6", "7"]
Row = dict[str, Any]
# The titles that the channel shows, and what comes of it if the sixth is taken.
Shown = tuple[list[str], Callable[[], Parsed]]


def _whatsapp(question: Item) -> Shown:
    shown = whatsapp_body(question)["interactive"]
    assert shown["type"] == "list"
    rows: list[Row] = shown["action"]["sections"][0]["rows"]
    taken = {"type": "list_reply", "list_reply": {key: rows[5][key] for key in ("id", "title")}}
    return [row["title"] for row in rows], lambda: whatsapp.read_message(
        type="interactive", text=None, interactive=taken
    )


def _messenger(question: Item) -> Shown:
    rows: list[Row] = messenger_body(question)["message"]["quick_replies"]
    said = {"mid": "m_6", "text": "6", "quick_reply": {"payload": rows[5]["payload"]}}
    return [row["title"] for row in rows], lambda: messenger.read_item(message=said)[0]


def _apple(question: Item) -> Shown:
    data = apple_body(question, "r1")["interactiveData"]["data"]
    (section,) = data["listPicker"]["sections"]
    rows: list[Row] = section["items"]
    taken = {"listPicker": {"sections": [{**section, "items": [rows[5]]}]}}
    return [row["title"] for row in rows], lambda: apple.read_one(apple.interactive(taken))


def _sms(question: Item) -> Shown:
    lines = sms_form(question)["Body"].split("\n\n")[-1]
    return lines.split(", "), lambda: sms.said(Body="6")[0]


CHANNELS: Final = {"whatsapp": _whatsapp, "messenger": _messenger, "apple": _apple, "sms": _sms}


def came(said: Said, at: int, channel: str) -> str:
    """Stored as the webhook does, and followed."""
    content = json.dumps(dict(said.content))
    fields = {"type": said.type, "text": said.text, "content": content, "channel": channel}
    message = log.say("six", at, **fields)
    item = log.inbound("six", at, **fields)
    choose(Change("e1", None, item), log.summary())
    return message


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_score_is_tapped_or_its_number_written_and_words_follow(
    channel: str, the_time: SteppingClock
) -> None:
    wake(resolved(the_time, survey="ces", channel=channel))
    [question] = asked()
    assert question["channel"] == channel
    titles, take = CHANNELS[channel](question)
    assert titles == SCORES
    said = take()
    assert isinstance(said, Said)
    assert wake(woken(came(said, the_time.advance(minutes=1), channel))) == []
    says("c", the_time.advance(minutes=1), "It was quick", channel=channel)
    assert all('"reply"' in m["content"] for m in log.messages("inbound") if m["text"] == "6")
    assert (kept("score"), kept("text"), stands()) == ([6], ["It was quick"], RESTS)
    assert [note["step"] for note in notes()] == ["start", "why"]
