"""The routes of a kind of settings: list, one, write, remove; the same for every kind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Body, Query
from pydantic import BaseModel

from functions.agent_api.access import GOVERN, READ, principal_of
from functions.agent_api.documents import (
    NEW,
    REVISED,
    IfMatch,
    IfNoneMatch,
    Kind,
    Name,
    etag,
    said_in,
    written,
)
from functions.agent_api.problems import Problem, documented
from shared.table import Item

V = TypeVar("V", bound=BaseModel)


class Page(BaseModel, Generic[V]):
    items: list[V]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class Resource(Generic[V]):
    """``body`` is what is written, ``view`` what is shown; ``counts`` and ``gone`` tell people what
    a write and a removal mean. ``shown`` makes views where a document is not all there is to show,
    ``afterwards`` is done once one was written, and ``left`` once one was removed."""

    kind: Kind
    body: type[BaseModel]
    view: type[V]
    counts: str
    gone: str
    shown: Callable[[Sequence[Item]], list[V]] | None = None
    afterwards: Callable[[str], object] | None = None
    left: Callable[[str], object] | None = None

    def views(self, items: Sequence[Item]) -> list[V]:
        if self.shown:
            return self.shown(items)
        return [self.view(**said_in(item), **written(item)) for item in items]

    def leave(self, name: str) -> None:
        if self.left:
            self.left(name)

    def answer(self, status: int, item: Item) -> Response[V]:
        [shown] = self.views([item])
        return Response(status, "application/json", shown, headers=etag(item))


def routes(resource: Resource[V]) -> Router:
    """``GET /v1/<kind>`` and ``GET``, ``PUT``, ``DELETE`` of ``/v1/<kind>/<name>``."""
    router = Router()
    _reading(router, resource, resource.view)
    _writing(router, resource, resource.body, resource.view)
    return router


# A route's types are read when it is made, so here they may be values.
def _reading(router: Router, resource: Resource[V], view: Any) -> None:
    kind, tags = resource.kind, [resource.kind.name]
    one = kind.one.replace(" ", "_")

    @router.get(
        f"/v1/{kind.name}",
        security=READ,
        summary=f"The {kind.name}, by name",
        responses=documented(400, 403, 422),
        tags=tags,
        operation_id=f"list_{kind.name}",
    )
    def list_documents(
        q: Annotated[
            str, Query(max_length=80, description="What stands in the name, or in what it says.")
        ] = "",
        limit: Annotated[int, Query(ge=1, le=100)] = 25,
        cursor_: Annotated[str | None, Query(alias="cursor")] = None,
    ) -> Page[view]:
        principal = principal_of(router.current_event)
        items, next_cursor = kind.page(principal, cursor_, limit, q)
        return Page[view](items=resource.views(items), next_cursor=next_cursor)

    @router.get(
        f"/v1/{kind.name}/<name>",
        security=READ,
        summary=f"One {kind.one}",
        responses={200: REVISED, **documented(403, 404, 422)},
        tags=tags,
        operation_id=f"get_{one}",
    )
    def get_document(name: Name) -> Response[view]:
        return resource.answer(200, kind.find(name))


def _writing(router: Router, resource: Resource[V], body: Any, view: Any) -> None:
    kind, tags = resource.kind, [resource.kind.name]
    one = kind.one.replace(" ", "_")

    @router.put(
        f"/v1/{kind.name}/<name>",
        security=GOVERN,
        summary=f"Write the {kind.one}",
        description=resource.counts,
        responses={
            200: REVISED,
            201: NEW,
            **documented(403, 409, 412, 422, 503),
        },
        tags=tags,
        operation_id=f"put_{one}",
    )
    def put_document(
        name: Name,
        said: Annotated[body, Body()],
        match: IfMatch = None,
        none_match: IfNoneMatch = None,
    ) -> Response[view]:
        principal = principal_of(router.current_event)
        document = said.model_dump(mode="json", exclude_unset=True)
        item, new = kind.write(principal, name, document, match, none_match)
        if resource.afterwards:
            resource.afterwards(name)
        return resource.answer(201 if new else 200, item)

    @router.delete(
        f"/v1/{kind.name}/<name>",
        security=GOVERN,
        summary=f"Remove the {kind.one}",
        description=resource.gone,
        responses=documented(403, 404, 409, 412, 422, 503),
        status_code=204,
        tags=tags,
        operation_id=f"delete_{one}",
    )
    def delete_document(name: Name, match: IfMatch = None) -> Response[str]:
        principal = principal_of(router.current_event)
        try:
            answer = kind.remove(principal, name, match)
        except Problem as problem:
            if problem.status == 404:  # whoever removed it may have got no further
                resource.leave(name)
            raise
        resource.leave(name)
        return answer
