import pytest

from tests.journey.local_stack import LocalStack
from tests.local import desk
from tests.local.customer_journey import scene
from tests.local.desk_settings import taken_back
from tests.local.story import play

pytestmark = pytest.mark.journey


def test_a_menu_an_answer_people_and_a_survey_written_by_the_api_alone(stack: LocalStack) -> None:
    desk_of_one_channel = scene(stack.client, "sms")
    steps = desk.steps()

    with taken_back(desk_of_one_channel):
        played = [step for step, _, _ in play(steps, desk_of_one_channel)]

    assert played == steps
