"""``GET /{owner}/message_templates``: the templates of a business or a Page, page by page.

developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management
and, for the pages, developers.facebook.com/docs/graph-api/results.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from tests.simulator import meta
from tests.simulator.exchange import Answer, Request
from tests.simulator.meta_templates import Template
from tests.simulator.whatsapp_parameters import invalid

_USUAL: Final = "name,parameter_format,components,language,status,category"
_PAGE: Final = 25
_LONGEST_PAGE: Final = 1_000
_FILTERS: Final[tuple[str, ...]] = ("name", "language", "status", "category")


def page(request: Request, templates: Sequence[Template]) -> Answer:
    """One page after the cursor; the last one names no ``next``. Raises Refused."""
    query = request.query
    wanted = {name: query[name].upper() for name in _FILTERS if name in query}
    shown = [whole for each in templates if _fits(whole := _whole(each), wanted)]
    start, limit = _position(query.get("after", "")), _limit(query.get("limit", str(_PAGE)))
    fields = (query.get("fields") or _USUAL).split(",")
    some = shown[start : start + limit]
    if not some:
        return meta.answered({"data": []})
    end = start + len(some)
    paging: dict[str, Any] = {"cursors": {"before": _cursor(start), "after": _cursor(end)}}
    if end < len(shown):
        again = urlencode({**query, "limit": limit, "after": _cursor(end)})
        paging["next"] = f"{request.host}{request.path}?{again}"
    data = [{name: each[name] for name in (*fields, "id") if name in each} for each in some]
    return meta.answered({"data": data, "paging": paging})


def _whole(template: Template) -> dict[str, Any]:
    return {
        "name": template.name,
        "parameter_format": "POSITIONAL",
        "components": _components(template),
        "language": template.language,
        "status": template.status,
        "category": template.category.upper(),
        "quality_score": {"score": template.quality},
        "id": template.id,
    }


def _components(template: Template) -> list[dict[str, Any]]:
    header = {"type": "HEADER", "format": template.shows.upper()}
    header |= {"text": "About {{1}}"} if template.shows == "text" else {}
    button = {"type": "URL", "text": "Open", "url": "https://shop.example/{{1}}"}
    return [
        *([header] if template.header else []),
        {"type": "BODY", "text": template.text},
        *(
            [{"type": "BUTTONS", "buttons": [button] * template.buttons}]
            if template.buttons
            else []
        ),
    ]


def _fits(whole: Mapping[str, Any], wanted: Mapping[str, str]) -> bool:
    return all(str(whole[name]).upper() == value for name, value in wanted.items())


def _limit(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) <= _LONGEST_PAGE:
        raise invalid(f"Param limit must be a number from 1 to {_LONGEST_PAGE}.")
    return int(text)


def _cursor(position: int) -> str:
    return b64encode(str(position).encode()).decode()


def _position(cursor: str) -> int:
    try:
        return int(b64decode(cursor, validate=True) or 0)
    except ValueError:
        raise invalid("Invalid cursors values") from None
