"""Access tokens of one account: the stable one, and the older kind that replaces itself.

developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken.html
"""

import json
import secrets
import threading
from collections.abc import Mapping
from typing import Any, Final

from shared import clock
from tests.simulator.exchange import Answer, Request
from tests.simulator.wechat_answers import Refused, told

_LIVES_S: Final = 7200
_OVERLAP_S: Final = 300


class Tokens:
    def __init__(self, account: Mapping[str, Any]) -> None:
        self._account = account
        self._lock = threading.Lock()
        self._ends: dict[str, int] = {}  # token: when it ends, ms
        self._newest = ""

    def stable(self, request: Request, _: Mapping[str, str]) -> Answer:
        """The same token until five minutes before its end."""
        asked = json.loads(request.body)
        self._check(asked.get("appid"), asked.get("secret"))
        return self._given(anew=bool(asked.get("force_refresh")))

    def older(self, request: Request, _: Mapping[str, str]) -> Answer:
        self._check(request.query.get("appid"), request.query.get("secret"))
        return self._given(anew=True)

    def must_know(self, request: Request) -> None:
        """Raises Refused for a call without a token that is good."""
        token = request.query.get("access_token", "")
        if not token:
            raise Refused(41001)
        with self._lock:
            end = self._ends.get(token)
        if end is None:
            raise Refused(40001)
        if end <= clock.now_ms():
            raise Refused(42001)

    def end_all(self) -> None:
        with self._lock:
            self._ends.clear()

    def _check(self, app_id: Any, secret: Any) -> None:
        if app_id != self._account["app_id"]:
            raise Refused(40013)
        if secret != self._account["app_secret"]:
            raise Refused(40125)

    def _given(self, *, anew: bool) -> Answer:
        now = clock.now_ms()
        with self._lock:
            left = (self._ends.get(self._newest, 0) - now) // 1000
            if anew or left <= _OVERLAP_S:
                self._newest, left = f"64_{secrets.token_urlsafe(60)}", _LIVES_S
                self._ends[self._newest] = now + 1000 * left
            return told({"access_token": self._newest, "expires_in": left})
