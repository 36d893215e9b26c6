"""What a short answer in people's own words to ``solved`` leans to: pure."""

from collections.abc import Iterator, Sequence
from typing import Final

from shared.configuration.steps import Choice, Step
from shared.planning.flows import SILENT, Answer, in_time, led, step_of
from shared.planning.matching import bare
from shared.planning.places import Place
from shared.planning.sight import Sight
from shared.planning.walking import SOLVED
from shared.table import Item

_MOST_WORDS: Final = 6
_ASKS: Final = frozenset("?\uff1f\u061f")  # of Latin, Chinese and Arabic


def leaning(sight: Sight, place: Place, messages: Sequence[Item]) -> Answer | None:
    """The choice of which the newest of ``messages`` that tells one has a word, or its title, as
    its beginning, and no word of another choice anywhere; None where none does, so that it is a new
    request.

    More than six words, and what asks something, tell none. Of two words at one place the longer
    counts: "no thanks" is not "no".
    """
    step = asked(sight, place)
    for message in reversed(messages):
        choice = _meant(step, message.get("text") or "") if step else None
        if step and choice and message["type"] not in SILENT and in_time(place, step, message):
            return Answer(message, *led(step, choice), place.reply, place.step, choice.id)
    return None


def unanswered(sight: Sight, place: Place, messages: Sequence[Item]) -> Answer | None:
    """Where a new request leads that nothing answers, after ``solved``, and that would stay with
    the bot: to where wrong answers lead."""
    step, policy = asked(sight, place), sight.configuration.policy
    said = [one for one in messages if step and one["type"] not in SILENT]
    if step is None or not said or policy.agent or policy.team:
        return None
    late = not in_time(place, step, said[-1])
    return None if late else Answer(said[-1], step.otherwise, {}, place.reply, place.step)


def asked(sight: Sight, place: Place) -> Step | None:
    """The step of ``solved`` that the bot waits at, if it does."""
    at_solved = place.reply == SOLVED
    return step_of(sight.configuration.replies, place.reply, place.step) if at_solved else None


def _meant(step: Step, text: str) -> Choice | None:
    words = bare(text).split()
    if not 0 < len(words) <= _MOST_WORDS or _ASKS & {*text}:
        return None
    found = list(_named(step, words))
    same = {choice.id for _, choice in found}
    return found[0][1] if len(same) == 1 and found[0][0] == 0 else None


def _named(step: Step, words: list[str]) -> Iterator[tuple[int, Choice]]:
    """The choices whose words stand in ``words``, with where, the longest first at each place."""
    known = {
        tuple(bare(said).split()): choice
        for choice in step.choices
        for said in (*choice.words, *choice.title.values())
    }
    at = 0
    while at < len(words):
        lengths = range(len(words) - at, 0, -1)
        found = next((n for n in lengths if tuple(words[at : at + n]) in known), 0)
        if found:
            yield at, known[tuple(words[at : at + found])]
        at += found or 1
