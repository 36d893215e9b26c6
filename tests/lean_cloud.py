"""What botocore and moto do anew in each call, and need not."""

from functools import cache
from typing import Any

from botocore.client import BaseClient
from botocore.useragent import UserAgentString
from moto.core import responses
from moto.core.model import StructureShape
from moto.core.serialize import BaseJSONSerializer
from moto.stepfunctions.parser.asl.utils import boto_client, json_path


def make_lean() -> None:
    """For the whole process. Nobody here reads a user agent, and no class gets new methods."""
    responses.method_names_from_class = cache(  # type: ignore[attr-defined]
        responses.method_names_from_class  # type: ignore[attr-defined]
    )
    UserAgentString.to_string = _short  # type: ignore[method-assign]
    UserAgentString.rebuild_and_replace_user_agent_handler = _as_it_is  # type: ignore[method-assign]
    # A workflow's engine would make a client for each step, and read a path for each use.
    boto_client.boto_client_for = _of_workflows
    json_path.parse = cache(json_path.parse)  # type: ignore[attr-defined]
    BaseJSONSerializer._serialize_type_structure = _structure  # type: ignore[method-assign]


_made = boto_client.boto_client_for


def _of_workflows(region: str, service: str, state_credentials: Any = None) -> BaseClient:
    """The credentials were ignored before as well."""
    return _kept(region, service)


@cache
def _kept(region: str, service: str) -> BaseClient:
    return _made(region, service)


_any_structure = BaseJSONSerializer._serialize_type_structure


def _structure(
    self: BaseJSONSerializer, serialized: Any, value: Any, shape: StructureShape, key: str
) -> None:
    """An attribute of an item has one of ten members; for each, half a dozen names are tried."""
    if shape.name != "AttributeValue" or type(value) is not dict or len(value) != 1 or not key:
        return _any_structure(self, serialized, value, shape, key)
    ((name, held),) = value.items()
    attribute: dict[str, Any] = {}
    self._serialize(attribute, held, shape.members[name], name)
    return self._default_serialize(serialized, attribute, shape, key)


def _short(self: UserAgentString) -> str:
    return "tests"


def _as_it_is(self: UserAgentString, operation_name: str, request: object, **_: object) -> None:
    """What was written when the client was made."""
