"""What a notice says to one recipient: a template of the platform's, or a reply of the business."""

from functions.agent_api import attachments, canned
from functions.agent_api.access import Principal
from functions.agent_api.drafts import NewMessage
from functions.agent_api.notice_bodies import NewNotice
from functions.agent_api.notice_recipients import TITLE, Recipient
from functions.agent_api.refusals import unfit
from functions.agent_api.templates import check_slots
from shared import configuration
from shared.channels import CHANNELS
from shared.templates import approved
from shared.wording import languages


def said(new: NewNotice, to: Recipient, principal: Principal) -> NewMessage:
    """The message that ``new`` becomes there. Raises Problem 422 for what the platform would not
    take, OptedOut for what sells to who has not agreed to it."""
    if CHANNELS[to.summary["channel"]].templates:
        return _template(new, to)
    return _reply(new, to, principal)


def _template(new: NewNotice, to: Recipient) -> NewMessage:
    """Of one that nobody has heard of the platform would only say later that there is none."""
    language = _language(new, to)
    wanted = new.template.spoken(language)
    said = NewMessage(type="template", template=wanted, attachments=new.attachments)
    media = None
    if new.attachments:
        media = {"mime_type": attachments.check(said, to.summary["channel"])["type"]}
    check_slots(to.summary, wanted, media)
    return said


def _language(new: NewNotice, to: Recipient) -> str:
    """In which the platform has it: the one that was asked for, else the nearest to the customer's,
    else to the business's, else the first."""
    at, name = (to.summary["channel"], to.summary["account"]), new.template.name
    there = [one["language"] for one in approved.known(*at) if one["name"] == name]
    if not there:
        raise unfit("the account has no such template", "template/name", TITLE)
    if asked := new.template.language:
        if found := [one for one in there if approved.same(one, asked)]:
            return str(found[0])
        raise unfit(f"it is in {', '.join(there)}", "template/language", TITLE)
    policy = configuration.load().policy
    own = to.language or languages.spoken(to.summary, policy)
    near = min(there, key=lambda one: [approved.distance(one, w) for w in (own, policy.language)])
    return str(near)


def _reply(new: NewNotice, to: Recipient, principal: Principal) -> NewMessage:
    template, found = new.template, configuration.load()
    reply = found.replies.get(template.name.replace("_", "-"))  # a reply's name has no other
    if reply is None:
        why = f"{to.summary['channel']} has no templates, and there is no reply of this name"
        raise unfit(why, "template/name", TITLE)
    if new.attachments:
        why = f"{to.summary['channel']} has no templates: a reply has its own file"
        raise unfit(why, "attachments", TITLE)
    asked = NewMessage(
        type="reply",
        reply=reply.id,
        slots={name: str(new.context[name]) for name in reply.slots if name in new.context},
        language=template.language or to.language,
    )
    return canned.said(asked, to.summary, principal)
