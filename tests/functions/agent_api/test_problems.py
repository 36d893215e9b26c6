"""docs/problems.md lists the problems that the code can raise, these and no others."""

import ast
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final

import pytest

from functions.agent_api.attachment_views import ATTACHMENT_REFUSALS
from functions.agent_api.problems import Problem
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Caller

PAGE: Final = Path("docs/problems.md").read_text()
ROW: Final = re.compile(r"^\| `([a-z-]+)` \| (\d{3}) \| (.+) \| (.+) \|$", re.MULTILINE)


def calls(folder: str, name: str) -> Iterator[ast.Call]:
    texts = (file.read_text() for file in Path(folder).rglob("*.py"))
    for text in (text for text in texts if f"{name}(" in text):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == name:
                yield node


def raised() -> set[tuple[str, int]]:
    """Each code with its status, also of what is told by another error's name."""
    found = set()
    for call in calls("functions", "Problem"):
        status, code = call.args[:2]
        match ast.unparse(code):
            case "f'attachment-{file.status}'":
                found |= {(f"attachment-{n}", s) for n, (s, _) in ATTACHMENT_REFUSALS.items()}
            case "refusal.code":
                found |= {(code, 409) for code in opted_out()}
            case _:
                found.add((str(ast.literal_eval(code)), int(ast.literal_eval(status))))
    return found


def opted_out() -> set[str]:
    """Those that are refused before they are accepted."""
    made = chain(calls("shared", "OptedOut"), calls("functions/agent_api", "OptedOut"))
    return {str(ast.literal_eval(call.args[0])) for call in made}


def test_the_page_lists_every_problem_with_its_status() -> None:
    listed = [(code, int(status)) for code, status, _, _ in ROW.findall(PAGE)]
    assert set(listed) == raised()
    assert listed == sorted(set(listed)), "each once, in order"


@pytest.mark.parametrize(
    ("levels", "pointer"),
    [
        ({"hgih": {"first": 1}}, "#/service_levels/hgih"),
        ({"high": {"frist": 1}}, "#/service_levels/high/frist"),
        ({"and/or~": {"first": 1}}, "#/service_levels/and~1or~0"),
        ({"high": {"first": -1}}, "#/service_levels/high/first"),
    ],
)
def test_a_pointer_leads_to_the_member_that_is_wrong(
    cloud: Any, the_time: SteppingClock, levels: dict[str, Any], pointer: str
) -> None:
    answer = Caller(scope="admin").put("/v1/teams/desk", {"service_levels": levels})
    assert answer.problem == "invalid-request"
    assert [error["pointer"] for error in answer.body["errors"]] == [pointer]


def test_a_type_is_made_of_its_code_and_stays() -> None:
    assert "`urn:threadline:problem:<code>`" in PAGE
    assert '"type": "urn:threadline:problem:not-found"' in str(
        Problem(404, "not-found", "There is no such path.").response().body
    )
