"""Asking how it was, once people have resolved a conversation, and taking the answers: pure.

An answer opens nothing and asks for nothing: it is kept as the message that it is, and as a remark
with the score or the words. Whatever is no answer is a message like any other.
"""

from typing import Any, Final

from shared.configuration import Next
from shared.keys import MessageId
from shared.planning import flows
from shared.planning.places import Place
from shared.planning.remarks import remark
from shared.planning.sight import Part, Sight, saying
from shared.planning.walking import Way, content, walk
from shared.table import Item

SURVEY: Final = "survey"  # the attribute of the summary, and the purpose of what is said
ANSWERED: Final = "survey-answered"
_TAKEN: Final = "taken"  # ids of the messages that were answers
_SOON_MS: Final = 3_600_000  # later nobody remembers what is asked about


def part(sight: Sight) -> Part | None:
    """Takes answers out of what asks for something."""
    stored = dict(sight.summary.get(SURVEY) or {})
    taken = stored.pop(_TAKEN, [])
    sight.talk = [message for message in sight.talk if str(MessageId.of(message)) not in taken]
    place = Place(**stored)
    for message in sight.talk if place.step else ():
        if answer := _answer(sight, place, message):
            sight.talk = [other for other in sight.talk if other is not message]
            return _taking(sight, answer, taken)
    return _asking(sight, place)


def _answer(sight: Sight, place: Place, message: Item) -> flows.Answer | None:
    """Words count only while nothing else is being talked about; a press tells what it is of."""
    answer = flows.answer(place, sight.configuration.replies, [message], sight.language)
    if answer is None or answer.to is None or answer.reply != place.reply:
        return None
    pressed = '"reply"' in (message.get("content") or "")
    return answer if pressed or sight.summary["status"] == "resolved" else None


def _taking(sight: Sight, answer: flows.Answer, taken: list[str]) -> Part:
    message, way = answer.by, _walk(sight, answer.to or Next(), answer.reply)
    said = str(MessageId.of(message))
    what = {"survey": answer.reply, "step": answer.step, "message": said}
    what |= _result(sight, answer)
    note = remark(
        sight.summary,
        ANSWERED,
        message["received_at"],
        what,
        by=SURVEY,
        ref=f"{MessageId.of(message).ref}-{SURVEY}",
    )
    why = f"The customer answered the step {answer.step} of the survey {answer.reply}."
    mark = _mark(sight, way, message["received_at"], [*taken, said])
    text = "\n\n".join(way.texts) if sight.window_open and sight.summary["consent"] != "out" else ""
    more = content(way) if text else {"silent": True}
    rule = f"survey:{answer.reply}/{answer.step}"
    return saying(message, rule, text, SURVEY, [mark], **more, author="system", why=why, note=note)


def _result(sight: Sight, answer: flows.Answer) -> dict[str, Any]:
    step = flows.step_of(sight.configuration.replies, answer.reply, answer.step)
    if step is None or step.ask:
        return {"text": answer.by.get("text") or ""}
    chosen = answer.choice
    return {"answer": chosen, **({"score": int(chosen)} if chosen.isdecimal() else {})}


def _asking(sight: Sight, place: Place) -> Part | None:
    """Once an episode that a person has resolved, and not too often; never who opted out."""
    summary, policy = sight.summary, sight.configuration.policy
    resolved_at, inbound = summary.get("resolved_at") or 0, summary.get("inbound_id")
    by_people = str(summary.get("decided_by", "")).startswith("agent:")
    if not policy.survey or summary["status"] != "resolved" or not by_people or not inbound:
        return None
    if not sight.window_open or summary["consent"] == "out" or sight.talk:
        return None
    asked_lately = place.at and place.at + policy.survey_every_ms > resolved_at
    if asked_lately or sight.now - resolved_at > _SOON_MS:
        return None
    way = _walk(sight, Next(reply=policy.survey))
    if not way.step:
        return None
    return {
        **content(way),
        "trigger": inbound,
        "rule": f"survey:{policy.survey}",
        "text": "\n\n".join(way.texts),
        "purpose": SURVEY,
        "marks": [_mark(sight, way, resolved_at, [])],
        "author": "system",
        "why": "A person has resolved the conversation.",
        "at": resolved_at,
    }


def _walk(sight: Sight, to: Next, within: str = "") -> Way:
    found = sight.configuration
    return walk(to, found.replies, sight.language, found.policy.language, within)


def _mark(sight: Sight, way: Way, at: int, taken: list[str]) -> dict[str, Any]:
    there = Place(reply=way.reply, step=way.step, episode=sight.summary["episode"], at=at)
    value = there.document() | ({_TAKEN: taken} if taken else {})
    upon = sight.summary.get(SURVEY)
    return {"name": SURVEY, "value": value, "exact": True, "upon": upon}
