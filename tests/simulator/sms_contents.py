"""Content templates of one Twilio account: listed page by page, and filled when they are sent.

www.twilio.com/docs/content/content-api-resources, www.twilio.com/docs/api/errors/21656.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from tests.simulator.exchange import Answer, Request
from tests.simulator.sms_answers import Refused, answered

if TYPE_CHECKING:
    from tests.simulator.sms import Sms

_SLOT: Final = re.compile(r"{{\s*(\w+)\s*}}")
_LONGEST: Final = 1600
_PAGE: Final = 50


def template(
    name: str, language: str, body: str, kind: str = "text", **more: Any
) -> dict[str, Any]:
    """As Twilio describes it; ``more`` goes beside the body. Each slot has a default."""
    named = hashlib.sha256(f"{name}:{language}:{kind}".encode()).hexdigest()[:32]
    return {
        "sid": f"HX{named}",
        "friendly_name": name,
        "language": language,
        "types": {f"twilio/{kind}": {"body": body, **more}},
        "variables": dict.fromkeys(_SLOT.findall(json.dumps([body, more])), "…"),
    }


DEFAULT: Final = (
    template("order_ready", "en", "Hello {{1}}, your order {{2}} is ready."),
    template("order_ready", "es", "Hola {{1}}, su pedido {{2}} está listo."),
    template("parcel", "en", "Your parcel", "media", media=["https://shop.example/{{1}}.png"]),
    template("choose", "en", "When?", "quick-reply", actions=[{"title": "Now", "id": "now"}]),
)


class Contents:
    def __init__(self, sms: "Sms") -> None:
        self._sms = sms
        self.known: list[dict[str, Any]] = list(sms.account.get("contents", DEFAULT))

    def listed(self, request: Request, _: Mapping[str, str]) -> Answer:
        size = int(request.query.get("PageSize", _PAGE))
        page = int(request.query.get("Page", 0))
        some = self.known[page * size : (page + 1) * size]
        more = (page + 1) * size < len(self.known)
        meta = {
            "key": "contents",
            "page": page,
            "page_size": size,
            "url": self._url(request, page, size),
            "first_page_url": self._url(request, 0, size),
            "previous_page_url": self._url(request, page - 1, size) if page else None,
            "next_page_url": self._url(request, page + 1, size) if more else None,
        }
        whose = {"account_sid": self._sms.account["account_sid"]}
        return answered({"meta": meta, "contents": [{**whose, **one} for one in some]})

    def filled(self, form: Mapping[str, Any]) -> dict[str, Any]:
        """What phones are shown: Body and MediaUrl. Raises Refused."""
        sid = form.get("ContentSid")
        if not sid:
            raise Refused(400, 21654, "ContentSid Required")
        found = next((one for one in self.known if one["sid"] == sid), None)
        if found is None:
            raise Refused(400, 21655, "The ContentSid is Invalid")
        values = {**found["variables"], **_variables(form.get("ContentVariables", "{}"))}
        (made,) = found["types"].values()
        files = [_with(link, values) for link in made.get("media", ())]
        return {"Body": _with(made["body"], values), **({"MediaUrl": files} if files else {})}

    def _url(self, request: Request, page: int, size: int) -> str:
        query = urlencode({"PageSize": size, "Page": page, "PageToken": f"PA{page}"})
        return f"{request.host}{request.path}?{query}"


def _with(text: str, values: Mapping[str, Any]) -> str:
    return _SLOT.sub(lambda slot: str(values.get(slot[1], slot[0])), text)


def _variables(given: str) -> dict[str, str]:
    """Raises Refused for what is no JSON object, and for empty or too long values."""
    try:
        values = json.loads(given)
    except ValueError:
        values = None
    if not isinstance(values, dict) or any(value in (None, "") for value in values.values()):
        raise Refused(400, 21656, "The ContentVariables Parameter is invalid")
    if any(len(str(value)) > _LONGEST for value in values.values()):
        raise Refused(400, 21658, "Parameter exceeded character limit")
    return values
