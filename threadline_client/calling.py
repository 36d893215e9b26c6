"""How one operation is called: authorized, asked again where that is worth it, refusals raised."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

# A long poll takes 20 s, and API Gateway waits 30 s for any answer.
_TIMEOUT_S: Final = 35.0
_WORTH_ASKING_AGAIN: Final = (429, 503)


class Refused(Exception):
    """The API answered with a problem.

    ``problem`` is its document (RFC 9457), where API Gateway refused its ``{"message"}``; ``code``
    ends the problem's type and is stable, such as ``window-closed``.
    """

    def __init__(self, status: int, problem: dict[str, Any]) -> None:
        self.status, self.problem = status, problem
        self.code = str(problem.get("code", ""))
        told = problem.get("detail") or problem.get("title") or problem.get("message")
        super().__init__(f"{status} {self.code}: {told}{_members(problem)}")


def _members(problem: Mapping[str, Any]) -> str:
    """What is wrong with which member of the body."""
    errors = problem.get("errors") or ()
    told = (f"{each.get('pointer')}: {each.get('detail')}" for each in errors)
    return f" ({'; '.join(told)})" if errors else ""


def new_key() -> str:
    """An idempotency key that nobody has used."""
    return str(uuid.uuid4())


class Caller:
    """What all operations have in common; ``answer`` is the last one as it came, for its headers.

    Like the session beneath it, one is for one thread at a time.
    """

    answer: requests.Response

    def __init__(
        self, url: str, token: str, *, timeout_s: float = _TIMEOUT_S, again: int = 3
    ) -> None:
        """``url`` without ``/v1``. Lost calls, and those answered by 429 or 503, are made up to
        ``again`` times more, after what ``Retry-After`` says, with the same idempotency key."""
        self._url, self._timeout_s = url.rstrip("/"), timeout_s
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Bearer {token}"
        retry = Retry(
            again,
            status_forcelist=_WORTH_ASKING_AGAIN,
            allowed_methods=None,
            backoff_factor=0.5,
            raise_on_status=False,
        )
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(max_retries=retry))

    def close(self) -> None:
        self._session.close()

    def _call(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str | None] | None = None,
        body: Any = None,
    ) -> Any:
        """The answer's JSON, the link that it redirects to, its bytes, or None. Raises Refused."""
        self.answer = self._session.request(
            method,
            self._url + path,
            params=query,
            headers=headers,
            json=body,
            timeout=self._timeout_s,
            allow_redirects=False,
        )
        if not self.answer.ok:
            raise Refused(self.answer.status_code, _problem(self.answer))
        if self.answer.is_redirect:
            return self.answer.headers["Location"]
        if self.answer.headers.get("Content-Type", "").startswith("application/json"):
            return self.answer.json()
        return self.answer.content or None


def filled(path: str, *values: str | int) -> str:
    """``path`` with ``values`` in its places, whatever characters they have."""
    return path.format(*(quote(str(value), safe="") for value in values))


def pages(page: Callable[..., Any], **asked: Any) -> Iterator[Any]:
    """The items of one page after another, each asked for when it is needed."""
    cursor = None
    while True:
        found = page(**asked, cursor=cursor)
        yield from found["items"]
        cursor = found["next_cursor"]
        if cursor is None:
            return


def _problem(answer: requests.Response) -> dict[str, Any]:
    try:
        said = answer.json()
    except ValueError:
        said = None
    return said if isinstance(said, dict) else {"message": answer.text[:500]}
