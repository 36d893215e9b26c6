"""Is this really a visitor of ours, from a page that may ask, and who does the site say it is?"""

from collections.abc import Callable, Mapping
from typing import Final, TypeGuard, TypeVar

from functions.webchat.tokens import claims_of
from functions.webchat.visitors import Person, Visitor, visitor_of
from shared import clock
from shared.channels import WEBCHAT
from shared.credentials import Secrets, credential_set
from shared.errors import Forged
from shared.intake.incoming import Request

T = TypeVar("T")

LONGEST_PROOF_S: Final = 300
_CLOCKS_DIFFER_S: Final = 30
_MAY_HAVE_CHANGED_MS: Final = 60_000
_LONGEST_SUBJECT: Final = 255


def checked(account: str, check: Callable[[Secrets], T]) -> tuple[Secrets, T]:
    """The credentials and what ``check`` makes of them, read anew once before a refusal.

    Raises Forged, for an account that is not there as for a token that is wrong.
    """
    tried: Secrets | None = None
    try:
        tried = _with_account(account, credential_set(WEBCHAT.name, account))
        return tried, check(tried)
    except Forged:
        anew = credential_set(WEBCHAT.name, account, fresher_than_ms=_MAY_HAVE_CHANGED_MS)
        if anew is tried:
            raise
    return _with_account(account, anew), check(anew)


def verify(request: Request, secrets: Secrets) -> Visitor:
    """The visitor whose token came with ``request``, from a page that may ask. Raises Forged."""
    origin_of(request.headers, secrets)
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer":
        raise Forged("no token")
    now_s = clock.now_ms() // 1000
    return visitor_of(token, secrets, request.credential_set, now_s, "visitor")


def origin_of(headers: Mapping[str, str], secrets: Secrets) -> str:
    """The page that asks, "" if the caller is no page. Raises Forged if it may not.

    This guards visitors against other sites. Programs can say what they like, and gain nothing:
    what is a visitor's needs the token.
    """
    origin, allowed = headers.get("origin", ""), secrets.get("origins")
    if origin and not (isinstance(allowed, list) and origin in allowed):
        raise Forged("origin")
    return origin


def person_of(token: str, secrets: Secrets, account: str, now_s: int) -> Person:
    """Whom the site's JWT names: HS256, for this account, and valid for five minutes at most.

    Raises Forged.
    """
    claims = claims_of(token, (secrets.get(f"{p}identity_secret") for p in ("", "previous_")))
    audience = claims.get("aud")
    if account not in (audience if isinstance(audience, list) else [audience]):
        raise Forged("meant for another account")
    _demand_in_time(claims.get("exp"), claims.get("iat"), claims.get("nbf"), now_s)
    subject, name = claims.get("sub"), claims.get("name")
    if not (isinstance(subject, str) and 0 < len(subject) <= _LONGEST_SUBJECT) or "\0" in subject:
        raise Forged("names nobody")
    return Person(subject, _told(name), _proven(claims))


def _told(text: object) -> str | None:
    return text[:_LONGEST_SUBJECT] if isinstance(text, str) and text else None


def _proven(claims: Mapping[str, object]) -> str | None:
    """The e-mail address, unless the site says that it has not verified it (OpenID Connect Core,
    section 5.1)."""
    email = claims.get("email")
    fits = isinstance(email, str) and 0 < len(email) <= _LONGEST_SUBJECT and "@" in email
    return str(email) if fits and claims.get("email_verified", True) is True else None


def _demand_in_time(until: object, since: object, not_before: object, now_s: int) -> None:
    if not _is_time(until) or not now_s < until <= now_s + LONGEST_PROOF_S + _CLOCKS_DIFFER_S:
        raise Forged("expired, or lives too long")
    for begins in (since, not_before):
        if begins is not None and (not _is_time(begins) or begins > now_s + _CLOCKS_DIFFER_S):
            raise Forged("not yet")
    if _is_time(since) and until - since > LONGEST_PROOF_S:
        raise Forged("lives too long")


def _is_time(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _with_account(account: str, secrets: Secrets) -> Secrets:
    named = secrets.get("accounts")
    if not isinstance(named, dict) or named.get(account) != account:
        raise Forged("no account")
    return secrets
