"""The template's sections of channels: whatsapp's is written, the others are made of it.

CloudFormation has loops (``Fn::ForEach``), but SAM CLI and cfn-lint disagree about conditions in
them; see the decision records. ``python -m tests.sections`` writes the template anew.
"""

import re

from shared.channels import CHANNELS
from tests.template import PATH

MODEL = "whatsapp"
FROM, TO = "from the platform", "to the platform"
# What calls no webhook has routes of its own.
WITHOUT_WEBHOOK = ("webchat",)
# What a channel's section has besides: after which line, and what. Apple calls a path below the
# one that is registered, and its webhook reads what a message refers to.
BESIDES: dict[str, tuple[tuple[str, str], ...]] = {
    "apple": (
        (
            "{LogGroup: !Ref AppleWebhookLog}\n      Environment:\n        Variables:\n",
            "          PROVIDER_URL: !Ref ProviderUrl\n",
        ),
        (
            'Method: POST, Path: "/webhooks/apple/{account}"}\n',
            "        HandshakeBelow:\n"
            "          Type: HttpApi\n"
            "          Properties: {ApiId: !Ref WebhooksApi, Method: GET, "
            'Path: "/webhooks/apple/{account}/message"}\n'
            "        DeliveryBelow:\n"
            "          Type: HttpApi\n"
            "          Properties: {ApiId: !Ref WebhooksApi, Method: POST, "
            'Path: "/webhooks/apple/{account}/message"}\n',
        ),
    )
}


def channels(part: str) -> list[str]:
    """Those that have a section of ``part``, in their order."""
    return [name for name in CHANNELS if part == TO or name not in WITHOUT_WEBHOOK]


def headline(channel: str, part: str) -> str:
    return f"  # ----- {channel}: {part} -----\n"


def made(model: str, channel: str) -> str:
    """``model``, the text of whatsapp's section, as the section of ``channel``."""
    text = model.replace(MODEL.capitalize(), channel.capitalize()).replace(MODEL, channel)
    for line, more in BESIDES.get(channel, ()):
        text = text.replace(line, line + more)
    return text


def section(template: str, channel: str, part: str) -> str | None:
    """The text of a section without its headline, None if there is none."""
    until_next = re.escape(headline(channel, part)) + r"(.*?)(?=^  # [-=]{5} )"
    found = re.search(until_next, template, re.MULTILINE | re.DOTALL)
    return found[1].strip("\n") if found else None


def rewritten(template: str) -> str:
    """``template`` with every section but the model's made anew."""
    for part in (FROM, TO):
        model = section(template, MODEL, part) or ""
        sections = "".join(
            f"{headline(name, part)}\n{made(model, name)}\n\n" for name in channels(part)
        )
        first = template.index(headline(MODEL, part))
        after = template.index("  # ===== ", first)
        template = template[:first] + sections + template[after:]
    return template


if __name__ == "__main__":
    PATH.write_text(rewritten(PATH.read_text()))
