"""Who a direct message is between: the account, and the customer on the other side."""

from functions.x.snowflakes import identifier
from shared.intake.fields import Fields, Unfit, text


def sides(item: Fields, account: str) -> tuple[str, bool]:
    """The customer's id, and whether the business is the one who acts. Raises Unfit.

    The account may be on either side: what it sends itself is told as well.
    """
    target = item.get("target")
    sender = identifier(item.get("sender_id"))
    recipient = identifier(target.get("recipient_id") if isinstance(target, dict) else None)
    if account not in (sender, recipient) or sender == recipient:
        raise Unfit("nothing between the account and a customer")
    return (recipient, True) if sender == account else (sender, False)


def name_of(identity: str, users: object) -> str | None:
    """The display name, else the handle, by the map that comes with events.

    One product wraps each user in ``data`` and calls the handle ``username``.
    """
    user = users.get(identity) if isinstance(users, dict) else None
    if isinstance(user, dict) and isinstance(user.get("data"), dict):
        user = user["data"]
    if not isinstance(user, dict):
        return None
    return text(user, "name") or text(user, "screen_name") or text(user, "username") or None
