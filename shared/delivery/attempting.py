"""One message, one platform call: guarded, claimed, made, and its outcome written down."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from shared import accounts, clock, configuration, echoes, metrics, ownership
from shared.channels import Channel
from shared.credentials import Secrets, credentials_of, id_key
from shared.delivery import claiming, recording
from shared.delivery.guarding import needs_window, refusal
from shared.delivery.recording import ref_of
from shared.delivery.retrying import Again, GiveUp, Hold, after, exhausted, spent
from shared.drafts import AUTOMATIC, CONFIRMATIONS
from shared.ending import has_ended
from shared.errors import (
    CredentialsRejected,
    MessageRejected,
    Permanent,
    RecipientThrottled,
    SendError,
)
from shared.ids import MessageId
from shared.limits import allowance, warned
from shared.messages import Status
from shared.notices import consent
from shared.observability import logger
from shared.table import Item
from shared.templates import approved
from shared.windows.window import is_late, window_end

Post = Callable[[Item, Secrets], str]
# In which a message usually goes, and a warning becomes known.
_AT_ONCE_MS: Final = 5_000


@dataclass(slots=True)
class Attempts:
    """The platform calls of one invocation.

    ``post(message, secrets)`` makes one and returns the platform's id of the message, whose
    ``late`` says that only a person may still write, and whose ``template`` is the one that it
    sends, if that is known. It raises a SendError for whatever the platform or the way to it did;
    any other exception promises that nothing was sent. An account that refused is left alone for
    the rest of the invocation.
    """

    channel: Channel
    post: Post
    sleep: Callable[[float], None]
    paused: dict[str, tuple[int, SendError]] = field(default_factory=dict)  # account: until, why
    tries: dict[tuple[str, str], int] = field(default_factory=dict)  # (pk, sk): calls made

    def send(self, summary: Item, ruling: Item, message: Item) -> Item | None:
        """Try to send the first message of ``summary``'s outbox; ``ruling`` says who may speak.

        Returns the summary after that, None if it is to be read again. Raises Conflict or
        Unavailable if it has to be looked at anew.
        """
        now = clock.now_ms()
        until, why = self.paused.get(message["account"], (0, None))
        end = self._window_end(ruling, message, now)
        late = message["author_kind"] == "agent" and is_late(self.channel.window, end, now)
        message = {**message, "late": late, "template": approved.sent_by(message)}
        if error := self._refusal(ruling, message, end, now):
            after_it = recording.finish(summary, message, "failed", error=error)
            tell("failed", message, error)
            return after_it
        if why and until > now:
            claiming.hold(message, until, message.get("refusals", 0), why)
            return None
        return self._try(summary, ruling, message, now)

    def _window_end(self, ruling: Item, message: Item, now: int) -> int | None:
        if spent(message, now) or not needs_window(message, self.channel):
            return None
        return window_end(ruling, now, by_agent=message["author_kind"] == "agent")

    def _refusal(self, ruling: Item, message: Item, end: int | None, now: int) -> Permanent | None:
        if spent(message, now):
            return exhausted()
        full = needs_window(message, self.channel) and allowance.used_up(ruling, now)
        refused = refusal(
            message,
            ruling,
            self.channel,
            window_end=end,
            now=now,
            used_up=full,
            ended=has_ended(ruling),
            taken_over=ownership.taken_over(message, ruling),
        )
        if refused:
            return refused
        if unwanted := _unwanted(message, ruling) or _rebuked(message, now):
            return unwanted
        why = approved.unsendable(message)
        return MessageRejected("template-misfit", f"It was not sent: {why}.") if why else None

    def _try(self, summary: Item, ruling: Item, message: Item, now: int) -> Item | None:
        try:
            secrets = credentials_of(self.channel.name, message["account"])
        except CredentialsRejected as error:
            return self._not_sent(summary, message, error)
        id_key()  # needed to record: if it cannot be read, better to know it before the call
        return self._call(summary, claiming.claim(summary, message, now, ruling), secrets)

    def _call(self, summary: Item, claimed: Item, secrets: Secrets) -> Item | None:
        key = claimed["pk"], claimed["sk"]
        self.tries[key] = self.tries.get(key, 0) + 1
        try:
            provider_id = self.post(claimed, secrets)
        except SendError as error:
            return self._not_sent(summary, claimed, error)
        except Exception:  # our own mistake, before anything was sent: the queue brings it back
            claiming.release(claimed)
            raise
        after_it = recording.record(summary, claimed, "sent", provider_id=provider_id)
        echoes.claim_soon(claimed, ref_of(claimed, provider_id))
        tell("sent", claimed)
        return after_it

    def _not_sent(self, summary: Item, message: Item, error: SendError) -> Item | None:
        tries = self.tries.get((message["pk"], message["sk"]), 0)
        match after(error, message, tries, clock.now_ms()):
            case Again(seconds):
                claiming.release(message)
                self.sleep(seconds)
            case Hold(due, refusals):
                claiming.hold(message, due, refusals, error)
                tell("held", message, error)
                if not isinstance(error, RecipientThrottled):
                    self.paused[message["account"]] = due, error
            case GiveUp(reason, unknown):
                status: Status = "unknown" if unknown else "failed"
                # Only who holds the claim may write over what changed in the meantime.
                end = recording.record if message["status"] == "sending" else recording.finish
                after_it = end(summary, message, status, error=reason)
                tell(status, message, reason)
                return after_it
        return None


def _unwanted(message: Item, ruling: Item) -> Permanent | None:
    template = message.get("template")
    if consent.is_notice(message) and ruling.get("consent") != "in":
        policy = configuration.load().policy
        if error := consent.unwanted(ruling, needs_consent=policy.notices_need_consent):
            return error
    marketing = bool(template and template.get("category") == "MARKETING")
    # The policy is read only where something hangs on it.
    needs_consent = marketing and configuration.load().policy.marketing_needs_consent
    return approved.unwanted(ruling, template, needs_consent=needs_consent)


def _rebuked(message: Item, now: int) -> Permanent | None:
    """Why what had to wait is not said after all: the platform has warned the account since. Read
    only of automatic messages that were held, or waited behind others or in a crowded queue; those
    that go at once were asked when accepted."""
    automatic = message["author_kind"] in AUTOMATIC and message.get("purpose") not in CONFIRMATIONS
    waited = message.get("holds") or now - message["received_at"] > _AT_ONCE_MS
    if not automatic or not waited:
        return None
    account = accounts.key(message["channel"], message["account"])
    found = warned.standing(configuration.load().warned, account, now)
    return MessageRejected("automation-stopped", found.why) if found else None


def tell(outcome: Status, message: Item, error: SendError | None = None) -> None:
    """Log what became of ``message``. The error's title may name people, its code does not."""
    said: dict[str, str | int] = {
        "message_id": str(MessageId.of(message)),
        "account": str(message["account"]),
        "attempts": int(message.get("attempts", 0)),
    }
    if error:
        said |= {"kind": type(error).__name__, "code": error.code}
    if isinstance(error, CredentialsRejected):  # nothing leaves until a person acts
        metrics.count("CredentialsRejected", outcome, **said)
    else:
        logger.info(outcome, extra=said)
