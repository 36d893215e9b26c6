"""What is asked and answered. Made of the OpenAPI document by `make client`."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict


class AccountChanges(TypedDict):
    """A merge patch (RFC 7396): null takes it away."""

    name: NotRequired[str | None]
    public_url: NotRequired[str | None]
    public_address: NotRequired[str | None]


class AccountPage(TypedDict):
    items: list[AccountView]
    next_cursor: str | None


class AccountView(TypedDict):
    id: str
    channel: str
    account: str
    credential_set: str
    platform_id: str
    name: str | None
    # If not at the stack's own address.
    public_url: str | None
    # Where customers write to, in links.
    public_address: str | None
    # To give to the platform.
    webhook_url: str
    secret: SecretView
    next_steps: list[str]
    created_at: str
    # Of one account; null in lists.
    automation: Automation | None


class AgentPage(TypedDict):
    items: list[AgentView]
    next_cursor: str | None


class AgentSettings(TypedDict):
    # For people.
    name: NotRequired[str]
    teams: NotRequired[list[str]]
    skills: NotRequired[list[str]]
    # None: any.
    languages: NotRequired[list[str]]
    # Of open and pending conversations.
    capacity: NotRequired[int]
    # What a conversation of a channel takes of it, where that is not 1.
    weights: NotRequired[dict[str, int]]
    # The calendar outside which it gets nothing.
    shifts: NotRequired[str]


class AgentView(TypedDict):
    id: str
    # null for what nobody has written yet.
    updated_at: str | None
    updated_by: str | None
    # For people.
    name: str
    teams: list[str]
    skills: list[str]
    # None: any.
    languages: list[str]
    # Of open and pending conversations.
    capacity: int
    # What a conversation of a channel takes of it, where that is not 1.
    weights: dict[str, int]
    # The calendar outside which it gets nothing.
    shifts: str
    presence: Literal["online", "away", "offline"]
    present_since: str | None
    # Of the capacity, what open and pending conversations take.
    load: int


class Assigning(TypedDict):
    """Hands the conversation over, as `/assign` does."""

    # The agent; capacity is not asked about. The team becomes the agent's, if it is in just one.
    assignee: NotRequired[str | None]
    # Whoever of it is free gets it, or it waits.
    team: NotRequired[str | None]
    # The bot answers again.
    owner: NotRequired[Literal["bot"] | None]
    # Why, for whoever gets it.
    note: NotRequired[str]
    priority: NotRequired[Literal["low", "normal", "high", "urgent"] | None]
    skills: NotRequired[list[str] | None]
    type: Literal["assign"]


class Assignment(TypedDict):
    """To one of: an agent, a team, the bot."""

    # The agent; capacity is not asked about. The team becomes the agent's, if it is in just one.
    assignee: NotRequired[str | None]
    # Whoever of it is free gets it, or it waits.
    team: NotRequired[str | None]
    # The bot answers again.
    owner: NotRequired[Literal["bot"] | None]
    # Why, for whoever gets it.
    note: NotRequired[str]
    priority: NotRequired[Literal["low", "normal", "high", "urgent"] | None]
    skills: NotRequired[list[str] | None]


class Attached(TypedDict):
    # Of an upload.
    id: str
    name: NotRequired[str | None]
    # Shown as spoken; audio only.
    voice: NotRequired[bool]


class Attachment(TypedDict):
    """``url`` is a route of this API, for the same token; null where there will be no file."""

    id: str
    status: Literal["stored", "pending", "quarantined", "gone", "too-large", "refused"]
    type: str | None
    size: int | None
    sha256: str | None
    url: str | None
    name: str | None


class AuditEntry(TypedDict):
    at: str
    by: str
    did: str
    what: str
    revision: int | None
    # Of a macro that was run.
    conversation_id: str | None


class AuditPage(TypedDict):
    items: list[AuditEntry]
    next_cursor: str | None


class Author(TypedDict):
    kind: Literal["contact", "agent", "bot", "system"]
    id: str


class Automation(TypedDict):
    """What was said by itself, so that automation stops before the platform stops the account."""

    sent_this_hour: int
    # null: there is none.
    limit: int | None
    # Nothing is said by itself: in this hour, or while warned.
    stopped: bool
    # null: the platform is content.
    warning: WarningView | None


class Begun(TypedDict):
    """Which channels are asked; what they tell is in `GET /v1/templates` within two minutes."""

    channels: list[str]


class BotBody(TypedDict):
    """Its requests are signed with the secret `<prefix>/bots/<id>`."""

    url: str
    deadline_s: NotRequired[float]
    # If it does not answer; people, if not told.
    otherwise: NotRequired[Leads | None]


class BotPage(TypedDict):
    items: list[BotView]
    next_cursor: str | None


class BotView(TypedDict):
    """As it was written."""

    id: str
    # null for what nobody has written yet.
    updated_at: str | None
    updated_by: str | None
    url: str
    deadline_s: float
    # If it does not answer; people, if not told.
    otherwise: Leads | None


class Button(TypedDict):
    id: str
    title: str


class Campaign(TypedDict):
    # The link by which the customer came.
    link: str
    at: str


class Change(TypedDict):
    """What is not said stays as it is now."""

    # UTC
    day: str
    # In place of all rules; each as it is written, with its `id`.
    rules: NotRequired[list[RuleTried] | None]
    # Beside those there are.
    replies: NotRequired[dict[str, Any] | None]
    # Only what changes.
    policy: NotRequired[PolicyBody | None]
    account: NotRequired[str | None]
    # Messages of customers that are looked at.
    limit: NotRequired[int]
    cursor: NotRequired[str | None]


class Changes(TypedDict):
    status: NotRequired[Literal["open", "pending", "snoozed", "resolved"] | None]
    priority: NotRequired[Literal["low", "normal", "high", "urgent"] | None]
    # Without it a snoozed conversation waits for the customer.
    snoozed_until: NotRequired[str | None]
    # All of them, by id, in place of those there are; they must be in /v1/labels.
    labels: NotRequired[list[str] | None]
    # A merge patch (RFC 7396): sets what it names, removes what is null.
    attributes: NotRequired[dict[str, str | None] | None]


class Changing(TypedDict):
    """Changes the conversation, as `PATCH` does."""

    type: Literal["change"]
    status: NotRequired[Literal["open", "pending", "snoozed", "resolved"] | None]
    priority: NotRequired[Literal["low", "normal", "high", "urgent"] | None]
    # How long, for the status snoozed.
    snooze_ms: NotRequired[int | None]


class ChoiceBody(TypedDict):
    id: str
    # Without it, the id.
    title: NotRequired[str | dict[str, str]]
    # Which, written, mean the same.
    words: NotRequired[list[str]]
    next: NotRequired[Leads]


class Consent(TypedDict):
    """One entry of the ledger. ``words`` are what was said, ``source`` how it was."""

    state: Literal["in", "out", "unknown"]
    # Where the platform asks.
    marketing: Literal["in", "out"] | None
    at: str
    # Whose word it was, or who recorded it.
    by: str
    source: str
    words: str
    channel: str
    account: str
    message_id: str | None


class ConsentPage(TypedDict):
    items: list[Consent]
    next_cursor: str | None


class Contact(TypedDict):
    """A person. ``phone`` and ``email`` are what an agent wrote, or else what a platform or a
    site has proven.
    """

    id: str
    name: str | None
    phone: str | None
    email: str | None
    language: str | None
    note: str | None
    attributes: dict[str, str]
    identities: list[Identity]
    merged: list[Merged]


class ContactChanges(TypedDict):
    """What is left out stays; null empties. Of the attributes, too."""

    name: NotRequired[str | None]
    # With its country's code.
    phone: NotRequired[str | None]
    email: NotRequired[str | None]
    language: NotRequired[str | None]
    note: NotRequired[str | None]
    attributes: NotRequired[dict[str, Any] | None]


class ContactPage(TypedDict):
    items: list[Contact]
    next_cursor: str | None


class Conversation(TypedDict):
    id: str
    contact_id: str
    channel: str
    account: str
    name: str | None
    status: str
    owner: str
    assignee: str | None
    team: str | None
    # Ids of /v1/labels, in order.
    labels: list[str]
    last_message: LastMessage | None
    last_activity_at: str | None
    unread: bool
    unanswered: bool
    window: Window | None


class ConversationDetail(TypedDict):
    id: str
    contact_id: str
    channel: str
    account: str
    name: str | None
    status: str
    owner: str
    assignee: str | None
    team: str | None
    # Ids of /v1/labels, in order.
    labels: list[str]
    last_message: LastMessage | None
    last_activity_at: str | None
    unread: bool
    unanswered: bool
    window: Window | None
    priority: str
    skills: list[str]
    # Since when it waits for its team.
    queued_since: str | None
    # Counted up to 100.
    unread_count: int
    # When it is open again by itself; null while it waits for the customer.
    snoozed_until: str | None
    service_level: ServiceLevel | None
    # The last one.
    campaign: Campaign | None
    # What replies asked for and rules noted.
    attributes: dict[str, str]


class ConversationPage(TypedDict):
    items: list[Conversation]
    next_cursor: str | None


class Counted(TypedDict):
    """Of those who came in some days; a reply counts for the day they came."""

    # Conversations, each once an episode.
    arrived: int
    # Of these, customers who had never written before.
    new: int
    # Of these, whom a person has answered.
    answered: int
    # From arriving to that answer.
    mean_reply_seconds: float | None


class Day(TypedDict):
    # Conversations, each once an episode.
    arrived: int
    # Of these, customers who had never written before.
    new: int
    # Of these, whom a person has answered.
    answered: int
    # From arriving to that answer.
    mean_reply_seconds: float | None
    # In UTC.
    date: str


class Difference(TypedDict):
    conversation_id: str
    message_id: str
    at: str
    now: Outcome
    then: Outcome


class Done(TypedDict):
    type: str
    # Of a reply or a note.
    message_id: str | None


class Event(TypedDict):
    """What happened, and the names of what it happened to; those are read by routes of their
    own, as they are then.
    """

    # The same if the same is told again.
    id: str
    type: Literal["message.created", "message.updated", "conversation.updated"]
    # When it came into the log.
    at: str
    channel: str | None
    conversation_id: str
    message_id: str | None
    # Of a message that was created.
    direction: Literal["inbound", "outbound", "note"] | None
    # Of a message that was updated, at that time.
    status: (
        Literal[
            "received",
            "held",
            "queued",
            "sending",
            "unknown",
            "sent",
            "failed",
            "delivered",
            "read",
        ]
        | None
    )
    # Of the conversation that was updated.
    version: int | None
    # The conversation of which this one is another name from now on.
    merged_into: str | None


class EventPage(TypedDict):
    """``next_cursor`` is never null: what comes next may not have happened yet."""

    items: list[Event]
    next_cursor: str


class Exceptional(TypedDict):
    date: str
    # None: the day is closed.
    hours: NotRequired[list[list[str]]]
    # For people.
    name: NotRequired[str | None]


class Explanation(TypedDict):
    # The message, or the decision, that was asked about
    message_id: str
    lines: list[Line]


class Failure(TypedDict):
    code: str
    title: str
    detail: str | None
    retryable: bool


class Fallback(TypedDict):
    """Which template goes in the stead of what comes too late for the window."""

    language: NotRequired[str | None]
    slots: NotRequired[list[str]]


class Feed(TypedDict):
    """What was read at `ical_url`, and how the last try ended."""

    # Null: not yet.
    tried_at: str | None
    # When what counts was read.
    fetched_at: str | None
    # Which it tells.
    closed_days: list[str]
    # Why the last try failed; what was read before counts.
    error: str | None


class FileBody(TypedDict):
    # Of an upload, which is kept from now.
    id: str
    # Without it, the upload's.
    name: NotRequired[str]
    # Shown as spoken; audio only.
    voice: NotRequired[bool]


class Given(TypedDict):
    """Consent that was given or withdrawn elsewhere, with its proof."""

    state: Literal["in", "out"]
    source: str
    words: str
    at: str


class Holidays(TypedDict):
    # ISO 3166.
    country: str
    subdivision: NotRequired[str | None]


class Hours(TypedDict):
    """``["22:00", "06:00"]`` ends on the next day; a whole day is ``["00:00", "24:00"]``."""

    time_zone: str
    week: dict[str, list[list[str]]]
    holidays: NotRequired[Holidays | None]
    # Whole days of this https feed are closed.
    ical_url: NotRequired[str | None]
    exceptions: NotRequired[list[Exceptional]]


class HoursPage(TypedDict):
    items: list[HoursView]
    next_cursor: str | None


class HoursView(TypedDict):
    id: str
    # null for what nobody has written yet.
    updated_at: str | None
    updated_by: str | None
    time_zone: str
    week: dict[str, list[list[str]]]
    holidays: Holidays | None
    # Whole days of this https feed are closed.
    ical_url: str | None
    exceptions: list[Exceptional]
    # Null without `ical_url`.
    feed: Feed | None
    # At this moment.
    open: bool
    # Next, if it is closed and opens within 400 days.
    opens_at: str | None


class Identity(TypedDict):
    """One customer's id on one account, and the conversation there."""

    # Its own, by which it is merged and unmerged.
    contact_id: str
    conversation_id: str
    channel: str
    account: str
    # As the platform says.
    name: str | None
    status: str
    window: Window | None
    last_activity_at: str | None
    consent: IdentityConsent
    labels: list[str]
    attributes: dict[str, str]


class IdentityConsent(TypedDict):
    """As it holds on this identity; the ledger is ``/v1/conversations/{id}/consent``."""

    state: Literal["in", "out", "unknown"]
    since: str | None
    # Where the platform asks.
    marketing: Literal["in", "out"] | None


class IssuedToken(TypedDict):
    id: str
    scope: str
    agent: str | None
    channels: list[str]
    # null: as the stack's parameter says
    requests_per_minute: int | None
    label: str | None
    created_at: str
    created_by: str | None
    expires_at: str | None
    revoked_at: str | None
    # What is kept is its hash.
    token: str


class LabelPage(TypedDict):
    items: list[LabelView]
    next_cursor: str | None


class LabelSettings(TypedDict):
    # For people.
    name: NotRequired[str]
    colour: NotRequired[str]
    description: NotRequired[str]


class LabelView(TypedDict):
    id: str
    # null for what nobody has written yet.
    updated_at: str | None
    updated_by: str | None
    # For people.
    name: str
    colour: str
    description: str


class Labelling(TypedDict):
    """Puts labels on the conversation, and takes others off it."""

    type: Literal["labels"]
    add: NotRequired[list[str]]
    remove: NotRequired[list[str]]


class LastMessage(TypedDict):
    id: str
    direction: Literal["inbound", "outbound", "note"]
    author_kind: Literal["contact", "agent", "bot", "system"]
    type: Literal[
        "text",
        "image",
        "audio",
        "video",
        "file",
        "sticker",
        "location",
        "contacts",
        "interactive",
        "reaction",
        "template",
        "event",
        "unsupported",
    ]
    text: str | None
    sent_at: str


class Leads(TypedDict):
    """Where it goes from here; with nothing set, to the end, and the bot keeps it."""

    # Of the same reply.
    step: NotRequired[str]
    reply: NotRequired[str]
    team: NotRequired[str]
    agent: NotRequired[str]
    # To whom the policy names.
    people: NotRequired[bool]
    skills: NotRequired[list[str]]
    priority: NotRequired[Literal["", "low", "normal", "high", "urgent"]]
    # One of `/v1/bots`.
    bot: NotRequired[str]
    resolve: NotRequired[bool]
    # Noted on the conversation.
    attributes: NotRequired[dict[str, str]]


class Limit(TypedDict):
    """How such a file may be sent."""

    channel: str
    type: str
    max_size: int


class Line(TypedDict):
    """One thing that happened because of the message, or to it."""

    at: str
    kind: Literal["decision", "answer", "silence", "notice", "said", "standing", "attempt", "state"]
    what: str
    by: str | None
    why: str | None
    # What it was done for: a message, a timer, a token
    cause: str | None
    rule: str | None
    # The message that the line tells of
    message_id: str | None
    decision_id: str | None


class LinkBody(TypedDict):
    # One text, or one for each language (BCP 47).
    title: str | dict[str, str]
    # One text, or one for each language (BCP 47).
    url: str | dict[str, str]


class LinkCounts(TypedDict):
    since: str
    until: str
    total: Counted
    # Those on which anybody came.
    days: list[Day]


class LinkPage(TypedDict):
    items: list[LinkView]
    next_cursor: str | None


class LinkSettings(TypedDict):
    """Its id is the campaign's code."""

    channel: str
    account: str
    # Stands in the box, ready to be sent, where the platform has that.
    text: NotRequired[str]
    # What the platform has made for this code, where it makes each link itself.
    platform_url: NotRequired[str | None]
    # For people.
    label: NotRequired[str]


class LinkView(TypedDict):
    id: str
    # null for what nobody has written yet.
    updated_at: str | None
    updated_by: str | None
    channel: str
    account: str
    # Stands in the box, ready to be sent, where the platform has that.
    text: str
    # What the platform has made for this code, where it makes each link itself.
    platform_url: str | None
    # For people.
    label: str
    # The platform's own link; null where there is none.
    url: str | None
    # What is missing.
    why_no_url: str | None
    # What comes back.
    code: str
    # Of the last 30 days.
    counts: Counted


class LinkedFile(TypedDict):
    url: str
    name: NotRequired[str | None]


class MacroBody(TypedDict):
    # For people.
    title: NotRequired[str]
    # In this order.
    actions: list[Saying | Changing | Labelling | Noting | Assigning]


class MacroPage(TypedDict):
    items: list[MacroView]
    next_cursor: str | None


class MacroRun(TypedDict):
    macro: str
    # Every action, in its order.
    done: list[Done]
    conversation: ConversationDetail


class MacroView(TypedDict):
    """As it was written."""

    id: str
    # null for what nobody has written yet.
    updated_at: str | None
    updated_by: str | None
    # For people.
    title: str
    # In this order.
    actions: list[Saying | Changing | Labelling | Noting | Assigning]


class Mention(TypedDict):
    message_id: str
    conversation_id: str
    channel: str
    account: str
    # The agent who wrote the note.
    by: str
    at: str
    # Of the note; null if it is there no more.
    text: str | None
    unread: bool


class MentionPage(TypedDict):
    items: list[Mention]
    next_cursor: str | None


class Merge(TypedDict):
    # Who becomes part of the other.
    contact_id: str
    reason: str


class Merged(TypedDict):
    """A contact that became part of this one, and can be taken out again."""

    contact_id: str
    into: str
    by: str
    at: str
    reason: str


class Message(TypedDict):
    id: str
    conversation_id: str
    contact_id: str
    channel: str
    account: str
    direction: Literal["inbound", "outbound", "note"]
    author: Author
    type: Literal[
        "text",
        "image",
        "audio",
        "video",
        "file",
        "sticker",
        "location",
        "contacts",
        "interactive",
        "reaction",
        "template",
        "event",
        "unsupported",
    ]
    text: str | None
    content: dict[str, Any]
    attachments: list[Attachment]
    reactions: dict[str, str]
    reply_to: str | None
    provider_id: str | None
    sent_at: str
    received_at: str
    delivered_at: str | None
    read_at: str | None
    edited_at: str | None
    deleted_at: str | None
    status: Literal[
        "received", "held", "queued", "sending", "unknown", "sent", "failed", "delivered", "read"
    ]
    # It is not tried again before this time.
    held_until: str | None
    error: Failure | None
    # Of a notice, and of what answers one: what it is about.
    context: dict[str, str | int | float] | None
    # The id of the notice that it answers.
    notice: str | None


class MessagePage(TypedDict):
    items: list[Message]
    next_cursor: str | None


class Move(TypedDict):
    """Where to, and whether the customer is told."""

    channel: str
    account: str
    # For people; it stands in both lines.
    reason: NotRequired[str]
    # So long it is good.
    minutes: NotRequired[int]
    # Send the link in this conversation.
    send: NotRequired[bool]
    # What is sent; {link} stands for it. Else the standing reply `move`.
    text: NotRequired[str | None]


class MoveView(TypedDict):
    id: str
    # For this customer alone: whoever opens it becomes one with them.
    url: str
    channel: str
    account: str
    expires_at: str
    # Of what was sent.
    message_id: str | None


class NewAccount(TypedDict):
    channel: str
    # The short name.
    account: str
    # Whose secret it uses; without it, one of its own name.
    credential_set: NotRequired[str | None]
    # What the platform calls it: a phone number ID, a page, a bot …
    platform_id: str
    name: NotRequired[str | None]
    public_url: NotRequired[str | None]
    public_address: NotRequired[str | None]


class NewMessage(TypedDict):
    """``text`` is the words, or a file's caption, or what stands above buttons."""

    type: NotRequired[
        Literal[
            "text",
            "image",
            "audio",
            "video",
            "file",
            "sticker",
            "location",
            "interactive",
            "template",
            "reply",
        ]
    ]
    text: NotRequired[str | None]
    # For image, audio, video, file, sticker.
    file: NotRequired[LinkedFile | None]
    # An upload, in place of `file`.
    attachments: NotRequired[list[Attached]]
    location: NotRequired[Place | None]
    # For interactive. More or longer ones than the channel shows to be tapped are numbered, and
    # the number or the title written back counts as the press.
    buttons: NotRequired[list[Button]]
    template: NotRequired[Template | None]
    # One of `/v1/replies`, by name.
    reply: NotRequired[str | None]
    # Of the reply; those not given are filled with the conversation's attributes, `name` and
    # `agent`.
    slots: NotRequired[dict[str, str]]
    # Of the reply; the customer's if not given.
    language: NotRequired[str | None]
    # The platform's id of the message quoted.
    reply_to: NotRequired[str | None]
    # The newest message you have seen; a newer answer refuses yours.
    seen_through: NotRequired[str | None]
    # If the window is closed: send the best approved template, with these slots, and hold this
    # message until the customer answers.
    fallback: NotRequired[Literal["template"] | Fallback | None]


class NewNote(TypedDict):
    text: str
    # Agents who find the note in /v1/mentions. An @ in the text names nobody.
    mentions: NotRequired[list[str]]


class NewNotice(TypedDict):
    """To a contact, or to an address on an account; one of both."""

    contact_id: NotRequired[str | None]
    # Of the contact's, which may be taken, the one that is wanted most first. Without, the one
    # that was last active of those that can take it.
    channels: NotRequired[list[str]]
    channel: NotRequired[str | None]
    # Has to be registered.
    account: NotRequired[str | None]
    # A phone number or the customer's id, as the channel has it; who never wrote gets it where the
    # platform lets the business begin.
    address: NotRequired[str | None]
    template: NoticeTemplate
    # An upload, for the template's header.
    attachments: NotRequired[list[Attached]]
    # What it is about; at most 2 KB. It stands beside what the customer answers, and rules and
    # bots see it there.
    context: NotRequired[dict[str, Any]]


class NewToken(TypedDict):
    scope: Literal["admin", "agent", "readonly"]
    # Whose answers it signs.
    agent: NotRequired[str | None]
    # None: all of them.
    channels: NotRequired[list[str]]
    # Without it, until revoked.
    days: NotRequired[int | None]
    # Without it, what the stack's parameter says.
    requests_per_minute: NotRequired[int | None]
    # For people.
    label: NotRequired[str | None]


class NewUpload(TypedDict):
    # The content type.
    type: str
    # Bytes; the link takes exactly as many.
    size: int
    name: NotRequired[str | None]


class NoticeTemplate(TypedDict):
    """One of the platform's, as the type `template` of a message; where the platform keeps none,
    the reply of that name (`_` being `-`), whose slots the context fills.
    """

    name: str
    # The customer's if not given.
    language: NotRequired[str | None]
    # Of the body, in order.
    slots: NotRequired[list[str]]
    # Of a header that is a text.
    header: NotRequired[str | None]
    # In the template's order; null where none is needed.
    buttons: NotRequired[list[TemplateButton | None]]


class Noting(TypedDict):
    """Writes a note, as `/notes` does."""

    text: str
    # Agents who find the note in /v1/mentions. An @ in the text names nobody.
    mentions: NotRequired[list[str]]
    type: Literal["note"]


class Outcome(TypedDict):
    reply: dict[str, str] | None
    assign: dict[str, Any] | None
    # Every part of the plan in which something is done.
    steps: list[str]
    # The external bot that would have been asked.
    bot: str | None
    why: list[str]


class Place(TypedDict):
    latitude: float
    longitude: float
    name: NotRequired[str | None]
    address: NotRequired[str | None]


class PolicyBody(TypedDict):
    """What is left out holds as it comes with the product. 0 and "" switch something off."""

    # Gets what no rule gives to anybody.
    team: NotRequired[str]
    agent: NotRequired[str]
    # Of customers of whom nothing better is known.
    language: NotRequired[str]
    # By account.
    account_languages: NotRequired[dict[str, str]]
    # The reply that says that a bot speaks.
    disclosure: NotRequired[str]
    # The business's calendar; without one, always open.
    hours: NotRequired[str]
    # How long a burst rests before it is answered.
    quiet_s: NotRequired[float]
    # Of which 30 are the most.
    quiet_at_most_s: NotRequired[float]
    # A year at most.
    default_reply_every_ms: NotRequired[int]
    # Automatic messages an hour to one person.
    budget_per_person: NotRequired[int]
    # The same on one account.
    budget_per_account: NotRequired[int]
    # The same of one text on one account.
    budget_per_text: NotRequired[int]
    # As many within `loop_within_s` are a loop.
    loop_turns: NotRequired[int]
    loop_within_s: NotRequired[int]
    # Templates of that category.
    marketing_needs_consent: NotRequired[bool]
    # Of any template.
    notices_need_consent: NotRequired[bool]
    # What is said next within it answers a notice; 0: only a quote.
    notice_answered_within_ms: NotRequired[int]
    # Silence of the customer after an answer.
    resolve_after_ms: NotRequired[int]
    # The reply that is asked when one is resolved.
    survey: NotRequired[str]
    # A year at most.
    survey_every_ms: NotRequired[int]
    # Of a service level's time: a fraction.
    warn_at: NotRequired[float]


class PolicyView(TypedDict):
    """As it holds now."""

    id: str
    # null for what nobody has written yet.
    updated_at: str | None
    updated_by: str | None
    # Gets what no rule gives to anybody.
    team: str
    agent: str
    # Of customers of whom nothing better is known.
    language: str
    # By account.
    account_languages: dict[str, str]
    # The reply that says that a bot speaks.
    disclosure: str
    # The business's calendar; without one, always open.
    hours: str
    # How long a burst rests before it is answered.
    quiet_s: float
    # Of which 30 are the most.
    quiet_at_most_s: float
    # A year at most.
    default_reply_every_ms: int
    # Automatic messages an hour to one person.
    budget_per_person: int
    # The same on one account.
    budget_per_account: int
    # The same of one text on one account.
    budget_per_text: int
    # As many within `loop_within_s` are a loop.
    loop_turns: int
    loop_within_s: int
    # Templates of that category.
    marketing_needs_consent: bool
    # Of any template.
    notices_need_consent: bool
    # What is said next within it answers a notice; 0: only a quote.
    notice_answered_within_ms: int
    # Silence of the customer after an answer.
    resolve_after_ms: int
    # The reply that is asked when one is resolved.
    survey: str
    # A year at most.
    survey_every_ms: int
    # Of a service level's time: a fraction.
    warn_at: float


class Preview(TypedDict):
    looked_at: int
    different: list[Difference]
    truncated: bool
    next_cursor: str | None


class Price(TypedDict):
    amount: str
    currency: str


class Promise(TypedDict):
    # Null while nothing is due.
    due_at: str | None
    state: Literal["running", "warning", "paused", "met", "breached"]


class QuarantinePage(TypedDict):
    items: list[Quarantined]
    next_cursor: str | None


class Quarantined(TypedDict):
    """What the bytes say is nowhere in it: they may be anybody's words."""

    id: str
    channel: str
    # The set that verified it.
    credentials: str
    reason: str
    # When it came.
    at: str
    # Bytes.
    size: int


class ReadMark(TypedDict):
    # The newest that is read; null for none.
    read_through: str | None


class Replay(TypedDict):
    """``done`` if all of it is in the log; else it stays, and ``unreadable`` says why."""

    id: str
    done: bool
    # New messages and facts.
    stored: int
    # Of which the log had one already.
    repeated: int
    # A reason for each part.
    unreadable: list[str]


class ReplayPage(TypedDict):
    items: list[Replay]
    next_cursor: str | None


class ReplyBody(TypedDict):
    """One step, or several by name of which the first is called `start`."""

    # One text, or one for each language (BCP 47).
    text: NotRequired[str | dict[str, str]]
    # Shown below the text.
    links: NotRequired[list[LinkBody]]
    choices: NotRequired[list[ChoiceBody]]
    ask: NotRequired[Literal["", "text", "number", "email", "date"]]
    # The attribute that keeps the answer.
    save: NotRequired[str]
    # After the answer; where nothing is asked, now.
    next: NotRequired[Leads | None]
    # Said when an answer is none.
    again: NotRequired[str | dict[str, str]]
    # 0: another answer is a new request.
    tries: NotRequired[int]
    # After so many; to people, if not told.
    otherwise: NotRequired[Leads | None]
    # A later answer is a new request.
    lasts_ms: NotRequired[int]
    steps: NotRequired[dict[str, StepBody] | None]
    # Asks whether that was it, or a person is wanted.
    solved: NotRequired[bool]
    # Only for replies that people send.
    attachments: NotRequired[list[FileBody]]


class ReplyPage(TypedDict):
    items: list[ReplyView]
    next_cursor: str | None


class ReplyView(TypedDict):
    """As it was written."""

    id: str
    # null for what nobody has written yet.
    updated_at: str | None
    updated_by: str | None
    # One text, or one for each language (BCP 47).
    text: str | dict[str, str]
    # Shown below the text.
    links: list[LinkBody]
    choices: list[ChoiceBody]
    ask: Literal["", "text", "number", "email", "date"]
    # The attribute that keeps the answer.
    save: str
    # After the answer; where nothing is asked, now.
    next: Leads | None
    # Said when an answer is none.
    again: str | dict[str, str]
    # 0: another answer is a new request.
    tries: int
    # After so many; to people, if not told.
    otherwise: Leads | None
    # A later answer is a new request.
    lasts_ms: int
    steps: dict[str, StepBody] | None
    # Asks whether that was it, or a person is wanted.
    solved: bool
    # Only for replies that people send.
    attachments: list[FileBody]


class RuleBody(TypedDict):
    """The first that fits, by position, counts."""

    when: NotRequired[WhenBody]
    then: NotRequired[Leads]
    position: NotRequired[int]


class RulePage(TypedDict):
    items: list[RuleView]
    next_cursor: str | None


class RuleTried(TypedDict):
    """As it would be written, with the id that it would have."""

    when: NotRequired[WhenBody]
    then: NotRequired[Leads]
    position: NotRequired[int]
    id: str


class RuleView(TypedDict):
    """As it was written."""

    id: str
    # null for what nobody has written yet.
    updated_at: str | None
    updated_by: str | None
    when: WhenBody
    then: Leads
    position: int


class RunBody(TypedDict):
    # Of the replies in it.
    slots: NotRequired[dict[str, str]]
    # Of the replies; the customer's if not given.
    language: NotRequired[str | None]
    # The newest message you have seen; a newer answer refuses the first reply.
    seen_through: NotRequired[str | None]


class Said(TypedDict):
    presence: Literal["online", "away", "offline"]


class Saying(TypedDict):
    """Sends a reply by name, as the message of type `reply` does."""

    type: Literal["reply"]
    reply: str
    # What the run gives counts before these.
    slots: NotRequired[dict[str, str]]


class SecretField(TypedDict):
    name: str
    # Where it is found.
    about: str
    # Without the others it works, but less does.
    needed: bool


class SecretView(TypedDict):
    """The secret to create; what is in it is known to Secrets Manager alone."""

    name: str
    fields: list[SecretField]
    # What its member `accounts` must name.
    accounts: dict[str, str]


class Separated(TypedDict):
    # Who stays.
    contact: Contact
    # Who was taken out, with all that was merged there.
    separated: Contact


class ServiceLevel(TypedDict):
    """Those of the conversation's team and priority; null where there is no such promise."""

    first: Promise | None
    next: Promise | None
    resolution: Promise | None


class StepBody(TypedDict):
    """It shows choices, or asks for an answer in words, or neither."""

    # One text, or one for each language (BCP 47).
    text: NotRequired[str | dict[str, str]]
    # Shown below the text.
    links: NotRequired[list[LinkBody]]
    choices: NotRequired[list[ChoiceBody]]
    ask: NotRequired[Literal["", "text", "number", "email", "date"]]
    # The attribute that keeps the answer.
    save: NotRequired[str]
    # After the answer; where nothing is asked, now.
    next: NotRequired[Leads | None]
    # Said when an answer is none.
    again: NotRequired[str | dict[str, str]]
    # 0: another answer is a new request.
    tries: NotRequired[int]
    # After so many; to people, if not told.
    otherwise: NotRequired[Leads | None]
    # A later answer is a new request.
    lasts_ms: NotRequired[int]


class SuggestedContact(TypedDict):
    contact: Contact
    strength: Literal["strong", "likely", "weak"]
    reasons: list[SuggestionReason]


class SuggestionReason(TypedDict):
    """``strong``: platforms or sites have proven it of both; ``likely``: an agent wrote it of
    one; ``weak``: a name.
    """

    same: Literal["phone", "email", "account", "name"]
    strength: Literal["strong", "likely", "weak"]
    why: str


class Suggestions(TypedDict):
    items: list[SuggestedContact]


class Sync(TypedDict):
    # Without it, all.
    channel: NotRequired[str | None]


class TeamPage(TypedDict):
    items: list[TeamView]
    next_cursor: str | None


class TeamSettings(TypedDict):
    # For people.
    name: NotRequired[str]
    strategy: NotRequired[Literal["least-load", "round-robin"]]
    # Its calendar; without one, the business's.
    hours: NotRequired[str]
    # Who had a customer gets the customer again.
    same_agent: NotRequired[bool]
    # Then anybody of the team will do; 0: never.
    relax_skills_after_ms: NotRequired[int]
    # When whoever waits is told how long it may take: up to 1000 at once, 0 never.
    tell_wait_after_ms: NotRequired[int]
    service_levels: NotRequired[dict[str, dict[str, int]]]


class TeamView(TypedDict):
    id: str
    # null for what nobody has written yet.
    updated_at: str | None
    updated_by: str | None
    # For people.
    name: str
    strategy: Literal["least-load", "round-robin"]
    # Its calendar; without one, the business's.
    hours: str
    # Who had a customer gets the customer again.
    same_agent: bool
    # Then anybody of the team will do; 0: never.
    relax_skills_after_ms: int
    # When whoever waits is told how long it may take: up to 1000 at once, 0 never.
    tell_wait_after_ms: int
    service_levels: dict[str, dict[str, int]]


class Template(TypedDict):
    """A header's image, video or document is the message's attachment."""

    name: str
    language: str
    # Of the body, in order.
    slots: NotRequired[list[str]]
    # Of a header that is a text.
    header: NotRequired[str | None]
    # In the template's order; null where none is needed.
    buttons: NotRequired[list[TemplateButton | None]]


class TemplateButton(TypedDict):
    """What a button of a template takes: the rest of its link, or what comes back when tapped."""

    kind: NotRequired[Literal["url", "quick_reply"]]
    value: str


class TemplateList(TypedDict):
    items: list[TemplateView]
    next_cursor: str | None


class TemplateView(TypedDict):
    # Of `GET /v1/templates/{id}`.
    id: str
    channel: str
    account: str
    name: str
    language: str
    status: str | None
    quality: str | None
    category: str | None
    # Of the body; null while unknown.
    slots: list[str] | None
    # What it needs beside them.
    needs: list[str]
    body: str | None
    # Of one message to the customer whose window is closed; null where the admin's list does not
    # name it.
    price: Price | None


class Through(TypedDict):
    # The message_id of the newest that was read; without it, all of them.
    through: NotRequired[str | None]


class TokenPage(TypedDict):
    items: list[TokenView]
    next_cursor: str | None


class TokenView(TypedDict):
    id: str
    scope: str
    agent: str | None
    channels: list[str]
    # null: as the stack's parameter says
    requests_per_minute: int | None
    label: str | None
    created_at: str
    created_by: str | None
    expires_at: str | None
    revoked_at: str | None


class Unmerge(TypedDict):
    # Who is taken out.
    contact_id: str
    reason: NotRequired[str]


class Upload(TypedDict):
    """Put the file to ``url`` by ``method`` with just these ``headers``, no token among them."""

    id: str
    url: str
    method: str
    headers: dict[str, str]
    expires_at: str
    limits: list[Limit]


class Wanted(TypedDict):
    channel: str
    # UTC
    day: NotRequired[str | None]
    limit: NotRequired[int]
    cursor: NotRequired[str | None]


class WarningView(TypedDict):
    """The platform's word that it will stop the account, or has begun to."""

    # As in docs/automation-limits.md.
    reason: str
    since: str
    # Or until the platform takes it back, or an admin resumes.
    until: str


class WhenBody(TypedDict):
    """All that is named must fit; of several values, one. Nothing named fits always."""

    channels: NotRequired[list[str]]
    accounts: NotRequired[list[str]]
    languages: NotRequired[list[str]]
    # Whole words, without case and accents; `open*` is how one begins.
    keywords: NotRequired[list[str]]
    # Of an advertisement or link.
    referrals: NotRequired[list[str]]
    attributes: NotRequired[dict[str, str]]
    # Who has the conversation.
    teams: NotRequired[list[str]]
    hours: NotRequired[Literal["", "open", "closed"]]
    # Of its episode.
    first: NotRequired[bool | None]


class Window(TypedDict):
    """The time in which the platform lets the business write freely; null where there is none."""

    open: bool
    ends_at: str | None
