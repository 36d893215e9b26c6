"""What an admin is told about the accounts of a fresh stack: nothing is to mend."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from shared.channels import CHANNELS
from tests.journey.local_stack import LocalStack
from tests.local.accounts import NAME
from tests.local.doctor import FUNCTION, examined, told

pytestmark = pytest.mark.journey

# Found for every channel: that what is signed is taken, and what is forged is not.
AT_LEAST = {"secret", "fields", "accounts", "delivery", "forgery"}


def test_every_channel_is_found_healthy(stack: LocalStack) -> None:
    function, invoker = stack.resources[FUNCTION], stack.cloud.client("lambda")
    events = [{"channel": channel, "account": NAME} for channel in CHANNELS]

    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda event: examined(invoker, function, event), events))

    assert [told(report) for report in reports if not report["healthy"]] == []
    for report in reports:
        fine = {one["check"] for one in report["findings"] if one["state"] == "fine"}
        assert fine >= AT_LEAST, report["channel"]
