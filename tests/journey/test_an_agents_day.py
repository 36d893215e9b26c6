"""An agent's day, by the documented API and its typed client alone."""

from collections.abc import Iterator
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from tests.journey.local_stack import LocalStack
from tests.journey.office import Office, opened, soon
from tests.local import photos
from threadline_client import Refused
from threadline_client.models import NewMessage, Template

pytestmark = pytest.mark.journey

LATE_MS = 25 * 3_600_000


@pytest.fixture(scope="module")
def office(stack: LocalStack) -> Iterator[Office]:
    with opened(stack.client, uuid4().hex[:8]) as office:
        yield office


def test_customers_are_found_claimed_and_answered_on_three_channels(office: Office) -> None:
    ada, channels = office.ada, ("whatsapp", "telegram", "sms")
    cases = [office.greeted(channel, f"Hello by {channel}") for channel in channels]
    ours = {case.conversation for case in cases}

    unclaimed = ada.api.iterate_conversations(owner="bot", status="open", limit=2)
    assert ours <= {one["id"] for one in unclaimed}
    by_sms = ada.api.iterate_conversations(owner="bot", status="open", channel="sms")
    assert ours & {one["id"] for one in by_sms} == {cases[2].conversation}

    for case in cases:
        assert ada.gives(case, ada, "Mine, I know these orders.")["assignee"] == ada.id
        ada.answers(case, f"Good morning by {case.channel}")
    mine = ada.inbox()  # more than a page
    assert len(mine) == len(set(mine))
    assert ours <= set(mine)
    for case in cases:
        office.reaches(case, f"Good morning by {case.channel}")


def test_a_reply_with_a_slot_and_a_file_is_sent_by_name(office: Office) -> None:
    case = office.greeted("whatsapp", "Where is my parcel?", name="Mia")
    reply: NewMessage = {"type": "reply", "reply": office.named("shipped")}

    with pytest.raises(Refused, match="#/slots/order"):
        office.ada.api.send_message(case.conversation, reply)
    office.ada.api.send_message(case.conversation, {**reply, "slots": {"order": "4711"}})

    office.reaches(case, "Mia, order 4711 is on its way. Ada")
    at_the_platform = partial(photos.taken, office.client, case.channel, office.picture)
    soon("the file is at the platform", at_the_platform)


def test_a_colleague_is_mentioned_and_a_macro_says_what_was_noted(office: Office) -> None:
    ada, bo, case = office.ada, office.bo, office.greeted("whatsapp", "Is it there?", name="Mia")
    api, id_, labels = ada.api, case.conversation, [office.named("parcel"), office.named("told")]

    note = api.write_note(id_, {"text": "Do you know the order?", "mentions": [bo.id]})
    assert [one["message_id"] for one in bo.api.list_mentions(unread=True)["items"]] == [note["id"]]
    bo.api.read_mentions({"through": note["id"]})
    assert bo.api.list_mentions(unread=True)["items"] == []

    seen = ada.etag(case)
    bo.api.change_conversation(id_, {"attributes": {"order": "4812"}}, if_match=seen)
    with pytest.raises(Refused, match="412 changed-since"):
        api.change_conversation(id_, {"labels": []}, if_match=seen)
    api.change_conversation(id_, {"labels": labels[:1]}, if_match=ada.etag(case))

    run = partial(api.run_macro, id_, office.named("all-told"), {}, idempotency_key=uuid4().hex)
    assert run()["done"] == run()["done"]
    after = run()["conversation"]
    assert (after["labels"], after["priority"]) == (labels, "low")
    audited = office.client.admin.list_audit(limit=100)["items"]
    assert [one["by"] for one in audited if one["conversation_id"] == id_] == [f"agent:{ada.id}"]
    office.reaches(case, "Mia, order 4812 is on its way. Ada")
    assert [one["text"] for one in bo.api.list_mentions(unread=True)["items"]] == ["Ask tomorrow."]
    found = api.list_conversations(assignee=ada.id, status="open", label=labels[1])
    assert [one["id"] for one in found["items"]] == [id_]


def test_two_identities_of_one_person_become_one_line_and_two_again(office: Office) -> None:
    ada, number = office.ada, office.number()
    here = office.greeted("whatsapp", "By WhatsApp", number)
    there = office.greeted("sms", "By SMS", f"+{number}")
    person, other = here.first["contact_id"], there.first["contact_id"]
    said = [here.first["text"], there.first["text"]]

    alike, *_ = ada.api.list_suggestions(person)["items"]
    assert (alike["contact"]["id"], alike["strength"]) == (other, "strong")
    assert [reason["same"] for reason in alike["reasons"]] == ["phone"]

    for _ in range(2):
        ada.api.merge_contact(person, {"contact_id": other, "reason": "The same number."})
        assert ada.timeline(person) == ada.timeline(other) == said
        assert ada.identities(person) == {here.conversation, there.conversation}
        parts = ada.api.unmerge_contact(person, {"contact_id": other})
        assert (parts["contact"]["id"], parts["separated"]["id"]) == (person, other)
        assert (ada.timeline(person), ada.timeline(other)) == (said[:1], said[1:])


def test_after_the_window_the_template_that_was_offered_goes(office: Office) -> None:
    ada, wrote_at = office.ada, office.client.now_ms() - LATE_MS
    case = office.heard("whatsapp", "I wrote yesterday", timestamp=wrote_at // 1000)

    refused = ada.refused(case, "Good morning")
    assert (refused.status, refused.code) == (409, "window-closed")
    offered = next(one for one in refused.problem["templates"] if not one.get("needs"))
    template: Template = {"name": offered["name"], "language": offered["language"]}
    template["slots"] = ["your order"] * len(offered.get("slots", ()))
    ada.api.send_message(case.conversation, {"type": "template", "template": template})

    office.reaches(case, offered["name"])
    office.heard("whatsapp", "Ah, thank you", case.customer)
    soon("the window is open", partial(ada.may_answer, case))
    assert ada.answers(case, "You are welcome")["status"] == "queued"
    office.reaches(case, "You are welcome")


def test_who_never_wrote_is_told_and_the_answer_shows_what_it_is_about(office: Office) -> None:
    customer, api = office.number(), office.client.admin
    known = next(t for t in api.list_templates(channel="whatsapp")["items"] if not t.get("needs"))
    told = api.send_notification(
        {
            "channel": "whatsapp",
            "account": "main",
            "address": f"+{customer}",
            "template": {
                "name": known["name"],
                "language": known["language"],
                "slots": ["your order"] * len(known.get("slots") or ()),
            },
            "context": {"order": office.named("4711")},
        }
    )
    there = partial(office.client.reached, "whatsapp", customer, known["name"])
    soon("the notice is at the platform", there)
    case = office.heard("whatsapp", "Can it come tomorrow?", customer)
    assert case.conversation == told["conversation_id"]

    def about() -> Any:
        return office.ada.api.get_message(case.first["id"]).get("context")

    assert soon("it is seen what it answers", about) == {"order": office.named("4711")}


def test_a_case_is_handed_over_and_resolved_and_the_log_tells_of_it_in_order(
    office: Office,
) -> None:
    ada, bo = office.ada, office.bo
    since = ada.api.list_events()["next_cursor"]
    case = office.greeted("telegram", "It is broken")
    ada.gives(case, ada, "Mine.")
    ada.gives(case, bo, why := "Knows all about repairs.")
    assert bo.inbox() == [case.conversation]
    handed = ada.line(case)[-1]
    assert (handed["content"]["event"], handed["text"]) == ("handed-over", why)
    assert why in [one["why"] for one in bo.api.get_why(handed["id"])["lines"]]

    answer = bo.answers(case, "We mend it", handed["id"])
    refused = ada.refused(case, "We cannot mend it", handed["id"])
    assert (refused.status, refused.code) == (409, "newer-reply")
    assert refused.problem["message"] == answer["id"]
    office.reaches(case, "We mend it")
    after = bo.api.change_conversation(case.conversation, {"status": "resolved"})
    assert (after["status"], bo.inbox()) == ("resolved", [])

    line = [one["id"] for one in ada.line(case)]
    events = soon("the log tells of the end", partial(ada.told, case, since, line[-1]))
    assert [one["message_id"] for one in events if one["type"] == "message.created"] == line
    versions = [one["version"] or 0 for one in events if one["type"] == "conversation.updated"]
    assert versions == sorted(set(versions))
