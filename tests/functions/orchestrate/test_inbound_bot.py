"""An external bot answers in time and as agreed, or the customer is led elsewhere."""

import base64
import json
import time
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
import requests
import responses
from standardwebhooks import Webhook

from shared import credentials
from shared.configuration import stored
from shared.deciding import decide
from shared.settings import settings
from shared.standard_webhooks import signature
from tests import log
from tests.clock import SteppingClock
from tests.functions.orchestrate.runs import deployed, lambdas, rules, said, wake, woken
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]

URL = "https://bot.example/ask"
KEY = b"k" * 24


@pytest.fixture
def bot(deployed: Lambdas, cloud: Any) -> Iterator[responses.RequestsMock]:
    credentials.forget()
    secret = json.dumps({"signing_secret": "whsec_" + base64.b64encode(KEY).decode()})
    name = f"{settings().secret_prefix}/bots/shop"
    boto3.client("secretsmanager").create_secret(Name=name, SecretString=secret)
    rules(greeting="")
    stored.put("bots", "shop", {"url": URL}, by="admin")
    stored.put("rules", "all", {"then": {"bot": "shop"}}, by="admin")
    stored.put(
        "rules",
        "human",
        {
            "position": 1,
            "when": {"keywords": ["human"]},
            "then": {"reply": "handover", "people": True},
        },
        by="admin",
    )
    with responses.RequestsMock(assert_all_requests_are_fired=False) as http:
        http.add_passthru("https://dynamodb")
        yield http


def write(ref: str, at: int, text: str) -> str:
    assert wake(woken(log.say(ref, at, text=text))) == []
    return str(log.messages()[-1]["text"]) if log.messages() else ""


def test_its_answer_is_said_and_it_keeps_the_conversation(
    bot: responses.RequestsMock, the_time: SteppingClock
) -> None:
    bot.post(
        URL,
        json={
            "messages": [
                {"text": "Hi."},
                {"text": "Which?", "choices": [{"id": "a", "title": "A"}]},
            ],
            "attributes": {"plan": "gold"},
        },
    )
    assert write("a", the_time.now, "hello") == "Hi.\n\nWhich?"
    assert log.summary()["attributes"] == {"plan": "gold"}
    request = bot.calls[0].request
    asked = json.loads(request.body or b"")
    assert [message["text"] for message in asked["messages"]] == ["hello"]
    named, at = request.headers["webhook-id"], request.headers["webhook-timestamp"]
    body = request.body if isinstance(request.body, bytes) else b""
    signed = signature(KEY, named.encode(), at.encode(), body).decode()
    assert request.headers["webhook-signature"] == signed
    assert write("b", the_time.advance(minutes=1), "and now a human") == (
        "A colleague will answer you here."
    )
    assert said() == ["bot:shop", "rule:human"]


def test_it_may_hand_over(bot: responses.RequestsMock, the_time: SteppingClock) -> None:
    bot.post(URL, json={"messages": [{"text": "A person will help."}], "handover": {"team": "x"}})
    assert write("a", the_time.now, "hello") == "A person will help."
    assert log.summary()["owner"] == "team:x"


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 500},
        {"status": 302, "headers": {"location": "https://elsewhere.example"}},
        {"body": "no json"},
        {"json": {"messages": [{"text": 7}]}},
        {"body": b'{"messages": [{"text": "\\ud83d"}]}'},
        {"body": b"[" * 60_000},
        {"json": {"attributes": {f"a{n}": "x" * 1000 for n in range(5)}}},
        {"body": "x" * 70_000},
        {"body": TimeoutError()},
    ],
)
def test_whatever_fails_leads_to_people(
    answer: dict[str, Any],
    bot: responses.RequestsMock,
    the_time: SteppingClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    if isinstance(answer.get("body"), TimeoutError):
        answer = {"body": requests.ConnectionError()}
    bot.post(URL, **answer)
    assert write("a", the_time.now, "hello") == "A colleague will answer you here."
    assert (said(), log.summary()["owner"]) == (["bot:shop"], "team:everybody")
    assert len(bot.calls) == 1
    [failed] = [record for record in caplog.records if hasattr(record, "BotFailed")]
    assert (vars(failed)["BotFailed"], vars(failed)["bot"]) == (1, "shop")


def test_the_library_of_standard_webhooks_takes_its_questions(
    bot: responses.RequestsMock, the_time: SteppingClock
) -> None:
    new = "whsec_" + base64.b64encode(b"n" * 24).decode()
    old = "whsec_" + base64.b64encode(KEY).decode()
    secret = {"signing_secret": new, "previous_signing_secret": old}
    name = f"{settings().secret_prefix}/bots/shop"
    boto3.client("secretsmanager").put_secret_value(SecretId=name, SecretString=json.dumps(secret))
    bot.post(URL, json={})
    the_time.now = time.time_ns() // 1_000_000  # the library asks the machine's clock
    write("a", the_time.now, "¿Dónde está 📦?")
    request = bot.calls[0].request
    for key in (new, old):  # as long as both sign, the bot may know either
        assert isinstance(request.body, bytes)
        told = Webhook(key).verify(request.body, dict(request.headers))
        assert told["messages"][0]["text"] == "¿Dónde está 📦?"


def test_what_comes_after_an_agent_took_over_is_not_said(
    bot: responses.RequestsMock, the_time: SteppingClock
) -> None:
    def late(_: Any) -> tuple[int, dict[str, str], str]:
        held = {"owner": "agent:ana", "assignee": "ana"}
        at = the_time.advance(seconds=2)
        decide(held, by="agent:ana", why="", cause="x", at=at, expected=log.summary())
        return 200, {}, json.dumps({"messages": [{"text": "Late."}], "attributes": {"a": "b"}})

    bot.add_callback(responses.POST, URL, callback=late)
    assert write("a", the_time.now, "hello") == ""
    summary = log.summary()
    assert (summary["owner"], "attributes" in summary, len(bot.calls)) == ("agent:ana", False, 1)


def test_without_its_secret_nothing_is_sent(
    bot: responses.RequestsMock, the_time: SteppingClock
) -> None:
    name = f"{settings().secret_prefix}/bots/shop"
    boto3.client("secretsmanager").delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)
    assert write("a", the_time.now, "hello") == "A colleague will answer you here."
    assert len(bot.calls) == 0
