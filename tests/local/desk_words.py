"""What the customer of a desk reads and takes, in the language of the account."""

from collections.abc import Callable
from typing import Any

from shared.configuration.texts import in_language
from tests.local.client import Unexpected
from tests.local.desk_settings import LANGUAGES, MENU, REPLIES
from tests.local.offered import Offered, offered
from tests.local.story import Scene
from threadline_client.models import ConversationDetail, Message, StepBody


def language(scene: Scene) -> str:
    return LANGUAGES.get(scene.channel, "en")


def words(scene: Scene, reply: str, step: str = "start") -> str:
    """What a step of a reply says to this customer."""
    return _said(scene, _step(reply, step)["text"])


def title(scene: Scene, reply: str, choice: str) -> str:
    """Of a choice in the first step of a reply."""
    choices = _step(reply, "start")["choices"]
    return _said(scene, next(one["title"] for one in choices if one["id"] == choice))


def taking(scene: Scene, choice: str, reply: str = MENU) -> None:
    """The customer presses, or writes the number of, a choice that was shown last."""
    press(scene, title(scene, reply, choice))


def press(scene: Scene, wanted: str) -> None:
    if wanted not in scene.shown:
        raise Unexpected(f"{wanted!r} is not among {list(scene.shown)}")
    scene.client.say(scene.channel, scene.customer, **{"text": "", **scene.shown[wanted]})


def at_the_platform(scene: Scene, *phrases: str) -> str | None:
    """What the platform was given last for this customer with all ``phrases`` in it, and how it
    shows that; the customer takes one of those choices next."""
    found = [one for one in _given(scene) if all(phrase in one.text for phrase in phrases)]
    if not found:
        return None
    scene.shown = found[-1].choices
    choices = f"; {' | '.join(scene.shown)}" if scene.shown else ""
    return f"{found[-1].form} {phrases[0]!r}{choices}"


def _given(scene: Scene) -> list[Offered]:
    read = (offered(scene.channel, request) for request in scene.client.sent(scene.channel))
    return [one for one in read if one and one.to == scene.customer]


def conversation(scene: Scene) -> ConversationDetail:
    return scene.client.conversation(conversation_id(scene))


def conversation_id(scene: Scene) -> str:
    if scene.heard is None:
        raise RuntimeError("an earlier step finds this")
    return str(scene.heard["conversation_id"])


def newest(scene: Scene, fits: Callable[[Message], bool]) -> Message | None:
    """The newest message of the conversation that fits."""
    return next(filter(fits, scene.client.messages(conversation_id(scene))), None)


def events(scene: Scene, name: str) -> list[Message]:
    """What only the business sees in the line, newest first."""
    messages = scene.client.messages(conversation_id(scene))
    return [m for m in messages if m["type"] == "event" and m["content"].get("event") == name]


def _said(scene: Scene, texts: Any) -> str:
    """In the language that is meant, as an admin wrote it."""
    of = {"": texts} if isinstance(texts, str) else texts
    return in_language(of, language(scene), "en")


def _step(reply: str, step: str) -> StepBody:
    document = REPLIES[reply]
    steps = document.get("steps")
    return steps[step] if steps else document
