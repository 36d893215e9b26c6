"""A tap on a button: what was chosen, and the word that lets the button rest."""

import json
from base64 import b64encode
from typing import Any

import pytest

from functions.telegram.taps import released
from shared.messages import Said
from tests.events import body_of, load, payload_of
from tests.functions.telegram.reading import kind, read, said

TAKEN = {"statusCode": 200, "headers": {"content-type": "text/plain"}, "body": ""}


def query(**changed: Any) -> dict[str, Any]:
    whole = {**payload_of(load("telegram", "tap"))["callback_query"], **changed}
    return {name: value for name, value in whole.items() if value is not None}


def tap(**changed: Any) -> Said:
    found = read(callback_query=query(**changed))
    assert isinstance(found, Said)
    return found


def test_a_tap_is_the_choice_and_its_words_and_answers_the_question() -> None:
    found = said("tap")
    assert (found.type, found.text, found.reply_to) == ("interactive", "Yes, keep it", "7001:11")
    assert found.provider_id == "30069066182451982"
    assert found.content["reply"] == {
        "kind": "button",
        "id": "yes",
        "title": "Yes, keep it",
        "payload": "yes",
    }


def test_a_tap_tells_no_time_and_does_not_take_its_questions() -> None:
    assert said("tap").sent_at == said("tap_on_forgotten").sent_at == 0


def test_without_the_question_the_choice_is_all_there_is() -> None:
    found = said("tap_on_forgotten")
    assert (found.text, found.reply_to) == ("no", "7001:3")


@pytest.mark.parametrize("data", ["maybe", "no such", "🎉"])
def test_what_was_never_offered_is_taken_by_its_data_alone(data: str) -> None:
    found = tap(data=data)
    assert (found.text, found.content["reply"]["title"]) == (data, data)


@pytest.mark.parametrize(
    "keyboard",
    [None, 7, {}, {"inline_keyboard": 7}, {"inline_keyboard": [7, [7, {"text": 7}]]}],
)
def test_a_keyboard_of_another_shape_has_no_words(keyboard: Any) -> None:
    assert tap(message={**query()["message"], "reply_markup": keyboard}).text == "yes"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"message": None}, "no message"),
        ({"id": None}, "no id"),
        ({"data": None}, "no data"),
        ({"from": {"id": 1, "is_bot": True}}, "done by a bot"),
        ({"message": {"message_id": 1, "chat": {"id": -1, "type": "group"}}}, "not a private chat"),
    ],
)
def test_a_tap_that_cannot_be_used_says_why(changed: dict[str, Any], reason: str) -> None:
    assert kind(read(callback_query=query(**changed))) == reason


@pytest.mark.parametrize("name", ["tap", "tap_on_forgotten", "game_tap"])
@pytest.mark.parametrize("encoded", [False, True])
def test_the_answer_to_a_tap_lets_the_button_rest(name: str, encoded: bool) -> None:
    event = load("telegram", name)
    if encoded:
        event = {**event, "body": b64encode(body_of(event)).decode(), "isBase64Encoded": True}
    answer = released(event, TAKEN)
    assert answer["headers"]["content-type"] == "application/json"
    assert json.loads(answer["body"]) == {
        "method": "answerCallbackQuery",
        "callback_query_id": payload_of(load("telegram", name))["callback_query"]["id"],
    }


@pytest.mark.parametrize("status", [403, 413, 503])
def test_a_tap_that_was_not_taken_is_not_answered(status: int) -> None:
    refused = {**TAKEN, "statusCode": status}
    assert released(load("telegram", "tap"), refused) == refused


@pytest.mark.parametrize(
    "body",
    [
        '{"callback_query"',
        '{"callback_query":7}',
        '{"callback_query":{"id":7}}',
        '{"callback_query":{"id":""}}',
        '{"update_id":1,"message":{"text":"\\"callback_query\\""}}',
        "",
        None,
    ],
)
def test_what_is_no_tap_gets_the_plain_answer(body: str | None) -> None:
    assert released({**load("telegram", "tap"), "body": body}, TAKEN) == TAKEN
    assert released(load("telegram", "text_message"), TAKEN) == TAKEN
