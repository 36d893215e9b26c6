"""An agent's day of docs/api.md, as it stands there."""

import shutil
from pathlib import Path

import pytest

from tests.journey.followed_page import follow
from tests.journey.local_stack import LocalStack
from tests.local.places import ROOT

pytestmark = pytest.mark.journey


@pytest.mark.skipif(shutil.which("curl") is None, reason="its steps are made by curl")
def test_each_step_of_the_api_page_does_what_it_says(stack: LocalStack, tmp_path: Path) -> None:
    (tmp_path / ".local").mkdir()
    (tmp_path / ".local" / "stack.json").symlink_to(stack.state / "stack.json")

    follow((ROOT / "docs" / "api.md").read_text(), tmp_path, within=240)
