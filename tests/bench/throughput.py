"""Rows: webhooks a second through the whole local engine, and what became of each message.

Eight senders at once; each waits for its answer before it sends the next, every fifth delivery
comes twice, and once the workers are killed in the middle. A platform tries again, and so do they.
"""

import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import requests

from tests.bench.rows import Row
from tests.bench.trace import REDELIVERED
from tests.journey import deliveries
from tests.journey.local_stack import VISIBILITY_S, LocalStack
from tests.local.places import free_ports

_SENDERS: Final = 8
_CUSTOMERS_EACH: Final = 2
_MESSAGES_EACH: Final = 12  # of a customer; what an agent sees of it fits into one page
_PUTS_EACH: Final = 100
_KILLED: Final = ("FollowLog", "Orchestrate", "Dispatch")
_TRIES: Final = 20

Said = dict[str, list[str]]  # texts by customer, in the order they were said


@dataclass(frozen=True, slots=True)
class Found:
    """What the agents' API shows of what was said."""

    lost: int
    doubled: int
    misordered: int


def rows() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        stack = LocalStack(free_ports(), Path(folder))
        stack.start()
        try:
            puts = _puts_a_second(stack)
            return _judged(stack, puts)
        finally:
            stack.stop()


def _judged(stack: LocalStack, puts: float) -> list[Row]:
    said: Said = {
        f"4915229{number:06d}": [f"{number} says {n:02d}" for n in range(_MESSAGES_EACH)]
        for number in range(_SENDERS * _CUSTOMERS_EACH)
    }
    webhooks, seconds, killed = _said(stack, said)
    begun = time.monotonic()
    stack.settle(within=10 * VISIBILITY_S)
    messages = sum(map(len, said.values()))
    followed = messages / (seconds + time.monotonic() - begun)
    found = compared(said, _shown(stack))
    rate = webhooks / seconds
    pace = (
        f"{rate:.1f} webhooks a second beside {puts:.0f} bare puts, both by {_SENDERS} senders;\n"
        f"{followed:.1f} messages a second until all was followed, run and answered"
    )
    crowd = f"{messages} messages, {webhooks} webhooks, {killed} workers killed"
    name = "webhooks / bare puts, local engine"
    return [
        Row(name, rate / puts, "x", "-", "1", note=pace),
        Row("messages lost, local engine", found.lost, "", "-", "0", 0, note=crowd),
        Row("messages doubled, local engine", found.doubled, "", "-", "0", 0),
        Row("messages out of order, local engine", found.misordered, "", "-", "0", 0),
    ]


def compared(said: Said, shown: Said) -> Found:
    """``shown``: texts of the customers' messages, oldest first."""
    lost = doubled = misordered = 0
    for customer, texts in said.items():
        seen = Counter(shown.get(customer, ()))
        lost += sum(text not in seen for text in texts)
        doubled += sum(times - 1 for times in seen.values())
        once = list(dict.fromkeys(shown.get(customer, ())))
        kept = [text for text in texts if text in seen]
        misordered += sum(one != other for one, other in zip(kept, once, strict=True))
    return Found(lost, doubled, misordered)


def _said(stack: LocalStack, said: Said) -> tuple[int, float, int]:
    """How many webhooks were answered, in how many seconds, and how many workers killed."""
    customers = list(said)
    shares = [customers[n::_SENDERS] for n in range(_SENDERS)]
    begun = time.monotonic()
    with ThreadPoolExecutor(_SENDERS + 1) as pool:
        senders = [pool.submit(_send, stack, {c: said[c] for c in share}) for share in shares]
        time.sleep(3)
        killed = stack.kill_workers(*_KILLED)
        webhooks = sum(sender.result() for sender in senders)
    return webhooks, time.monotonic() - begun, killed


def _send(stack: LocalStack, said: Said) -> int:
    """All that these customers say, in turn; returns how many webhooks were answered."""
    sent = 0
    for texts in zip(*said.values(), strict=True):
        for customer, text in zip(said, texts, strict=True):
            body = deliveries.as_sent(deliveries.payload(stack.client, customer, text))
            sent += 1
            _deliver(stack, body)
            if sent % REDELIVERED == 0:
                sent += 1
                _deliver(stack, body)
    return sent


def _deliver(stack: LocalStack, body: bytes) -> None:
    signed = deliveries.signature(stack.client, body)
    for _ in range(_TRIES):
        try:
            if deliveries.post(stack.client, body, signed).status_code == 200:
                return
        except requests.RequestException:
            pass  # nothing was answered, so it is sent again
        time.sleep(0.2)
    raise RuntimeError("the webhook does not answer")


def _shown(stack: LocalStack) -> Said:
    shown: Said = {}
    for conversation in stack.client.agent.iterate_conversations(limit=100):
        page = stack.client.messages(conversation["id"])
        texts = [str(m["text"]) for m in reversed(page) if m["direction"] == "inbound"]
        if texts and " says " in texts[0]:
            number = int(texts[0].split(" ", 1)[0])
            shown[f"4915229{number:06d}"] = texts
    return shown


def _puts_a_second(stack: LocalStack) -> float:
    """Conditional puts of an item as large as a message, into the same table."""
    table, text = stack.resources["Table"], "x" * 400

    def put(sender: int) -> None:
        client: Any = stack.cloud.client("dynamodb")
        for number in range(_PUTS_EACH):
            item = {"pk": f"BENCH#{sender}", "sk": f"{number:06d}", "text": text}
            client.put_item(
                TableName=table,
                Item={name: {"S": value} for name, value in item.items()},
                ConditionExpression="attribute_not_exists(pk)",
            )

    begun = time.monotonic()
    with ThreadPoolExecutor(_SENDERS) as pool:
        list(pool.map(put, range(_SENDERS)))
    return _SENDERS * _PUTS_EACH / (time.monotonic() - begun)
