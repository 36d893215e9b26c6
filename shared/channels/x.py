"""The truth table's row of x."""

from typing import Final

from shared.channels.facts import HOUR_MS, MB, Caution, Channel, File, Limits, Link, Start

X: Final = Channel(
    name="x",
    repeat="key",  # a replay carries the same timestamp and id
    window=None,  # whom the customer's settings let in may write at any time
    # developer.x.com/en/docs/x-api/direct-messages/manage/api-reference, read 2026-11-22. What is
    # sent there can have no buttons.
    limits=Limits(
        text=10_000,
        text_unit="characters",
        caption=10_000,
        buttons=0,
        button_title=0,
        list_rows=0,
        row_title=0,
        prompt=10_000,
    ),
    statuses=("read",),  # as a watermark: the id of what was read last
    our_id_comes_back=False,
    idempotent_sends=False,
    templates=False,
    # docs.x.com/x-api/media/quickstart/best-practices, read 2026-11-22. A film may have 512 MB, but
    # must be handed over, and made ready by X, within one call of a function.
    files={
        "image": File(5 * MB, ("image/jpeg", "image/png", "image/webp"), "image/"),
        "video": File(15 * MB, ("video/mp4", "video/quicktime", "image/gif"), "video/"),
    },
    longest_received=200 * MB,
    # How long files stay is not told, messages for 30 days:
    # docs.x.com/x-api/direct-messages/lookup/integrate, read 2026-11-22.
    file_ids_last_ms=30 * 24 * HOUR_MS,
    voice=(),
    # business.twitter.com/en/help/campaign-editing-and-optimization/public-to-private-conversation,
    # read 2026-11-22: the account's numeric id and &text=. Everybody must be allowed to write.
    link=Link(
        base="https://x.com/messages/compose",
        query=(("recipient_id", "platform_id"), ("text", "text")),
    ),
    echoes_are_ours=True,
    # What looks automated, and an account that is suspended or locked: see functions/x/answers.py.
    cautions={
        "226": Caution("spam"),
        "64": Caution("restricted"),
        "326": Caution("restricted"),
    },
    # Whom the customer's own settings let in: docs.x.com/x-api/direct-messages, read 2026-11-22.
    start=Start(looks=r"[0-9]{1,20}", about="a user's id, a number"),
)
