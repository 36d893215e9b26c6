"""Echoes of our own sends, on a channel that does not tell them from any other."""

from dataclasses import replace
from typing import Any

import pytest

from shared import echoes, ids, table
from shared.channels import CHANNELS, WHATSAPP
from shared.keys import single
from tests import faults
from tests.functions.follow_log.log import id_of, ours, ref, said
from tests.shared import contents_of
from tests.shared.arrivals import deliver
from tests.shared.arrivals import said as arriving

REF = ref("wamid.out")


@pytest.fixture(autouse=True)
def alike(monkeypatch: pytest.MonkeyPatch, cloud: Any) -> None:
    monkeypatch.setitem(CHANNELS, "whatsapp", replace(WHATSAPP, echoes_are_ours=True))


def test_who_claims_first_has_the_id() -> None:
    message, echo = ours(), said("wamid.out", echo=True)
    assert echoes.claim(message, REF) is None
    assert echoes.claim(message, REF) is None
    assert echoes.claim(echo, REF) == id_of(message)


def test_what_a_customer_says_claims_nothing() -> None:
    assert echoes.claim(said("wamid.1"), ref("wamid.1")) is None
    assert table.get(*single.claim_key(ref("wamid.1"))) is None


def test_on_other_channels_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CHANNELS, "whatsapp", WHATSAPP)
    assert echoes.claim(ours(), REF) is None
    assert table.get(*single.claim_key(REF)) is None


def test_a_claim_that_cannot_be_made_now_is_left_to_the_follower() -> None:
    with faults.injected(faults.refused("PutItem", "InternalServerError", times=9)):
        echoes.claim_soon(ours(), REF)
    assert table.get(*single.claim_key(REF)) is None
    echoes.claim_soon(ours(), REF)
    assert table.get(*single.claim_key(REF))


@pytest.mark.usefixtures("the_time")
def test_the_echo_of_what_we_sent_is_not_stored(cloud: Any) -> None:
    echo = arriving("wamid.out", echo=True)
    claimed = ids.message_ref(b"id-key-for-tests", "whatsapp", "main", "wamid.out")
    echoes.claim(ours(), claimed)
    assert deliver(echo) == 200
    assert [one for one in contents_of.table(cloud) if one.get("kind") == "message"] == []
