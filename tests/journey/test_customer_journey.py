import pytest

from shared.channels import CHANNELS
from tests.journey.local_stack import LocalStack
from tests.local.customer_journey import journey, scene
from tests.local.story import play

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_customer_is_greeted_and_answered_by_an_agent(stack: LocalStack, channel: str) -> None:
    steps = journey(channel)

    played = [step for step, _, _ in play(steps, scene(stack.client, channel))]

    assert played == steps


def test_the_functions_are_held_to_their_roles(stack: LocalStack) -> None:
    functions = stack.cloud.client("lambda")
    function = stack.resources["WhatsappWebhookFunction"]
    role = functions.get_function_configuration(FunctionName=function)["Role"]

    denied = stack.denied(role, "dynamodb", "scan", TableName=stack.resources["Table"])

    assert denied == "AccessDeniedException"
