"""Rules, replies and bots by the API: written whole, and pointed at where they lead nowhere."""

from typing import Any

import pytest

from shared import configuration
from shared.configuration import stored
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Caller
from tests.functions.orchestrate.menus import HOURS, MENU

RULE: dict[str, Any] = {"when": {"keywords": ["menu"]}, "then": {"reply": "menu"}, "position": 1}
TITLE = "#/choices/0/title"
BOT: dict[str, Any] = {"url": "https://bot.example/ask", "otherwise": {"reply": "handover"}}


@pytest.fixture
def admin(cloud: Any, the_time: SteppingClock) -> Caller:
    for team in ("help", "orders"):
        stored.put("teams", team, {}, by="admin")
    return Caller(scope="admin")


def test_a_menu_and_its_rule_are_written_and_count(admin: Caller) -> None:
    assert admin.put("/v1/replies/hours", HOURS).status == 201
    assert admin.put("/v1/replies/menu", MENU).status == 201
    assert admin.put("/v1/rules/menu", RULE).status == 201
    found = configuration.load()
    assert [rule.id for rule in found.rules] == ["menu"]
    assert found.replies["menu"].first.choices[0].id == "hours"
    assert admin.get("/v1/rules/menu").body["then"]["reply"] == "menu"
    assert [one["id"] for one in admin.get("/v1/replies").body["items"]] == ["hours", "menu"]
    assert admin.delete("/v1/rules/menu").status == 204
    assert configuration.load().rules == ()


def test_a_bot_is_written_and_named(admin: Caller) -> None:
    assert admin.put("/v1/bots/shop", BOT).status == 201
    assert admin.put("/v1/rules/shop", {"then": {"bot": "shop"}}).status == 201
    assert configuration.load().bots["shop"].url == BOT["url"]


@pytest.mark.parametrize(
    ("path", "said", "pointer"),
    [
        ("rules/a", {**RULE, "then": {"reply": "gone"}}, "#/then/reply"),
        ("rules/a", {**RULE, "then": {"team": "gone"}}, "#/then/team"),
        ("rules/a", {**RULE, "then": {"bot": "gone"}}, "#/then/bot"),
        ("rules/a", {**RULE, "then": {"step": "two"}}, "#/then/step"),
        ("rules/a", {"when": {"hours": "late"}}, "#/when/hours"),
        ("replies/a", {"text": "a", "next": {"reply": "gone"}}, "#/next/reply"),
        ("replies/a", {"text": "a", "ask": "colour"}, "#/ask"),
        ("replies/a", {"text": "a", "ask": "text", "save": "their/name"}, "#/save"),
        ("replies/a", {"ask": "text"}, "#/text"),
        ("replies/a", {"text": {"en": "Which?", "es": " "}, "choices": [{"id": "x"}]}, "#/text"),
        ("replies/a", {"text": {"english": "Hello"}}, "#/text"),
        ("replies/a", {"text": "a", "choices": [{"id": "x", "title": {"?": "X"}}]}, TITLE),
        ("replies/a", {"steps": {"start": {"text": "a"}, "b/c": {"text": "b"}}}, "#/steps"),
        ("rules/a", {**RULE, "then": {"people": True, "priority": "hihg"}}, "#/then/priority"),
        ("replies/menu", MENU, "#/steps/start/choices/0/next/reply"),
        ("bots/a", {"url": "http://bot.example"}, "#/url"),
        ("bots/a", {"url": "https://me@bot.example"}, "#/url"),
        ("bots/a", {**BOT, "deadline_s": 11}, "#/deadline_s"),
        ("bots/a", {**BOT, "otherwise": {"team": "gone"}}, "#/otherwise/team"),
    ],
)
def test_what_leads_nowhere_is_pointed_at(
    admin: Caller, path: str, said: dict[str, Any], pointer: str
) -> None:
    answer = admin.put(f"/v1/{path}", said)
    assert answer.problem == "invalid-request"
    assert [error["pointer"] for error in answer.body["errors"]] == [pointer]


def test_a_reply_may_lead_to_itself(admin: Caller) -> None:
    again = {"text": "Once more?", "choices": [{"id": "yes", "next": {"reply": "round"}}]}
    assert admin.put("/v1/replies/round", again).status == 201


@pytest.mark.parametrize("scope", ["agent", "readonly"])
def test_only_admins_write(admin: Caller, scope: str) -> None:
    caller = Caller(scope=scope)
    for path, said in (("rules/a", RULE), ("replies/a", {"text": "a"}), ("bots/a", BOT)):
        assert caller.put(f"/v1/{path}", said).problem == "forbidden"
        assert caller.get(f"/v1/{path.split('/')[0]}").status == 200
