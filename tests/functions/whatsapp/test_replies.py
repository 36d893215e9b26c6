"""What customers choose: buttons, list rows, forms and orders, in one shape."""

from typing import Any

import pytest

from shared.messages import Said
from tests.functions.whatsapp.reading import read_message, said


@pytest.mark.parametrize(
    ("name", "text", "reply"),
    [
        ("button_reply", "Yes, keep it", {"kind": "button", "id": "yes"}),
        ("list_reply", "10:30", {"kind": "list", "id": "slot_3", "description": "Tuesday"}),
        (
            "template_button",
            "Confirm",
            {"kind": "template", "id": "CONFIRM_42", "payload": "CONFIRM_42"},
        ),
        (
            "form_reply",
            "Sent",
            {
                "kind": "form",
                "id": "flow",
                "payload": {"flow_token": "t1", "size": "38", "color": "azul marino, añil"},
            },
        ),
    ],
)
def test_a_choice_says_what_was_chosen(name: str, text: str, reply: dict[str, Any]) -> None:
    found = said(name)
    assert (found.type, found.text) == ("interactive", text)
    assert found.content == {"reply": {**reply, "title": text}}
    assert found.reply_to


@pytest.mark.parametrize("answers", ["{", "[1", '{"a": NaN}', "plain"])
def test_a_form_whose_answers_are_no_json_keeps_them_as_text(answers: str) -> None:
    form = {"type": "nfm_reply", "nfm_reply": {"name": "flow", "response_json": answers}}
    found = read_message(type="interactive", interactive=form)
    assert isinstance(found, Said)
    assert found.content["reply"]["payload"] == answers


def test_an_order_keeps_its_items() -> None:
    found = said("order")
    assert (found.type, found.text) == ("interactive", "Gift wrapped, please")
    items = found.content["order"]["product_items"]
    assert [(i["product_retailer_id"], i["quantity"], i["item_price"]) for i in items] == [
        ("di9ozbzfi4", 2, 9.5),
        ("nqryix03ez", 1, 30),
    ]
