"""The templates of the platforms, asked for once at the start: their own schedule takes hours."""

from tests.local.cloud import Cloud
from tests.local.deploy import resources
from tests.local.invoking import Functions


class NotSynced(Exception):
    """A function that asks a platform for its templates failed."""


def synced(cloud: Cloud) -> None:
    """Run each channel's function that asks for templates. Raises NotSynced."""
    for logical, function in resources(cloud).items():
        if logical.endswith("SyncTemplatesFunction"):
            outcome = Functions(cloud).invoke(function, {})
            if outcome.error:
                raise NotSynced(f"{logical}: {outcome.error}")
