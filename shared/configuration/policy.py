"""What holds for the whole business: who gets what nobody else does, and what is too much."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final, get_type_hints

_HOUR_MS: Final = 3_600_000


@dataclass(frozen=True, slots=True)
class Policy:
    """Names that are empty mean nobody and nothing; numbers that are 0 switch something off."""

    team: str = ""  # who gets a conversation that no rule gives to anybody
    agent: str = ""
    language: str = "en"  # of customers of whom nothing better is known
    account_languages: Mapping[str, str] = field(default_factory=dict)  # "whatsapp:main": "es"
    disclosure: str = ""  # the reply that says, at the first of an episode, that a bot speaks
    hours: str = ""  # the business's calendar; without one it is always open
    quiet_s: float = 0  # how long a burst must have rested before it is answered
    quiet_at_most_s: float = 10
    default_reply_every_ms: int = 6 * _HOUR_MS
    # Automatic messages an hour; what is more stays unsaid, and people get the conversation.
    budget_per_person: int = 20
    budget_per_account: int = 2_000
    budget_per_text: int = 1_000
    # As many automatic answers in so short a time are a talk between two machines.
    loop_turns: int = 6
    loop_within_s: int = 120
    marketing_needs_consent: bool = True
    notices_need_consent: bool = False  # of any template: without, whoever is not out gets them
    # What the customer says next within this time answers a notice without quoting it.
    notice_answered_within_ms: int = 72 * _HOUR_MS
    resolve_after_ms: int = 0  # silence of the customer after an answer
    survey: str = ""  # the reply that is asked when a conversation is resolved
    survey_every_ms: int = 24 * _HOUR_MS
    warn_at: float = 0.75  # of a service level's time

    @classmethod
    def parse(cls, said: Mapping[str, Any]) -> "Policy":
        """Raises ValueError that names what is wrong."""
        known = get_type_hints(cls)
        for name, value in said.items():
            if name not in known:
                raise ValueError(f"{name}: there is no such setting")
            if not _is(value, known[name]):
                raise ValueError(f"{name}: must be {_called(known[name])}")
        return cls(**said)

    def document(self) -> dict[str, Any]:
        return {one.name: getattr(self, one.name) for one in fields(self)}


def _called(kind: type) -> str:
    if kind is str or kind is bool:
        return f"a {kind.__name__}"
    return f"{kind.__name__}, and not negative" if kind in (int, float) else "texts by name"


def _is(value: object, kind: type) -> bool:
    if kind is str or kind is bool:
        return isinstance(value, kind)
    if kind not in (int, float):
        return isinstance(value, dict) and all(
            isinstance(one, str) for one in (*value, *value.values())
        )
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        return False
    return kind is float or isinstance(value, int)
