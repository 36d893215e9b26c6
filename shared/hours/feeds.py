"""Feeds of closed days: fetched by the sweep, at most once a day, and never while a message waits.

What a feed said last is kept in ``S#hours-feeds`` / <calendar's id>: ``url``, ``tried_at``,
``fetched_at``, ``days`` and, if the last try failed, ``error``.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Final
from urllib.parse import urljoin

from requests import Response

from shared import table
from shared.configuration import stored
from shared.configuration.calendars import FEEDS
from shared.errors import FileRefused, SendError
from shared.hours import reading
from shared.observability import logger
from shared.provider import transfers
from shared.table import Item

LONGEST: Final = 1_000_000  # bytes
MOST: Final = 3  # feeds fetched a run
_WITHIN_S: Final = 8.0
_MOST_HOPS: Final = 4
_AGAIN_MS: Final = 86_400_000
_AFTER_FAILURE_MS: Final = 3_600_000
_TAKES: Final = {"Accept": "text/calendar, */*;q=0.5"}
_YEARS_AHEAD: Final = 2


def refresh(now: int) -> int:
    """Fetch the feeds whose time has come, and forget those no calendar has; returns how many
    came. A feed that does not come or is none leaves what was kept. Raises Unavailable."""
    kept = {item["sk"]: item for item in table.query(FEEDS, "!", "~")}
    urls = {name: said.get("ical_url") for name, said in stored.documents("hours")}
    for calendar in kept:
        if not urls.get(calendar):
            table.delete(FEEDS, calendar)
    waiting = sorted(_waiting(urls, kept, now))[:MOST]
    return sum(_refresh(calendar, url, kept.get(calendar), now) for _, calendar, url in waiting)


def _waiting(
    urls: dict[str, str | None], kept: dict[str, Item], now: int
) -> Iterator[tuple[int, str, str]]:
    """(when it was tried, calendar, URL)."""
    for calendar, url in urls.items():
        known = kept.get(calendar)
        if url and (known is None or known["url"] != url):
            yield 0, calendar, url
        elif url and known:
            pause = _AFTER_FAILURE_MS if known.get("error") else _AGAIN_MS
            if known["tried_at"] + pause <= now:
                yield known["tried_at"], calendar, url


def _refresh(calendar: str, url: str, known: Item | None, now: int) -> bool:
    own = known if known and known["url"] == url else {}
    tried: Item = {**own, "pk": FEEDS, "sk": calendar, "kind": "settings", "url": url}
    tried |= {"tried_at": now, "error": None}
    # First, so that a feed which is more than a run can bear is not tried by each.
    table.put(tried)
    try:
        days = _closed(fetched(url), now)
    except (FileRefused, SendError, ValueError) as error:
        logger.warning("feed of closed days not read", calendar=calendar, kind=type(error).__name__)
        table.put({**tried, "error": str(error)[:500]})
        return False
    read = {**tried, "fetched_at": now, "days": sorted(day.isoformat() for day in days)}
    if read["days"] == own.get("days"):
        table.put(read)
    else:
        stored.put_beside(read)
    return True


def _closed(feed: bytes, now: int) -> frozenset[date]:
    # A tenth of a second's import, which a run of the sweep is spared on most days.
    from shared.hours.ical import days_closed

    year = datetime.fromtimestamp(now // 1000, UTC).year
    return days_closed(feed.decode("utf-8-sig"), range(year - 1, year + _YEARS_AHEAD + 1))


def fetched(url: str) -> bytes:
    """What lies at ``url``, over https all the way.

    Raises FileRefused above a megabyte, for a chain of redirects or for an answer that is no
    success; ChannelUnavailable if it does not come in time; ValueError if ``url`` is not https.
    """
    for _ in range(_MOST_HOPS):
        reading.url(url, "url")
        onward = transfers.leads_to(url, _TAKES, _here_or_elsewhere)
        if onward is None:
            into = BytesIO()
            transfers.download(url, _TAKES, into, longest=LONGEST, within_s=_WITHIN_S, check=_here)
            return into.getvalue()
        url = urljoin(url, onward)
    raise FileRefused("moved", "It is always elsewhere.")


def _here_or_elsewhere(response: Response) -> None:
    if not (300 <= response.status_code < 400 and "Location" in response.headers):
        _here(response)


def _here(response: Response) -> None:
    if response.status_code != 200:
        raise FileRefused("no-feed", f"The answer is {response.status_code}.")
