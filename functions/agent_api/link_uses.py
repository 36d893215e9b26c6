"""/v1/links/{id}/qr and /counts: a link to be printed, and how many came by it."""

import base64
import io
from datetime import date
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.agent_api import links
from functions.agent_api.access import READ
from functions.agent_api.documents import Name, said_in
from functions.agent_api.link_bodies import Day, LinkCounts, counted, url_of
from functions.agent_api.problems import Problem, documented
from functions.agent_api.refusals import unfit
from shared.links import counting
from shared.links.deep_links import NoLink

_MOST_DAYS = 366
_IMAGES = {"svg": "image/svg+xml", "png": "image/png"}

router = Router()


@router.get(
    "/v1/links/<name>/counts",
    security=READ,
    summary="How many came by a link, and how many were answered",
    tags=["links"],
    responses=documented(403, 404, 422),
)
def count_link(
    name: Name,
    since: Annotated[date, Query(description="The first day, in UTC.")],
    until: Annotated[date, Query(description="The last day; at most a year after it.")],
) -> LinkCounts:
    if not 0 <= (until - since).days < _MOST_DAYS:
        raise unfit("at most a year, and not backwards", "until", "These days cannot be counted.")
    links.KIND.find(name)
    found = list(counting.days(name, str(since), str(until)))
    return LinkCounts(
        since=str(since),
        until=str(until),
        total=counted([figures for _, figures in found]),
        days=[Day(date=day, **counted([figures]).model_dump()) for day, figures in found],
    )


@router.get(
    "/v1/links/<name>/qr",
    security=READ,
    summary="A link as a QR code",
    description="An SVG, or a PNG of eight pixels a dot; with the quiet zone around it.",
    tags=["links"],
    responses={
        200: {
            "description": "The picture",
            "content": {kind: {"schema": {"type": "string"}} for kind in _IMAGES.values()},
        },
        **documented(403, 404, 409, 422),
    },
)
def show_qr_code(
    name: Name, format_: Annotated[Literal["svg", "png"], Query(alias="format")] = "svg"
) -> Response[str]:
    try:
        url = url_of(name, said_in(links.KIND.find(name)))
    except NoLink as none:
        raise no_link(none) from none
    picture = _picture(url, format_)
    if format_ == "svg":
        return Response(200, _IMAGES[format_], picture.decode())
    answer: Response[str] = Response(200, _IMAGES[format_], base64.b64encode(picture).decode())
    answer.base64_encoded = True  # bytes would not pass for the text that the route promises
    return answer


def no_link(none: NoLink) -> Problem:
    return Problem(409, "no-link", "There is no link into this account's chat.", str(none))


def _picture(url: str, kind: str) -> bytes:
    import segno  # 40 ms, for this route only

    code, made = segno.make_qr(url, error="m"), io.BytesIO()
    if kind == "svg":  # without a size of its own it fills whatever it is put into
        code.save(made, kind=kind, omitsize=True, xmldecl=False, light="#fff")
    else:
        code.save(made, kind=kind, scale=8)
    return made.getvalue()
