"""A file of ours goes in the very call that shows it, as a form.

So an answer that is lost leaves it unknown whether the customer has it.
https://core.telegram.org/bots/api#sending-files
"""

import json
from typing import Any, Final

from functions.telegram import answers
from functions.telegram.render import Call
from shared.errors import ChannelUnavailable, MessageRejected, Unavailable
from shared.media import files
from shared.provider import transfers
from shared.provider.answers import answer_of

# With its answer this fits into the minute that is left of an invocation that began the call as
# late as it may.
_WITHIN_S: Final = 30.0


def upload(url: str, call: Call) -> str:
    """Make ``call`` with its file; returns the id of the message. Raises SendError."""
    media = call.file or {}
    kind = media.get("mime_type") or "application/octet-stream"
    try:
        return transfers.upload(
            url,
            {},
            {name: _as_field(value) for name, value in call.params.items()},
            (media.get("name") or "file", kind, files.blocks(media["key"])),
            within_s=_WITHIN_S,
            read=lambda response: answers.message_id(answer_of(response)),
            part=call.part,
            says=True,
        )
    except files.NoFile as error:
        raise MessageRejected("no-file", "The file is not there any more.") from error
    except Unavailable as error:
        raise ChannelUnavailable("no-file", "The file cannot be read now.") from error


def _as_field(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
