"""A platform's warning of an account: shown to all, lifted by an admin."""

from typing import Any

import pytest

from shared import audit
from shared.limits import warned
from shared.limits.warned import Fact
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Caller

NEW = {"channel": "whatsapp", "account": "main", "platform_id": "106540352242922"}
PATH = "/v1/accounts/whatsapp:main"
RESUME = f"{PATH}/resume"
DAY_MS = 86_400_000


@pytest.fixture
def admin(cloud: Any, the_time: SteppingClock) -> Caller:
    caller = Caller(scope="admin")
    caller.post("/v1/accounts", NEW)
    warned.note(Fact("whatsapp:main", "spam", the_time.now, the_time.now + DAY_MS))
    return caller


def automation(caller: Caller) -> Any:
    return caller.get(PATH).body["automation"]


def test_a_warning_is_shown_with_its_reason_and_times(
    admin: Caller, the_time: SteppingClock
) -> None:
    told = automation(admin)
    assert (told["stopped"], told["sent_this_hour"]) == (True, 0)
    assert told["warning"] == {
        "reason": "spam",
        "since": "2026-01-01T00:00:00.000Z",
        "until": "2026-01-02T00:00:00.000Z",
    }
    the_time.advance(hours=24)
    assert (automation(admin)["stopped"], automation(admin)["warning"]) == (False, None)


def test_an_admin_lets_automation_speak_again(admin: Caller, the_time: SteppingClock) -> None:
    the_time.advance(hours=1)
    resumed = admin.post(RESUME, {})
    assert resumed.status == 200
    assert resumed.body["id"] == "whatsapp:main"
    assert (resumed.body["automation"]["stopped"], resumed.body["automation"]["warning"]) == (
        False,
        None,
    )
    before = audit.page(None, 99)
    assert (before[0]["did"], before[0]["what"]) == ("resumed", "accounts/whatsapp:main")
    assert admin.post(RESUME, {}).body == resumed.body
    assert audit.page(None, 99) == before


def test_what_the_platform_says_from_then_on_counts_anew(
    admin: Caller, the_time: SteppingClock
) -> None:
    at = the_time.now
    the_time.advance(hours=1)
    admin.post(RESUME, {})
    warned.note(Fact("whatsapp:main", "spam", at, at + DAY_MS))  # delivered again
    assert automation(admin)["warning"] is None
    the_time.advance(hours=1)
    warned.note(Fact("whatsapp:main", "spam", the_time.now, the_time.now + DAY_MS))
    assert automation(admin)["stopped"] is True


def test_only_admins_who_see_the_channel_may(admin: Caller) -> None:
    assert Caller(scope="agent").post(RESUME, {}).status == 403
    assert Caller(scope="admin", channels="line").post(RESUME, {}).status == 404
    assert admin.post("/v1/accounts/whatsapp:other/resume", {}).status == 404
    assert automation(admin)["stopped"] is True
