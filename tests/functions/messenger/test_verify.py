"""The events of Messenger are authentic with the app's secret, and with nothing less."""

from dataclasses import replace

import pytest

from functions.messenger.verify import handshake, verify
from shared.errors import Forged
from shared.intake.incoming import Reply, Request, request_of
from tests.events import load, meta_signature, names
from tests.functions.messenger.reading import SECRET

# The pair that shows the trap of the escaped spelling.
VECTOR = (
    rb'{"object":"page","entry":[{"id":"100","time":1760000000000,"messaging":[{"sender":{"id":'
    rb'"200"},"recipient":{"id":"100"},"timestamp":1760000000000,"message":{"mid":"m_1","text":'
    rb'"caf\u00e9"}}]}]}'
)
SIGNATURE = "sha256=80666b1068696887b3188733bd8ba432ae7008cfd06f6c2859c92da75be7af13"
REWRITTEN = "sha256=5b8f4b1c8d58a29b3424d3cdb29991b7ccff84226137c98cdd88a5b4164a8b59"
POSTS = [name for name in names("messenger") if name != "handshake"]


def signed(**headers: str) -> Request:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Request("POST", "main", named, {}, "", VECTOR)


def test_a_body_with_an_accent_is_verified_as_it_was_escaped() -> None:
    assert len(VECTOR) == 193
    assert verify(signed(x_hub_signature_256=SIGNATURE), SECRET) == VECTOR
    written_again = VECTOR.replace(rb"\u00e9", "é".encode())
    assert meta_signature(written_again) == REWRITTEN
    with pytest.raises(Forged):
        verify(signed(x_hub_signature_256=REWRITTEN), SECRET)
    with pytest.raises(Forged):
        verify(replace(signed(x_hub_signature_256=SIGNATURE), body=written_again), SECRET)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x_hub_signature_256": ""},
        {"x_hub_signature": "sha1=876c0429e8d2442d784fbe31d9c24c238ba003d4"},
        {"x_hub_signature_256": SIGNATURE.removeprefix("sha256=")},
        {"x_hub_signature_256": SIGNATURE.upper()},
        {"x_hub_signature_256": f"{SIGNATURE},{SIGNATURE}"},
        {"x_hub_signature_256": f"{SIGNATURE} "},
        {"x_hub_signature_256": SIGNATURE[:-1]},
        {"x_hub_signature_256": SIGNATURE.replace("8", "٨", 1)},
        {"x_hub_signature_256": meta_signature(VECTOR, "another-secret")},
        {"x_hub_signature_256": meta_signature(VECTOR, "")},
    ],
)
def test_anything_else_is_forged(headers: dict[str, str]) -> None:
    with pytest.raises(Forged):
        verify(signed(**headers), SECRET)


@pytest.mark.parametrize("secret", ["", None, 5])
def test_without_a_secret_nothing_is_authentic(secret: object) -> None:
    empty = signed(x_hub_signature_256=meta_signature(VECTOR, ""))
    with pytest.raises(Forged):
        verify(empty, {**SECRET, "app_secret": secret})


def test_both_secrets_of_a_rotation_fit() -> None:
    rotated = {**SECRET, "app_secret": "new", "previous_app_secret": SECRET["app_secret"]}
    verify(signed(x_hub_signature_256=SIGNATURE), rotated)
    verify(signed(x_hub_signature_256=meta_signature(VECTOR, "new")), rotated)


@pytest.mark.parametrize("name", POSTS)
def test_each_event_is_signed_as_it_stands(name: str) -> None:
    request = request_of(load("messenger", name))
    assert verify(request, SECRET) == request.body
    with pytest.raises(Forged):
        verify(replace(request, body=request.body + b"\n"), SECRET)


def test_the_handshake_of_the_events_is_answered() -> None:
    request = request_of(load("messenger", "handshake"))
    assert handshake(request, SECRET) == Reply("1158201444")
    with pytest.raises(Forged):
        handshake(request, {**SECRET, "verify_token": "another"})
