"""What the business wants: documents over defaults, read anew only when something was written."""

from typing import Any

import pytest

from functions.issue_token import issue
from shared import configuration, table
from shared import settings as settings_module
from shared.configuration import Policy, Reply, Rule, Team, stored
from shared.configuration.teams import Agent
from shared.errors import Conflict


def test_without_documents_the_template_and_the_standing_replies_count(
    cloud: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GREETING_TEXT", "Welcome.")
    monkeypatch.setenv("DEFAULT_TEAM", "sales")
    settings_module.settings.cache_clear()
    found = configuration.load()
    assert found.policy == Policy(team="sales")
    assert found.replies["greeting"].text("es", "en") == "Welcome."
    assert found.replies["opt-out"].text("en", "es").endswith("Write START to receive them again.")


def test_a_document_counts_before_the_defaults(cloud: Any) -> None:
    stored.put("policy", "default", {"team": "", "language": "es"}, by="admin")
    stored.put("replies", "greeting", {"text": {"es": "Hola.", "en": "Hi."}}, by="admin")
    found = configuration.load()
    assert (found.policy.team, found.policy.language) == ("", "es")
    assert found.replies["greeting"].text("en-GB", found.policy.language) == "Hi."
    assert found.replies["greeting"].text("fr", found.policy.language) == "Hola."


def test_it_is_read_anew_only_when_something_was_written(cloud: Any) -> None:
    stored.put("teams", "sales", {"name": "Sales"}, by="admin")
    first = configuration.load()
    table.put({"pk": "S#teams", "sk": "more", "kind": "settings"})  # by hand: no version moves
    assert configuration.load() is first
    stored.put("teams", "help", {}, by="admin")
    assert set(configuration.load().teams) == {"sales", "more", "help"}
    stored.remove("teams", "help", by="admin", expected=1)
    assert set(configuration.load().teams) == {"sales", "more"}


def test_rules_are_in_the_order_of_their_positions(cloud: Any) -> None:
    for name, position in (("b", 1), ("a", 2), ("c", 1)):
        stored.put("rules", name, {"position": position}, by="admin")
    assert [rule.id for rule in configuration.load().rules] == ["b", "c", "a"]


def test_of_two_who_write_upon_the_same_revision_one_is_refused(cloud: Any) -> None:
    assert stored.put("rules", "a", {}, by="one", expected=0)["rev"] == 1
    with pytest.raises(Conflict):
        stored.put("rules", "a", {}, by="two", expected=0)
    with pytest.raises(Conflict):
        stored.remove("rules", "a", by="admin", expected=2)
    assert stored.put("rules", "a", {}, by="two", expected=1)["rev"] == 2


def test_an_agent_whom_a_token_named_can_be_described(cloud: Any) -> None:
    token = {"scope": "agent", "agent": "ana"}
    issue.lambda_handler(token, None)
    assert stored.put("agents", "ana", {"capacity": 3}, by="admin", expected=0)["rev"] == 1
    issue.lambda_handler(token, None)  # a second token changes nothing about the agent
    assert stored.document("agents", "ana") == {"capacity": 3}


@pytest.mark.parametrize(
    ("parse", "said", "told"),
    [
        (Policy.parse, {"teem": "sales"}, "teem"),
        (Policy.parse, {"quiet_s": -1}, "quiet_s"),
        (Policy.parse, {"team": 3}, "team"),
        (lambda d: Rule.parse("r", d), {"when": {"hours": "late"}}, "when/hours"),
        (lambda d: Rule.parse("r", d), {"when": {"keywords": "help"}}, "when/keywords"),
        (lambda d: Rule.parse("r", d), {"then": {"step": "two"}}, "then/step"),
        (lambda d: Reply.parse("r", d), {"steps": {"two": {}}}, "start"),
        (lambda d: Reply.parse("r", d), {"text": "a", "next": {"step": "two"}}, "no step two"),
        (lambda d: Reply.parse("r", d), {"text": "a", "ask": "colour"}, "start/ask"),
        (lambda d: Team.parse("t", d), {"strategy": "random"}, "strategy"),
        (lambda d: Agent.parse("a", d), {"capacity": -1}, "capacity"),
    ],
)
def test_what_is_wrong_is_named(parse: Any, said: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        parse(said)
