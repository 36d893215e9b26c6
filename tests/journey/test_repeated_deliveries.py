from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest

from tests.journey import deliveries
from tests.journey.local_stack import LocalStack
from tests.local import waiting

pytestmark = pytest.mark.journey

AT_ONCE = 200


def test_the_same_delivery_many_times_at_once_is_one_message_and_one_reply(
    stack: LocalStack,
) -> None:
    client, customer, text = stack.client, "4915228000001", f"Once only {uuid4().hex}"
    body = deliveries.as_sent(deliveries.payload(client, customer, text))
    signed, together = deliveries.signature(client, body), Barrier(AT_ONCE)

    def deliver(_: int) -> int:
        together.wait(timeout=60)
        return deliveries.post(client, body, signed).status_code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        statuses = list(pool.map(deliver, range(AT_ONCE)))
    heard = waiting.until("the message is seen", lambda: client.heard(text), within=60)
    waiting.until("a reply is sent", lambda: client.sent_with("whatsapp", customer), within=60)
    stack.settle()

    said = client.messages(heard["conversation_id"])
    assert set(statuses) == {200}
    assert [m["direction"] for m in said] == ["outbound", "inbound"]
    assert len(client.sent_with("whatsapp", customer)) == 1
