"""The message templates WhatsApp knows here, and whether a send fits one.

developers.facebook.com/documentation/business-messaging/whatsapp/templates.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tests.simulator.meta import Refused, error
from tests.simulator.meta_templates import Template

_READY: Final = "Your order {{1}} is ready."
_WAITING: Final = "We have an answer for you. Reply to this message to read it."
DEFAULT: Final = (
    Template("hello_world", "en_US", text="Welcome, this message shows that sending works."),
    Template("order_ready", "es", text="Su pedido {{1}} está listo.", buttons=1),
    Template("order_ready", "en", text=_READY, buttons=1),
    Template("follow_up", "en", text="There is news about {{1}}."),
    Template("answer_waiting", "en", text=_WAITING, quality="GREEN"),
    Template(
        "answer_waiting", "es", text="Tenemos una respuesta para usted. Responda para leerla."
    ),
    Template("order_packed", "en", text="This is what we packed.", header=1, shows="image"),
    Template("autumn_sale", "en", "marketing", "{{1}}, only until {{2}}: everything for less."),
    Template("summer_sale", "en", "marketing", "Summer is here.", status="PAUSED", quality="RED"),
    Template("login_code", "en", "authentication", "{{1}} is your code.", buttons=1),
)


def known_templates(account: Mapping[str, Any]) -> Sequence[Template]:
    """``templates`` of the account's configuration, or the default ones."""
    own = account.get("templates")
    return [Template(**template) for template in own] if own is not None else DEFAULT


def fitting(sent: Mapping[str, Any], templates: Sequence[Template]) -> Template:
    """The template a send names.

    Raises Refused: 132001 unknown, 132015 paused, 132000 wrong parameter count, 132012 a header
    of another kind.
    """
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
    if found.status == "PAUSED":
        raise Refused(error(400, 132015, "(#132015) Template is Paused"))
    components = {c.get("type", "").lower(): c for c in sent.get("components") or []}
    for part, expected in (("header", found.header), ("body", found.body)):
        given = len(components.get(part, {}).get("parameters") or [])
        if given != expected:
            raise Refused(_wrong_count(part, given, expected))
    for parameter in components.get("header", {}).get("parameters") or []:
        if parameter.get("type") != found.shows:
            raise Refused(_wrong_header(found.shows))
    if sum(c.get("type", "").lower() == "button" for c in sent.get("components") or []) > (
        found.buttons
    ):
        raise Refused(_wrong_count("buttons", found.buttons + 1, found.buttons))
    return found


def _wrong_header(shows: str) -> Any:
    return error(
        400,
        132012,
        "(#132012) Parameter format does not match format in the created template",
        details=f"header: Format mismatch, expected {shows.upper()}",
    )


def _wrong_count(part: str, given: int, expected: int) -> Any:
    return error(
        400,
        132000,
        "(#132000) Number of parameters does not match the expected number of params",
        details=f"{part}: number of localizable_params ({given}) does not match the expected "
        f"number of params ({expected})",
    )
