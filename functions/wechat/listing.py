"""The templates that an account has taken from WeChat's library, as WeChat lists them.

https://developers.weixin.qq.com/doc/service/api/notify/template/api_getalltemplates.html (read
2026-11-22)
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from functions.wechat import answers, tokens
from functions.wechat.api import with_token
from shared.credentials import Secrets
from shared.errors import CredentialsRejected
from shared.provider import http
from shared.provider.answers import answer_of
from shared.templates.listing import Listed, slots_of

_NEEDED: Final = ("template_id", "title", "content")
_KEYWORD: Final = re.compile(r"\{\{\s*(\w+)\.DATA\s*\}\}")
_LANGUAGE: Final = "zh_CN"  # WeChat tells none; its library is Chinese
# For notices of what a customer did or asked for; advertising is not allowed in them:
# developers.weixin.qq.com/doc/service/guide/product/template_message (read 2026-11-22)
_CATEGORY: Final = "UTILITY"
_NOT_ENTITLED: Final = "48001"


def listed(secrets: Secrets) -> dict[str, list[Listed]]:
    """By account; none of an account that WeChat grants no templates. Raises SendError."""
    try:
        told = tokens.using(secrets, _told)
    except CredentialsRejected as error:
        if error.code == _NOT_ENTITLED:
            return {}
        raise
    found = [made(one) for one in told.get("template_list") or () if _is_whole(one)]
    return dict.fromkeys(secrets.get("accounts", {}).values(), found)


def made(one: Mapping[str, Any]) -> Listed:
    """A template as WeChat describes it: pure."""
    return Listed(
        name=one["title"],
        language=_LANGUAGE,
        body=one["content"],
        slots=slots_of(one["content"], slot=_KEYWORD),
        category=_CATEGORY,
        ref=one["template_id"],
    )


def _told(token: str) -> dict[str, Any]:
    return http.call(
        "GET",
        with_token("template/get_all_private_template", token),
        headers={},
        body=None,
        read=lambda response: answers.fields(answer_of(response)),
    )


def _is_whole(one: Any) -> bool:
    return isinstance(one, dict) and all(isinstance(one.get(name), str) for name in _NEEDED)
