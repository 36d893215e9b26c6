"""What is found by its name tells no secret."""

from shared.keys import single


def test_a_token_is_found_by_its_hash_only() -> None:
    pk, sk = single.token_key("secret-token")
    assert "secret-token" not in pk
    assert (pk, sk) == single.token_key("secret-token")
    assert pk != single.token_key("secret-token2")[0]
