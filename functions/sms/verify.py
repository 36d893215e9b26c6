"""Is this really Twilio? Its signature over the public URL and every field of the form."""

import hashlib
import hmac
from collections.abc import Iterator

from functions.sms.form import Pairs, exact
from functions.sms.signature import Algorithm, equals_one, said, signature, written
from functions.sms.surroundings import with_surroundings
from shared.credentials import Secrets
from shared.errors import Forged
from shared.intake.incoming import Request


def verify(request: Request, secrets: Secrets) -> bytes:
    """The form, and before it what ``parse`` needs of the URL and the secrets. Raises Forged.

    The URL is the one that the credential set tells, not the one that the request's headers claim.
    """
    given, public_url = request.headers.get("x-twilio-signature"), secrets.get("public_url")
    if not (given and isinstance(public_url, str) and public_url):
        raise Forged("no signature, or no public URL")
    url = public_url.rstrip("/") + request.path
    if request.raw_query:
        url += f"?{request.raw_query}"
    pairs = _signed_pairs(request)
    words = said(pairs or [])
    expected = (
        signature(key, one, words, algorithm)
        for key, algorithm in _keys(secrets)
        for one in written(url)
    )
    if not equals_one(given, expected):
        raise Forged("wrong signature")
    return request.body if pairs is None else with_surroundings(request, secrets, pairs)


def _signed_pairs(request: Request) -> Pairs | None:
    """The form that was signed with the URL; None if the URL carries the body's hash instead."""
    if told := request.query.get("bodySHA256"):
        computed = hashlib.sha256(request.body).hexdigest().encode()
        if not hmac.compare_digest(computed, told.encode("utf-8", "surrogatepass")):
            raise Forged("another body")
        return None
    try:
        return exact(request.body)
    except ValueError as error:
        raise Forged("no form") from error


def _keys(secrets: Secrets) -> Iterator[tuple[str, Algorithm]]:
    """What may have signed, by our own settings alone: the header that names the algorithm is not
    signed itself. ``previous_`` ones serve while the one is exchanged for another."""
    current: tuple[str, Algorithm] = ("auth_token", "sha1")
    if secrets.get("shared_key"):
        current = ("shared_key", "sha256")
    previous: tuple[tuple[str, Algorithm], ...] = (
        ("previous_auth_token", "sha1"),
        ("previous_shared_key", "sha256"),
    )
    for name, algorithm in (current, *previous):
        key = secrets.get(name)
        if isinstance(key, str) and key:
            yield key, algorithm
