"""The message templates WhatsApp knows here, and whether a send fits one.

developers.facebook.com/documentation/business-messaging/whatsapp/templates.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tests.simulator.meta import Refused, error


@dataclass(frozen=True, slots=True)
class Template:
    name: str
    language: str
    category: str = "utility"
    body: int = 0  # parameters of the body
    header: int = 0
    buttons: int = 0  # buttons; each may get one parameter


DEFAULT: Final = (
    Template("hello_world", "en_US"),
    Template("order_ready", "es", body=1, buttons=1),
    Template("order_ready", "en", body=1, buttons=1),
    Template("follow_up", "en", body=1),
    Template("autumn_sale", "en", category="marketing", body=2),
    Template("login_code", "en", category="authentication", body=1, buttons=1),
)


def known_templates(account: Mapping[str, Any]) -> Sequence[Template]:
    """``templates`` of the account's configuration, or the default ones."""
    own = account.get("templates")
    return [Template(**template) for template in own] if own is not None else DEFAULT


def fitting(sent: Mapping[str, Any], templates: Sequence[Template]) -> Template:
    """The template a send names. Raises Refused: 132001 unknown, 132000 wrong parameter count."""
    name, language = sent.get("name"), (sent.get("language") or {}).get("code")
    found = next((t for t in templates if (t.name, t.language) == (name, language)), None)
    if found is None:
        raise Refused(
            error(
                404,
                132001,
                "(#132001) Template name does not exist in the translation",
                details=f"template name ({name}) does not exist in {language}",
            )
        )
    components = {c.get("type", "").lower(): c for c in sent.get("components") or []}
    for part, expected in (("header", found.header), ("body", found.body)):
        given = len(components.get(part, {}).get("parameters") or [])
        if given != expected:
            raise Refused(_wrong_count(part, given, expected))
    if sum(c.get("type", "").lower() == "button" for c in sent.get("components") or []) > (
        found.buttons
    ):
        raise Refused(_wrong_count("buttons", found.buttons + 1, found.buttons))
    return found


def _wrong_count(part: str, given: int, expected: int) -> Any:
    return error(
        400,
        132000,
        "(#132000) Number of parameters does not match the expected number of params",
        details=f"{part}: number of localizable_params ({given}) does not match the expected "
        f"number of params ({expected})",
    )
