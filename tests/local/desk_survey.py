"""How the customer of a desk found it: a score and words, which open nothing."""

from typing import Final

from shared.configuration.standing import standing
from tests.local.client import Unexpected
from tests.local.desk_asking import asking
from tests.local.desk_people import load
from tests.local.desk_settings import SECOND, SURVEY
from tests.local.desk_words import (
    at_the_platform,
    conversation,
    conversation_id,
    events,
    language,
    taking,
    words,
)
from tests.local.story import Scene, Step

SCORE: Final = "5"


def steps() -> list[Step]:
    return [
        Step("the colleague resolves it, and the customer is asked how it was", _asked, _resolve),
        Step("the customer gives a score and is asked for words", _asked_why, _give_score),
        Step("the customer says why and is thanked", _thanked, _give_words),
        Step("score and words are kept, and it stays resolved", _kept),
    ]


def _resolve(scene: Scene) -> None:
    asking(scene, SECOND).change_conversation(conversation_id(scene), {"status": "resolved"})


def _asked(scene: Scene) -> str | None:
    return at_the_platform(scene, words(scene, SURVEY))


def _give_score(scene: Scene) -> None:
    taking(scene, SCORE, SURVEY)


def _asked_why(scene: Scene) -> str | None:
    return at_the_platform(scene, words(scene, SURVEY, "words"))


def _words(scene: Scene) -> str:
    return f"Everybody was kind {scene.nonce}"


def _give_words(scene: Scene) -> None:
    scene.client.say(scene.channel, scene.customer, _words(scene))


def _thanked(scene: Scene) -> str | None:
    return at_the_platform(scene, standing("")["thanks"].text(language(scene), "en"))


def _kept(scene: Scene) -> str | None:
    told = [event["content"] for event in events(scene, "survey-answered")]
    scores = [one["score"] for one in told if "score" in one]
    said = [one["text"] for one in told if "text" in one]
    if (scores, said) != ([int(SCORE)], [_words(scene)]):
        raise Unexpected(f"kept is {told}")
    found = conversation(scene)
    if found["status"] != "resolved":
        raise Unexpected(f"the conversation is {found['status']}")
    return f"score {scores[0]}, {said[0]!r}; {found['status']}, {load(scene, SECOND)}"
