"""Whether a customer is still writing, so that several messages get one answer: pure."""

import json
import re
from typing import Final

from shared.planning.sight import Sight
from shared.table import Item
from shared.wording.numerals import in_digits

_CODE: Final = re.compile(r"\d{1,8}")  # one-time codes, and numbers of a menu
# The workflow's whole time is a minute.
_LONGEST_MS: Final = 30_000


def wait_s(sight: Sight) -> int:
    """How many seconds the answer rests; 0 if it may be given now.

    What has come must have rested for the policy's ``quiet_s``, but the first of it waits no longer
    than ``quiet_at_most_s``. Who taps a button, or writes a code, is done writing.
    """
    policy, burst = sight.configuration.policy, sight.talk
    if not (policy.quiet_s and burst) or any(map(_is_done, burst)):
        return 0
    longest = min(int(policy.quiet_at_most_s * 1000), _LONGEST_MS)
    rested = int(burst[-1]["received_at"]) + int(policy.quiet_s * 1000)
    rest = min(rested, int(burst[0]["received_at"]) + longest) - sight.now
    return max(0, -(-rest // 1000))


def _is_done(message: Item) -> bool:
    if _CODE.fullmatch(in_digits(message.get("text") or "")):
        return True
    content = message.get("content") or ""
    return '"reply"' in content and bool(json.loads(content).get("reply"))
