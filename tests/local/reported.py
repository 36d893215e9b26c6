"""What a function's answer to a batch means: which of its records are done."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.local.invoking import Outcome


class Failed(Exception):
    """The batch as a whole was not taken."""


def failed_ids(mapping: Mapping[str, Any], outcome: Outcome, ids: Sequence[str]) -> set[str]:
    """The reported ids, none if all went well. Raises Failed for all of the batch.

    An id that is not of the batch, or no id, fails all of it, as on Lambda:
    docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
    """
    if outcome.error is not None:
        raise Failed(str(outcome.error.get("errorType")))
    if "ReportBatchItemFailures" not in (mapping.get("FunctionResponseTypes") or ()):
        return set()
    if outcome.value in (None, {}, ""):
        return set()
    try:
        reported = {entry["itemIdentifier"] for entry in outcome.value["batchItemFailures"] or ()}
    except (TypeError, KeyError):
        raise Failed("the answer is no list of failures") from None
    if strangers := reported - set(ids):
        raise Failed(f"{len(strangers)} reported ids are not of the batch")
    return reported
