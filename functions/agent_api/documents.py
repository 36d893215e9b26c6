"""Settings that admins write whole, of whatever kind: pages, one, written, removed.

Each has a revision, its ``ETag``. ``If-Match`` writes or removes only what has not changed since,
``If-None-Match: *`` only what is not there yet (RFC 9110, section 13.1); without either the last
one to write is right.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, Any, Final

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Header, Path
from pydantic import BaseModel, Field

from functions.agent_api import naming
from functions.agent_api.access import Principal
from functions.agent_api.cursors import cursor, position
from functions.agent_api.problems import Problem, not_found
from shared import table
from shared.clock import rfc3339_or_none
from shared.configuration import stored
from shared.errors import Conflict
from shared.keys import single
from shared.table import Item

Name = Annotated[
    str, Path(pattern="^[a-z0-9-]{1,32}$", description="Its short name.", examples=["desk"])
]
IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        max_length=32,
        description="Only if it is still the one with this `ETag`; otherwise 412.",
        examples=['"3"'],
    ),
]
IfNoneMatch = Annotated[
    str | None,
    Header(
        alias="If-None-Match",
        max_length=32,
        description="`*`: only if nobody has written it yet; otherwise 412.",
        examples=["*"],
    ),
]
_REVISION: Final = {
    "ETag": {
        "description": "Its revision.",
        "schema": {"type": "string", "pattern": '^"[0-9]+"$'},
    }
}
# How what has a revision is answered.
REVISED: Final[Any] = {"description": "OK", "headers": _REVISION}
NEW: Final[Any] = {"description": "It is new.", "headers": _REVISION}
_LARGEST: Final = 60_000  # bytes of one document; all of them are read together


class Written(BaseModel):
    """What every such resource shows beside what it says."""

    id: str
    updated_at: str | None = Field(None, description="null for what nobody has written yet.")
    updated_by: str | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """``name`` is the resource in the URL and the kind in the table. ``parse`` raises ValueError
    naming what is wrong with a document. ``keep`` sees to it that what a document made by
    ``parse`` needs stays; it raises Problem."""

    name: str
    one: str  # for people: "rule"
    parse: Callable[[str, Mapping[str, Any]], Any]
    keep: Callable[[Any], None] | None = None

    def page(
        self, principal: Principal, cursor_: str | None, limit: int, wanted: str = ""
    ) -> tuple[list[Item], str | None]:
        """Items by id, and the cursor of the next page; ``wanted`` stands in the id or the words of
        each. Raises Problem 400."""
        of = f"{self.name} {principal.token} {wanted}"
        after = position(of, cursor_)
        low = f"{after}\0" if after else "!"
        there = table.query(
            single.settings_pk(self.name), low, "~", limit=None if wanted else limit
        )
        items = list(islice((item for item in there if _says(item, wanted)), limit))
        more = len(items) == limit
        return items, cursor(of, items[-1]["sk"]) if more else None

    def find(self, name: str) -> Item:
        """Raises Problem 404."""
        item = table.get(single.settings_pk(self.name), name)
        if item is None:
            raise not_found(self.one)
        return item

    def write(
        self,
        principal: Principal,
        name: str,
        said: Mapping[str, Any],
        match: str | None = None,
        none_match: str | None = None,
    ) -> tuple[Item, bool]:
        """The item as it stands, and whether it is new. Raises Problem 412 and 422."""
        try:
            made = self.parse(name, said)
        except ValueError as error:
            raise _unfit(str(error)) from error
        there = table.get(single.settings_pk(self.name), name)
        check(there, match, none_match)
        if len(json.dumps(said, ensure_ascii=False).encode()) > _LARGEST:
            raise _unfit(f"at most {_LARGEST} bytes")
        if there and said_in(there) == said:
            return there, False
        if self.keep:
            self.keep(made)
        upon = revision(there)
        try:
            item = stored.put(self.name, name, said, by=principal.name, expected=upon)
            return item, not upon
        except Conflict as conflict:
            raise changed() from conflict

    def remove(self, principal: Principal, name: str, match: str | None = None) -> Response[str]:
        """Raises Problem 404, 412, and 409 while others name it."""
        there = self.find(name)
        check(there, match)
        if others := naming.named_by(self.name, name):
            title = f"Others name this {self.one}."
            raise Problem(409, "in-use", title, named_by=others)
        try:
            stored.remove(self.name, name, by=principal.name, expected=revision(there))
        except Conflict as conflict:
            raise changed() from conflict
        return Response(status_code=204, body="")


def revision(item: Item | None) -> int:
    return int((item or {}).get("rev", 0))


def etag(item: Item | None) -> dict[str, str | list[str]]:
    """The header that names the revision of ``item``."""
    return {"ETag": f'"{revision(item)}"'}


def said_in(item: Item) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(item.get("document", "{}"))
    return said


def written(item: Item) -> dict[str, Any]:
    """The members of ``Written``."""
    at = item.get("at")
    return {
        "id": item["sk"],
        "updated_at": rfc3339_or_none(at),
        "updated_by": item.get("by"),
    }


def _says(item: Item, wanted: str) -> bool:
    if not wanted:
        return True
    words = json.dumps(said_in(item), ensure_ascii=False)
    return wanted.casefold() in f"{item['sk']} {words}".casefold()


def check(there: Item | None, match: str | None, none_match: str | None = None) -> None:
    """Raises Problem 412 unless it is as the headers want it."""
    if none_match == "*" and there is not None:
        raise changed()
    if match is None or (match == "*" and there is not None):
        return
    if match != etag(there)["ETag"]:
        raise changed()


def changed() -> Problem:
    return Problem(412, "changed-since", "Somebody has written it since you read it.")


def _unfit(why: str) -> Problem:
    where, said, detail = why.removeprefix("#/").partition(": ")
    told = {"pointer": f"#/{where}", "detail": detail} if said else {"pointer": "#", "detail": why}
    return Problem(422, "invalid-request", "This cannot be kept.", errors=[told])
