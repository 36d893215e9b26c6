"""Reading events and payloads of Messenger and Instagram alike in tests."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from shared.messages import Noted, Parsed, Said, Unreadable
from tests.events import as_meta_writes, body_of, load

AT = 1_767_225_600_000


@dataclass(frozen=True, slots=True)
class Reader:
    """What a channel's ``parse`` makes of payloads about ``account`` and Ana."""

    channel: str
    object: str
    parse: Callable[[bytes], list[Parsed]]
    account: str
    ana: str

    def event(self, name: str) -> list[Parsed]:
        """What the event of that name says."""
        return self.parse(body_of(load(self.channel, name)))

    def said(self, name: str) -> Said:
        (found,) = self.event(name)
        assert isinstance(found, Said)
        return found

    def noted(self, name: str) -> Noted:
        found = self.event(name)[0]
        assert isinstance(found, Noted)
        return found

    def payload(self, *items: Any, key: str = "messaging") -> dict[str, Any]:
        entry = {"id": self.account, "time": AT, key: list(items)}
        return {"object": self.object, "entry": [entry]}

    def item(self, **changed: Any) -> dict[str, Any]:
        """A text of Ana's; a field that is changed to None is left out."""
        made = {
            "sender": {"id": self.ana},
            "recipient": {"id": self.account},
            "timestamp": AT,
            "message": {"mid": "m_1", "text": "Hola"},
            **changed,
        }
        return {name: value for name, value in made.items() if value is not None}

    def read(self, whole: Any) -> list[Parsed]:
        return self.parse(as_meta_writes(whole))

    def read_item(self, **changed: Any) -> list[Parsed]:
        return self.read(self.payload(self.item(**changed)))


def kind(found: Parsed) -> str:
    """The type of a message, the kind of a fact, or the reason why it is neither."""
    if isinstance(found, Said):
        return found.type
    if isinstance(found, Noted):
        return found.what
    assert isinstance(found, Unreadable)
    return found.reason
