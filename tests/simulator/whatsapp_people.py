"""The customers of one WhatsApp number: their ids, names, and when they last wrote."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.channels import WHATSAPP


@dataclass(slots=True)
class Person:
    phone: str | None = None
    user_id: str | None = None  # business-scoped
    name: str | None = None
    username: str | None = None
    wrote_at: int | None = None  # ms; only what opens the window counts

    def contact(self, *, profile: bool = True, phone: bool = True) -> dict[str, Any]:
        """An entry of ``contacts`` in a webhook; who writes by username may hide the phone."""
        names = {"name": self.name or "Customer"}
        if self.username:
            names["username"] = self.username
        return {
            **({"profile": names} if profile else {}),
            **({"wa_id": self.phone} if self.phone and phone else {}),
            **({"user_id": self.user_id} if self.user_id else {}),
        }

    def ids(self, first: str, second: str, *, phone: bool = True) -> dict[str, str]:
        """Phone and user id under the names a payload gives them, those that are known."""
        found = {first: self.phone if phone else None, second: self.user_id}
        return {name: value for name, value in found.items() if value}


class People:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, Person] = {}

    def meet(self, said: Mapping[str, Any]) -> Person:
        """The person who says this, with what it tells about them. ``from``: phone or user id."""
        ids = {key: said.get(key) for key in ("user_id", "name", "username") if said.get(key)}
        ids["user_id" if is_user_id(said["from"]) else "phone"] = str(said["from"])
        with self._lock:
            person = self._find(ids.get("phone"), ids.get("user_id")) or Person()
            for key, told in ids.items():
                setattr(person, key, told)
            for known in filter(None, (person.phone, person.user_id)):
                self._known[known] = person
        return person

    def find(self, address: str) -> Person:
        """Whom a phone number or user id reaches; somebody unknown if nobody wrote with it."""
        person = self._find(address, None)
        if person is not None:
            return person
        is_id = is_user_id(address)
        return Person(user_id=address) if is_id else Person(phone=address)

    def forget(self) -> None:
        with self._lock:
            self._known.clear()

    def _find(self, *ids: str | None) -> Person | None:
        return next((self._known[one] for one in ids if one in self._known), None)


def is_user_id(address: str) -> bool:
    return "." in str(address)


def window_is_open(person: Person, now: int) -> bool:
    """Whether the business may write freely to them."""
    window = WHATSAPP.window
    if window is None or person.wrote_at is None:
        return window is None
    return now < person.wrote_at + window.lasts_ms
