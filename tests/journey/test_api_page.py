"""An agent's day of docs/api.md, as it stands there."""

import shutil
from pathlib import Path

import pytest

from tests.journey.followed_page import follow
from tests.journey.local_stack import LocalStack
from tests.local import waiting
from tests.local.places import ROOT

pytestmark = pytest.mark.journey

# What the page sends twice with one key.
ANSWER = "It left our house yesterday."


@pytest.mark.skipif(shutil.which("curl") is None, reason="its steps are made by curl")
def test_each_step_of_the_api_page_does_what_it_says(stack: LocalStack, tmp_path: Path) -> None:
    (tmp_path / ".local").mkdir()
    (tmp_path / ".local" / "stack.json").symlink_to(stack.state / "stack.json")
    client = stack.client

    follow((ROOT / "docs" / "api.md").read_text(), tmp_path, within=240)

    waiting.until("it was sent", lambda: client.sent_with("whatsapp", ANSWER), within=30)
    assert len(client.sent_with("whatsapp", ANSWER)) == 1
    resolved = client.agent.iterate_conversations(status="resolved", assignee="bo")
    assert [one["name"] for one in resolved] == ["María"]
