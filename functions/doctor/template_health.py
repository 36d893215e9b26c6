"""Templates that can be sent no more: by what the platform last told."""

from collections.abc import Iterator
from typing import Final

from shared.channels import CHANNELS
from shared.findings import Finding, fine, look, wrong
from shared.templates import approved as templates

_SHOWN: Final = 5
_ILL: Final = ("PAUSED", "DISABLED", "REJECTED")


def findings(channel: str, account: str) -> Iterator[Finding]:
    known = list(templates.known(channel, account))
    if CHANNELS[channel].window is None:
        yield fine("templates", f"{len(known)} templates are known.")
        return
    if not known:
        says = "No template is known."
        yield look("templates", says, "Without any, nothing can be sent after a window's end.")
        return
    for status in _ILL:
        names = [f"{t['name']} ({t['language']})" for t in known if t.get("status") == status]
        if names:
            more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
            says = f"{status.capitalize()} templates: {', '.join(names[:_SHOWN])}{more}."
            mend = "See why at the platform, change them there, or delete those you do not need."
            yield look("templates", says, mend)
    approved = sum(template.get("status") == "APPROVED" for template in known)
    mend = "Have one approved, or nothing can be sent after a window's end."
    some = f"{approved} of {len(known)} templates can be sent."
    yield fine("templates", some) if approved else wrong("templates", some, mend)
