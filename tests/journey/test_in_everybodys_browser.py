"""The chat button for everybody: by keyboard, for screen readers, from right to left, on phones."""

import pytest
from playwright.sync_api import expect

from tests.journey.local_stack import LocalStack
from tests.journey.shop import Arrive
from tests.journey.visits import SAID, WITHIN_S, agent_sees, answered, opened
from tests.local import waiting

pytestmark = pytest.mark.journey


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
    client = stack.client.agent
    waiting.until("read", lambda: client.get_message(answer["id"])["read_at"], within=WITHIN_S)
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
