"""The template's parts of channels: whatsapp's are written, the others are made of them.

Each channel has two sections, a parameter and a condition that switch it on, and a place in every
list of the channels that are on.

CloudFormation has loops (``Fn::ForEach``), but SAM CLI and cfn-lint disagree about conditions in
them; see the decision records. ``python -m tests.sections`` writes the template anew.
"""

import re

from shared.channels import CHANNELS
from tests.template import PATH

MODEL, MODEL_SET = "whatsapp", "main"
FROM, TO = "from the platform", "to the platform"
_SWITCH = f"  {MODEL.capitalize()}Accounts: "
_CONDITION = f"  {MODEL.capitalize()}On: "
_LISTED = f"!If [{MODEL.capitalize()}On, "
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
            'Method: ANY, Path: "/webhooks/apple/{account}"}\n',
            "        CalledBelow:\n"
            "          Type: HttpApi\n"
            "          Properties: {ApiId: !Ref WebhooksApi, Method: ANY, "
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
    """``template`` with every part of a channel but the model's made anew."""
    for part in (FROM, TO):
        model = section(template, MODEL, part) or ""
        sections = "".join(
            f"{headline(name, part)}\n{made(model, name)}\n\n" for name in channels(part)
        )
        first = template.index(headline(MODEL, part))
        after = template.index("  # ===== ", first)
        template = template[:first] + sections + template[after:]
    for start in (_SWITCH, _CONDITION):
        template = _with_lines(template, start)
    return _with_lists(template)


def _with_lines(template: str, start: str) -> str:
    """The line that begins with ``start``, and after it the same for each other channel.

    A switch is off by default, but for the model's.
    """
    begin = template.index(start)
    model = template[begin : template.index("\n", begin) + 1]
    others = [name for name in CHANNELS if name != MODEL]
    for name in others:
        own = re.escape(made(start, name)) + ".*\n"
        template = re.sub(f"^{own}", "", template, flags=re.MULTILINE)
    off = model.replace(f"Default: {MODEL_SET},", 'Default: "",')
    made_anew = "".join(made(off, name) for name in others)
    return template.replace(model, model + made_anew, 1)


def _with_lists(template: str) -> str:
    """Every list of what the channels that are on have: the model's line begins each."""
    names = [name for name in CHANNELS if name != MODEL]
    written: list[str] = []
    others: list[str] = []
    for line in template.splitlines(keepends=True):
        if line in others:
            continue
        others = []
        written.append(line)
        if line.lstrip(" -").startswith(_LISTED) and "- !If" in line:
            # The first of a list within a list has two dashes.
            others = [made(line.replace("- -", "  -", 1), name) for name in names]
            written += others
    return "".join(written)


if __name__ == "__main__":
    PATH.write_text(rewritten(PATH.read_text()))
