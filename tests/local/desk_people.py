"""From the bot to one agent, from there to another, and how the customer found it."""

from typing import Final

from shared.configuration.standing import standing
from tests.local.client import Json, Unexpected
from tests.local.customer_journey import arrived
from tests.local.desk_asking import ADMIN, ask, why
from tests.local.desk_settings import FIRST, SECOND, SURVEY
from tests.local.desk_words import (
    LANGUAGES,
    at_the_platform,
    conversation,
    conversation_id,
    newest,
    press,
    taking,
    words,
)
from tests.local.story import Scene, Step

SCORE: Final = "5"
_STANDING: Final = standing("")


def steps() -> list[Step]:
    return [
        Step("the customer asks for a person, and the one who is free gets it", _taken, _want),
        Step("the decision tells why", _decision_told),
        Step("the agent answers", _answer_arrived, _answer),
        Step("a colleague comes, and the agent hands over with a note", _handed, _hand_over),
        Step("the line shows why", _note_shown),
        Step("the colleague resolves it, and the customer is asked how it was", _surveyed, _resolve),
        Step("the customer gives a score and is asked for words", _asked_why, _give_score),
        Step("the customer says why and is thanked", _thanked, _give_words),
        Step("score and words are kept, and it stays resolved", _kept),
    ]


def _want(scene: Scene) -> None:
    person = _STANDING["solved"].first.choices[1].title
    press(scene, person[LANGUAGES.get(scene.channel, "en")])


def _taken(scene: Scene) -> str | None:
    return _with(scene, FIRST, 1)


def _decision_told(scene: Scene) -> str | None:
    asked = newest(scene, lambda message: message["direction"] == "inbound")
    lines = why(scene, asked["id"]) if asked else []
    found = next((line for line in lines if line["kind"] == "decision"), None)
    return f"{found['what']}: {found['why']}" if found else None


def _answer(scene: Scene) -> None:
    said = {"type": "text", "text": f"Good morning, this is Inés {scene.nonce}"}
    ask(scene, FIRST, "POST", f"/conversations/{conversation_id(scene)}/messages", json=said)


def _answer_arrived(scene: Scene) -> str | None:
    return arrived(scene, f"this is Inés {scene.nonce}")


def _note(scene: Scene) -> str:
    return f"Knows all about orders {scene.nonce}"


def _hand_over(scene: Scene) -> None:
    ask(scene, SECOND, "PUT", f"/agents/{SECOND}/presence", json={"presence": "online"})
    to = {"assignee": SECOND, "note": _note(scene)}
    ask(scene, FIRST, "POST", f"/conversations/{conversation_id(scene)}/assign", json=to)


def _handed(scene: Scene) -> str | None:
    return _with(scene, SECOND, 1)


def _note_shown(scene: Scene) -> str | None:
    found = _events(scene, "handed-over")
    if not found:
        return None
    note = found[0]
    if note["text"] != _note(scene):
        raise Unexpected(f"the note says {note['text']!r}")
    (decided, *_) = [line for line in why(scene, note["id"]) if line["kind"] == "decision"]
    return f"{note['author']['id']}: {note['text']!r}; {decided['what']}"


def _resolve(scene: Scene) -> None:
    path = f"/conversations/{conversation_id(scene)}"
    ask(scene, SECOND, "PATCH", path, json={"status": "resolved"})


def _surveyed(scene: Scene) -> str | None:
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
    return at_the_platform(scene, _STANDING["thanks"].text(LANGUAGES.get(scene.channel, "en"), "en"))


def _kept(scene: Scene) -> str | None:
    told = [event["content"] for event in _events(scene, "survey-answered")]
    scores = [one["score"] for one in told if "score" in one]
    said = [one["text"] for one in told if "text" in one]
    if (scores, said) != ([int(SCORE)], [_words(scene)]):
        raise Unexpected(f"kept is {told}")
    found = conversation(scene)
    if found["status"] != "resolved":
        raise Unexpected(f"the conversation is {found['status']}")
    return f"score {scores[0]}, {said[0]!r}; {found['status']}, {_load(scene, SECOND)}"


def _with(scene: Scene, agent: str, load: int) -> str | None:
    """Whether ``agent`` has the conversation, and as much as that in all."""
    found = conversation(scene)
    if found["owner"] != f"agent:{agent}":
        return None
    others = "; ".join(_load(scene, name) for name in (FIRST, SECOND))
    if ask(scene, ADMIN, "GET", f"/agents/{agent}")["load"] != load:
        raise Unexpected(others)
    return f"owner {found['owner']}; {others}"


def _load(scene: Scene, agent: str) -> str:
    return f"{agent} has {ask(scene, ADMIN, 'GET', f'/agents/{agent}')['load']}"


def _events(scene: Scene, name: str) -> list[Json]:
    """Newest first."""
    messages = scene.client.messages(conversation_id(scene))
    return [m for m in messages if m["type"] == "event" and m["content"].get("event") == name]
