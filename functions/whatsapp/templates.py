"""What WhatsApp tells about templates by webhook: their status, quality and category."""

from typing import Any, Final

from functions.whatsapp.moments import moment
from shared.intake.fields import Fields, Unfit, needed_text
from shared.messages import Told

FIELDS: Final = frozenset(
    {
        "message_template_status_update",
        "message_template_quality_update",
        "template_category_update",
    }
)
# Which of a change's values is what. By what is there, not by the change's field: Meta's own
# example of a quality update carries the field of a status update.
_CHANGED: Final = (
    ("event", "status"),
    ("new_quality_score", "quality"),
    ("new_category", "category"),
    ("message_template_category", "category"),
)


def told(entry: Fields, value: Any) -> Told:
    """Raises Unfit. Its time is the webhook's, in seconds, for the change carries none.

    https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/message_template_status_update
    """
    if not isinstance(value, dict):
        raise Unfit("no object")
    changed = {
        ours: value[theirs]
        for theirs, ours in _CHANGED
        if isinstance(value.get(theirs), str) and value[theirs]
    }
    if not changed:
        raise Unfit("nothing told of a template")
    return Told(
        business=needed_text(entry, "id"),
        name=needed_text(value, "message_template_name"),
        language=needed_text(value, "message_template_language"),
        at=moment({"timestamp": entry.get("time")}),
        changed=changed,
    )
