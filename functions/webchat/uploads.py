"""A place where a browser may put one file: a form of the bucket's, with conditions of ours.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/sigv4-HTTPPOSTConstructPolicy.html
"""

from typing import Any, Final

from functions.webchat.parse import id_of, type_of
from functions.webchat.visitors import Visitor
from shared import ids
from shared.channels import WEBCHAT, plain_type
from shared.credentials import id_key
from shared.intake.fields import Fields, Unfit, needed_number, needed_text
from shared.media import files

_EXPIRES_S: Final = files.LINK_S


def upload_of(visitor: Visitor, made: str) -> str:
    """The id of the upload that ``visitor`` calls ``made``: nobody else can come to the same."""
    return ids.digest("upload", visitor.conversation, made, key=id_key())


def opened(fields: Fields, visitor: Visitor) -> dict[str, Any]:
    """``{"id", "type", "size"}`` → the form to post, which takes that type and no larger file.

    Raises Unfit where web chat takes no such file.
    """
    made, plain = id_of(fields), plain_type(needed_text(fields, "type"))
    size = needed_number(fields, "size")
    longest = WEBCHAT.files[type_of(plain)].longest
    if not 0 < size <= longest:
        raise Unfit(f"such a file has 1 to {longest} bytes")
    upload = upload_of(visitor, made)
    form = files.form_to_post(upload, plain, int(size))
    return {"id": upload, **form, "expires_in_s": _EXPIRES_S}
