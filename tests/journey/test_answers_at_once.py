from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
import requests

from tests.journey.local_stack import LocalStack
from tests.local import waiting

pytestmark = pytest.mark.journey

AT_ONCE = 100


def heard(stack: LocalStack, customer: str) -> Any:
    """A message of a customer who has just written, and been greeted."""
    text = f"Is anybody there? {uuid4().hex}"
    stack.client.say("whatsapp", customer, text)
    return waiting.until("it is seen", lambda: stack.client.heard(text), within=60)


def post(stack: LocalStack, token: str, path: str, body: Any, key: str) -> requests.Response:
    headers = {"authorization": f"Bearer {token}", "idempotency-key": key}
    url = f"{stack.client.stack['api_url']}/v1{path}"
    return requests.post(url, json=body, headers=headers, timeout=60)


def test_a_hundred_sends_at_once_with_one_key_are_one_message(stack: LocalStack) -> None:
    conversation = heard(stack, "4915228000011")["conversation_id"]
    path, text = f"/conversations/{conversation}/messages", f"Once only {uuid4().hex}"
    token, key = stack.client.stack["tokens"]["agent"], uuid4().hex
    together = Barrier(AT_ONCE)

    def send(_: int) -> requests.Response:
        together.wait(timeout=60)
        return post(stack, token, path, {"text": text}, key)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(send, range(AT_ONCE)))
    waiting.until("it is sent", lambda: stack.client.sent_with("whatsapp", text), within=60)
    stack.settle()

    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert len(stack.client.sent_with("whatsapp", text)) == 1
    said = [one for one in stack.client.messages(conversation) if one["text"] == text]
    assert len(said) == 1
    refused = post(stack, token, path, {"text": "Another text"}, key)
    assert (refused.status_code, refused.json()["code"]) == (409, "idempotency-mismatch")


def test_of_two_agents_who_answer_at_once_one_hears_of_the_other(stack: LocalStack) -> None:
    newest = heard(stack, "4915228000012")
    path = f"/conversations/{newest['conversation_id']}/messages"
    stack.settle()  # the greeting is said, so that both have seen the same
    seen = stack.client.messages(newest["conversation_id"])[0]["id"]
    admin = stack.client.stack["tokens"]["admin"]
    bo = post(stack, admin, "/tokens", {"scope": "agent", "agent": "bo"}, uuid4().hex).json()
    tokens = (stack.client.stack["tokens"]["agent"], bo["token"])
    together = Barrier(len(tokens))

    def answer(token: str) -> requests.Response:
        together.wait(timeout=60)
        return post(stack, token, path, {"text": "Yes!", "seen_through": seen}, uuid4().hex)

    with ThreadPoolExecutor(len(tokens)) as pool:
        answers = sorted(pool.map(answer, tokens), key=lambda one: one.status_code)
    assert [one.status_code for one in answers] == [202, 409]
    assert answers[1].json()["code"] == "newer-reply"
    assert answers[1].json()["message"] == answers[0].json()["id"]
