"""The part of a webhook's address that tells Twilio to try again.

By itself it does so once, and only if it could not connect.
https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides (read 2026-11-22)
"""

from typing import Final
from urllib.parse import parse_qs

_ENOUGH: Final = frozenset({"5xx", "all"})


def mended(webhook: str) -> str:
    """``webhook`` with as many tries as there may be, whatever went wrong."""
    return f"{webhook}#rc=5&rp=all"


def carried(url: str) -> bool:
    """Whether what our server could not take comes again."""
    overrides = parse_qs(url.partition("#")[2])
    count = overrides.get("rc", ["1"])[-1]
    policy = ",".join(overrides.get("rp", ["ct"])).split(",")
    return count.isdigit() and int(count) > 0 and not _ENOUGH.isdisjoint(policy)
