"""How often a token may ask: one counter a minute, one write a request, told with every answer.

The fields are those of draft-ietf-httpapi-ratelimit-headers-11 (``RateLimit-Policy`` and
``RateLimit``, of which ``q`` is the quota, ``w`` its window, ``r`` what is left and ``t`` the
seconds until it begins anew).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from functions.agent_api.problems import Problem
from shared import clock, table
from shared.errors import Unavailable
from shared.keys import single
from shared.observability import logger
from shared.settings import settings

Answer = dict[str, Any]

_WINDOW_S: Final = 60
_KEPT_S: Final = 600  # behind the window, for clocks that differ


@dataclass(frozen=True, slots=True)
class Pace:
    """``asked`` so often in this window, of ``limit``; it begins anew in ``resets_s`` seconds."""

    limit: int
    asked: int
    resets_s: int

    @property
    def too_fast(self) -> bool:
        return self.asked > self.limit

    @property
    def fields(self) -> dict[str, str]:
        left = max(self.limit - self.asked, 0)
        return {
            "RateLimit-Policy": f'"token";q={self.limit};w={_WINDOW_S}',
            "RateLimit": f'"token";r={left};t={self.resets_s}',
        }


def paced(event: dict[str, Any], answer: Callable[[], Answer]) -> Answer:
    """What ``answer`` makes, with the fields that tell the caller's pace, or problem 429."""
    pace = _counted(event["requestContext"].get("authorizer", {}).get("lambda"))
    if pace is None:
        return answer()
    made = _refused(pace) if pace.too_fast else answer()
    made["headers"] = {**made.get("headers", {}), **pace.fields}
    return made


def _counted(caller: dict[str, Any] | None) -> Pace | None:
    """None where nobody asks, any number may be asked, or nobody can count now.

    Who may call is known without the counter, and what it spares is a table that the answer needs
    as well: were it refused too, a throttled counter would make an outage of a shortage.
    """
    limit = int((caller or {}).get("limit") or settings().requests_per_minute)
    if not caller or not limit:
        return None
    now = clock.now_ms() // 1000
    since = now // _WINDOW_S * _WINDOW_S
    try:
        counter = table.update(
            *single.pace_key(caller["token"], since),
            "SET #kind = :kind, #expires = :expires ADD #asked :one",
            {":kind": "pace", ":expires": since + _WINDOW_S + _KEPT_S, ":one": 1},
        )
    except Unavailable:
        logger.warning("requests are not counted", token=caller["token"])
        return None
    return Pace(limit, int(counter["asked"]), since + _WINDOW_S - now)


def _refused(pace: Pace) -> Answer:
    problem = Problem(
        429,
        "rate-limited",
        "This token has asked too often.",
        f"{pace.limit} requests a minute; the next begins in {pace.resets_s} s.",
        retry_after=pace.resets_s,
    )
    return problem.answer()
