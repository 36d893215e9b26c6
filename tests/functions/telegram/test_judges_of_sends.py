"""python-telegram-bot asks the platform for the same, in the same words, as we do."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram import ReplyParameters as Quotation
from telegram.request import BaseRequest, RequestData

from functions.telegram.api import address
from functions.telegram.render import render
from shared.settings import settings
from tests.functions.telegram.conftest import SECRET, TOKEN
from tests.functions.telegram.taking import message

LINK = "https://cdn.example/a.jpg"
MADE = {"message_id": 21, "date": 1, "chat": {"id": 7001, "type": "private"}}


class Recorder(BaseRequest):
    """Sends nothing and keeps what would have been sent."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []

    @property
    def read_timeout(self) -> float:
        return 1

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        self.asked.append((url, request_data.parameters if request_data else {}))
        answers_true = url.endswith(("Action", "Reaction", "Query"))
        result = True if answers_true else MADE
        return 200, json.dumps({"ok": True, "result": result}).encode()


def theirs(send: Callable[[Bot], Awaitable[object]]) -> tuple[str, dict[str, Any]]:
    recorder = Recorder()

    async def ask() -> None:
        await send(Bot(TOKEN, request=recorder, get_updates_request=Recorder()))

    asyncio.run(ask())
    (asked,) = recorder.asked
    return asked


def button(title: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(title, callback_data=f"id-{title}")


QUIET = LinkPreviewOptions(is_disabled=True)
PLACE = {"latitude": 41.38, "longitude": 2.17}
BUTTONS = [{"id": f"id-{title}", "title": title} for title in ("Yes", "No")]
SENDS: dict[str, tuple[dict[str, Any], Callable[[Bot], Awaitable[object]]]] = {
    "text": (
        message("text", "Hé *🎉*", reply_to="7001:12"),
        lambda bot: bot.send_message(
            7001,
            "Hé *🎉*",
            link_preview_options=QUIET,
            reply_parameters=Quotation(12, allow_sending_without_reply=True),
        ),
    ),
    "buttons": (
        message("interactive", "Keep it?", {"buttons": BUTTONS}),
        lambda bot: bot.send_message(
            7001,
            "Keep it?",
            link_preview_options=QUIET,
            reply_markup=InlineKeyboardMarkup([[button("Yes")], [button("No")]]),
        ),
    ),
    "photo": (
        message("image", "A", {"media": {"url": LINK}}),
        lambda bot: bot.send_photo(7001, LINK, caption="A"),
    ),
    "document": (
        message("file", "", {"media": {"url": LINK}}),
        lambda bot: bot.send_document(7001, LINK),
    ),
    "voice": (
        message("audio", "", {"media": {"url": LINK, "voice": True}}),
        lambda bot: bot.send_voice(7001, LINK),
    ),
    "video": (
        message("video", "", {"media": {"url": LINK}}),
        lambda bot: bot.send_video(7001, LINK),
    ),
    "sticker": (
        message("sticker", "", {"media": {"url": LINK}}),
        lambda bot: bot.send_sticker(7001, LINK),
    ),
    "place": (message("location", "", PLACE), lambda bot: bot.send_location(7001, 41.38, 2.17)),
    "venue": (
        message("location", "", {**PLACE, "name": "Shop", "address": "Carrer 1"}),
        lambda bot: bot.send_venue(7001, 41.38, 2.17, "Shop", "Carrer 1"),
    ),
    "contact": (
        message("contacts", "", {"contacts": [{"name": "Bob", "phones": ["+1"]}]}),
        lambda bot: bot.send_contact(7001, phone_number="+1", first_name="Bob"),
    ),
    "reaction": (
        message("reaction", "", {"emoji": "👍"}, reply_to="7001:12"),
        lambda bot: bot.set_message_reaction(7001, 12, "👍"),
    ),
}


@pytest.mark.parametrize(("ours", "send"), SENDS.values(), ids=SENDS)
def test_the_same_message_is_the_same_call(
    ours: dict[str, Any],
    send: Callable[[Bot], Awaitable[object]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PROVIDER_URL", "")
    settings.cache_clear()
    call = render(ours)
    url, params = theirs(send)
    assert address(call.method, SECRET) == url
    # What it sets without being asked to is what the platform takes for granted.
    assert call.params == {name: value for name, value in params.items() if value is not False}
