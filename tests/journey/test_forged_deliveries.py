import json
from collections.abc import Callable
from uuid import uuid4

import pytest

from tests.journey import deliveries
from tests.journey.local_stack import LocalStack

pytestmark = pytest.mark.journey

Bend = Callable[[bytes, str], tuple[bytes, str | None]]

BENT: dict[str, Bend] = {
    "no signature": lambda body, signed: (body, None),
    "an empty signature": lambda body, signed: (body, ""),
    "a signature by another secret": lambda body, signed: (body, "sha256=" + "0" * 64),
    "a body serialised anew": lambda body, signed: (json.dumps(json.loads(body)).encode(), signed),
    "a body with one byte more": lambda body, signed: (body + b"\n", signed),
}


@pytest.mark.parametrize("how", BENT)
def test_what_is_not_authentic_is_refused_and_leaves_no_trace(stack: LocalStack, how: str) -> None:
    client, mark = stack.client, uuid4().hex
    body = deliveries.as_sent(deliveries.payload(client, "4915228000002", mark))
    kept = stack.quarantined()

    answer = deliveries.post(client, *BENT[how](body, deliveries.signature(client, body)))

    assert (answer.status_code in (401, 403), answer.content) == (True, b"")
    assert mark not in json.dumps(stack.items(), default=str)
    assert stack.quarantined() == kept


def test_an_unknown_account_is_answered_like_a_bad_signature(stack: LocalStack) -> None:
    client = stack.client
    body = deliveries.as_sent(deliveries.payload(client, "4915228000003", "hello"))
    signed = deliveries.signature(client, body)

    unknown = deliveries.post(client, body, signed, account="nobody")
    forged = deliveries.post(client, body, "sha256=" + "0" * 64)

    assert (unknown.status_code, unknown.content) == (forged.status_code, forged.content)
