"""The chat button in a real browser, on a site that is not ours: what is said, and what is lost."""

import pytest
from playwright.sync_api import expect

from tests.journey.local_stack import LocalStack
from tests.journey.shop import Arrive
from tests.journey.visits import SAID, WITHIN_S, agent_sees, answered, opened
from tests.local import waiting

pytestmark = pytest.mark.journey

GREETING = "Thank you for writing to us."


def test_a_visitor_is_answered_without_asking_again(
    arrive: Arrive, stack: LocalStack, mark: str
) -> None:
    tab = arrive().visit()
    assert tab.asked == ["GET widget.js"]
    tab.open_and_listen()
    text = f"Is <b>this</b> in stock? {mark}"
    tab.write(text)
    expect(tab.shown(text)).to_have_count(1)
    expect(tab.shown(GREETING)).to_have_count(1)
    where, before = tab.conversation(), len(tab.asked)
    assert agent_sees(stack, tab, mark)["text"] == text

    stack.client.agent.show_typing(where)
    expect(tab.chat.get_by_role("status")).to_have_text("Agent is typing…")
    answer = stack.client.answer(where, f"It is! {mark}")
    expect(tab.shown(f"It is! {mark}")).to_be_visible()
    expect(tab.chat.get_by_role("status")).to_have_text("")

    def read() -> str | None:
        return stack.client.agent.get_message(answer["id"])["read_at"]

    waiting.until("the agent sees it read", read, within=WITHIN_S)
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
    expect(tab.button).to_have_accessible_name("Open chat, new messages: 1")
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
    (file,) = agent_sees(stack, tab, f"{mark}.png")["attachments"]
    assert (file["name"], file["type"]) == (f"{mark}.png", "image/png")


def test_who_comes_by_a_link_says_so_with_the_first_message(
    arrive: Arrive, stack: LocalStack, mark: str
) -> None:
    visitor = arrive()
    tab = visitor.come_by("summer")
    for text in (f"first {mark}", f"then {mark}"):
        tab.write(text)
        expect(tab.shown(text)).not_to_contain_text("Sending…")
    first = agent_sees(stack, tab, f"first {mark}")
    assert first["content"]["referral"] == {"source_type": "link", "ref": "summer"}
    assert "referral" not in agent_sees(stack, tab, f"then {mark}")["content"]
    tab.page.reload()
    expect(tab.button).to_be_visible()  # once is enough
    assert tab.errors == []
