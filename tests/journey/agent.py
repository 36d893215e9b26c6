"""An agent at work, and the customers' cases, by the API's typed client."""

from collections.abc import Iterable
from dataclasses import dataclass

from threadline_client import Client, Refused
from threadline_client.models import (
    Contact,
    ConversationDetail,
    Event,
    Message,
)


@dataclass(frozen=True, slots=True)
class Case:
    """A customer who has written, and the conversation that it became."""

    channel: str
    customer: str
    conversation: str
    first: Message


@dataclass(frozen=True, slots=True)
class Agent:
    id: str
    api: Client

    def inbox(self) -> list[str]:
        """The open conversations that the agent has, by pages of two."""
        found = self.api.iterate_conversations(assignee=self.id, status="open", limit=2)
        return [one["id"] for one in found]

    def gives(self, case: Case, to: "Agent", why: str) -> ConversationDetail:
        return self.api.assign_conversation(case.conversation, {"assignee": to.id, "note": why})

    def answers(self, case: Case, text: str, seen_through: str | None = None) -> Message:
        return self.api.send_message(
            case.conversation, {"type": "text", "text": text, "seen_through": seen_through}
        )

    def refused(self, case: Case, text: str, seen_through: str | None = None) -> Refused:
        """Why an answer was not accepted. Raises AssertionError if it was."""
        try:
            self.answers(case, text, seen_through)
        except Refused as refused:
            return refused
        raise AssertionError(f"{text!r} was accepted")

    def may_answer(self, case: Case) -> bool:
        window = self.api.get_conversation(case.conversation)["window"]
        return window is None or window["open"]

    def line(self, case: Case) -> list[Message]:
        """What was said, oldest first."""
        return list(self.api.iterate_messages(case.conversation))[::-1]

    def etag(self, case: Case) -> str:
        self.api.get_conversation(case.conversation)
        return self.api.answer.headers["ETag"]

    def timeline(self, contact: str) -> list[str | None]:
        """What customers said in a person's one line, oldest first."""
        said = self.api.get_timeline(contact)["items"][::-1]
        return [one["text"] for one in said if one["direction"] == "inbound"]

    def identities(self, contact: str) -> set[str]:
        """The conversations of a person."""
        person: Contact = self.api.get_contact(contact)
        return {one["conversation_id"] for one in person["identities"]}

    def told(self, case: Case, since: str, message: str) -> list[Event]:
        """What the log tells of a case since a cursor; nothing until it tells of what was decided
        after ``message`` was said."""
        events = [one for one in self._events(since) if one["conversation_id"] == case.conversation]
        said = [number for number, one in enumerate(events) if one["message_id"] == message]
        after = events[said[0] :] if said else []
        return events if any(one["type"] == "conversation.updated" for one in after) else []

    def _events(self, since: str) -> Iterable[Event]:
        """Each once, though the log may tell of it twice."""
        found: dict[str, Event] = {}
        while (page := self.api.list_events(since=since, wait=0))["items"]:
            since = page["next_cursor"]
            found |= {one["id"]: one for one in page["items"]}
        return found.values()
