"""The templates of the platforms and what they cost, as an admin has them after the first day."""

from typing import Any, Final

from shared.channels import WHATSAPP
from shared.table import to_wire
from shared.templates.prices import PK
from tests.local.cloud import Cloud
from tests.local.deploy import resources
from tests.local.invoking import Functions

# Amounts made up, for the numbers that customers of the demo have; others have no price by country.
_PRICES: Final[dict[str, dict[str, Any]]] = {
    WHATSAPP.name: {
        "currency": "EUR",
        "by_country": {"49": {"UTILITY": "0.05", "MARKETING": "0.11", "AUTHENTICATION": "0.05"}},
    }
}


class NotSynced(Exception):
    """A function that asks a platform for its templates failed."""


def synced(cloud: Cloud) -> None:
    """Ask each platform for its templates, whose own schedule takes hours. Raises NotSynced."""
    found = resources(cloud)
    for logical, function in found.items():
        if logical.endswith("SyncTemplatesFunction"):
            outcome = Functions(cloud).invoke(function, {})
            if outcome.error:
                raise NotSynced(f"{logical}: {outcome.error}")
    for name, listed in _PRICES.items():
        item = {"pk": PK, "sk": name, "kind": "settings", **listed}
        cloud.client("dynamodb").put_item(TableName=found["Table"], Item=to_wire(item))
