"""What Messenger answers, in its own words."""

import json

import pytest

from functions.messenger import answers
from shared.errors import RecipientUnreachable, WindowClosed
from shared.provider.answers import Answer


def test_a_good_answer_names_the_message_or_the_file() -> None:
    took = {"recipient_id": "7", "message_id": "m_1", "attachment_id": "1857777774821032"}
    answer = Answer(200, {}, json.dumps(took).encode())
    assert answers.message_id(answer) == "m_1"
    assert answers.attachment_id(answer) == "1857777774821032"


@pytest.mark.parametrize(
    ("code", "subcode", "kind"),
    [(10, 2018278, WindowClosed), (551, 1545041, RecipientUnreachable)],
)
def test_an_error_of_the_page_is_known(code: int, subcode: int, kind: type[Exception]) -> None:
    error = {"message": "no", "type": "OAuthException", "code": code, "error_subcode": subcode}
    with pytest.raises(kind):
        answers.message_id(Answer(400, {}, json.dumps({"error": error}).encode()))
