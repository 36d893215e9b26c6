"""What Instagram answers, in its own words."""

import json

import pytest

from functions.instagram import answers
from shared.errors import RecipientUnreachable, WindowClosed
from shared.provider.answers import Answer


def test_a_good_answer_names_the_message() -> None:
    took = {"recipient_id": "7", "message_id": "m_1"}
    answer = Answer(200, {}, json.dumps(took).encode())
    assert answers.message_id(answer) == "m_1"


@pytest.mark.parametrize(
    ("code", "subcode", "kind"),
    [(10, 2534022, WindowClosed), (100, 2534014, RecipientUnreachable)],
)
def test_an_error_of_its_own_is_known(code: int, subcode: int, kind: type[Exception]) -> None:
    error = {"message": "no", "type": "OAuthException", "code": code, "error_subcode": subcode}
    with pytest.raises(kind):
        answers.message_id(Answer(400, {}, json.dumps({"error": error}).encode()))
