"""Files that nobody could fetch in many tries: asked for again while the platform may have them.

Their messages lie among the dead letters of the media queue, which have an alarm already.
"""

import json
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from shared import aws, history, table
from shared.channels import CHANNELS
from shared.errors import Conflict, Unavailable
from shared.ids import MessageId
from shared.observability import logger
from shared.settings import settings
from shared.table import Item

MOST: Final = 200  # messages, a run
DEAD_LETTERS: Final = "-dead-letters"
_BATCH: Final = 10
_NOT_YET: Final = "attribute_exists(pk) AND attribute_not_exists(#media_status)"


def bring_back(now: int) -> int:
    """Ask again for the files that nobody could fetch, or say that they are gone; how many.

    Raises Unavailable; a file that is asked for twice is fetched once.
    """
    try:
        return _brought_back(now)
    except (ClientError, BotoCoreError) as error:
        raise Unavailable("queue cannot be used") from error


def _brought_back(now: int) -> int:
    url, done = settings().media_queue_url + DEAD_LETTERS, 0
    while done < MOST and (letters := _received(url)):
        for letter in letters:
            _settle(json.loads(letter["Body"])["message"], now)
            aws.client("sqs").delete_message(QueueUrl=url, ReceiptHandle=letter["ReceiptHandle"])
            done += 1
    return done


def _received(url: str) -> list[Any]:
    found = aws.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=_BATCH)
    return list(found.get("Messages", ()))


def _settle(message_id: str, now: int) -> None:
    message = history.find(MessageId.parse(message_id))
    if message is None or message.get("media_status"):
        return
    channel = CHANNELS[message["channel"]]
    if now - message["received_at"] < channel.file_ids_last_ms or message.get("revoked_at"):
        body = json.dumps({"channel": channel.name, "message": message_id})
        aws.client("sqs").send_message(QueueUrl=settings().media_queue_url, MessageBody=body)
    else:
        _give_up(message)


def _give_up(message: Item) -> None:
    try:
        gone = {":gone": "gone"}
        table.update(message["pk"], message["sk"], "SET #media_status = :gone", gone, _NOT_YET)
    except Conflict:
        return  # it was fetched or erased meanwhile
    logger.warning("file given up", message_id=str(MessageId.of(message)))
