import pytest

from tests.local.client import Client
from tests.local.customer_journey import journey, scene
from tests.local.story import Scene, Step, StepMissing, play


def _scene() -> Scene:
    return scene(Client({}), "whatsapp")


def test_steps_are_played_in_order_with_their_proofs() -> None:
    done: list[str] = []
    steps = [
        Step("first", lambda _: "seen", act=lambda _: done.append("first")),
        Step("second", lambda _: f"after {done}"),
    ]

    played = [(step.what, proof) for step, proof, _ in play(steps, _scene())]

    assert played == [("first", "seen"), ("second", "after ['first']")]


def test_a_step_that_is_not_seen_in_time_stops_the_story_by_name() -> None:
    steps = [
        Step("a reply comes", lambda _: None, within=0.01),
        Step("never reached", lambda _: "no"),
    ]

    with pytest.raises(StepMissing, match="whatsapp: a reply comes: not within"):
        list(play(steps, _scene()))


def test_a_journey_asks_for_the_statuses_that_the_platform_reports() -> None:
    sentences = [step.what for step in journey("whatsapp")]

    assert "the agent sees the answer delivered" in sentences
    assert "the agent sees the answer read" in sentences
