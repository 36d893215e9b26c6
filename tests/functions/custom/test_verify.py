"""Standard Webhooks' signature: the published examples, and every way to be wrong."""

import base64
import hmac
from collections.abc import Mapping

import pytest

from functions.custom.verify import verify
from shared.errors import Forged
from shared.intake.incoming import Request, request_of
from tests.clock import SteppingClock
from tests.events import load, names
from tests.functions.custom.reading import NOW_S, OTHER_SECRET, SECRET, signature

BODY = b'{"account":"shop-berlin","events":[]}'
SECRETS = {"signing_secret": SECRET}
GIVEN = signature(BODY)

pytestmark = pytest.mark.usefixtures("the_time")


def request(body: bytes = BODY, **changed: str | None) -> Request:
    headers = {"id": "del_1", "timestamp": str(NOW_S), "signature": GIVEN, **changed}
    named = {f"webhook-{name}": value for name, value in headers.items() if value is not None}
    return Request("POST", "main", named, {}, "", body)


def refused(wrong: Request, secrets: Mapping[str, object] | None = None) -> bool:
    with pytest.raises(Forged):
        verify(wrong, SECRETS if secrets is None else secrets)
    return True


# docs.svix.com/receiving/verifying-payloads/how-manual, and the tests of the reference libraries:
# github.com/standard-webhooks/standard-webhooks/tree/main/libraries.
@pytest.mark.parametrize(
    ("secret", "named", "at", "body", "given"),
    [
        (
            "whsec_plJ3nmyCDGBKInavdOK15jsl",
            "msg_loFOjxBNrRLzqYUf",
            1731705121,
            b'{"event_type":"ping","data":{"success":true}}',
            "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=",
        ),
        (
            "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1614265330,
            b'{"test": 2432232314}',
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        ),
    ],
)
def test_published_signatures_are_taken(
    secret: str, named: str, at: int, body: bytes, given: str, the_time: SteppingClock
) -> None:
    the_time.now = at * 1000
    signed = {"id": named, "timestamp": str(at), "signature": given}
    assert verify(request(body, **signed), {"signing_secret": secret}) == body
    assert refused(request(body + b" ", **signed), {"signing_secret": secret})


@pytest.mark.parametrize(
    "given",
    [
        None,
        "",
        " ",
        GIVEN.removeprefix("v1,"),
        GIVEN.replace("v1,", "v1a,"),
        GIVEN.replace("v1,", "v2,"),
        GIVEN.replace("v1,", "V1,"),
        GIVEN.lower(),
        GIVEN.rstrip("="),
        f"{GIVEN},{GIVEN}",
        base64.b64decode(GIVEN[3:]).hex(),
        "v1," + base64.b64encode(hmac.digest(SECRET.encode(), b"del_1." + BODY, "sha1")).decode(),
        signature(BODY, OTHER_SECRET),
        signature(b"another"),
        signature(BODY, named="del_2"),
        signature(BODY, at=NOW_S + 1),
        GIVEN[:-2] + "ß=",
        "\udcff",
    ],
)
def test_any_other_signature_is_refused(given: str | None) -> None:
    assert refused(request(signature=given))


def test_one_of_several_signatures_is_enough() -> None:
    others = f"v1a,AAAA {signature(BODY, OTHER_SECRET)} {GIVEN}"
    assert verify(request(signature=others), SECRETS) == BODY


@pytest.mark.parametrize("seconds", [-300, 0, 300])
def test_five_minutes_either_way_are_now(seconds: int) -> None:
    at = NOW_S + seconds
    signed = {"timestamp": str(at), "signature": signature(BODY, at=at)}
    assert verify(request(BODY, **signed), SECRETS) == BODY


@pytest.mark.parametrize(
    "at",
    [
        NOW_S - 301,
        NOW_S + 301,
        "0",
        "",
        "9" * 40,
        "1767225600.0",
        "-1",
        "\u0661\u0667",
        " 1767225600",
    ],
)
def test_what_was_signed_for_another_time_is_stale(at: int | str) -> None:
    assert refused(request(timestamp=str(at), signature=signature(BODY, at=at)))


@pytest.mark.parametrize("missing", ["id", "timestamp", "signature"])
def test_each_header_is_needed(missing: str) -> None:
    assert refused(request(BODY, **{missing: None}))
    assert refused(request(BODY, **{missing: ""}))


def test_an_id_with_a_dot_could_be_read_in_two_ways() -> None:
    assert refused(request(id="del.1", signature=signature(BODY, named="del.1")))


@pytest.mark.parametrize(
    "secret", ["", "whsec_", None, 7, [SECRET], {}, "whsec_c2hvcnQ=", "not base64!", "ß" * 40]
)
def test_no_secret_and_a_weak_one_verify_nothing(secret: object) -> None:
    weak = signature(BODY, "whsec_c2hvcnQ=")
    for given in (GIVEN, weak, signature(BODY, "")):
        assert refused(request(signature=given), {"signing_secret": secret})
        assert refused(request(signature=given), {})


def test_two_secrets_verify_while_one_is_replaced() -> None:
    both = {"signing_secret": OTHER_SECRET, "previous_signing_secret": SECRET}
    assert verify(request(), both) == BODY
    assert verify(request(signature=signature(BODY, OTHER_SECRET)), both) == BODY
    assert refused(request(), {"signing_secret": OTHER_SECRET, "previous_signing_secret": ""})


@pytest.mark.parametrize("name", names("custom"))
def test_each_event_is_signed_as_it_stands(name: str) -> None:
    whole = request_of(load("custom", name))
    assert verify(whole, SECRETS) == whole.body
    assert refused(Request("POST", "main", whole.headers, {}, "", whole.body + b"\n"))
