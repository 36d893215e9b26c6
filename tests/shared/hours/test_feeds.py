"""Feeds from a real server, over real TLS."""

import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shared import table
from shared.configuration import load, stored
from shared.errors import ChannelUnavailable, FileRefused
from shared.hours import feeds
from shared.provider import http
from tests.clock import SteppingClock
from tests.shared.hours import certificate
from tests.shared.hours.calendars_of import SHOP
from tests.shared.hours.test_ical import feed
from tests.simulator.exchange import Answer, Request, Silence
from tests.simulator.http_server import serving

EPIPHANY = feed("DTSTART;VALUE=DATE:20260106").encode()
LABOUR_DAY = feed("DTSTART;VALUE=DATE:20260501").encode()
HOUR = 3_600_000


class Server:
    def __init__(self) -> None:
        self.answers: dict[str, Answer | Silence] = {"/days.ics": Answer(200, EPIPHANY)}
        self.asked: list[Request] = []
        self.url = ""

    def handle(self, request: Request) -> Answer | Silence:
        self.asked.append(request)
        return self.answers.get(request.path, Answer(404))

    def says(self, body: bytes, status: int = 200) -> None:
        self.answers["/days.ics"] = Answer(status, body)


@pytest.fixture(scope="module")
def speaks(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Path]:
    return certificate.make(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def server(
    speaks: tuple[ssl.SSLContext, Path], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Server]:
    tls, trusted = speaks
    monkeypatch.setattr(http, "READ_S", 0.3)
    monkeypatch.setattr(http.session(), "verify", str(trusted))
    made = Server()
    with serving(made.handle, tls=tls) as base:
        made.url = f"{base}/days.ics"
        yield made
        http.session().close()


def a_calendar(url: str | None, name: str = "shop") -> None:
    stored.put("hours", name, {**SHOP, "ical_url": url}, by="admin")


def kept(url: str, name: str = "shop") -> list[str]:
    assert (stored.document("hours", name) or {})["ical_url"] == url
    return [day.isoformat() for day in sorted(load().calendars[name].feed_days)]


def test_a_feed_is_fetched_and_its_days_are_kept(
    cloud: Any, the_time: SteppingClock, server: Server
) -> None:
    a_calendar(server.url)
    assert feeds.refresh(the_time()) == 1
    assert kept(server.url) == ["2026-01-06"]


def test_a_feed_is_fetched_once_a_day(cloud: Any, the_time: SteppingClock, server: Server) -> None:
    a_calendar(server.url)
    now = the_time()
    assert feeds.refresh(now) == 1
    server.says(LABOUR_DAY)
    assert feeds.refresh(now + 24 * HOUR - 1) == 0
    assert kept(server.url) == ["2026-01-06"]
    assert feeds.refresh(now + 24 * HOUR) == 1
    assert kept(server.url) == ["2026-05-01"]


@pytest.mark.parametrize("bad", [b"<p>Please sign in</p>", b"\xff\xfe", b"a" * 1_000_001])
def test_what_is_no_feed_leaves_the_last_good_one(
    cloud: Any, the_time: SteppingClock, server: Server, bad: bytes
) -> None:
    a_calendar(server.url)
    now = the_time()
    feeds.refresh(now)
    server.says(bad)
    assert feeds.refresh(now + 24 * HOUR) == 0
    assert kept(server.url) == ["2026-01-06"]
    item = table.get("S#hours-feeds", "shop")
    assert item is not None
    assert item["error"]
    assert item["fetched_at"] == now


def test_a_feed_that_failed_is_tried_again_after_an_hour(
    cloud: Any, the_time: SteppingClock, server: Server
) -> None:
    a_calendar(server.url)
    now = the_time()
    server.says(b"", 500)
    assert feeds.refresh(now) == 0
    server.says(EPIPHANY)
    assert feeds.refresh(now + HOUR - 1) == 0
    assert feeds.refresh(now + HOUR) == 1
    item = table.get("S#hours-feeds", "shop")
    assert item is not None
    assert "error" not in item


def test_another_address_is_fetched_at_once_and_the_days_of_the_old_one_no_longer_count(
    cloud: Any, the_time: SteppingClock, server: Server
) -> None:
    a_calendar(server.url)
    feeds.refresh(the_time())
    other = server.url + "?of=somebody-else"
    a_calendar(other)
    assert kept(other) == []
    server.says(LABOUR_DAY)
    assert feeds.refresh(the_time() + 1) == 1
    assert kept(other) == ["2026-05-01"]


def test_another_address_that_does_not_come_has_no_days(
    cloud: Any, the_time: SteppingClock, server: Server
) -> None:
    a_calendar(server.url)
    feeds.refresh(the_time())
    other = server.url + "?of=somebody-else"
    a_calendar(other)
    server.says(b"", 500)
    assert feeds.refresh(the_time() + 1) == 0
    assert kept(other) == []


def test_a_feed_that_a_run_does_not_survive_is_left_alone_for_a_day(
    cloud: Any, the_time: SteppingClock, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    class OutOfTime(BaseException): ...

    def run_out(url: str) -> bytes:
        raise OutOfTime

    a_calendar(server.url)
    with monkeypatch.context() as patch:
        patch.setattr(feeds, "fetched", run_out)
        with pytest.raises(OutOfTime):
            feeds.refresh(the_time())
    assert feeds.refresh(the_time() + 24 * HOUR - 1) == 0
    assert server.asked == []
    assert feeds.refresh(the_time() + 24 * HOUR) == 1


def test_a_feed_that_no_calendar_has_is_forgotten(
    cloud: Any, the_time: SteppingClock, server: Server
) -> None:
    a_calendar(server.url)
    feeds.refresh(the_time())
    a_calendar(None)
    feeds.refresh(the_time())
    assert table.get("S#hours-feeds", "shop") is None
    assert load().calendars["shop"].feed_days == frozenset()


def test_a_run_fetches_a_few_and_the_next_one_the_others(
    cloud: Any, the_time: SteppingClock, server: Server
) -> None:
    for number in range(feeds.MOST + 1):
        a_calendar(server.url, f"shop-{number}")
    now = the_time()
    assert [feeds.refresh(now + n) for n in range(3)] == [feeds.MOST, 1, 0]


def test_a_feed_may_have_moved_over_https(server: Server) -> None:
    server.answers["/old.ics"] = Answer(301, b"", {"Location": "/days.ics"})
    assert feeds.fetched(server.url.replace("days", "old")) == EPIPHANY


def test_a_chain_of_moves_has_an_end(server: Server) -> None:
    server.answers["/days.ics"] = Answer(302, b"", {"Location": "/days.ics"})
    with pytest.raises(FileRefused):
        feeds.fetched(server.url)
    assert len(server.asked) == 4


def test_a_feed_is_asked_for_over_https_alone(server: Server) -> None:
    with pytest.raises(ValueError, match="https"):
        feeds.fetched(server.url.replace("https", "http"))
    assert server.asked == []
    plain = server.url.replace("https", "http")
    server.answers["/days.ics"] = Answer(302, b"", {"Location": plain})
    with pytest.raises(ValueError, match="https"):
        feeds.fetched(server.url)
    assert len(server.asked) == 1


@pytest.mark.parametrize("silence", [Silence.NEVER, Silence.HANG_UP])
def test_a_server_that_does_not_answer_is_not_waited_for(server: Server, silence: Silence) -> None:
    server.answers["/days.ics"] = silence
    with pytest.raises(ChannelUnavailable):
        feeds.fetched(server.url)


def test_a_server_that_cannot_say_who_it_is_is_not_believed(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http.session(), "verify", True)
    with pytest.raises(ChannelUnavailable):
        feeds.fetched(server.url)


@pytest.mark.parametrize("status", [204, 304, 404, 500])
def test_an_answer_that_is_no_success_is_no_feed(server: Server, status: int) -> None:
    server.says(b"", status)
    with pytest.raises(FileRefused):
        feeds.fetched(server.url)
