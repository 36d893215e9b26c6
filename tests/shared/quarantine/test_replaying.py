"""Replaying by a channel's own parser: the keys of a webhook, at the time of the first arrival."""

import json
from dataclasses import asdict, replace
from typing import Any

import pytest

from shared import receiving
from shared.channels import SMS, WHATSAPP, Channel
from shared.intake.sorting import as_bytes
from shared.messages import Told
from shared.quarantine import replaying
from tests.clock import SteppingClock
from tests.conftest import WHATSAPP_SECRET
from tests.shared import contents_of
from tests.shared.arrivals import OURS, body, deliver, noted, parse, said

CAME = 1_767_225_600_000 - 3_600_000
pytestmark = pytest.mark.usefixtures("the_time")


def replayed(raw: bytes, channel: Channel = WHATSAPP, reason: str = "new kind") -> dict[str, Any]:
    event = replaying.request("main", reason, CAME, raw)
    told: dict[str, Any] = receiving.receive(event, channel, verify=refuses, parse=parse)
    return told


def refuses(*_: object) -> bytes:
    raise AssertionError("a replay was verified when it came")


def test_a_replay_has_the_keys_of_the_webhook_it_was(cloud: Any) -> None:
    assert deliver(said("wamid.1"), noted()) == 200
    stored = contents_of.table(cloud)
    told = replayed(body(said("wamid.1"), noted()))
    assert told == {"stored": 0, "repeated": 2, "unreadable": []}
    assert contents_of.table(cloud) == stored


def test_without_a_time_of_the_platforms_it_stands_where_it_came(
    cloud: Any, the_time: SteppingClock
) -> None:
    raw = body(said("wamid.1", sent_at=0))
    assert replayed(raw)["stored"] == 1
    the_time.advance(hours=1)
    assert replayed(raw)["repeated"] == 1
    (message,) = [item for item in contents_of.table(cloud) if item.get("kind") == "message"]
    assert message["sent_at"] == CAME
    assert message["received_at"] == the_time.now - 3_600_000


def test_facts_keep_the_time_of_their_arrival(cloud: Any) -> None:
    assert replayed(body(noted()))["stored"] == 1
    (fact,) = contents_of.table(cloud)
    assert fact["received_at"] == CAME


def test_of_a_batch_what_is_readable_is_stored_and_each_other_part_has_a_reason(
    cloud: Any,
) -> None:
    told = replayed(body(said("wamid.1"), "x", said("wamid.2", account_ref="999")))
    assert told == {"stored": 1, "repeated": 0, "unreadable": ["unknown kind", "foreign-account"]}
    assert contents_of.bucket(cloud) == {}
    assert replayed(b"no json")["unreadable"] == ["unreadable: JSONDecodeError"]


@pytest.mark.parametrize(
    "event", [said("wamid.1"), noted(), Told("", "welcome", "en", CAME, {"status": "APPROVED"})]
)
def test_an_event_of_ours_whose_account_is_known_now_is_stored(cloud: Any, event: Any) -> None:
    assert replayed(as_bytes(event), reason="foreign-account")["stored"] == 1
    assert len(contents_of.table(cloud)) == 1


def test_what_only_looks_like_an_event_of_ours_is_the_platforms(cloud: Any) -> None:
    odd: Any
    for odd in ({"said": {}}, {"said": []}, {"other": asdict(said("1"))}, {}, [1], 7):
        assert replayed(json.dumps(odd).encode())["stored"] == 0
    assert contents_of.table(cloud) == []
    assert list(WHATSAPP_SECRET["accounts"]) == [OURS]


def test_a_credential_set_of_which_nothing_is_known_is_a_reason(cloud: Any) -> None:
    event = replaying.request("main", "", CAME, body(replace(said("1"))))
    told = receiving.receive(event, SMS, verify=refuses, parse=parse)
    assert told["unreadable"] == ["no-credentials"]


def test_a_request_is_small(cloud: Any) -> None:
    raw = body(*(said(f"wamid.{n}") for n in range(1000)))
    assert len(json.dumps(replaying.request("main", "", CAME, raw))) < len(raw) / 5
