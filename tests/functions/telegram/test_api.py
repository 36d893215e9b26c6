"""Every address holds the token, and goes to nobody else."""

import pytest

from functions.telegram.api import address, file_address
from shared.errors import CredentialsRejected
from shared.settings import settings
from tests.functions.telegram.conftest import SECRET, TOKEN


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROVIDER_URL", "")
    settings.cache_clear()


def test_methods_and_files_are_at_telegrams_own_address() -> None:
    assert address("getMe", SECRET) == f"https://api.telegram.org/bot{TOKEN}/getMe"
    path = "photos/file_0.jpg"
    assert file_address(path, SECRET) == f"https://api.telegram.org/file/bot{TOKEN}/{path}"


@pytest.mark.parametrize(
    "token", [None, "", 7, "no-colon", "1:", ":a", "1:a/../b", "1:a b", "1:a\n", "1:a?x=", "٣:a"]
)
def test_a_token_that_is_none_is_no_address(token: object) -> None:
    with pytest.raises(CredentialsRejected):
        address("getMe", {"bot_token": token})


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "../bot1:a/getMe",
        "photos/../../x",
        "photos/..",
        "./x",
        "photos//x",
        "https://elsewhere.example/x",
        "x?y",
        "x#y",
        "x\n",
        "a\\b",
    ],
)
def test_a_path_that_leads_elsewhere_is_none(path: str) -> None:
    assert file_address(path, SECRET) is None


@pytest.mark.parametrize("path", ["documents/file_1.pdf", "a", "voice/file_12.oga", "x/..y/z..w"])
def test_other_paths_are_taken(path: str) -> None:
    assert str(file_address(path, SECRET)).endswith(f"/{path}")
