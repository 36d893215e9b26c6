"""Whether the other system and we know the same secret, asked in both directions."""

from collections.abc import Iterator
from typing import Final

from functions.custom.api import call, signed
from shared import clock
from shared.credentials import Secrets
from shared.errors import CredentialsRejected
from shared.findings import Finding, Knock, Place, either, wrong
from shared.provider.answers import Answer

SIGNED_BY: Final = ("signing_secret", "previous_signing_secret")
LEAVES: Final = "nothing"

_NO_EVENTS: Final = b'{"events":[]}'


def delivery(place: Place, secrets: Secrets) -> Knock:
    """A call without events, which any system may make to see whether it is heard."""
    headers = signed("examination", _NO_EVENTS, secrets)
    return Knock("POST", headers=headers, body=_NO_EVENTS)


def handshake(place: Place, secrets: Secrets) -> Knock | None:
    """The contract knows none."""
    return None


def questions(place: Place, secrets: Secrets) -> Iterator[Finding]:
    """A call of kind ``test``, which the contract has answered like a message that is nothing."""
    try:
        answer = call(f"test_{clock.now_ms()}", {"kind": "test"}, secrets, _as_it_is)
    except CredentialsRejected as error:
        yield wrong("token", error.title, f"Correct the secret: {error.code}.")
        return
    yield either(
        "token",
        answer.ok,
        "The other system takes our signature.",
        f"What listens at url answered {answer.status} to a signed call of kind test.",
        "See that it checks with the same signing_secret, and that url is where it listens.",
    )


def _as_it_is(answer: Answer) -> Answer:
    return answer
