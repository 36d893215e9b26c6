"""Settings that admins write whole: nobody overwrites what they have not seen."""

from collections.abc import Mapping
from typing import Any

import pytest

from functions.agent_api.access import Principal
from functions.agent_api.documents import Kind, etag, said_in
from functions.agent_api.problems import Problem
from shared import configuration

ADMIN = Principal(token="t", scope="admin", agent="", channels=frozenset())


def parse(name: str, said: Mapping[str, Any]) -> object:
    if "wrong" in said:
        raise ValueError("wrong: there is no such member")
    return said


RULES = Kind("rules", "rule", parse)

pytestmark = pytest.mark.usefixtures("cloud")


def refused(**write: Any) -> tuple[int, str]:
    with pytest.raises(Problem) as refusal:
        RULES.write(ADMIN, "a", **write)
    return refusal.value.status, refusal.value.code


def test_what_is_written_is_there_and_has_a_revision() -> None:
    item, new = RULES.write(ADMIN, "a", {"position": 1})
    assert (new, said_in(item), etag(item)["ETag"]) == (True, {"position": 1}, '"1"')
    item, new = RULES.write(ADMIN, "a", {"position": 2}, match='"1"')
    assert (new, etag(RULES.find("a"))["ETag"]) == (False, '"2"')
    assert item["by"] == "admin:t"


def test_the_same_again_is_no_new_revision() -> None:
    RULES.write(ADMIN, "a", {"position": 1})
    before = configuration.load().version
    item, new = RULES.write(ADMIN, "a", {"position": 1})
    assert (new, item["rev"], configuration.load().version) == (False, 1, before)


def test_what_changed_since_is_not_overwritten() -> None:
    RULES.write(ADMIN, "a", {"position": 1})
    RULES.write(ADMIN, "a", {"position": 2})
    assert refused(said={"position": 3}, match='"1"') == (412, "changed-since")
    assert refused(said={"position": 3}, none_match="*") == (412, "changed-since")
    with pytest.raises(Problem):
        RULES.remove(ADMIN, "a", '"1"')
    assert said_in(RULES.find("a")) == {"position": 2}


def test_what_is_wrong_is_pointed_at() -> None:
    with pytest.raises(Problem) as refusal:
        RULES.write(ADMIN, "a", {"wrong": 1})
    told = {"pointer": "#/wrong", "detail": "there is no such member"}
    assert (refusal.value.status, refusal.value.more["errors"]) == (422, [told])
    assert refused(said={"much": "x" * 60_000})[0] == 422


def test_what_was_removed_is_gone() -> None:
    RULES.write(ADMIN, "a", {})
    assert RULES.remove(ADMIN, "a", '"1"').status_code == 204
    with pytest.raises(Problem) as refusal:
        RULES.find("a")
    assert refusal.value.status == 404


def test_pages_follow_each_other() -> None:
    for name in ("a", "b", "c"):
        RULES.write(ADMIN, name, {})
    first, cursor = RULES.page(ADMIN, None, 2)
    rest, end = RULES.page(ADMIN, cursor, 2)
    assert [item["sk"] for item in (*first, *rest)] == ["a", "b", "c"]
    assert end is None
