"""Tweepy asks the same of X as we do, signs it alike, and understands the simulator's answers."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import requests
import tweepy
from requests.adapters import HTTPAdapter

from functions.x.api import keys_of
from functions.x.oauth import Keys, header
from shared.accepting import Draft
from tests.functions.x.conftest import SECRETS, World
from tests.functions.x.reading import ANA
from tests.functions.x.test_oauth import signed

KEYS: Keys = keys_of("main", SECRETS)


class Forwarding(HTTPAdapter):
    """Sees to it that our signature would be the same, then asks the simulator instead."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.seen: list[tuple[str, str, bytes]] = []

    def send(self, request: requests.PreparedRequest, *args: Any, **more: Any) -> Any:
        given = request.headers["Authorization"]
        told = given.decode() if isinstance(given, bytes) else given
        nonce, seconds = (_told(told, name) for name in ("oauth_nonce", "oauth_timestamp"))
        method, url = str(request.method), str(request.url)
        ours = header(method, url, {}, KEYS, nonce=nonce, seconds=int(seconds))
        assert signed(ours) == signed(told)
        parts = urlsplit(url)
        body = request.body.encode() if isinstance(request.body, str) else request.body or b""
        self.seen.append((method, parts.path, body))
        there = f"{self.url}{parts.path}" + (f"?{parts.query}" if parts.query else "")
        again = header(method, there, {}, KEYS, nonce=f"{nonce}2", seconds=int(seconds))
        return requests.request(
            method,
            there,
            data=body,
            headers={"Authorization": again, "Content-Type": "application/json"},
            timeout=10,
        )


def _told(given: str, name: str) -> str:
    found = re.search(f'{name}="([^"]+)"', given)
    assert found
    return unquote(found[1])


@pytest.fixture
def judge(x: World) -> Iterator[Any]:
    client = tweepy.Client(
        consumer_key=KEYS.consumer_key,
        consumer_secret=KEYS.consumer_secret,
        access_token=KEYS.token,
        access_token_secret=KEYS.token_secret,
    )
    client.session.mount("https://", Forwarding(x.simulator.url))
    yield client
    client.session.close()


def test_tweepy_asks_for_the_same_as_we_do(x: World, judge: Any) -> None:
    x.says()
    answer = judge.create_direct_message(participant_id=ANA, text="¿azul? 🎉")
    x.accepted("¿azul? 🎉")
    x.drain()
    theirs, ours = x.simulator.sent("x")
    assert (theirs["method"], theirs["path"]) == (ours["method"], ours["path"])
    assert x.bodies()[0] == x.bodies()[1]
    assert answer.data["dm_event_id"] == x.simulator.messages("x")[0].id


def test_tweepy_names_a_file_as_we_do(x: World, judge: Any) -> None:
    x.says()
    medium = x.platform.media.keep("image/png", b"photo")
    judge.create_direct_message(participant_id=ANA, text="new", media_id=medium.id)
    shown = Draft("image", "new", {"media": {"id": medium.id}}, author_kind="agent", author_id="a")
    x.accepted("new", shown)
    x.drain()
    assert x.bodies()[0] == x.bodies()[1]
    assert len(x.took()) == 2


def test_tweepy_gets_the_refusals_of_x(x: World, judge: Any) -> None:
    x.says()
    x.platform.messages.closed.add(ANA)
    with pytest.raises(tweepy.Forbidden):
        judge.create_direct_message(participant_id=ANA, text="one")
    x.fails("429", 1, retry_after=60)
    with pytest.raises(tweepy.TooManyRequests) as caught:
        judge.create_direct_message(participant_id=ANA, text="one")
    assert caught.value.reset_time == x.clock.now // 1000 + 60
    x.fails("token-expired", 1)
    with pytest.raises(tweepy.Unauthorized):
        judge.create_direct_message(participant_id=ANA, text="one")
    x.fails("500", 1)
    with pytest.raises(tweepy.TwitterServerError):
        judge.create_direct_message(participant_id=ANA, text="one")


def test_what_we_send_is_json_that_names_nothing_else(x: World) -> None:
    x.says()
    x.accepted("one")
    x.drain()
    (body,) = x.bodies()
    assert json.dumps(body) == '{"text": "one"}'
