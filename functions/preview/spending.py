"""How much automation has said in a course, and why it may say no more: pure.

An account's hours are counted from the first message that is looked at, since what was said on it
before is kept for no longer than an hour matters.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.configuration import Policy
from shared.drafts import OPT_OUT_CONFIRMATION
from shared.limits import automation
from shared.table import Item


@dataclass(slots=True)
class Spending:
    """Of all conversations of one course."""

    on_accounts: Counter[tuple[str, int]] = field(default_factory=Counter)
    of_texts: Counter[tuple[str, int, str]] = field(default_factory=Counter)

    def refused(
        self, summary: Item, saying: Mapping[str, Any], policy: Policy, talk: list[Item], now: int
    ) -> str:
        """Why ``saying``, a part of a plan, is too much at ``now`` (ms), after ``talk``, newest
        first; "" if it may be said, and then it is counted."""
        reason = automation.for_person(summary, policy, now)
        if reason == "loop" and automation.chooses(talk[: 2 * policy.loop_turns]):
            reason = ""
        reason = reason or automation.for_talk(summary, policy, talk, now)
        if not reason and saying["purpose"] != OPT_OUT_CONFIRMATION:
            reason = self._for_account(summary, saying["text"], policy, now)
        return automation.WHY[reason] if reason else ""

    def _for_account(self, summary: Item, text: str, policy: Policy, now: int) -> str:
        account, hour = f"{summary['channel']}:{summary['account']}", now // automation.HOUR_MS
        if 0 < policy.budget_per_account <= self.on_accounts[account, hour]:
            return "account"
        if 0 < policy.budget_per_text <= self.of_texts[account, hour, text]:
            return "text"
        self.on_accounts[account, hour] += 1
        self.of_texts[account, hour, text] += 1
        return ""
