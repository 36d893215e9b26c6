"""A customer who was asked how it was, as the plan's part for surveys sees one."""

import json
from typing import Any

from shared.configuration import Configuration, Policy, Rule
from shared.configuration.standing import standing
from shared.planning import surveying
from shared.planning.sight import Sight, asking
from shared.table import Item
from tests import log

NOW = 1_767_225_600_000
S = 1_000  # ms
RULE = Rule.parse("hours", {"when": {"keywords": ["hours"]}, "then": {"people": True}})


class Customer:
    """Says things after a person has resolved the conversation, and the survey has been asked."""

    def __init__(self, **summary: Any) -> None:
        policy = Policy(survey="csat", language="en")
        self.configuration = Configuration(policy, (RULE,), standing(""))
        place = {"reply": "csat", "step": "start", "episode": 1, "at": NOW}
        self.summary: Item = {**log.NEW, "pk": log.PK, "channel": "whatsapp", "account": "main"}
        self.summary |= {
            "identity": "34600111222",
            "status": "resolved",
            "survey": place,
            **summary,
        }
        self.said: list[str] = []  # what is said to the customer
        self.kept: list[dict[str, Any]] = []

    def says(self, *texts: str, at: int, every: int = 3 * S, **fields: Any) -> list[str]:
        """``texts`` in one run, the first ``at`` ms after the question; returns the texts of those
        that ask for something."""
        new = [
            log.inbound(f"m{at + n * every}", NOW + at + n * every, text=text, **fields)
            for n, text in enumerate(texts)
        ]
        sight = Sight(self.summary, new, self.configuration, new[-1]["received_at"], True)
        sight.talk = asking(self.summary, new)
        if made := surveying.part(sight):
            self.summary |= {mark["name"]: mark["value"] for mark in made["marks"]}
            self.said += [made["text"]] if made["text"] else []
            self.kept += [json.loads(note["content"]) for note in made["notes"]]
        return [message["text"] for message in sight.talk]

    def presses(self, score: int, *, at: int) -> list[str]:
        content = json.dumps({"reply": {"id": f"csat/start/{score}", "title": str(score)}})
        return self.says(str(score), at=at, type="interactive", content=content)

    def told(self, what: str) -> list[Any]:
        return [one[what] for one in self.kept if what in one]


def scored(**summary: Any) -> Customer:
    customer = Customer(**summary)
    assert customer.presses(2, at=60 * S) == []
    return customer
