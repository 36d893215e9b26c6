"""What customers are told outside the hours of those who answer: pure.

It is said once while people are away, above all where people have the conversation, for nobody
else would say it then.
"""

from collections.abc import Sequence
from typing import Any, Final

from shared.configuration.texts import spoken_in
from shared.hours import opening, saying
from shared.hours.calendars import Calendar
from shared.planning.sight import Sight
from shared.planning.walking import Way
from shared.table import Item

AWAY: Final = "away"
_NOBODY_KNOWS: Final = "away-long"  # said where they do not come back within a year
_WHEN: Final = "{when}"
# Whoever of the business wrote so lately is there, whatever the calendar says.
_STILL_THERE_MS: Final = 3_600_000


def is_open(sight: Sight, team: str) -> bool:
    return opening.is_open(sight.configuration.calendar(team), sight.now)


def words(sight: Sight, team: str, language: str) -> tuple[str, list[dict[str, Any]]]:
    """What is to be said, with the marks that it was; "" where ``team`` is there, or it was said
    since they left."""
    calendar = sight.configuration.calendar(team)
    back = opening.next_opening(calendar, sight.now)
    if calendar is None or back == sight.now or sight.summary.get("away_until", 0) > sight.now:
        return "", []
    text = _text(sight, calendar, back, language)
    until = back or sight.now + opening.FAR_DAYS * 86_400_000
    mark = {"name": "away_until", "value": until, "unless_above": sight.now}
    return text, [mark] if text else []


def _text(sight: Sight, calendar: Calendar, back: int | None, language: str) -> str:
    found = sight.configuration.replies.get(AWAY if back else _NOBODY_KNOWS)
    otherwise = sight.configuration.policy.language
    if found is None:
        return ""
    spoken = spoken_in(found.first.text, language, otherwise)
    return _with_time(sight, found.text(language, otherwise), calendar, back, spoken)


def _with_time(
    sight: Sight, text: str, calendar: Calendar | None, back: int | None, spoken: str
) -> str:
    if back is None or _WHEN not in text:
        return text
    where = calendar.time_zone.key if calendar else "UTC"
    return text.replace(_WHEN, saying.when(back, sight.now, where, spoken))


def telling_when(sight: Sight, way: Way) -> Way:
    """``way``, by which a rule or a reply leads, with the time at which people are back where its
    texts have a place for it."""
    if not any(_WHEN in text for text in way.texts):
        return way
    team = way.then.team if way.then else ""
    calendar = sight.configuration.calendar(team or str(sight.summary.get("team") or ""))
    back = opening.next_opening(calendar, sight.now)
    never = sight.words(_NOBODY_KNOWS) if back is None else ""
    told = (never if back is None and _WHEN in text else text for text in way.texts)
    way.texts = [_with_time(sight, text, calendar, back, way.spoken) for text in told if text]
    return way


def may_be_told(sight: Sight, left: Sequence[Item]) -> bool:
    """Whether the customer may hear it now, whoever has the conversation."""
    summary = sight.summary
    if not left or summary["status"] != "open" or summary["consent"] == "out":
        return False
    if summary["owner"] == "bot":
        return True
    return bool(summary.get("answered_at", 0) < left[-1]["received_at"] - _STILL_THERE_MS)
