"""The chat button in a real browser, on a site that is not ours."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, expect

from tests.journey.local_stack import LocalStack
from tests.journey.shop import Tab, Visitor
from tests.local import waiting
from tests.local.client import Json

pytestmark = pytest.mark.journey

Arrive = Callable[..., Visitor]
GREETING = "Thank you for writing to us."
SAID = ("question", "answer", "more")


@pytest.fixture
def arrive(browser: Browser, stack: LocalStack) -> Iterator[Arrive]:
    """Somebody new, with a browser of these options."""
    came: list[Visitor] = []

    def one(**options: Any) -> Visitor:
        came.append(Visitor(browser, stack, **options))
        return came[-1]

    yield one
    for visitor in came:
        visitor.context.close()


@pytest.fixture
def mark() -> str:
    return uuid4().hex[:8]


def opened(visitor: Visitor, lang: str = "en") -> Tab:
    tab = visitor.visit(lang)
    tab.open()
    return tab


def agent_sees(stack: LocalStack, tab: Tab, text: str) -> Json:
    """The visitor's message, once it is in the inbox."""
    where = f"/conversations/{tab.conversation()}/messages"

    def said() -> Json | None:
        found = stack.client.api("GET", where).json().get("items", ())
        return next((one for one in found if text in (one["text"] or "")), None)

    return waiting.until("the agent sees it", said, within=20)


def answered(stack: LocalStack, tab: Tab, text: str, answer: str) -> Json:
    """What an agent answers to ``text``."""
    where = agent_sees(stack, tab, text)["conversation_id"]
    return stack.client.answer(where, answer)


def test_a_visitor_is_answered_without_asking_again(
    arrive: Arrive, stack: LocalStack, mark: str
) -> None:
    tab = arrive().visit()
    assert tab.asked == ["GET widget.js"]
    tab.open()
    text = f"Is <b>this</b> in stock? {mark}"
    tab.write(text)
    expect(tab.shown(text)).to_have_count(1)
    expect(tab.shown(GREETING)).to_have_count(1)
    where, before = tab.conversation(), len(tab.asked)
    assert agent_sees(stack, tab, mark)["text"] == text

    stack.client.api("POST", f"/conversations/{where}/typing", json={})
    expect(tab.chat.get_by_role("status")).to_have_text("Agent is typing…")
    answer = stack.client.answer(where, f"It is! {mark}")
    expect(tab.shown(f"It is! {mark}")).to_be_visible()
    expect(tab.chat.get_by_role("status")).to_have_text("")

    def read() -> str | None:
        return stack.client.message(answer["id"]).get("read_at")

    waiting.until("the agent sees it read", read, within=20)
    assert (len(tab.sockets), set(tab.asked[before:])) == (1, {"POST receipts"})
    assert tab.errors == []


def test_what_was_said_is_there_after_a_reload_and_what_is_new_is_counted(
    arrive: Arrive, stack: LocalStack, mark: str
) -> None:
    tab = opened(arrive())
    tab.write(f"question {mark}")
    answered(stack, tab, mark, f"answer {mark}")
    expect(tab.shown(f"answer {mark}")).to_be_visible()
    tab.page.reload()
    expect(tab.button).to_have_accessible_name("Open chat")
    stack.client.answer(tab.conversation(), f"more {mark}")
    expect(tab.button).to_have_accessible_name("Open chat, 1 new messages")
    tab.open()
    expect(tab.shown(mark)).to_contain_text([f"{what} {mark}" for what in SAID])
    tab.page.keyboard.press("Escape")
    expect(tab.button).to_have_accessible_name("Open chat")


def test_a_second_tab_is_in_step(arrive: Arrive, stack: LocalStack, mark: str) -> None:
    visitor = arrive()
    first = opened(visitor)
    first.write(f"first {mark}")
    expect(first.shown(mark)).not_to_contain_text("Sending…")
    second = opened(visitor)
    expect(second.shown(f"first {mark}")).to_have_count(1)
    second.write(f"second {mark}")
    expect(first.shown(f"second {mark}")).to_have_count(1)
    answered(stack, second, f"second {mark}", f"both {mark}")
    for tab in (first, second):
        expect(tab.shown(f"both {mark}")).to_have_count(1)


def test_what_is_written_without_a_connection_is_sent_once(
    arrive: Arrive, stack: LocalStack, mark: str
) -> None:
    visitor = arrive()
    tab = opened(visitor)
    tab.write(f"before {mark}")
    expect(tab.shown(mark)).not_to_contain_text("Sending…")
    visitor.context.set_offline(True)
    tab.write(f"meanwhile {mark}")
    expect(tab.shown(f"meanwhile {mark}")).to_contain_text("Sending…")
    visitor.context.set_offline(False)
    expect(tab.shown(f"meanwhile {mark}")).not_to_contain_text("Sending…")
    where = agent_sees(stack, tab, f"meanwhile {mark}")["conversation_id"]
    texts = [message["text"] for message in stack.client.messages(where)]
    assert texts.count(f"meanwhile {mark}") == 1


def test_what_the_server_could_not_take_is_tried_again(
    arrive: Arrive, stack: LocalStack, mark: str
) -> None:
    tab = opened(arrive())
    tab.conversation()
    tab.page.route("**/main/messages", lambda route: route.fulfill(status=503), times=1)
    tab.write(mark)
    expect(tab.shown(mark)).to_have_count(1)
    expect(tab.shown(mark)).not_to_contain_text("Sending…")
    assert tab.asked.count("POST messages") == 2
    agent_sees(stack, tab, mark)


def test_without_a_websocket_it_asks_and_waits(
    arrive: Arrive, stack: LocalStack, mark: str
) -> None:
    visitor = arrive()
    visitor.context.add_init_script("delete window.WebSocket")
    tab = opened(visitor)
    tab.write(f"question {mark}")
    answered(stack, tab, mark, f"answer {mark}")
    expect(tab.shown(f"answer {mark}")).to_have_count(1)
    assert (tab.sockets, tab.errors) == ([], [])


def test_a_file_reaches_the_agent(arrive: Arrive, stack: LocalStack, mark: str) -> None:
    tab, picture = opened(arrive()), b"\x89PNG\r\n\x1a\n" + bytes(50)
    with tab.page.expect_file_chooser() as chooser:
        tab.chat.get_by_role("button", name="Attach a file").click()
    chooser.value.set_files({"name": f"{mark}.png", "mimeType": "image/png", "buffer": picture})
    expect(tab.shown(f"{mark}.png")).not_to_contain_text("Sending…")
    (file,) = agent_sees(stack, tab, "")["attachments"]
    assert (file["name"], file["type"]) == (f"{mark}.png", "image/png")


def test_it_is_used_with_the_keyboard_alone(arrive: Arrive, mark: str) -> None:
    tab = arrive().visit()
    keys = tab.page.keyboard

    def pressed(*names: str) -> str:
        for name in names:
            keys.press(name)
        return tab.in_focus()

    assert pressed("Tab") == "Goods"
    assert pressed("Tab") == "Open chat"
    assert pressed("Enter") == "Write a message"
    keys.type(f"one {mark}")
    keys.press("Shift+Enter")
    keys.type("two")
    keys.press("Enter")
    expect(tab.shown(mark)).to_contain_text(f"one {mark}\ntwo")
    expect(tab.field).to_have_value("")
    back = ["Attach a file", "Chat", "Close chat"]
    assert [pressed("Shift+Tab") for _ in back] == back
    assert pressed("Tab", "Tab", "Tab", "Tab") == "Send"
    assert pressed("Escape").startswith("Open chat")
    expect(tab.chat).to_be_hidden()
    assert pressed("Space") == "Write a message"
    assert pressed("Shift+Tab", "Shift+Tab", "Shift+Tab", "Enter").startswith("Open chat")


def test_a_screen_reader_is_told_what_is_what(arrive: Arrive) -> None:
    tab = arrive().visit()
    assert tab.described("button", "Open chat") == {"focusable": True, "expanded": False}
    tab.open()
    tab.write("Hello")
    assert tab.described("dialog", "Chat") == {"modal": False}
    live = {"live": "polite", "relevant": "additions text"}
    assert tab.described("log", "Chat") == {**live, "atomic": False, "focusable": True}
    assert tab.described("status", "") == {**live, "atomic": True}
    field = tab.described("textbox", "Write a message")
    assert (field["focused"], field["multiline"]) == (True, True)
    expect(tab.chat).to_match_aria_snapshot("""
        - dialog "Chat":
          - banner:
            - heading "Chat" [level=2]
            - button "Close chat"
          - log "Chat": /^You. Hello/
          - status
          - button "Attach a file"
          - textbox "Write a message"
          - button "Send"
        """)


def test_each_message_is_read_aloud_once(arrive: Arrive, stack: LocalStack, mark: str) -> None:
    tab = opened(arrive())
    tab.listen()
    tab.write(f"question {mark}")
    answer = answered(stack, tab, mark, f"answer {mark}")
    expect(tab.shown(f"answer {mark}")).to_have_count(1)
    tab.write(f"more {mark}")
    agent_sees(stack, tab, f"more {mark}")
    expect(tab.shown(mark)).to_have_count(len(SAID))
    expect(tab.log).not_to_contain_text("Sending…")
    waiting.until("read", lambda: stack.client.message(answer["id"]).get("read_at"), within=20)
    heard = tab.heard()
    assert [sum(f"{what} {mark}" in one for one in heard) for what in SAID] == [1] * len(SAID), (
        heard
    )


def test_in_arabic_it_stands_on_the_left_and_speaks_arabic(arrive: Arrive) -> None:
    tab = arrive(viewport={"width": 1000, "height": 700}).visit("ar")
    expect(tab.button).to_have_accessible_name("افتح المحادثة")
    tab.open()
    expect(tab.chat).to_have_accessible_name("محادثة")
    tab.write("مرحبا")
    panel, mine = tab.box(tab.chat), tab.box(tab.shown("مرحبا"))
    assert (panel["x"], panel["width"]) == (16, 380)
    assert mine["x"] + mine["width"] / 2 < panel["x"] + panel["width"] / 2
    assert tab.box(tab.chat.get_by_role("button", name="إرسال"))["x"] < tab.box(tab.field)["x"]


def test_on_a_phone_it_fills_the_screen_and_is_big_enough_for_a_thumb(arrive: Arrive) -> None:
    phone = {"width": 360, "height": 640}
    tab = arrive(viewport=phone, is_mobile=True, has_touch=True, device_scale_factor=2).visit()
    tab.button.tap()
    tab.field.tap()
    for n in range(8):
        tab.write(f"message {n} " + "word " * 20)
    expect(tab.shown("message 7")).to_be_in_viewport(ratio=0.9)
    assert tab.box(tab.chat) == {"x": 0, "y": 0, **phone}
    for button in tab.chat.get_by_role("button").all():
        box = tab.box(button)
        assert min(box["width"], box["height"]) >= 44
        assert 0 <= box["x"] <= phone["width"] - box["width"]
    assert tab.page.evaluate("document.documentElement.scrollWidth") == phone["width"]
