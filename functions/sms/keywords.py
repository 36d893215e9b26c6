"""STOP, START and HELP: words that Twilio understands and answers itself.

With Advanced Opt-Out the webhook says so in ``OptOutType``. Without it numbers (but no short
codes) know a fixed list of words, if they are all that is said:
https://support.twilio.com/hc/en-us/articles/223134027 and …/31560110671259 (read 2026-11-22).
"""

from typing import Final

from shared.intake.fields import Fields, text

_OF_TYPE: Final = {"STOP": "opted-out", "START": "opted-in", "HELP": "asked-for-help"}
_WORDS: Final = {
    **dict.fromkeys(
        ("stop", "stopall", "unsubscribe", "end", "quit", "cancel", "revoke", "optout"),
        "opted-out",
    ),
    # YES is a word of theirs as well, but more often an answer to a question.
    **dict.fromkeys(("start", "unstop"), "opted-in"),
    **dict.fromkeys(("help", "info"), "asked-for-help"),
}


def event_of(fields: Fields, *, with_files: bool) -> str | None:
    """What Twilio has made of the message, None if it is one like others.

    Whether the fixed words count below a file is not told, so there they are the customer's own.
    """
    if kind := text(fields, "OptOutType"):
        return _OF_TYPE.get(kind.upper())
    if with_files or not text(fields, "To").startswith("+"):
        return None
    return _WORDS.get(text(fields, "Body").strip().lower())
