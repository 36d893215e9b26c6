"""What is quoted is found by LINE's id of it."""

from functions.line.quoting import quote_token
from tests.functions.line.conftest import PK, World


def test_only_a_message_with_a_token_can_be_quoted(line: World) -> None:
    spoken = line.says("which?")
    assert quote_token({"pk": PK, "reply_to": spoken["provider_id"]})
    followed = line.says(event="follow", follow={"isUnblocked": False})
    assert quote_token({"pk": PK, "reply_to": followed["provider_id"]}) == ""
    assert quote_token({"pk": PK, "reply_to": "1"}) == ""
    assert quote_token({"pk": PK}) == ""
