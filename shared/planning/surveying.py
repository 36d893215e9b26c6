"""Asking how it was, once people have resolved a conversation, and taking the answers: pure.

An answer opens nothing and asks for nothing: it is kept as the message that it is, and as a remark
with the score or the words. Whatever is no answer is a message like any other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from shared.configuration import Next
from shared.ids import MessageId
from shared.planning.places import Place
from shared.planning.remarks import remark
from shared.planning.sight import Part, Sight, saying
from shared.planning.survey_answers import Heard, heard
from shared.planning.survey_standing import SURVEY, Standing
from shared.planning.walking import Way, content, walk
from shared.table import Item

ANSWERED: Final = "survey-answered"
_SOON_MS: Final = 3_600_000  # later nobody remembers what is asked about


def part(sight: Sight) -> Part | None:
    """Takes answers out of what asks for something."""
    stood = Standing.of(sight.summary)
    sight.talk = [message for message in sight.talk if not stood.has_taken(message)]
    found: list[Heard] = []
    left: list[Item] = []
    way, noted = Way(), dict[str, str]()
    for message in sight.talk:
        one = _heard(sight, stood, message, alone=not left)
        if one:
            found.append(one)
            way = way if one.to is None else _walk(sight, one.to, stood.place.reply)
            one = _leading(sight, one, way)
            stood = _after(sight, stood, one, way)
            noted |= {**one.noted, **way.attributes}
        if one is None or one.asks:
            left.append(message)
    sight.talk = left
    if not found:
        return _asking(sight, stood.place)
    return _taking(sight, found, stood, way, noted)


def _heard(sight: Sight, stood: Standing, message: Item, *, alone: bool) -> Heard | None:
    """What has led to people is theirs from then on."""
    resolved = sight.summary["status"] == "resolved"
    if stood.has_led(message) and not resolved:
        return None
    return heard(sight, stood, message, alone=alone and resolved)


def _leading(sight: Sight, one: Heard, way: Way) -> Heard:
    """An answer that leads to people asks for them, unless it is being talked with them."""
    to = way.then if one.to is not None else None
    if to is None or to.resolve or sight.summary["status"] != "resolved":
        return one
    sight.led = to
    return replace(one, asks=True)


def _after(sight: Sight, stood: Standing, one: Heard, way: Way) -> Standing:
    """What only goes on with earlier words leads nowhere else."""
    at = one.by["received_at"]
    place = replace(stood.place, episode=sight.summary["episode"], at=at)
    taken = stood.taken if one.asks else (*stood.taken, str(MessageId.of(one.by)))
    if one.to is None:
        return replace(stood, place=place, taken=taken)
    place = replace(place, reply=way.reply or place.reply, step=way.step)
    led = str(MessageId.of(one.by)) if way.then and one.asks and sight.led else stood.led
    return Standing(place, taken, one.words, shown=False, led=led)


def _taking(
    sight: Sight, found: Sequence[Heard], stood: Standing, way: Way, noted: Mapping[str, str]
) -> Part:
    """Who talks about something else by now is not asked on, but told who answers."""
    last = found[-1]
    resolved = sight.summary["status"] == "resolved" and (not sight.talk or sight.led)
    goes_on = resolved and _may_say(sight)
    text = "\n\n".join(way.texts) if goes_on else ""
    if not goes_on:
        stood = replace(stood, place=replace(stood.place, step=""), words={})
    more = content(way) if text else {"silent": True}
    return saying(
        last.by,
        f"survey:{last.reply}/{last.step}",
        text,
        SURVEY,
        [_mark(sight, stood), *_noting(sight, noted)],
        **more,
        author="system",
        why=f"The customer answered the step {last.step} of the survey {last.reply}.",
        notes=[_note(sight.summary, one) for one in found],
    )


def _noting(sight: Sight, noted: Mapping[str, str]) -> list[dict[str, Any]]:
    there, name = sight.attributes, "attributes"
    if {**there, **noted} == there:
        return []
    upon, value = sight.summary.get(name), {**there, **noted}
    return [{"name": name, "value": value, "exact": True, "upon": upon}]


def _note(summary: Item, one: Heard) -> Item:
    message = MessageId.of(one.by)
    what = {"survey": one.reply, "step": one.step, "message": str(message), **one.result}
    ref = f"{message.ref}-{SURVEY}"
    return remark(summary, ANSWERED, one.by["received_at"], what, by=SURVEY, ref=ref)


def _asking(sight: Sight, place: Place) -> Part | None:
    """Once an episode that a person has resolved, and not too often; never who opted out."""
    summary, policy = sight.summary, sight.configuration.policy
    resolved_at, inbound = summary.get("resolved_at") or 0, summary.get("inbound_id")
    by_people = str(summary.get("decided_by", "")).startswith("agent:")
    if not policy.survey or summary["status"] != "resolved" or not by_people or not inbound:
        return None
    if sight.talk or not _may_say(sight):
        return None
    asked_lately = place.at and place.at + policy.survey_every_ms > resolved_at
    if asked_lately or sight.now - resolved_at > _SOON_MS:
        return None
    way = _walk(sight, Next(reply=policy.survey))
    if not way.step:
        return None
    there = Place(reply=way.reply, step=way.step, episode=summary["episode"], at=resolved_at)
    return {
        **content(way),
        "trigger": inbound,
        "rule": f"survey:{policy.survey}",
        "text": "\n\n".join(way.texts),
        "purpose": SURVEY,
        "marks": [_mark(sight, Standing(there))],
        "author": "system",
        "why": "A person has resolved the conversation.",
        "at": resolved_at,
    }


def _may_say(sight: Sight) -> bool:
    """Whether anything may be said automatically."""
    return sight.window_open and sight.summary["consent"] != "out" and not sight.stopped


def _walk(sight: Sight, to: Next, within: str = "") -> Way:
    found = sight.configuration
    return walk(to, found.replies, sight.language, found.policy.language, within)


def _mark(sight: Sight, stood: Standing) -> dict[str, Any]:
    upon = sight.summary.get(SURVEY)
    return {"name": SURVEY, "value": stood.document(), "exact": True, "upon": upon}
