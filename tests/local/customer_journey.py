"""The journey of one customer on one channel: asks, is greeted, is answered by an agent."""

import uuid
from collections.abc import Callable
from typing import Final, Literal

from shared.channels import CHANNELS
from tests.local import photos
from tests.local.client import Client, Unexpected
from tests.local.story import Scene, Step
from tests.local.tokens import AGENT
from tests.simulator.platform import platform_of
from threadline_client.models import Message

Seen = Literal["delivered", "read"]
SEEN: Final[tuple[Seen, ...]] = ("delivered", "read")
Proof = Callable[[Scene], str | None]


def scene(client: Client, channel: str) -> Scene:
    """A customer nobody knows yet."""
    return Scene(
        client, channel, customer=platform_of(channel).new_customer(), nonce=uuid.uuid4().hex[:8]
    )


def journey(channel: str) -> list[Step]:
    """The steps; those about statuses only where the platform reports them."""
    reported = CHANNELS[channel].statuses
    steps = [
        Step("the customer writes and the platform's webhook call is accepted", _stored, _write),
        Step("the agent finds the message in the inbox", _found),
        Step("the workflow ran and the bot answered", _bot_answered),
        Step("the platform got the automatic reply, once", _auto_reply_arrived),
    ]
    steps += [
        Step(f"the agent sees the automatic reply {status}", _auto_reply_is(status))
        for status in SEEN
        if status in reported
    ]
    steps += [
        Step("the agent answers and takes the conversation over", _taken_over, _answer),
        Step("the platform got the agent's answer, once", _answer_arrived),
    ]
    steps += [
        Step(f"the agent sees the answer {status}", _answer_is(status))
        for status in SEEN
        if status in reported
    ]
    return steps + (photos.steps() if "image" in CHANNELS[channel].files else [])


def question(scene: Scene) -> str:
    return f"Hello, where is my parcel {scene.nonce}?"


def _reply(scene: Scene) -> str:
    return f"Your parcel {scene.nonce} arrives tomorrow."


def _write(scene: Scene) -> None:
    call = scene.client.say(scene.channel, scene.customer, question(scene))
    status = call["answer"]["status"]
    _demand(status == 200, f"our webhook answered {status}")


def _stored(scene: Scene) -> str:
    return "200 for a signed delivery"


def _found(scene: Scene) -> str | None:
    scene.heard = scene.client.heard(question(scene))
    return f"message {scene.heard['id']}" if scene.heard else None


def _bot_answered(scene: Scene) -> str | None:
    by_bot = [m for m in scene.client.messages(_conversation(scene)) if _author(m) == "bot"]
    if not by_bot:
        return None
    scene.auto_reply = by_bot[0]
    return f"message {by_bot[0]['id']}: {by_bot[0]['text']!r}"


def _auto_reply_arrived(scene: Scene) -> str | None:
    return arrived(scene, _of(scene.auto_reply)["text"] or "")


def _auto_reply_is(status: Seen) -> Proof:
    return lambda scene: _has_been(scene, _of(scene.auto_reply), status)


def _answer(scene: Scene) -> None:
    scene.answer = scene.client.answer(_conversation(scene), _reply(scene))


def _taken_over(scene: Scene) -> str | None:
    owner = scene.client.conversation(_conversation(scene))["owner"]
    return f"202, owner {owner}" if owner == f"agent:{AGENT}" else None


def _answer_arrived(scene: Scene) -> str | None:
    return arrived(scene, _reply(scene))


def _answer_is(status: Seen) -> Proof:
    return lambda scene: _has_been(scene, _of(scene.answer), status)


def arrived(scene: Scene, text: str) -> str | None:
    """One message to this customer with this text, and not two, however many were asked for."""
    ours = scene.client.reached(scene.channel, scene.customer, text)
    _demand(len(ours) < 2, f"sent {len(ours)} times")
    return f"{ours[0]['type']} {ours[0]['id']} at {ours[0]['time']}" if ours else None


def _has_been(scene: Scene, message: Message, status: Seen) -> str | None:
    """A status only moves forward: one that came later says that this one was there."""
    now = scene.client.agent.get_message(message["id"])
    at = now["delivered_at"] if status == "delivered" else now["read_at"]
    return f"{status}_at {at}" if at else None


def _conversation(scene: Scene) -> str:
    return str(_of(scene.heard)["conversation_id"])


def _author(message: Message) -> str:
    return str(message["author"]["kind"])


def _of(found: Message | None) -> Message:
    if found is None:
        raise RuntimeError("an earlier step finds this")
    return found


def _demand(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Unexpected(otherwise)
