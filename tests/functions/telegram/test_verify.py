"""Updates are authentic with one of the bot's secret tokens, and with nothing less."""

from dataclasses import replace
from typing import Any

import pytest

from functions.telegram.verify import verify
from shared.errors import Forged
from shared.intake.incoming import Request, request_of
from tests.events import load, names
from tests.functions.telegram.conftest import SECRET

HEADER = "x-telegram-bot-api-secret-token"
TOKEN = "secret-token-for-tests"


def request(*given: str, header: str = HEADER) -> Request:
    """As API Gateway hands it over: a repeated header joined by a comma."""
    headers = {header: ",".join(given)} if given else {}
    return request_of({**load("telegram", "text_message"), "headers": headers})


def forged(given: Request, secrets: Any = SECRET) -> bool:
    try:
        verify(given, secrets)
    except Forged:
        return True
    return False


@pytest.mark.parametrize("name", names("telegram"))
def test_each_event_carries_the_token_and_is_read_as_it_stands(name: str) -> None:
    given = request_of(load("telegram", name))
    assert verify(given, SECRET) == given.body


def test_the_header_may_come_in_any_case() -> None:
    assert not forged(request(TOKEN, header="X-Telegram-Bot-Api-Secret-Token"))


@pytest.mark.parametrize(
    "given",
    [
        (),
        ("",),
        ("another-token",),
        (TOKEN.upper(),),
        (TOKEN[:-1],),
        (TOKEN + "x",),
        (f" {TOKEN}",),
        (TOKEN, TOKEN),
        (TOKEN, ""),
        ("", TOKEN),
        (TOKEN.replace("o", "ο"),),  # noqa: RUF001 - a Greek letter is the point
        ("\ud83d",),
        ("null",),
    ],
)
def test_any_other_token_is_refused(given: tuple[str, ...]) -> None:
    assert forged(request(*given))


def test_the_token_in_another_header_or_place_is_refused() -> None:
    assert forged(request(TOKEN, header="x-secret-token"))
    assert forged(request(f"Bearer {TOKEN}", header="authorization"))
    assert forged(replace(request(), query={HEADER: TOKEN, "secret_token": TOKEN}))


def test_the_bots_own_token_proves_nothing() -> None:
    assert forged(request(str(SECRET["bot_token"])))


@pytest.mark.parametrize("secret", ["", None, 7, [TOKEN], {TOKEN: TOKEN}])
def test_without_a_secret_token_everything_is_refused(secret: Any) -> None:
    for given in (request(), request(""), request(TOKEN), request("None")):
        assert forged(given, {**SECRET, "secret_token": secret})
    assert forged(request(TOKEN), {})


def test_while_a_token_is_replaced_both_are_good_and_then_one() -> None:
    rotating = {"secret_token": "new", "previous_secret_token": TOKEN}
    assert not forged(request("new"), rotating)
    assert not forged(request(TOKEN), rotating)
    assert forged(request("another"), rotating)
    assert forged(request(""), {**rotating, "previous_secret_token": ""})
    assert forged(request(TOKEN), {"secret_token": "new"})


def test_the_body_is_not_part_of_the_proof_and_comes_back_as_it_was() -> None:
    given = replace(request(TOKEN), body=b"\xff not JSON")
    assert verify(given, SECRET) == b"\xff not JSON"
