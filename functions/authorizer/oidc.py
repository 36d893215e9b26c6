"""JWTs of the one issuer that the stack names: whether one is genuine, meant for us, and of now.

RFC 8725 (best practices for JWTs): algorithms come from our list and the issuer's keys alone, and
issuer, audience and times are always asked for. What an audience is called may be any of several.
"""

from functools import cache
from typing import Any, Final

import jwt
from jwt.exceptions import PyJWTError

from functions.authorizer.claims import context_of
from functions.authorizer.issuer import ALGORITHMS, Issuer
from functions.authorizer.refusals import Refused
from shared import table
from shared.keys import single
from shared.settings import settings

_LEEWAY_S: Final = 30
_NEEDED: Final = ("iss", "aud", "exp", "sub")


@cache
def issuer(name: str) -> Issuer:
    """The process's only one, which keeps its keys."""
    return Issuer(name)


def context(token: str) -> dict[str, str]:
    """The authorizer's context for the bearer of ``token``.

    Raises Refused, and Unavailable if the issuer or the table cannot say.
    """
    found = context_of(_claims(token), settings())
    agents = single.settings_pk("agents")
    if found["agent"] and table.get(agents, found["agent"]) is None:
        raise Refused("unknown-agent")
    return found


def _claims(token: str) -> dict[str, Any]:
    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") not in ALGORITHMS:
            raise Refused("algorithm")
        claims: dict[str, Any] = jwt.decode(
            token,
            issuer(settings().oidc_issuer).key(header.get("kid")),
            algorithms=ALGORITHMS,
            audience=settings().oidc_audience.split(","),
            issuer=settings().oidc_issuer,
            leeway=_LEEWAY_S,
            options={"require": list(_NEEDED)},
        )
    except (PyJWTError, RecursionError) as error:  # the latter for brackets without end
        raise Refused(type(error).__name__) from error
    return claims
