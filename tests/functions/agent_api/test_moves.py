"""Moving a conversation: a link that is good for one customer, once, and for a while."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from shared import audit, table
from shared.links import moves
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Answer, Caller

TO = {"channel": "telegram", "account": "bot"}


@pytest.fixture
def telegram(ana: Caller) -> None:
    new = {"channel": "telegram", "account": "bot", "platform_id": "42"}
    admin = Caller(scope="admin")
    admin.post("/v1/accounts", {**new, "public_address": "acme_bot"})
    whatsapp = {"channel": "whatsapp", "account": "main", "platform_id": "1065"}
    admin.post("/v1/accounts", {**whatsapp, "public_address": "+34910000000"})


@pytest.fixture
def path(thread: str, telegram: None) -> str:
    return f"/v1/conversations/{thread}/move"


def token_in(answer: Answer) -> str:
    return parse_qs(urlsplit(str(answer.body["url"])).query)["start"][0]


def sent(thread: str) -> list[str]:
    found = table.query(f"C#{thread}", "M#", "M#~")
    return [item["text"] for item in found if item["direction"] == "outbound"]


def test_the_link_is_short_signed_and_ends(
    ana: Caller, path: str, the_time: SteppingClock, thread: str
) -> None:
    made = ana.post(path, {**TO, "reason": "roaming"}, key="k1")
    assert made.status == 201
    token = token_in(made)
    assert len(token) <= 64  # what t.me takes
    assert made.body["expires_at"] == "2026-01-01T01:01:00.000Z"
    assert made.body["message_id"] is None
    name = moves.name_in(token, "telegram", "bot", the_time.now)
    assert name == made.body["id"]
    for channel, account, at in (
        ("telegram", "shop", the_time.now),
        ("line", "bot", the_time.now),
        ("telegram", "bot", the_time.now + 3_600_000),
    ):
        assert moves.name_in(token, channel, account, at) is None
    [entry] = [entry for entry in audit.page(None, 9) if entry["did"] == "made"]
    assert (entry["what"], entry["conversation"]) == (f"moves/{name}", thread)


def test_the_same_key_is_the_same_link_and_one_message(
    ana: Caller, path: str, the_time: SteppingClock, thread: str
) -> None:
    first = ana.post(path, {**TO, "send": True}, key="k1")
    the_time.advance(minutes=5)
    assert ana.post(path, {**TO, "send": True}, key="k1").body == first.body
    assert len(sent(thread)) == 1
    other = ana.post(path, {**TO, "send": True, "minutes": 5}, key="k1")
    assert (other.status, other.problem) == (409, "idempotency-mismatch")
    assert ana.post(path, TO).body["url"] != ana.post(path, TO).body["url"]


def test_the_customer_is_told_in_the_words_of_the_agent_or_of_the_standing_reply(
    ana: Caller, path: str, thread: str
) -> None:
    made = ana.post(path, {**TO, "send": True}).body
    assert sent(thread) == [f"Let us go on here: {made['url']}"]
    assert ana.get(f"/v1/messages/{made['message_id']}").body["author"]["id"] == "ana"
    own = ana.post(path, {**TO, "send": True, "text": "Come to {link} please"}).body
    assert f"Come to {own['url']} please" in sent(thread)
    assert ana.get(f"/v1/conversations/{thread}").body["owner"] == "agent:ana"


def test_after_the_window_nothing_is_sent_and_the_answer_says_so(
    ana: Caller, path: str, the_time: SteppingClock
) -> None:
    the_time.advance(hours=25)
    assert ana.post(path, {**TO, "send": True}).problem == "window-closed"
    assert ana.post(path, TO).status == 201  # it may be told by other ways


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"channel": "telegram", "account": "nowhere"}, "#/account"),
        ({"channel": "whatsapp", "account": "main"}, "#/account"),
        ({**TO, "send": True, "text": "Come!"}, "#/text"),
        ({**TO, "minutes": 0}, "#/minutes"),
        ({**TO, "minutes": 10_081}, "#/minutes"),
    ],
)
def test_what_cannot_be_is_refused(
    ana: Caller, path: str, said: dict[str, Any], pointer: str
) -> None:
    refused = ana.post(path, said)
    assert refused.problem == "invalid-request"
    assert refused.body["errors"][0]["pointer"] == pointer


def test_an_account_without_an_address_is_told(ana: Caller, path: str) -> None:
    admin = Caller(scope="admin")
    admin.patch("/v1/accounts/telegram:bot", {"public_address": None})
    refused = ana.post(path, TO)
    assert (refused.status, refused.problem) == (409, "no-link")
    new = {"channel": "wechat", "account": "main", "platform_id": "gh_1"}
    admin.post("/v1/accounts", new)
    assert "scene" in ana.post(path, {"channel": "wechat", "account": "main"}).body["detail"]


def test_a_token_moves_what_it_may_see_to_where_it_may_see(path: str) -> None:
    assert Caller(scope="readonly").post(path, TO).problem == "forbidden"
    assert Caller(channels="telegram").post(path, TO).problem == "not-found"
    hidden = Caller(channels="whatsapp").post(path, TO)
    assert hidden.body["errors"] == [{"pointer": "#/account", "detail": "there is no such account"}]
