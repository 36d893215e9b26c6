"""``Idempotency-Key`` for every POST: the same key and body gives the same answer.

A route that takes the key itself remembers it in the transaction of what it does, and is left
alone. For all others the key is claimed before, and the answer kept with it afterwards, so what
they do may happen twice where a function dies in between: a route that must not do that takes the
key itself.
"""

import hashlib
import json
from typing import Any, Final

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware

from functions.agent_api.access import principal_of
from functions.agent_api.gate import is_ours
from functions.agent_api.problems import Problem
from shared import clock, table
from shared.errors import Conflict, IdempotencyMismatch, Unavailable
from shared.idempotency import KEEP_S
from shared.keys import single
from shared.observability import logger
from shared.table import Item

HEADER: Final = "Idempotency-Key"
LONGEST_KEY: Final = 255
_LONGEST_ANSWER: Final = 300_000  # of the 400 KB that an item may have
_CLAIMED_MS: Final = 60_000  # twice what a request may take


def once(app: APIGatewayHttpResolver, next_middleware: NextMiddleware) -> Response[Any]:
    """A middleware. Raises Problem 409 and 422, IdempotencyMismatch, Unavailable."""
    key = app.current_event.headers.get(HEADER.lower())
    if not key or not remembered_here(app.context["_route"]):
        return next_middleware(app)
    if len(key) > LONGEST_KEY:
        error = {"pointer": f"header/{HEADER}", "detail": f"at most {LONGEST_KEY} characters"}
        raise Problem(422, "invalid-request", "The request is not as it should be.", errors=[error])
    claimed = _claim(app, key)
    if "answer" in claimed:
        return _again(claimed)
    try:
        answer = next_middleware(app)
    except Exception:  # refusals are not kept: the same may be taken later
        _release(claimed)
        raise
    _keep(claimed, answer)
    return answer


def remembered_here(route: Any) -> bool:
    """Whether ``route``, one of Powertools', is a POST that does not take the key itself."""
    if route.method != "POST" or not is_ours(route):
        return False
    return HEADER.lower() not in {field.alias for field in route.dependant.header_params}


def _claim(app: APIGatewayHttpResolver, key: str) -> Item:
    """The item of this key: ours from now on, or with the answer that there was."""
    event, now = app.current_event, clock.now_ms()
    pk, sk = single.idempotency_key(principal_of(event).token, app.context["_route"].path, key)
    ours: Item = {
        "pk": pk,
        "sk": sk,
        "kind": "idempotency",
        "body_hash": _hash(event.path, event.decoded_body),
        "claimed_until": now + _CLAIMED_MS,
        "expires": now // 1000 + KEEP_S,
    }
    if table.put_if_absent(ours):
        return ours
    before = table.get(pk, sk) or ours
    if before["body_hash"] != ours["body_hash"]:
        raise IdempotencyMismatch("this key came before with another body")
    if "answer" in before:
        return before
    if before["claimed_until"] > now or not _taken_over(before, ours):
        title = "The same request is being answered at this moment."
        raise Problem(409, "in-progress", title, retry_after=1)
    return ours


def _taken_over(before: Item, ours: Item) -> bool:
    """Whoever claimed it is gone without an answer."""
    try:
        table.transact(
            table.replacing(ours, "#claimed_until = :then", {":then": before["claimed_until"]})
        )
    except Conflict:
        return False
    return True


def _hash(path: str, body: str | None) -> str:
    """Of what the body means, not of how it is written."""
    try:
        said = json.dumps(json.loads(body or "null"), sort_keys=True)
    except (ValueError, RecursionError):  # where none is wanted, any may come
        said = body or ""
    return hashlib.sha256(f"{path}\0{said}".encode()).hexdigest()


def _keep(claimed: Item, answer: Response[Any]) -> None:
    """If it cannot be kept, the caller gets it all the same, since it is done."""
    said = {
        "status": answer.status_code,
        "headers": answer.headers,
        "body": answer.body,
    }
    text = json.dumps(said, ensure_ascii=False)
    if len(text.encode()) > _LONGEST_ANSWER:
        return _release(claimed)
    try:
        table.update(
            claimed["pk"],
            claimed["sk"],
            "SET #answer = :answer",
            {":answer": text, ":until": claimed["claimed_until"]},
            "#claimed_until = :until",
        )
    except (Conflict, Unavailable) as error:
        logger.warning("an answer is not kept", kind=type(error).__name__)


def _release(claimed: Item) -> None:
    ours = {":until": claimed["claimed_until"]}
    try:
        table.transact(
            table.deleting(claimed["pk"], claimed["sk"], "#claimed_until = :until", ours)
        )
    except (Conflict, Unavailable) as error:
        logger.warning("a key stays claimed", kind=type(error).__name__)


def _again(kept: Item) -> Response[Any]:
    said = json.loads(kept["answer"])
    return Response(said["status"], headers=said["headers"], body=said["body"])
