"""Templates of Meta's: how WhatsApp and Messenger list them, and what fills their bodies.

https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management
https://developers.facebook.com/docs/graph-api/reference/page/message_templates
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from requests import Response

from shared.errors import CredentialsRejected, OutcomeUnknown, SendError
from shared.meta import graph_api
from shared.provider import http
from shared.provider.answers import answer_of
from shared.table import Item
from shared.templates.listing import Listed, slots_of
from shared.templates.slots import Slots, are_named, filled

Component = dict[str, Any]

_MOST_PAGES: Final = 50
_NEEDED: Final = ("name", "language", "status")
_NOT_ALLOWED: Final = frozenset({3, 10, 190, *range(200, 300)})


def listed(
    owner: str, headers: Mapping[str, str], fields: tuple[str, ...] = (), *, files_go_along: bool
) -> list[Listed]:
    """Those of ``owner``, a business account or a Page; ``fields``: what not both tell.

    ``files_go_along``: what a header shows goes with every message, not once with the template.
    Raises SendError, CredentialsRejected where the token may not ask.
    """
    asked = ",".join((*_NEEDED, "category", "components", *fields))
    found = (one for one in _pages(owner, headers, asked) if _is_whole(one))
    return [made(one, files_go_along=files_go_along) for one in found]


def made(one: Mapping[str, Any], *, files_go_along: bool) -> Listed:
    """A template as the Graph API describes it: pure."""
    parts = {part["type"]: part for part in one.get("components") or () if "type" in part}
    body = str(parts.get("BODY", {}).get("text", ""))
    return Listed(
        name=one["name"],
        language=one["language"],
        body=body,
        slots=slots_of(body),
        needs=[*_of_header(parts, files_go_along), *_of_buttons(parts)],
        status=one["status"],
        category=one.get("category"),
        quality=(one.get("quality_score") or {}).get("score", "UNKNOWN"),
    )


def body(parts: Mapping[str, Any], template: Item | None) -> list[Component]:
    """The component that fills the body: by the slots' names where they have names."""
    given: Slots = parts.get("body") or ()
    if not given:
        return []
    values = filled(template, {"body": given})
    if are_named(values):
        named = [{**text(value), "parameter_name": name} for name, value in values.items()]
        return [{"type": "body", "parameters": named}]
    return [{"type": "body", "parameters": [text(value) for value in values.values()]}]


def text(value: Any) -> Component:
    return {"type": "text", "text": str(value)}


def _is_whole(one: Any) -> bool:
    return isinstance(one, dict) and all(isinstance(one.get(name), str) for name in _NEEDED)


def _of_header(parts: Mapping[str, Any], files_go_along: bool) -> list[str]:
    """What must be given for the header, beside the body's slots: a file or a text."""
    header = parts.get("HEADER", {})
    kind = str(header.get("format", "TEXT")).lower()
    if header and kind != "text" and files_go_along:
        return [f"header:{kind}"]
    return ["header:text"] if slots_of(str(header.get("text", ""))) else []


def _of_buttons(parts: Mapping[str, Any]) -> list[str]:
    """Those whose link, or what comes back when they are tapped, has a part to be filled."""
    buttons = parts.get("BUTTONS", {}).get("buttons", ())
    return [
        f"button:{number}"
        for number, button in enumerate(buttons)
        if slots_of(str(button.get("url", "")), str(button.get("payload", "")))
    ]


def _pages(owner: str, headers: Mapping[str, str], asked: str) -> Iterator[Any]:
    after = ""
    for _ in range(_MOST_PAGES):
        query = f"fields={asked}&limit=100" + (f"&after={after}" if after else "")
        page = http.call(
            "GET",
            graph_api.address(f"{owner}/message_templates?{query}"),
            headers=headers,
            body=None,
            read=_read,
        )
        yield from page["data"]
        after = ((page.get("paging") or {}).get("cursors") or {}).get("after", "")
        if not (after and page["paging"].get("next")):
            return


def _read(response: Response) -> dict[str, Any]:
    told = graph_api.fields(answer_of(response), _meaning)
    if not isinstance(told.get("data"), list):
        raise OutcomeUnknown("unreadable-answer", "These are no templates.")
    return told


def _meaning(code: int, subcode: int) -> type[SendError] | None:
    return CredentialsRejected if code in _NOT_ALLOWED else None
