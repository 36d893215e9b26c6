"""From the bot to the agent who is free, and from there to another."""

from shared.configuration.standing import standing
from tests.local.client import Unexpected
from tests.local.customer_journey import arrived
from tests.local.desk_asking import asking, why
from tests.local.desk_settings import FIRST, SECOND
from tests.local.desk_words import conversation, conversation_id, events, language, newest, press
from tests.local.story import Scene, Step


def steps() -> list[Step]:
    return [
        Step("the customer asks for a person, and the one who is free gets it", _taken, _want),
        Step("the decision tells why", _decision_told),
        Step("the agent answers", _answer_arrived, _answer),
        Step("a colleague comes, and the agent hands over with a note", _handed, _hand_over),
        Step("the line shows why", _note_shown),
    ]


def _want(scene: Scene) -> None:
    person = standing("")["solved"].first.choices[1].title
    press(scene, person[language(scene)])


def _taken(scene: Scene) -> str | None:
    return _with(scene, FIRST, 1)


def _decision_told(scene: Scene) -> str | None:
    asked = newest(scene, lambda message: message["direction"] == "inbound")
    lines = why(scene, asked["id"]) if asked else []
    found = next((line for line in lines if line["kind"] == "decision"), None)
    return f"{found['what']}: {found['why']}" if found else None


def _answer(scene: Scene) -> None:
    text = f"Good morning, this is Inés {scene.nonce}"
    asking(scene, FIRST).send_message(conversation_id(scene), {"type": "text", "text": text})


def _answer_arrived(scene: Scene) -> str | None:
    return arrived(scene, f"this is Inés {scene.nonce}")


def _note(scene: Scene) -> str:
    return f"Knows all about orders {scene.nonce}"


def _hand_over(scene: Scene) -> None:
    asking(scene, SECOND).put_presence(SECOND, {"presence": "online"})
    asking(scene, FIRST).assign_conversation(
        conversation_id(scene), {"assignee": SECOND, "note": _note(scene)}
    )


def _handed(scene: Scene) -> str | None:
    return _with(scene, SECOND, 1)


def _note_shown(scene: Scene) -> str | None:
    found = events(scene, "handed-over")
    if not found:
        return None
    note = found[0]
    if note["text"] != _note(scene):
        raise Unexpected(f"the note says {note['text']!r}")
    (decided, *_) = [line for line in why(scene, note["id"]) if line["kind"] == "decision"]
    return f"{note['author']['id']}: {note['text']!r}; {decided['what']}"


def _with(scene: Scene, agent: str, many: int) -> str | None:
    """Whether ``agent`` has the conversation, and as much as that in all."""
    found = conversation(scene)
    if found["owner"] != f"agent:{agent}":
        return None
    others = "; ".join(load(scene, name) for name in (FIRST, SECOND))
    if scene.client.admin.get_agent(agent)["load"] != many:
        raise Unexpected(others)
    return f"owner {found['owner']}; {others}"


def load(scene: Scene, agent: str) -> str:
    return f"{agent} has {scene.client.admin.get_agent(agent)['load']}"
