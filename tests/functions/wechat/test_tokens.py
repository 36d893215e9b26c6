"""One access token for all who need it, asked for once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from functions.wechat import tokens
from functions.wechat.answers import TokenRefused
from shared import table
from shared.errors import (
    ChannelUnavailable,
    CredentialsRejected,
    MessageRejected,
    Retryable,
    Unavailable,
)
from shared.keys import single
from tests import faults
from tests.functions.wechat.conftest import WeChat
from tests.functions.wechat.signing import APP_ID, SEALED

KEY = single.access_token_key("wechat", APP_ID)


def times_asked(wechat: WeChat) -> int:
    return len(wechat.asked("stable_token"))


def test_a_token_is_asked_for_once_and_kept_here_and_in_the_table(wechat: WeChat) -> None:
    token = tokens.token_of(SEALED)
    assert tokens.token_of(SEALED) == token
    tokens.forget()  # another process
    assert tokens.token_of(SEALED) == token
    assert times_asked(wechat) == 1
    kept = table.get(*KEY) or {}
    assert kept["token"] == token
    assert kept["good_until"] == wechat.clock.now + (7200 - 300) * 1000
    assert kept["expires"] == wechat.clock.now // 1000 + 7200
    assert "leased_until" not in kept


def test_it_is_replaced_five_minutes_before_its_end(wechat: WeChat) -> None:
    first = tokens.token_of(SEALED)
    wechat.clock.advance(seconds=6899)
    assert tokens.token_of(SEALED) == first
    wechat.clock.advance(seconds=1)
    second = tokens.token_of(SEALED)
    assert (second != first, times_asked(wechat)) == (True, 2)


def test_of_many_who_start_at_once_one_asks(wechat: WeChat) -> None:
    with ThreadPoolExecutor(6) as pool:
        found = {
            future.result() for future in [pool.submit(tokens.token_of, SEALED) for _ in range(6)]
        }
    assert (len(found), times_asked(wechat)) == (1, 1)


def test_while_somebody_asks_the_others_wait_and_give_up_without_asking(wechat: WeChat) -> None:
    table.put({"pk": KEY[0], "sk": KEY[1], "leased_until": wechat.clock.now + 15_000})
    slept: list[float] = []
    with pytest.raises(ChannelUnavailable) as waiting:
        tokens.token_of(SEALED, sleep=slept.append)
    assert (waiting.value.retry_after, times_asked(wechat)) == (2, 0)
    assert 1 < sum(slept) < 5


def test_whoever_waits_takes_what_the_other_was_given(wechat: WeChat) -> None:
    table.put({"pk": KEY[0], "sk": KEY[1], "leased_until": wechat.clock.now + 15_000})

    def arrives(_: float) -> None:
        table.update(
            *KEY, "SET #token = :t, #good_until = :u", {":t": "T", ":u": wechat.clock.now + 1}
        )

    assert tokens.token_of(SEALED, sleep=arrives) == "T"
    assert times_asked(wechat) == 0


def test_a_lease_whose_holder_is_gone_runs_out(wechat: WeChat) -> None:
    table.put({"pk": KEY[0], "sk": KEY[1], "leased_until": wechat.clock.now + 15_000})
    wechat.clock.advance(seconds=15)
    assert tokens.token_of(SEALED)
    assert times_asked(wechat) == 1


@pytest.mark.parametrize("fault", ["500", "429", "timeout", "drop-after-accept"])
def test_a_call_that_fails_leaves_nobody_waiting(wechat: WeChat, fault: str) -> None:
    wechat.fails(fault, calls="all")
    with pytest.raises(Retryable):  # for nothing was sent
        tokens.token_of(SEALED)
    assert tokens.token_of(SEALED)


def test_a_wrong_secret_is_for_an_admin(wechat: WeChat) -> None:
    with pytest.raises(CredentialsRejected) as refused:
        tokens.token_of({**SEALED, "app_secret": "another"})
    assert refused.value.code == "40125"


def test_without_the_table_nothing_is_asked(wechat: WeChat) -> None:
    with faults.injected(faults.down("dynamodb")), pytest.raises(Unavailable):
        tokens.token_of(SEALED)
    assert times_asked(wechat) == 0


def test_a_token_that_is_refused_is_replaced_once(wechat: WeChat) -> None:
    used: list[str] = []

    def call(token: str) -> str:
        used.append(token)
        if len(used) == 1:
            wechat.platform.tokens.end_all()
            raise TokenRefused("40001", "invalid")
        return token

    assert tokens.using(SEALED, call) == used[1]
    assert (len(set(used)), times_asked(wechat)) == (2, 2)


def test_a_second_refusal_is_for_an_admin(wechat: WeChat) -> None:
    calls: list[Any] = []

    def call(token: str) -> None:
        calls.append(token)
        raise TokenRefused("40001", "invalid")

    with pytest.raises(CredentialsRejected):
        tokens.using(SEALED, call)
    assert len(calls) == 2


def test_other_refusals_are_no_reason_to_ask_again(wechat: WeChat) -> None:
    def call(token: str) -> None:
        raise MessageRejected("40007", "invalid media_id")

    with pytest.raises(MessageRejected):
        tokens.using(SEALED, call)
    assert times_asked(wechat) == 1


def test_whoever_is_late_with_a_refusal_spoils_no_newer_token(wechat: WeChat) -> None:
    token = tokens.token_of(SEALED)
    tokens.spoil(SEALED, "an older one")
    assert tokens.token_of(SEALED) == token
    assert times_asked(wechat) == 1
