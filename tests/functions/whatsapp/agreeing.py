"""What must be the same in our reading of an item of WhatsApp and in pywa's."""

from typing import Any

from shared.messages import Noted, Said

TYPES = {"document": "file", "order": "interactive", "button": "interactive"}


def agree(ours: Said | Noted, theirs: Any) -> None:
    kind = type(theirs).__name__
    if kind in ("Message", "OutgoingMessage") and isinstance(ours, Said):
        same_person(ours, theirs)
        assert ours.echo == (kind == "OutgoingMessage")
        same_message(ours, theirs)
    elif isinstance(ours, Said):
        CHOICES[kind](ours, theirs)
    else:
        assert ours.identity == theirs.from_user.bsuid
        FACTS[kind](ours, theirs)


def same_person(ours: Said, theirs: Any) -> None:
    assert ours.identity == theirs.from_user.bsuid
    phone = theirs.from_user.wa_id
    assert ours.other_identity == (None if phone == ours.identity else phone)
    assert ours.echo or ours.name == theirs.from_user.name


def same_message(ours: Said, theirs: Any) -> None:
    assert ours.provider_id == theirs.id
    quoted = theirs.reply_to_message
    assert ours.reply_to == (quoted.id if quoted else None)
    if theirs.error:
        assert ours.content["errors"][0]["code"] == str(theirs.error.code)
    if ours.type != "unsupported":
        assert ours.type == TYPES.get(str(theirs.type.value), str(theirs.type.value))
    order = theirs.order.text if theirs.order else None
    assert ours.text == (theirs.text or theirs.caption or order or "")
    if theirs.media and ours.type != "unsupported":
        assert ours.content["media"]["id"] == theirs.media.id
        assert ours.content["media"]["mime_type"] == theirs.media.mime_type
        assert ours.content["media"]["sha256"] == theirs.media.sha256
    if theirs.location:
        assert ours.content["latitude"] == theirs.location.latitude
        assert ours.content["longitude"] == theirs.location.longitude
    context = ours.content.get("context", {})
    assert context.get("forwarded", False) == theirs.forwarded
    assert ("referral" in ours.content) == (theirs.referral is not None)


def same_button(ours: Said, theirs: Any) -> None:
    same_person(ours, theirs)
    assert (ours.provider_id, ours.text) == (theirs.id, theirs.title)
    assert ours.content["reply"]["id"] == theirs.data
    assert ours.reply_to == theirs.reply_to_message.id


def same_form(ours: Said, theirs: Any) -> None:
    same_person(ours, theirs)
    assert (ours.provider_id, ours.text) == (theirs.id, theirs.body)
    answers = dict(ours.content["reply"]["payload"])
    assert answers.pop("flow_token") == theirs.token
    assert answers == theirs.response


def same_number_change(ours: Said, theirs: Any) -> None:
    assert (ours.provider_id, ours.text) == (theirs.id, theirs.body)
    assert ours.identity == theirs.new_user_id
    assert ours.content["wa_id"] == theirs.new_wa_id
    assert ours.content["user_id"] == theirs.new_user_id


def same_preference(ours: Said, theirs: Any) -> None:
    same_person(ours, theirs)
    assert (ours.content["event"] == "marketing-opt-in") == bool(theirs)


def same_reaction(ours: Noted, theirs: Any) -> None:
    assert ours.target == theirs.reaction.message_id
    assert ours.data["emoji"] == (theirs.reaction.emoji or "")


def same_edit(ours: Noted, theirs: Any) -> None:
    assert ours.target == theirs.original_message_id
    assert ours.data["text"] == (theirs.message.text or theirs.message.caption)


def same_deletion(ours: Noted, theirs: Any) -> None:
    assert (ours.what, ours.target) == ("revoke", theirs.original_message_id)


def same_status(ours: Noted, theirs: Any) -> None:
    assert (ours.target, ours.event) == (theirs.id, theirs.status.value)
    assert ours.our_id == theirs.tracker


CHOICES = {
    "CallbackButton": same_button,
    "CallbackSelection": same_button,
    "FlowCompletion": same_form,
    "PhoneNumberChange": same_number_change,
    "UserMarketingPreferences": same_preference,
}
FACTS = {
    "Message": same_reaction,
    "OutgoingMessage": same_reaction,
    "EditedMessage": same_edit,
    "OutgoingEditedMessage": same_edit,
    "DeletedMessage": same_deletion,
    "OutgoingDeletedMessage": same_deletion,
    "MessageStatus": same_status,
}
