"""The events of Instagram are authentic with the app's secret, and with nothing less."""

from dataclasses import replace

import pytest

from functions.instagram.verify import handshake, verify
from shared.errors import Forged
from shared.intake.incoming import Reply, request_of
from tests.events import load, meta_signature, names
from tests.functions.instagram.reading import SECRET

POSTS = [name for name in names("instagram") if name != "handshake"]


@pytest.mark.parametrize("secret", ["", None, 5])
def test_without_a_secret_nothing_is_authentic(secret: object) -> None:
    request = request_of(load("instagram", "text_message"))
    headers = {"x-hub-signature-256": meta_signature(request.body, "")}
    with pytest.raises(Forged):
        verify(replace(request, headers=headers), {**SECRET, "app_secret": secret})


def test_both_secrets_of_a_rotation_fit() -> None:
    request = request_of(load("instagram", "text_message"))
    rotated = {**SECRET, "app_secret": "new", "previous_app_secret": SECRET["app_secret"]}
    verify(request, rotated)
    headers = {"x-hub-signature-256": meta_signature(request.body, "new")}
    verify(replace(request, headers=headers), rotated)


@pytest.mark.parametrize("name", POSTS)
def test_each_event_is_signed_as_it_stands(name: str) -> None:
    request = request_of(load("instagram", name))
    assert verify(request, SECRET) == request.body
    with pytest.raises(Forged):
        verify(replace(request, body=request.body + b"\n"), SECRET)


def test_the_handshake_of_the_events_is_answered() -> None:
    request = request_of(load("instagram", "handshake"))
    assert handshake(request, SECRET) == Reply("1158201444")
    with pytest.raises(Forged):
        handshake(request, {**SECRET, "verify_token": "another"})
