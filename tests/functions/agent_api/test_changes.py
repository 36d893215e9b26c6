"""Changing a conversation: labels, attributes, and nobody over what they have not seen."""

from typing import Any

import pytest

from shared import deciding, table
from shared.errors import Conflict
from shared.folding.summary import fold
from shared.table import Item
from tests.bench import meter
from tests.functions.agent_api.caller import Answer, Caller
from tests.functions.agent_api.test_inbox import pages

ADMIN = Caller(scope="admin", agent="boss")


@pytest.fixture
def path(thread: str) -> str:
    for label in ("vip", "refund"):
        assert ADMIN.put(f"/v1/labels/{label}", {"name": label.title()}).status == 201
    return f"/v1/conversations/{thread}"


def summary(path: str) -> Item:
    return table.get(f"C#{path.rsplit('/', 1)[1]}", "A") or {}


def decisions(path: str) -> list[Item]:
    return list(table.query(str(summary(path)["pk"]), "D#", "D#~"))


def test_labels_are_set_whole_and_stand_on_the_decision(path: str, ana: Caller) -> None:
    set_ = ana.patch(path, {"labels": ["vip", "refund", "vip"]})
    assert (set_.status, set_.body["labels"]) == (200, ["refund", "vip"])
    assert ana.patch(path, {"labels": ["vip"]}).body["labels"] == ["vip"]
    assert ana.patch(path, {"labels": []}).body["labels"] == []
    assert [one.get("labels") for one in decisions(path)] == [["refund", "vip"], ["vip"], None]
    assert {one["by"] for one in decisions(path)} == {"agent:ana"}
    assert "labels" not in summary(path)


def test_the_log_alone_tells_the_labels(path: str, ana: Caller) -> None:
    ana.patch(path, {"labels": ["vip"]})
    pk = summary(path)["pk"]
    assert fold({"pk": pk, "sk": "A"}, decisions(path))["labels"] == ["vip"]


def test_the_inbox_finds_conversations_by_label(path: str, ana: Caller) -> None:
    assert list(pages(ana, label="vip")) == [[]]
    ana.patch(path, {"labels": ["vip"]})
    assert list(pages(ana, label="vip")) == [[path.rsplit("/", 1)[1]]]
    [listed] = ana.get("/v1/conversations", label="vip").body["items"]
    assert listed["labels"] == ["vip"]


def test_a_label_must_be_there_unless_the_conversation_has_it(path: str, ana: Caller) -> None:
    unknown = ana.patch(path, {"labels": ["vip", "nothing"]})
    assert (unknown.status, unknown.problem) == (422, "invalid-request")
    assert unknown.body["errors"][0]["pointer"] == "#/labels/1"
    ana.patch(path, {"labels": ["vip"]})
    assert ADMIN.delete("/v1/labels/vip").status == 204
    assert ana.patch(path, {"labels": ["refund", "vip"]}).body["labels"] == ["refund", "vip"]
    assert ana.patch(path, {"labels": ["refund"]}).status == 200
    assert ana.patch(path, {"labels": ["vip"]}).status == 422


@pytest.mark.parametrize("said", [{"colour": "red"}, {"name": "x" * 61}, {"other": 1}])
def test_a_label_that_is_none_is_refused(cloud: Any, said: Any) -> None:
    assert ADMIN.put("/v1/labels/vip", said).status == 422
    assert Caller().put("/v1/labels/vip", {}).status == 403


def test_attributes_are_set_and_removed_one_by_one(path: str, ana: Caller) -> None:
    ana.patch(path, {"attributes": {"order": "4711", "plan": "gold"}})
    changed = ana.patch(path, {"attributes": {"plan": None, "city": "Bilbao"}})
    assert changed.body["attributes"] == {"order": "4711", "city": "Bilbao"}
    assert decisions(path)[-1]["attributes"] == {"plan": None, "city": "Bilbao"}
    assert ana.patch(path, {"attributes": {"city": "Bilbao"}}).status == 200
    assert len(decisions(path)) == 2
    ana.patch(path, {"attributes": {"order": None, "city": None}})
    assert "attributes" not in summary(path)


@pytest.mark.parametrize(
    ("attributes", "pointer"),
    [
        ({"1st": "x"}, "#/attributes/1st"),
        ({"a/b": "x"}, "#/attributes/a~1b"),
        ({f"a{n}": "x" for n in range(21)}, "#/attributes"),
        ({f"a{n}": "é" * 450 for n in range(5)}, "#/attributes"),
        ({"a": 1}, "#/attributes/a"),
        ({"a": "x" * 1001}, "#/attributes/a"),
        ({}, "#/attributes"),
    ],
)
def test_attributes_are_few_and_small(
    path: str, ana: Caller, attributes: Any, pointer: str
) -> None:
    refused = ana.patch(path, {"attributes": attributes})
    assert (refused.status, refused.problem) == (422, "invalid-request")
    assert refused.body["errors"][0]["pointer"] == pointer


def test_what_lies_there_already_may_always_be_removed(path: str, ana: Caller) -> None:
    large = {f"of the bot {n}": "x" * 900 for n in range(25)}
    table.update(str(summary(path)["pk"]), "A", "SET #attributes = :a", {":a": large})
    changed = ana.patch(path, {"attributes": {"of the bot 3": None}})
    assert (changed.status, len(changed.body["attributes"])) == (200, 24)
    assert ana.patch(path, {"attributes": {"one-more": "x"}}).status == 422


def test_nobody_changes_what_they_have_not_seen(path: str, ana: Caller) -> None:
    def etag(answer: Answer) -> str:
        return answer.headers["ETag"]

    seen = etag(ana.get(path))
    first = ana.patch(path, {"priority": "high"}, if_match=seen)
    assert (first.status, etag(first)) == (200, etag(ana.get(path)))
    late = ana.patch(path, {"labels": ["vip"]}, if_match=seen)
    assert (late.status, late.problem) == (412, "changed-since")
    ana.patch(path, {"attributes": {"plan": "gold"}}, if_match=etag(first))
    seen = etag(ana.get(path))
    table.update(str(summary(path)["pk"]), "A", "SET #attributes = :a", {":a": {"plan": "basic"}})
    assert ana.patch(path, {"attributes": {"plan": "gold"}}, if_match=seen).status == 412
    assert ana.patch(path, {"status": "pending"}, if_match="*").status == 200


def test_what_the_bot_notes_at_the_same_time_is_not_overwritten(path: str) -> None:
    before, pk = summary(path), str(summary(path)["pk"])

    table.update(pk, "A", "SET #attributes = :a", {":a": {"order": "4711"}})
    with pytest.raises(Conflict):
        deciding.decide(
            {},
            by="agent:ana",
            why="",
            cause="c",
            at=1,
            expected=before,
            attributes={"plan": "gold"},
        )
    assert summary(path)["attributes"] == {"order": "4711"}


def test_of_two_who_note_at_once_with_the_same_token_one_is_told(path: str) -> None:

    before = summary(path)
    same: Any = {"by": "agent:ana", "why": "", "cause": "token:1", "at": 1, "expected": before}
    deciding.decide({}, **same, attributes={"a": "1"})
    deciding.decide({}, **same, attributes={"a": "1"})
    with pytest.raises(Conflict):
        deciding.decide({}, **same, attributes={"b": "2"})


def test_who_has_neither_labels_nor_attributes_pays_for_none(path: str, ana: Caller) -> None:
    before = meter.size(table.to_wire(summary(path)))
    ana.patch(path, {"labels": ["vip"], "attributes": {"a": "b"}})
    ana.patch(path, {"labels": [], "attributes": {"a": None}})
    after = {name: v for name, v in summary(path).items() if name not in ("decided_by",)}
    grown = meter.size(table.to_wire(after)) - before
    assert grown <= len("decided_at") + 8 + 1


def test_all_can_change_in_one_decision(path: str, ana: Caller) -> None:
    body = {
        "status": "pending",
        "priority": "urgent",
        "labels": ["vip"],
        "attributes": {"order": "1"},
    }
    changed = ana.patch(path, body).body
    assert {name: changed[name] for name in body} == body
    assert len(decisions(path)) == 1
