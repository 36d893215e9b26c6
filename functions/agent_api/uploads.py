"""/v1/uploads: a place to put a file that a message is going to send."""

import hashlib
import uuid
from typing import Annotated

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Body, Header
from pydantic import BaseModel, ConfigDict, Field

from functions.agent_api.access import WRITE, Principal, principal_of
from functions.agent_api.problems import documented
from functions.agent_api.refusals import unfit
from shared import clock, ids, table
from shared.channels import CHANNELS, plain_type
from shared.clock import rfc3339
from shared.errors import IdempotencyMismatch
from shared.idempotency import KEEP_S
from shared.keys import single
from shared.media import files

router = Router()


class NewUpload(BaseModel):
    model_config = ConfigDict(extra="forbid")

    type: str = Field(
        pattern=r"^[\w.+-]+/[\w.+-]+(; ?[\w.+-]+=[\w.+-]+)*$",
        max_length=120,
        examples=["image/jpeg"],
        description="The content type.",
    )
    size: int = Field(gt=0, description="Bytes; the link takes exactly as many.", examples=[48_213])
    name: str | None = Field(None, min_length=1, max_length=240)


class Limit(BaseModel):
    """How such a file may be sent."""

    channel: str
    type: str
    max_size: int


class Upload(BaseModel):
    """Put the file to ``url`` by ``method`` with just these ``headers``, no token among them."""

    id: str
    url: str
    method: str
    headers: dict[str, str]
    expires_at: str
    limits: list[Limit]


@router.post(
    "/v1/uploads",
    security=WRITE,
    summary="Upload a file to send",
    description="The answer's id goes into the `attachments` of a message, within two days.",
    status_code=201,
    tags=["messages"],
    responses=documented(403, 409, 422, 503),
)
def make_upload(
    new: Annotated[NewUpload, Body()],
    key: Annotated[str | None, Header(alias="Idempotency-Key", max_length=255)] = None,
) -> Upload:
    principal = principal_of(router.current_event)
    limits = _limits(new, principal)
    upload = ids.digest("upload", principal.token, key or uuid.uuid4().hex)
    _remember(upload, new)
    return Upload(
        id=upload,
        url=files.link_to_put(upload, new.type, new.size),
        method="PUT",
        headers={"Content-Type": new.type},
        expires_at=rfc3339(clock.now_ms() + files.LINK_S * 1000),
        limits=limits,
    )


def _limits(new: NewUpload, principal: Principal) -> list[Limit]:
    kind = plain_type(new.type)
    taken = [
        Limit(channel=name, type=as_type, max_size=file.longest)
        for name, channel in CHANNELS.items()
        if principal.may_see(name)
        for as_type, file in channel.files.items()
        if kind in file.types
    ]
    if not taken:
        raise unfit("no channel takes a file of this type", "type")
    if new.size > (most := max(limit.max_size for limit in taken)):
        raise unfit(f"a file of this type has at most {most} bytes", "size")
    return taken


def _remember(upload: str, new: NewUpload) -> None:
    """Raises IdempotencyMismatch if the same key came with another body."""
    pk, sk = single.upload_key(upload)
    body_hash = hashlib.sha256(new.model_dump_json().encode()).hexdigest()
    item = {
        "pk": pk,
        "sk": sk,
        "kind": "upload",
        "type": new.type,
        "size": new.size,
        "name": new.name,
        "body_hash": body_hash,
        "expires": clock.now_ms() // 1000 + KEEP_S,
    }
    if not table.put_if_absent(item):
        before = table.get(pk, sk)
        if before and before["body_hash"] != body_hash:
            raise IdempotencyMismatch("this key came before with another body")
