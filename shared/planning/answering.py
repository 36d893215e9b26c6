"""What the bot answers: pure."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from shared.configuration import Next, Rule
from shared.history import arrival
from shared.planning import acknowledging, asking_rules, away, consent, flows, leaning, matching
from shared.planning.flows import Answer
from shared.planning.places import Place, moved
from shared.planning.sight import Part, Sight, for_another
from shared.planning.turns import Turn, taken
from shared.planning.unanswered import HANDING_OVER
from shared.planning.walking import Way, show, walk
from shared.table import Item

_AGAIN: Final = "again"
_ASK_AGAIN: Final = "ask-again"
_UNANSWERED: Final = "Nothing answers what the customer wrote where it was asked if all is solved."


def part(sight: Sight) -> Part | None:
    """A change of consent is confirmed; what came together with it gets no second answer, nor
    after a crash. Else what a reply asked for is taken up, or the first rule that fits counts, or
    there is a greeting or a default reply.

    Leaves in ``sight`` where the conversation goes, which does not hang on whether the bot may
    say so.
    """
    if not sight.new or all(map(for_another, sight.new)):
        return None
    if consent.to_confirm(sight):
        return consent.confirmation(sight) if sight.window_open else None
    made = _answer(sight) if sight.talk and sight.with_bot else None
    if not sight.window_open:
        return None
    return (made if sight.bots_turn else None) or acknowledging.absence(sight)


def _answer(sight: Sight) -> Part | None:
    place = Place.of(sight.summary)
    left = [message for message in sight.talk if arrival(message) > place.through]
    if not left:  # it was answered, and the run broke off after that
        sight.then = Next.parse(place.then, "then") if place.then else None
        sight.kept = True
        return None
    turn = _turn(sight, place, left)
    if _is_for_a_bot(sight, place, turn, left):
        return None
    if turn and (made := _taken(sight, turn, left)):
        return made
    if made := acknowledging.part(sight, left):
        return made
    if turn is None and (answer := leaning.unanswered(sight, place, left)):
        turn = replace(_led(sight, answer, place, left), why=_UNANSWERED)
        return _taken(sight, turn, left)
    return None


def _taken(sight: Sight, turn: Turn, left: Sequence[Item]) -> Part | None:
    sight.then, sight.kept = turn.way.then, sight.bots_turn and turn.way.then is None
    _tell_of_absence(sight, turn)
    return taken(sight, turn, left[0])


def _is_for_a_bot(sight: Sight, place: Place, turn: Turn | None, left: Sequence[Item]) -> bool:
    """Whether an external bot is to say what comes next; it has what a rule or a reply gave it."""
    bot = turn.way.bot if turn and not turn.way.texts else place.bot if not turn else ""
    if not bot or not sight.bots_turn:
        return False
    sight.bot, sight.left, sight.kept = bot, [*left], True
    sight.noted = {**turn.noted, **turn.way.attributes} if turn else {}
    return True


def _tell_of_absence(sight: Sight, turn: Turn) -> None:
    """Who is handed over to people that are not there is told when they are back."""
    if turn.purpose == HANDING_OVER and turn.way.texts:
        then = turn.way.then or Next()
        team = then.team or sight.configuration.policy.team
        language = {**turn.noted, **turn.way.attributes}.get("language", sight.language)
        text, marks = away.words(sight, team, language)
        turn.way.texts += [text] if text and text not in turn.way.texts else []
        turn.marks += marks


def _turn(sight: Sight, place: Place, left: Sequence[Item]) -> Turn | None:
    replies = sight.configuration.replies
    answer = flows.answer(place, replies, left, sight.language)
    if answer and answer.to is not None:
        return _led(sight, answer, place, left)
    answer = answer or leaning.leaning(sight, place, left)
    rules = sight.configuration.rules
    if answer or place.bot:  # they go on as before, unless they say what a rule waits for
        quoting = [message for message in left if message.get("notice_by") == "quote"]
        rules = tuple(
            rule
            for rule in rules
            if rule.when.keywords or asking_rules.is_about_a_notice(rule, quoting)
        )
    if rule := matching.first_that_fits(rules, asking_rules.facts(sight, left)):
        if asking_rules.is_about_a_notice(rule, left):
            sight.because = f"the rule {rule.id} fits the notice that was answered"
        return _by_rule(sight, rule, place, left)
    if answer and answer.to is not None:
        return _led(sight, answer, place, left)
    return _wrong(sight, answer, place, left) if answer else None


def _led(sight: Sight, answer: Answer, place: Place, left: Sequence[Item]) -> Turn:
    language = answer.noted.get("language") or sight.language
    way = _walk(sight, answer.to or Next(), language, answer.reply)
    return Turn(
        f"flow:{answer.reply}/{answer.step}",
        f"The customer answered the step {answer.step} of the reply {answer.reply}.",
        way,
        moved(Place(), sight.summary, left),
        answer.noted,
        purpose=_purpose(way),
    )


def _by_rule(sight: Sight, rule: Rule, place: Place, left: Sequence[Item]) -> Turn:
    way = _walk(sight, rule.then, sight.language)
    # What says nothing leaves no trace: whether it fits is seen again.
    leaves_a_trace = way.texts or way.bot or (way.then and way.then.resolve)
    there = moved(Place(), sight.summary, left) if leaves_a_trace else None
    why = f"The rule {rule.id} fits."
    return Turn(f"rule:{rule.id}", why, way, there, purpose=_purpose(way))


def _wrong(sight: Sight, answer: Answer, place: Place, left: Sequence[Item]) -> Turn | None:
    """What was asked is asked again, until it was often enough."""
    step = flows.step_of(sight.configuration.replies, answer.reply, answer.step)
    if step is None:
        return None
    tries = place.tries + 1
    if tries >= step.tries:
        return _led(sight, replace(answer, to=step.otherwise), place, left)
    otherwise = sight.configuration.policy.language
    way = Way()
    again = _AGAIN if step.choices else _ASK_AGAIN
    asked = replace(step, text=step.again or {"": sight.words(again)}, links=())
    show(way, answer.reply, answer.step, asked, sight.language, otherwise)
    there = replace(moved(Place(), sight.summary, left), tries=tries)
    why = f"What the customer wrote answers the step {answer.step} of {answer.reply} not at all."
    return Turn(f"flow:{answer.reply}/{answer.step}", why, way, there)


def _walk(sight: Sight, to: Next, language: str, within: str = "") -> Way:
    found = sight.configuration
    way = walk(to, found.replies, language, found.policy.language, within)
    return away.telling_when(sight, way)


def _purpose(way: Way) -> str:
    return HANDING_OVER if way.then and not way.then.resolve else "reply"
