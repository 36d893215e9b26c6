"""A window from its opening to what is said after its end: days, played in seconds."""

from datetime import datetime
from typing import Literal

from shared.channels import CHANNELS, Window
from tests.local.client import Json, Unexpected
from tests.local.customer_journey import arrived
from tests.local.story import Scene, Step
from tests.local.tokens import AGENT
from threadline_client import Refused, models
from threadline_client.models import Fallback, Message

_MOMENT_MS = 30_000


def steps(channel: str) -> list[Step]:
    """None where the business may always write; those about templates where there are any."""
    fact = CHANNELS[channel]
    if fact.window is None:
        return []
    steps = [
        Step("a customer writes", _heard, _write),
        Step("the agent answers and takes the conversation over", _taken_over, _answer),
        Step("the customer asks again, and nobody answers", _waits, _ask),
        Step(f"{_hours(fact.window)} later the agent is reminded", _reminded, _on_to_reminder),
        Step("the window ends, and its end stands in the conversation", _ended, _on_to_end),
    ]
    if fact.window.agent_lasts_ms:
        steps += [Step("a person may still write", _still_taken, _write_late)]
        steps += [Step("people's time ends as well", _agents_end_reached, _on_to_agents_end)]
    steps += [Step("the agent's text is refused", _refused)]
    if fact.templates:
        steps += [
            Step("with a template to go in its place the text waits", _held, _answer_late),
            Step("the platform got the template, once", _template_arrived),
            Step("the platform says that it came", _template_delivered),
        ]
    steps += [Step("the customer answers, and the window is open again", _open_again, _reply)]
    if fact.templates:
        steps += [Step("the platform got the text that waited, once", _late_text_arrived)]
    return steps


def _hours(window: Window) -> str:
    return f"{(window.lasts_ms - window.remind_before_ms) / 3_600_000:g} hours"


def _question(scene: Scene) -> str:
    return f"Can it be sent to my neighbour {scene.nonce}?"


def _late_text(scene: Scene) -> str:
    return f"It can, your neighbour has it now {scene.nonce}."


def _write(scene: Scene) -> None:
    scene.client.say(scene.channel, scene.customer, f"Good morning {scene.nonce}")


def _heard(scene: Scene) -> str | None:
    scene.heard = scene.client.heard(f"Good morning {scene.nonce}")
    return f"message {scene.heard['id']}" if scene.heard else None


def _answer(scene: Scene) -> None:
    scene.client.answer(_conversation(scene), f"Good morning to you {scene.nonce}")


def _taken_over(scene: Scene) -> str | None:
    assignee = scene.client.conversation(_conversation(scene))["assignee"]
    return f"202, assigned to {assignee}" if assignee == AGENT else None


def _ask(scene: Scene) -> None:
    scene.client.say(scene.channel, scene.customer, _question(scene))


def _waits(scene: Scene) -> str | None:
    scene.asked = scene.client.heard(_question(scene))
    found = scene.client.conversation(_conversation(scene))
    if not (scene.asked and found["unanswered"]):
        return None
    return f"unanswered, window open until {_seen_window(scene)['ends_at']}"


def _on_to_reminder(scene: Scene) -> None:
    _go_to(scene, _end(scene) - _window(scene).remind_before_ms + _MOMENT_MS)


def _reminded(scene: Scene) -> str | None:
    found = _event(scene, "window-reminder")
    if found is None:
        return None
    told = found["content"]
    _demand(told["to"] == f"agent:{AGENT}", f"{told['to']} was reminded")
    _demand(told["message"] == _of(scene.asked)["id"], "reminded of another message")
    return f"event window-reminder to {told['to']}"


def _on_to_end(scene: Scene) -> None:
    _go_to(scene, _end(scene) + _MOMENT_MS)


def _ended(scene: Scene) -> str | None:
    found = _event(scene, "window-closed")
    window = _seen_window(scene)
    return f"event window-closed at {found['sent_at']}" if found and not window["open"] else None


def _write_late(scene: Scene) -> None:
    scene.late = scene.client.answer(_conversation(scene), f"It is late {scene.nonce}")


def _still_taken(scene: Scene) -> str | None:
    return arrived(scene, f"It is late {scene.nonce}")


def _on_to_agents_end(scene: Scene) -> None:
    window = _window(scene)
    _go_to(scene, _end(scene) + window.agent_lasts_ms - window.lasts_ms + _MOMENT_MS)


def _agents_end_reached(scene: Scene) -> str:
    return f"{_window(scene).agent_lasts_ms / 86_400_000:g} days after the customer wrote"


def _refused(scene: Scene) -> str:
    try:
        scene.client.answer(_conversation(scene), _late_text(scene))
    except Refused as refused:
        told, fitting = (refused.status, refused.code), refused.problem.get("templates", [])
    else:
        raise Unexpected("it was accepted")
    _demand(told == (409, "window-closed"), f"{told} instead of 409 window-closed")
    _demand(bool(fitting) == CHANNELS[scene.channel].templates, f"templates: {fitting}")
    scene.fitting = fitting
    return "; ".join(["409 window-closed", *(_shown(each) for each in fitting)])


def _shown(template: Json) -> str:
    price = template["price"] or {"amount": "price", "currency": "unknown"}
    kind = f"{template['category'].lower()}, {price['amount']} {price['currency']}"
    return f"{template['name']} ({template['language']}, {kind})"


def _answer_late(scene: Scene) -> None:
    slots = [f"Your neighbour {n}" for n, _ in enumerate(scene.fitting[0]["slots"])]
    fallback: Fallback | Literal["template"] = {"slots": slots} if slots else "template"
    scene.late = scene.client.agent.send_message(
        _conversation(scene), {"type": "text", "text": _late_text(scene), "fallback": fallback}
    )


def _held(scene: Scene) -> str | None:
    late = _of(scene.late)
    _demand(late["status"] == "held", f"it is {late['status']}")
    return f"202, held: {late['error'] and late['error']['code']}"


def _template_arrived(scene: Scene) -> str | None:
    messages = scene.client.messages(_conversation(scene))
    sent = [m for m in messages if m["type"] == "template"]
    if not sent:
        return None
    _demand(not arrived(scene, _late_text(scene)), "the text went too")
    content = sent[0]["content"]
    proof = arrived(scene, content["name"])
    return f"{proof}, {_shown(content)}" if proof else None


def _template_delivered(scene: Scene) -> str | None:
    (sent,) = [m for m in scene.client.messages(_conversation(scene)) if m["type"] == "template"]
    return str(sent["status"]) if sent["status"] in ("delivered", "read") else None


def _reply(scene: Scene) -> None:
    scene.client.say(scene.channel, scene.customer, f"Yes, tell me {scene.nonce}")


def _open_again(scene: Scene) -> str | None:
    window = _seen_window(scene)
    return f"until {window['ends_at']}" if window["open"] else None


def _late_text_arrived(scene: Scene) -> str | None:
    return arrived(scene, _late_text(scene))


def _seen_window(scene: Scene) -> models.Window:
    """As the agent sees it."""
    window = scene.client.conversation(_conversation(scene))["window"]
    if window is None:
        raise Unexpected("there is no window")
    return window


def _event(scene: Scene, name: str) -> Message | None:
    """The one event of that name. Raises Unexpected if there are more."""
    messages = scene.client.messages(_conversation(scene))
    found = [m for m in messages if m["type"] == "event" and m["content"].get("event") == name]
    _demand(len(found) < 2, f"{len(found)} events {name}")
    return found[0] if found else None


def _end(scene: Scene) -> int:
    said = datetime.fromisoformat(_of(scene.asked)["sent_at"])
    return round(said.timestamp() * 1000) + _window(scene).lasts_ms


def _go_to(scene: Scene, at: int) -> None:
    scene.client.advance(max(0, at - scene.client.now_ms()))


def _window(scene: Scene) -> Window:
    window = CHANNELS[scene.channel].window
    if window is None:
        raise RuntimeError("played only where there is a window")
    return window


def _conversation(scene: Scene) -> str:
    return str(_of(scene.heard)["conversation_id"])


def _of(found: Message | None) -> Message:
    if found is None:
        raise RuntimeError("an earlier step finds this")
    return found


def _demand(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Unexpected(otherwise)
