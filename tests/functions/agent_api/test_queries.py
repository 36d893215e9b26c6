"""A parameter that a route does not know is told, not passed over."""

import pytest

from tests.functions.agent_api.caller import Caller


@pytest.mark.parametrize("path", ["/v1/conversations", "/v1/rules/policy", "/v1/templates"])
def test_a_misspelt_filter_is_refused_by_its_name(path: str) -> None:
    answer = Caller().get(path, asignee="ana")
    assert (answer.status, answer.problem) == (422, "invalid-request")
    assert [error["pointer"] for error in answer.body["errors"]] == ["query/asignee"]


def test_a_path_that_is_not_there_is_told_first() -> None:
    assert Caller().get("/v1/nowhere", asignee="ana").problem == "not-found"
