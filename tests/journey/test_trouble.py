import random
import time
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial
from uuid import uuid4

import pytest

from tests.journey.local_stack import VISIBILITY_S, LocalStack
from tests.local import waiting
from threadline_client.models import Message

pytestmark = pytest.mark.journey

CUSTOMERS = 12


def test_workers_that_are_killed_lose_and_double_nothing(stack: LocalStack) -> None:
    client, mark, before = stack.client, uuid4().hex, stack.failures()
    customers = [f"49152281{number:05d}" for number in range(CUSTOMERS)]
    texts = {customer: f"{mark} {customer}" for customer in customers}
    # A platform tries for days, so that some of its tries meet a webhook that lives.
    client.set_simulator(retry_gaps=[0.2, 0.5, 1.0, 2.0, 4.0, 4.0, 4.0])

    with ThreadPoolExecutor(CUSTOMERS) as pool:
        said = [pool.submit(client.say, "whatsapp", who, texts[who]) for who in customers]
        killed = _kill_for_a_while(stack)
        wait(said)
    for customer in customers:
        greeted = partial(client.sent_with, "whatsapp", customer)
        waiting.until(f"{customer} is greeted", greeted, within=4 * VISIBILITY_S)
    stack.settle(within=4 * VISIBILITY_S)

    assert (killed > 0, stack.failures() > before) == (True, True)
    assert [len(client.sent_with("whatsapp", c)) for c in customers] == [1] * CUSTOMERS
    assert [len(_said(stack, text)) for text in texts.values()] == [2] * CUSTOMERS


def _kill_for_a_while(stack: LocalStack) -> int:
    """Kill one kind of worker after the other; how many were hit."""
    # Not the one that sends: between claim and record its outcome would be unknown.
    names = ["whatsapp-webhook", "FollowLog", "Orchestrate", "Look", "Reply", "Dispatch"]
    chance, killed = random.Random(11), 0  # noqa: S311
    for _ in range(24):
        killed += stack.kill_workers(chance.choice(names))
        time.sleep(0.2)
    return killed


def test_a_restart_keeps_messages_tokens_and_secrets(stack: LocalStack) -> None:
    text, customer = f"Before {uuid4().hex}", "4915228200001"
    stack.client.say("whatsapp", customer, text)
    # After that the platform has nothing more to tell, and the messages stay as they are.
    waiting.until("the greeting is read", lambda: _read(stack, text), within=60)
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


def _read(stack: LocalStack, text: str) -> bool:
    ours = [said for said in _said(stack, text) if said["direction"] == "outbound"]
    return bool(ours) and all(said["status"] == "read" for said in ours)


def _said(stack: LocalStack, text: str) -> list[Message]:
    heard = waiting.until("it is seen", lambda: stack.client.heard(text), within=60)
    return stack.client.messages(heard["conversation_id"])
