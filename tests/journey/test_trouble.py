import random
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from uuid import uuid4

import pytest

from tests.journey.local_stack import VISIBILITY_S, LocalStack
from tests.local import waiting
from tests.local.client import Json

pytestmark = pytest.mark.journey

CUSTOMERS = 12


def test_workers_that_are_killed_lose_and_double_nothing(stack: LocalStack) -> None:
    client, mark = stack.client, uuid4().hex
    customers = [f"49152281{number:05d}" for number in range(CUSTOMERS)]
    over, chance, killed = threading.Event(), random.Random(11), []  # noqa: S311

    def kill_now_and_then() -> None:
        # Not the one that sends: between claim and record its outcome may be unknown.
        names = ["WhatsappWebhook", "FollowLog", "Orchestrate", "Look", "Reply"]
        while not over.wait(0.1):
            killed.append(stack.kill_workers(chance.choice(names)))

    killer = threading.Thread(target=kill_now_and_then)
    killer.start()
    try:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda c: client.say("whatsapp", c, f"{mark} {c}"), customers))
    finally:
        over.set()
        killer.join()
    for customer in customers:
        waiting.until(
            f"{customer} is greeted",
            partial(client.sent_with, "whatsapp", customer),
            within=4 * VISIBILITY_S,
        )
    stack.settle(within=4 * VISIBILITY_S)

    assert sum(killed) > 0
    assert [len(client.sent_with("whatsapp", c)) for c in customers] == [1] * CUSTOMERS
    assert [len(_said(stack, f"{mark} {c}")) for c in customers] == [2] * CUSTOMERS


def test_a_restart_keeps_messages_tokens_and_secrets(stack: LocalStack) -> None:
    text, customer = f"Before {uuid4().hex}", "4915228200001"
    stack.client.say("whatsapp", customer, text)
    waiting.until("greeted", lambda: stack.client.sent_with("whatsapp", customer), within=60)
    stack.settle()
    before, stack_before = _said(stack, text), stack.client.stack

    stack.stop()
    stack.start()

    assert stack.client.stack == stack_before
    assert _said(stack, text) == before
    stack.client.say("whatsapp", customer, f"{text}, and after")
    again = waiting.until(
        "the next message is seen", lambda: stack.client.heard(f"{text}, and after"), within=60
    )
    assert again["conversation_id"] == before[0]["conversation_id"]


def _said(stack: LocalStack, text: str) -> list[Json]:
    heard = waiting.until("it is seen", lambda: stack.client.heard(text), within=60)
    return stack.client.messages(heard["conversation_id"])
