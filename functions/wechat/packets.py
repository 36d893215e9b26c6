"""What WeChat posts: one packet of fields, in XML, or in JSON if the console says so."""

from typing import Any

from functions.wechat import xml_body
from shared.intake import json_body


def read(body: bytes) -> dict[str, Any]:
    """The fields of a packet; numbers are texts in XML. Raises ValueError, and nothing else."""
    if body.lstrip(b" \t\r\n")[:1] != b"{":
        return xml_body.read(body)
    value = json_body.read(body)
    if not isinstance(value, dict):
        raise ValueError("no packet")
    return value
