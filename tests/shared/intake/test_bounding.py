"""A body of which too much is unreadable is kept once; what can be read of it is stored."""

import json
from collections.abc import Iterator
from typing import Any, Final

import pytest

from functions.custom.parse import parse as custom
from functions.instagram.parse import parse as instagram
from functions.line.parse import parse as line
from functions.messenger.parse import parse as messenger
from functions.whatsapp.parse import parse as whatsapp
from functions.x.parse import parse as x
from shared import receiving
from shared.channels import WHATSAPP
from shared.intake.bounding import MOST_UNREADABLE, TooMuchUnreadable, bounded
from shared.intake.sorting import Parse, Work, sort_all, understood
from shared.messages import Parsed, Unreadable
from shared.meta import proof
from tests.shared import contents_of
from tests.shared.arrivals import request, said

GOOD: Final = said("wamid.1")
MANY: Final = MOST_UNREADABLE + 1
META: Final[list[dict[str, Any]]] = [{}] * MANY
BODIES: Final[list[tuple[Parse, Any]]] = [
    (whatsapp, {"object": "whatsapp_business_account", "entry": META}),
    (whatsapp, {"object": "whatsapp_business_account", "entry": [{"changes": [0] * MANY}]}),
    (messenger, {"object": "page", "entry": META}),
    (messenger, {"object": "page", "entry": [{"id": "1", "messaging": [0] * MANY}]}),
    (instagram, {"object": "instagram", "entry": META}),
    (line, {"destination": "U1", "events": META}),
    (custom, {"account": "a", "events": META}),
    (x, {"for_user_id": "1", "tweet_create_events": META}),
]


def parts(unreadable: int) -> Iterator[Parsed]:
    yield GOOD
    for number in range(unreadable):
        yield Unreadable("unknown", {"number": number})
    yield said("wamid.2")


def test_as_many_as_may_be_are_parts_of_their_own() -> None:
    assert bounded(parts(MOST_UNREADABLE)) == [*parts(MOST_UNREADABLE)]


def test_one_more_is_too_much_and_the_readable_is_still_had() -> None:
    with pytest.raises(TooMuchUnreadable) as caught:
        bounded(parts(MANY))
    assert caught.value.readable == [GOOD, said("wamid.2")]


@pytest.mark.parametrize(("parse", "body"), BODIES)
def test_every_channel_with_batches_has_the_bound(parse: Parse, body: Any) -> None:
    found = understood(parse, json.dumps(body).encode())
    assert found == ([], "TooMuchUnreadable")


def test_the_whole_is_of_no_use_once_and_the_rest_is_sorted() -> None:
    work = Work("whatsapp", "main")
    found = understood(lambda _: bounded(parts(MANY)), b"the body")
    secrets = {"accounts": {GOOD.account_ref: "main"}}
    sort_all(work, found, b"the body", id_key=b"k", secrets=secrets, received_at=5)
    assert [item["provider_id"] for item in work.items] == ["wamid.1", "wamid.2"]
    assert [(one.reason, one.raw) for one in work.unusable] == [
        ("unreadable: TooMuchUnreadable", b"the body")
    ]


def test_a_signed_body_of_nothing_but_empty_entries_is_kept_byte_for_byte_and_answered(
    cloud: Any, the_time: Any
) -> None:
    entries = b",".join([b"{}"] * 20_000)
    raw = b'{"object":"whatsapp_business_account","entry":[' + entries + b"]}"
    answer = receiving.receive(request(raw), WHATSAPP, verify=proof.verify, parse=whatsapp)
    assert answer["statusCode"] == 200
    assert list(contents_of.bucket(cloud, "quarantine/whatsapp/main/").values()) == [raw]
    assert contents_of.spill_records(cloud) == []
