"""What botocore and moto do anew in each call, and need not: a seventh of the time of all tests."""

from functools import cache

from botocore.useragent import UserAgentString
from moto.core import responses


def make_lean() -> None:
    """For the whole process. Nobody here reads a user agent, and no class gets new methods."""
    responses.method_names_from_class = cache(  # type: ignore[attr-defined]
        responses.method_names_from_class  # type: ignore[attr-defined]
    )
    UserAgentString.to_string = _short  # type: ignore[method-assign]
    UserAgentString.rebuild_and_replace_user_agent_handler = _as_it_is  # type: ignore[method-assign]


def _short(self: UserAgentString) -> str:
    return "tests"


def _as_it_is(self: UserAgentString, operation_name: str, request: object, **_: object) -> None:
    """What was written when the client was made."""
