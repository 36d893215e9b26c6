import pytest

from shared.channels import CHANNELS
from tests.journey.local_stack import LocalStack
from tests.local import windows
from tests.local.customer_journey import scene
from tests.local.story import play

pytestmark = pytest.mark.journey


# Moves the clock of the stack by a day and more, which no other test should notice.
@pytest.mark.parametrize("channel", [name for name in CHANNELS if CHANNELS[name].window])
def test_a_window_reminds_ends_and_opens_again_with_what_waited(
    stack: LocalStack, channel: str
) -> None:
    steps = windows.steps(channel)

    played = [step for step, _, _ in play(steps, scene(stack.client, channel))]

    assert played == steps
