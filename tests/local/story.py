"""A story is a list of steps: something is done, and something must then be seen in time."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import requests

import threadline_client
from tests.local import waiting
from tests.local.client import Client, Json, Unexpected
from threadline_client import Refused
from threadline_client.models import IssuedToken, Message


@dataclass(slots=True)
class Scene:
    """Who plays, and what the steps so far have found out."""

    client: Client
    channel: str
    customer: str  # the customer's id on the platform
    nonce: str  # makes this story's texts its own
    heard: Message | None = None  # the customer's message, as the agent sees it
    auto_reply: Message | None = None
    answer: Message | None = None  # the agent's message
    fitting: list[Json] = field(default_factory=list)  # templates that may go after the window
    asked: Message | None = None  # the customer's, which nobody answers in time
    late: Message | None = None  # the agent's answer after the window
    photo: Message | None = None  # the customer's, as the agent sees it
    photo_back: Message | None = None  # the agent's
    tokens: dict[str, IssuedToken] = field(default_factory=dict)  # of agents made in this story
    callers: dict[str, threadline_client.Client] = field(default_factory=dict)  # theirs
    shown: Mapping[str, Json] = field(default_factory=dict)  # choices, and what takes each


@dataclass(frozen=True, slots=True)
class Step:
    """``proof`` is asked until it names what proves the step, at most ``within`` seconds."""

    what: str
    proof: Callable[[Scene], str | None]
    act: Callable[[Scene], None] | None = None
    within: float = 30.0


class StepMissing(Exception):
    """The story stops here; the message says which step did not come, and why."""


def play(steps: Sequence[Step], scene: Scene) -> Iterator[tuple[Step, str, float]]:
    """Play in order; yields each step with its proof and its seconds. Raises StepMissing."""
    for step in steps:
        began = time.monotonic()
        try:
            if step.act:
                step.act(scene)
            look = partial(step.proof, scene)
            proof = waiting.until(step.what, look, within=step.within)
        except (waiting.Late, Unexpected, Refused, requests.RequestException) as reason:
            raise StepMissing(f"{scene.channel}: {step.what}: {reason}") from reason
        yield step, proof, time.monotonic() - began
