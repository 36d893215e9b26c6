"""Telegram's servers as python-telegram-bot, a client by other people, finds them."""

import asyncio
import json
from base64 import b64encode
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
import requests
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update, error
from telegram import ReplyParameters as Quotation

from tests.simulator.exchange import Answer
from tests.simulator.receiver import Receiver
from tests.simulator.simulator import Simulator, running_simulator
from tests.simulator.telegram import Telegram

TOKEN = "7000000001:token-for-tests"
ACCOUNTS = {
    "telegram": {"account": "main", "bot_token": TOKEN, "secret_token": "secret-token-for-tests"}
}
CUSTOMER = 7001


@pytest.fixture(autouse=True)
def durations_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    """python-telegram-bot warns of its older form."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def simulator(receiver: Receiver) -> Iterator[Simulator]:
    with running_simulator(ACCOUNTS, receiver.url) as running:
        running.options.change({"retry_gaps": [0.01, 0.02]})
        running.platforms["telegram"].say({"from": CUSTOMER, "text": "/start"})
        yield running


def platform(simulator: Simulator) -> Telegram:
    found = simulator.platforms["telegram"]
    assert isinstance(found, Telegram)
    return found


def ask(simulator: Simulator, call: Callable[[Bot], Awaitable[Any]], token: str = TOKEN) -> Any:
    """What ``call`` of a bot comes to."""
    base = {"base_url": f"{simulator.url}/bot", "base_file_url": f"{simulator.url}/file/bot"}

    async def run() -> Any:
        async with Bot(token, **base) as bot:  # type: ignore[arg-type]
            return await call(bot)

    return asyncio.run(run())


def refused(
    simulator: Simulator, kind: type[Exception], call: Callable[[Bot], Awaitable[Any]]
) -> Any:
    with pytest.raises(kind) as caught:
        ask(simulator, call)
    return caught.value


def button(data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data=data)]])


def say(simulator: Simulator, **said: Any) -> Any:
    answer = requests.post(
        f"{simulator.url}/telegram/say", json={"from": CUSTOMER, **said}, timeout=10
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


def last(receiver: Receiver) -> Update:
    return Update.de_json(json.loads(receiver.requests[-1].body), None)


def test_a_text_is_taken_and_numbered_after_what_was_said(simulator: Simulator) -> None:
    first = ask(simulator, lambda bot: bot.send_message(CUSTOMER, "Hello"))
    second = ask(simulator, lambda bot: bot.send_message(CUSTOMER, "Again"))
    assert (first.message_id, second.message_id) == (2, 3)
    assert (first.text, first.chat_id, first.chat.type) == ("Hello", CUSTOMER, "private")
    taken = simulator.messages("telegram")
    assert [(m.id, m.to, m.type) for m in taken] == [
        ("7001:2", "7001", "message"),
        ("7001:3", "7001", "message"),
    ]


SENDS: dict[str, Callable[[Bot], Awaitable[Any]]] = {
    "message": lambda bot: bot.send_message(CUSTOMER, "🎉" * 4096, reply_markup=button("é" * 32)),
    "photo": lambda bot: bot.send_photo(CUSTOMER, b"a photo", caption="A"),
    "document": lambda bot: bot.send_document(CUSTOMER, b"a file", filename="a.pdf"),
    "voice": lambda bot: bot.send_voice(CUSTOMER, "https://cdn.example/a.ogg"),
    "location": lambda bot: bot.send_location(CUSTOMER, 41.38, 2.17),
    "venue": lambda bot: bot.send_venue(CUSTOMER, 41.38, 2.17, "Shop", "Carrer 1"),
    "contact": lambda bot: bot.send_contact(CUSTOMER, "+34600111222", "Bob"),
}


@pytest.mark.parametrize(("kind", "send"), SENDS.items(), ids=SENDS)
def test_what_a_bot_may_send_is_taken(
    simulator: Simulator, kind: str, send: Callable[[Bot], Awaitable[Any]]
) -> None:
    made = ask(simulator, send)
    assert isinstance(made, Message)
    assert kind == "message" or getattr(made, kind)
    (taken,) = simulator.messages("telegram")
    assert (taken.type, taken.id) == (kind, f"{CUSTOMER}:{made.message_id}")


REFUSED: dict[str, tuple[type[Exception], str, Callable[[Bot], Awaitable[Any]]]] = {
    "nobody": (error.BadRequest, "chat not found", lambda bot: bot.send_message(5, "a")),
    "nothing": (error.BadRequest, "text is empty", lambda bot: bot.send_message(CUSTOMER, " ")),
    "too much": (
        error.BadRequest,
        "message is too long",
        lambda bot: bot.send_message(CUSTOMER, "🎉" * 4097),
    ),
    "a long caption": (
        error.BadRequest,
        "caption is too long",
        lambda bot: bot.send_photo(CUSTOMER, b"a", caption="a" * 1025),
    ),
    "data over 64 bytes": (
        error.BadRequest,
        "BUTTON_DATA_INVALID",
        lambda bot: bot.send_message(CUSTOMER, "a", reply_markup=button("é" * 33)),
    ),
    "no button": (
        error.BadRequest,
        "reply markup",
        lambda bot: bot.send_message(CUSTOMER, "a", reply_markup=InlineKeyboardMarkup([])),
    ),
    "an unknown file": (
        error.BadRequest,
        "wrong file identifier",
        lambda bot: bot.send_photo(CUSTOMER, "no-such-file"),
    ),
    "an empty file": (
        error.BadRequest,
        "non-empty",
        lambda bot: bot.send_document(CUSTOMER, b""),
    ),
    "quoting what is not there": (
        error.BadRequest,
        "replied not found",
        lambda bot: bot.send_message(CUSTOMER, "a", reply_parameters=Quotation(99)),
    ),
    "a place off the globe": (
        error.BadRequest,
        "latitude",
        lambda bot: bot.send_location(CUSTOMER, 91, 2),
    ),
}


@pytest.mark.parametrize(("kind", "words", "send"), REFUSED.values(), ids=REFUSED)
def test_what_a_bot_may_not_send_is_refused_in_the_platforms_words(
    simulator: Simulator, kind: type[Exception], words: str, send: Callable[[Bot], Awaitable[Any]]
) -> None:
    assert words.lower() in str(refused(simulator, kind, send)).lower()
    assert simulator.messages() == []


def test_who_blocked_the_bot_is_forbidden_until_they_start_it_again(
    simulator: Simulator, receiver: Receiver
) -> None:
    say(simulator, block=True)
    change = last(receiver).my_chat_member
    assert change
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("member", "kicked")
    words = str(refused(simulator, error.Forbidden, lambda bot: bot.send_message(CUSTOMER, "a")))
    assert "bot was blocked by the user" in words
    say(simulator, block=False)
    assert ask(simulator, lambda bot: bot.send_message(CUSTOMER, "a")).text == "a"


def test_a_group_that_moved_says_where(simulator: Simulator) -> None:
    platform(simulator).chats.meet({"from": CUSTOMER}).moved_to = -1001
    moved = refused(simulator, error.ChatMigrated, lambda bot: bot.send_message(CUSTOMER, "a"))
    assert moved.new_chat_id == -1001


@pytest.mark.parametrize("token", ["7000000001:another", "7000000002:token-for-tests"])
def test_another_token_is_not_let_in(simulator: Simulator, token: str) -> None:
    with pytest.raises(error.InvalidToken):
        ask(simulator, lambda bot: bot.get_me(), token)
    url = f"{simulator.url}/bot{token}/getMe"
    assert requests.post(url, timeout=10).json()["error_code"] == 401


def test_a_method_there_is_not_is_not_found(simulator: Simulator) -> None:
    for path in (f"/bot{TOKEN}/sendPigeon", "/botno-token/getMe"):
        answer = requests.post(simulator.url + path, timeout=10)
        assert (answer.status_code, answer.json()["ok"]) == (404, False)


def test_faults_are_worded_as_the_platform_words_them(simulator: Simulator) -> None:
    for kind, raised in (
        ("429", error.RetryAfter),
        ("500", error.NetworkError),
        ("token-expired", error.Forbidden),
    ):
        simulator.faults.add({"channel": "telegram", "kind": kind})
        with pytest.raises((raised, error.InvalidToken)):
            ask(simulator, lambda bot: bot.send_message(CUSTOMER, "a"))
    assert simulator.messages() == []


def test_a_file_of_a_customer_is_looked_up_and_downloaded(
    simulator: Simulator, receiver: Receiver
) -> None:
    data = b64encode(b"a photo").decode()
    say(simulator, type="image", text="Look", media={"data": data, "mime_type": "image/png"})
    message = last(receiver).message
    assert message
    assert (message.caption, message.photo[-1].width) == ("Look", 1280)

    async def download(bot: Bot) -> bytes:
        file = await bot.get_file(message.photo[-1].file_id)
        return bytes(await file.download_as_bytearray())

    assert ask(simulator, download) == b"a photo"
    assert str(simulator.sent("telegram")[-1]["path"]).endswith("/photos/file_0.jpg")


def test_a_file_above_20_mb_is_kept_from_bots(simulator: Simulator, receiver: Receiver) -> None:
    say(simulator, type="file", media={"name": "a.zip", "size": 20 * 1024 * 1024 + 1})
    document = last(receiver).message.document  # type: ignore[union-attr]
    assert document
    words = str(refused(simulator, error.BadRequest, lambda bot: bot.get_file(document.file_id)))
    assert "ile is too big" in words


def test_updates_carry_the_token_and_are_numbered_without_a_gap(
    simulator: Simulator, receiver: Receiver
) -> None:
    for text in ("one", "two", "three"):
        say(simulator, text=text)
    header = "X-Telegram-Bot-Api-Secret-Token"
    assert {r.header(header) for r in receiver.requests} == {"secret-token-for-tests"}
    numbers = [json.loads(r.body)["update_id"] for r in receiver.requests]
    assert numbers == list(range(numbers[0], numbers[0] + 3))
    assert last(receiver).message.text == "three"  # type: ignore[union-attr]


def test_a_tap_names_the_message_with_the_button(simulator: Simulator, receiver: Receiver) -> None:
    asked = ask(simulator, lambda b: b.send_message(CUSTOMER, "Keep?", reply_markup=button("yes")))
    say(simulator, tap={"data": "yes", "message_id": f"{CUSTOMER}:{asked.message_id}"})
    query = last(receiver).callback_query
    assert query
    assert query.message
    assert (query.data, query.message.message_id) == ("yes", asked.message_id)
    assert ask(simulator, lambda bot: bot.answer_callback_query(query.id)) is True


def test_edits_and_reactions_name_their_message(simulator: Simulator, receiver: Receiver) -> None:
    say(simulator, edit={"message_id": 1, "text": "/start again"})
    edited = last(receiver).edited_message
    assert edited
    assert (edited.text, edited.edit_date is None) == ("/start again", False)
    say(simulator, reaction={"message_id": 1, "emoji": "👍"})
    reaction = last(receiver).message_reaction
    assert reaction
    assert reaction.new_reaction[0].emoji == "👍"  # type: ignore[attr-defined]
    assert ask(simulator, lambda bot: bot.set_message_reaction(CUSTOMER, 1, "🔥")) is True
    assert ask(simulator, lambda bot: bot.send_chat_action(CUSTOMER, "typing")) is True


def test_what_is_not_taken_comes_again_until_it_is(
    simulator: Simulator, receiver: Receiver
) -> None:
    receiver.answers = lambda number: Answer(500 if number < 3 else 204)
    say(simulator, text="Hi")
    assert simulator.settled()
    assert len({request.body for request in receiver.wait_for(3)}) == 1
    assert len(receiver.requests) == 3


def test_there_are_no_statuses_and_nobody_says_nothing(simulator: Simulator) -> None:
    for path, wanted in (("status", {"id": "7001:2"}), ("say", {"from": 1}), ("say", {"text": 1})):
        url = f"{simulator.url}/telegram/{path}"
        assert requests.post(url, json=wanted, timeout=10).status_code == 400


def test_a_new_account_has_a_secret_for_our_side() -> None:
    account = {"account": "main", **Telegram.new_account()}
    secret = Telegram.secret(account, "http://127.0.0.1:1")
    bot, _, _ = account["bot_token"].partition(":")
    assert secret == {
        "bot_token": account["bot_token"],
        "secret_token": account["secret_token"],
        "accounts": {bot: "main"},
    }
    assert Telegram.new_customer().isdigit()
