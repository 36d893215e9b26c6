"""Addresses: of the region, of the phone, in the name of the agent."""

import pytest

from functions.rcs.api import address, agent_of
from shared.errors import CredentialsRejected
from shared.settings import settings
from tests.functions.rcs.calls import AGENT, CUSTOMER, SECRET


@pytest.fixture(autouse=True)
def production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROVIDER_URL", "")
    settings.cache_clear()


@pytest.mark.parametrize("region", ["us", "europe", "asia"])
def test_each_region_has_its_host(region: str) -> None:
    query = {"messageId": "1", "agentId": AGENT}
    assert address("agentMessages", CUSTOMER, query, {"region": region}) == (
        f"https://{region}-rcsbusinessmessaging.googleapis.com/v1/phones/+34600111222"
        "/agentMessages?messageId=1&agentId=shop_agent%40rbm.goog"
    )


@pytest.mark.parametrize("region", [None, "", "EUROPE", "evil.example/", 7, ["us"]])
def test_no_other_host_is_ever_called(region: object) -> None:
    with pytest.raises(CredentialsRejected, match="no-region"):
        address("agentMessages", CUSTOMER, {}, {"region": region})


def test_an_odd_number_stays_in_its_place() -> None:
    found = address("agentEvents", "+1/../2?x#y", {}, {"region": "us"})
    assert found.endswith("/v1/phones/+1%2F..%2F2%3Fx%23y/agentEvents?")


def test_the_agent_is_the_one_with_the_accounts_name() -> None:
    assert agent_of("main", SECRET) == AGENT
    assert agent_of("demo", SECRET) == "demo@rbm.goog"
    with pytest.raises(CredentialsRejected):
        agent_of("other", SECRET)
