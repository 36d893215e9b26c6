"""At our own door as the platform: is an authentic call let in, and a forged one not?"""

import secrets as chance
from collections.abc import Iterator
from urllib.parse import urlsplit

from requests import RequestException

from functions.doctor.examinations import Examination
from shared.credentials import Secrets
from shared.findings import Finding, Knock, Place, either, fine, wrong
from shared.provider import http

_REFUSED = (401, 403)


def findings(place: Place, secrets: Secrets, own: Examination) -> Iterator[Finding]:
    """The address is reached, proves itself, takes what is authentic, refuses what is not."""
    if (proof := own.handshake(place, secrets)) is not None:
        yield _handshake(place, proof)
    delivery = own.delivery(place, secrets)
    status, _ = _knock(place, delivery)
    yield _authentic(place, status, delivery.taken, own.LEAVES)
    if status:
        other = {name: chance.token_hex(24) for name in own.SIGNED_BY}
        status, _ = _knock(place, own.delivery(place, {**secrets, **other}))
        yield either(
            "forgery",
            status in _REFUSED,
            "A call signed with another secret is refused.",
            f"A call signed with another secret was answered {status}.",
            "Take the webhook down: something before it answers in its place.",
        )


def _handshake(place: Place, proof: Knock) -> Finding:
    status, body = _knock(place, proof)
    if not status:
        return _unreached("handshake", place)
    return either(
        "handshake",
        status == proof.taken and proof.expected in (None, body),
        "The address proves itself as the platform asks.",
        f"What the platform asks when the address is saved was answered {status}.",
        _known(place),
    )


def _authentic(place: Place, status: int, taken: int, leaves: str) -> Finding:
    if not status:
        return _unreached("delivery", place)
    if status == taken:
        return fine("delivery", f"A call signed with the secret is taken; it leaves {leaves}.")
    return wrong("delivery", f"A call signed with the secret was answered {status}.", _known(place))


def _known(place: Place) -> str:
    return (
        f"See that the template's parameter for {place.channel} names {place.credential_set}, and "
        "that the secret is as the platform has it; a changed one is read within five minutes."
    )


def _unreached(check: str, place: Place) -> Finding:
    mend = f"See that {_host(place)} leads to the stack's WebhookUrl, with a valid certificate."
    return wrong(check, f"{_host(place)} cannot be reached.", mend)


def _host(place: Place) -> str:
    return urlsplit(place.webhook).netloc


def _knock(place: Place, knock: Knock) -> tuple[int, bytes]:
    """Status and body of the answer; 0 without one."""
    url = place.webhook + knock.path + (f"?{knock.query}" if knock.query else "")
    try:
        answer = http.fresh_session().request(
            knock.method,
            url,
            data=knock.body or None,
            headers=dict(knock.headers),
            timeout=(http.CONNECT_S, http.READ_S),
            allow_redirects=False,
        )
    except RequestException:
        return 0, b""
    return answer.status_code, answer.content
