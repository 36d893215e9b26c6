"""What became of a template message is a status of it."""

from typing import Any

import pytest

from shared.messages import Unreadable
from tests.functions.wechat.reading import event, packet, read
from tests.functions.wechat.signing import ACCOUNT, ANA, AT

pytestmark = pytest.mark.usefixtures("the_time")


@pytest.mark.parametrize(
    ("name", "status", "retryable"),
    [
        ("template_delivered", "delivered", None),
        ("template_blocked", "failed", False),
        ("template_failed", "failed", True),
    ],
)
def test_each_end_of_a_job_is_a_status(name: str, status: str, retryable: bool | None) -> None:
    found: Any = event(name)
    assert (found.what, found.event, found.data["status"]) == ("status", status, status)
    assert (found.account_ref, found.identity, found.at) == (ACCOUNT, ANA, AT * 1000)
    assert found.target.startswith("2001638")
    assert found.data.get("error", {}).get("retryable") == retryable


@pytest.mark.parametrize("changed", [{"Status": None}, {"MsgID": None}, {"MsgID": "a"}])
def test_a_job_without_its_parts_is_kept(changed: dict[str, Any]) -> None:
    job = {"Event": "TEMPLATESENDJOBFINISH", "MsgID": 1, "Status": "success", **changed}
    assert isinstance(read(packet("event", MsgId=None, **job)), Unreadable)
