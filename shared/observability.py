"""The logger, made once. Ids and counts only: never texts, numbers, tokens or whole events."""

from aws_lambda_powertools import Logger

# Four short keys instead of Powertools' nine: a line costs what it weighs.
logger = Logger(
    log_record_order=["level", "message"],
    location=None,
    timestamp=None,
    service=None,
    utc=True,
)
logger.remove_keys(["service"])  # the log group is named after the function
