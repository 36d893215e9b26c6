"""Every operation of the agent API. Made of the OpenAPI document by `make client`."""

from collections.abc import Iterator
from typing import Literal

from threadline_client.calling import Caller, filled, new_key, pages
from threadline_client.models import (
    AccountChanges,
    AccountPage,
    AccountView,
    AgentPage,
    AgentSettings,
    AgentView,
    Assignment,
    AuditEntry,
    AuditPage,
    Begun,
    BotBody,
    BotPage,
    BotView,
    Change,
    Changes,
    Consent,
    ConsentPage,
    Contact,
    ContactChanges,
    ContactPage,
    Conversation,
    ConversationDetail,
    ConversationPage,
    EventPage,
    Explanation,
    Given,
    Hours,
    HoursPage,
    HoursView,
    IssuedToken,
    LabelPage,
    LabelSettings,
    LabelView,
    LinkCounts,
    LinkPage,
    LinkSettings,
    LinkView,
    MacroBody,
    MacroPage,
    MacroRun,
    MacroView,
    Mention,
    MentionPage,
    Merge,
    Message,
    MessagePage,
    Move,
    MoveView,
    NewAccount,
    NewMessage,
    NewNote,
    NewNotice,
    NewToken,
    NewUpload,
    PolicyBody,
    PolicyView,
    Preview,
    Quarantined,
    QuarantinePage,
    ReadMark,
    Replay,
    ReplayPage,
    ReplyBody,
    ReplyPage,
    ReplyView,
    RuleBody,
    RulePage,
    RuleView,
    RunBody,
    Said,
    Separated,
    Suggestions,
    Sync,
    TeamPage,
    TeamSettings,
    TeamView,
    TemplateList,
    TemplateView,
    Through,
    TokenPage,
    TokenView,
    Unmerge,
    Upload,
    Wanted,
)


class Client(Caller):
    """Methods are named as the document's operations, and may raise Refused."""

    def list_accounts(
        self, *, channel: str | None = None, limit: int = 25, cursor: str | None = None
    ) -> AccountPage:
        """The accounts that were registered, by channel and name."""
        found: AccountPage = self._call(
            "GET", "/v1/accounts", query={"channel": channel, "limit": limit, "cursor": cursor}
        )
        return found

    def iterate_accounts(
        self, *, channel: str | None = None, limit: int = 25
    ) -> Iterator[AccountView]:
        """All pages of `list_accounts`; ``limit`` is for each."""
        return pages(self.list_accounts, channel=channel, limit=limit)

    def register_account(
        self, body: NewAccount, *, idempotency_key: str | None = None
    ) -> AccountView:
        """Register an account.

        Takes no secrets: the answer names the secret to create, its fields, the webhook's
        address and the steps at the platform.
        """
        found: AccountView = self._call(
            "POST",
            "/v1/accounts",
            headers={"Idempotency-Key": idempotency_key or new_key()},
            body=body,
        )
        return found

    def get_account(self, account: str) -> AccountView:
        """One account, with what its platform has to be told."""
        found: AccountView = self._call("GET", filled("/v1/accounts/{}", account))
        return found

    def forget_account(self, account: str, *, if_match: str | None = None) -> None:
        """Forget an account.

        What was said on it stays, and so does its secret: messages come and go as long as the
        platform and that secret name it. 409 `in-use` while links lead to it.
        """
        self._call("DELETE", filled("/v1/accounts/{}", account), headers={"If-Match": if_match})

    def change_account(
        self, account: str, body: AccountChanges, *, if_match: str | None = None
    ) -> AccountView:
        """Change an account's name or addresses.

        A merge patch (RFC 7396). With If-Match only if nobody has changed it since: 412
        `changed-since`. Its channel, short name and platform's id are what it is, and stay.
        """
        found: AccountView = self._call(
            "PATCH", filled("/v1/accounts/{}", account), headers={"If-Match": if_match}, body=body
        )
        return found

    def resume_account(self, account: str, *, idempotency_key: str | None = None) -> AccountView:
        """Let automation speak again after a platform's warning.

        Lifts what the platform has said of the account so far; what it says from now on counts
        anew. Nothing else changes: budgets hold, and people keep what they have.
        """
        found: AccountView = self._call(
            "POST",
            filled("/v1/accounts/{}/resume", account),
            headers={"Idempotency-Key": idempotency_key or new_key()},
        )
        return found

    def list_agents(
        self, *, q: str | None = None, limit: int = 25, cursor: str | None = None
    ) -> AgentPage:
        """The agents, by name."""
        found: AgentPage = self._call(
            "GET", "/v1/agents", query={"q": q, "limit": limit, "cursor": cursor}
        )
        return found

    def iterate_agents(self, *, q: str | None = None, limit: int = 25) -> Iterator[AgentView]:
        """All pages of `list_agents`; ``limit`` is for each."""
        return pages(self.list_agents, q=q, limit=limit)

    def get_agent(self, name: str) -> AgentView:
        """One agent."""
        found: AgentView = self._call("GET", filled("/v1/agents/{}", name))
        return found

    def put_agent(
        self,
        name: str,
        body: AgentSettings,
        *,
        if_match: str | None = None,
        if_none_match: str | None = None,
    ) -> AgentView:
        """Write the agent.

        From then on what the agent has is counted, and routing gives the agent more. The teams
        and the calendar that it names must be there.
        """
        found: AgentView = self._call(
            "PUT",
            filled("/v1/agents/{}", name),
            headers={"If-Match": if_match, "If-None-Match": if_none_match},
            body=body,
        )
        return found

    def delete_agent(self, name: str, *, if_match: str | None = None) -> None:
        """Remove the agent.

        What the agent has, and what would come back, goes to the team that it is for, or else to
        whom the policy names; who works on by hand keeps it. One whom others name stays: 409
        `in-use`.
        """
        self._call("DELETE", filled("/v1/agents/{}", name), headers={"If-Match": if_match})

    def put_presence(self, name: str, body: Said) -> AgentView:
        """Say whether an agent is there.

        Whoever is online, and in a shift, gets whom waits longest. Agents say it of themselves,
        admins of anybody.
        """
        found: AgentView = self._call("PUT", filled("/v1/agents/{}/presence", name), body=body)
        return found

    def list_audit(self, *, limit: int = 25, cursor: str | None = None) -> AuditPage:
        """Who changed what, newest first.

        Of settings, accounts and tokens, and macros that were run. Messages and decisions name
        their authors themselves.
        """
        found: AuditPage = self._call("GET", "/v1/audit", query={"limit": limit, "cursor": cursor})
        return found

    def iterate_audit(self, *, limit: int = 25) -> Iterator[AuditEntry]:
        """All pages of `list_audit`; ``limit`` is for each."""
        return pages(self.list_audit, limit=limit)

    def list_bots(
        self, *, q: str | None = None, limit: int = 25, cursor: str | None = None
    ) -> BotPage:
        """The bots, by name."""
        found: BotPage = self._call(
            "GET", "/v1/bots", query={"q": q, "limit": limit, "cursor": cursor}
        )
        return found

    def iterate_bots(self, *, q: str | None = None, limit: int = 25) -> Iterator[BotView]:
        """All pages of `list_bots`; ``limit`` is for each."""
        return pages(self.list_bots, q=q, limit=limit)

    def get_bot(self, name: str) -> BotView:
        """One bot."""
        found: BotView = self._call("GET", filled("/v1/bots/{}", name))
        return found

    def put_bot(
        self,
        name: str,
        body: BotBody,
        *,
        if_match: str | None = None,
        if_none_match: str | None = None,
    ) -> BotView:
        """Write the bot.

        docs/bots.md says what is asked and how it is signed.
        """
        found: BotView = self._call(
            "PUT",
            filled("/v1/bots/{}", name),
            headers={"If-Match": if_match, "If-None-Match": if_none_match},
            body=body,
        )
        return found

    def delete_bot(self, name: str, *, if_match: str | None = None) -> None:
        """Remove the bot.

        One that others name stays: 409 `in-use` says who names it.
        """
        self._call("DELETE", filled("/v1/bots/{}", name), headers={"If-Match": if_match})

    def list_contacts(self, *, q: str, limit: int = 10, cursor: str | None = None) -> ContactPage:
        """Look for people.

        By the beginning of a name or of a word of it, by a whole phone number, or by a whole
        e-mail address. In no particular order; a page may be short and still have a cursor.
        """
        found: ContactPage = self._call(
            "GET", "/v1/contacts", query={"q": q, "limit": limit, "cursor": cursor}
        )
        return found

    def iterate_contacts(self, *, q: str, limit: int = 10) -> Iterator[Contact]:
        """All pages of `list_contacts`; ``limit`` is for each."""
        return pages(self.list_contacts, q=q, limit=limit)

    def get_contact(self, contact: str) -> Contact:
        """One person's card.

        Of a contact that became part of another, this is the other: its `id` is the survivor's.
        A token that is narrowed to channels sees the identities there.
        """
        found: Contact = self._call("GET", filled("/v1/contacts/{}", contact))
        return found

    def change_contact(
        self, contact: str, body: ContactChanges, *, if_match: str | None = None
    ) -> Contact:
        """Write on a person's card.

        With `If-Match` only if nobody has changed the person since: 412. It is written on the
        survivor's card, and stays there when contacts are taken apart.
        """
        found: Contact = self._call(
            "PATCH", filled("/v1/contacts/{}", contact), headers={"If-Match": if_match}, body=body
        )
        return found

    def merge_contact(
        self, contact: str, body: Merge, *, idempotency_key: str | None = None
    ) -> Contact:
        """Make another contact a part of this one.

        By a pointer: nothing is rewritten, and it can be taken apart. 409 `already-merged` names
        whom the other is a part of; 409 `conflict` tells that somebody was quicker. If both are
        one person already, nothing happens.
        """
        found: Contact = self._call(
            "POST",
            filled("/v1/contacts/{}/merge", contact),
            headers={"Idempotency-Key": idempotency_key or new_key()},
            body=body,
        )
        return found

    def list_suggestions(self, contact: str) -> Suggestions:
        """Who may be the same person.

        The likeliest first, ten at most. Nothing is merged unless somebody asks for it.
        """
        found: Suggestions = self._call("GET", filled("/v1/contacts/{}/suggestions", contact))
        return found

    def get_timeline(
        self, contact: str, *, limit: int = 25, cursor: str | None = None
    ) -> MessagePage:
        """One line over all the person's conversations, newest first."""
        found: MessagePage = self._call(
            "GET",
            filled("/v1/contacts/{}/timeline", contact),
            query={"limit": limit, "cursor": cursor},
        )
        return found

    def unmerge_contact(
        self, contact: str, body: Unmerge, *, idempotency_key: str | None = None
    ) -> Separated:
        """Take a contact out of this one.

        Exactly as it was merged, with all that had become part of it before. What was written on
        this one's card stays here. `{contact}` is who stays, or has become part of that.
        """
        found: Separated = self._call(
            "POST",
            filled("/v1/contacts/{}/unmerge", contact),
            headers={"Idempotency-Key": idempotency_key or new_key()},
            body=body,
        )
        return found

    def list_conversations(
        self,
        *,
        status: Literal["open", "pending", "snoozed", "resolved"] | None = None,
        owner: str | None = None,
        assignee: str | None = None,
        team: str | None = None,
        channel: str | None = None,
        account: str | None = None,
        label: str | None = None,
        limit: int = 25,
        cursor: str | None = None,
    ) -> ConversationPage:
        """The inbox, newest activity first."""
        found: ConversationPage = self._call(
            "GET",
            "/v1/conversations",
            query={
                "status": status,
                "owner": owner,
                "assignee": assignee,
                "team": team,
                "channel": channel,
                "account": account,
                "label": label,
                "limit": limit,
                "cursor": cursor,
            },
        )
        return found

    def iterate_conversations(
        self,
        *,
        status: Literal["open", "pending", "snoozed", "resolved"] | None = None,
        owner: str | None = None,
        assignee: str | None = None,
        team: str | None = None,
        channel: str | None = None,
        account: str | None = None,
        label: str | None = None,
        limit: int = 25,
    ) -> Iterator[Conversation]:
        """All pages of `list_conversations`; ``limit`` is for each."""
        return pages(
            self.list_conversations,
            status=status,
            owner=owner,
            assignee=assignee,
            team=team,
            channel=channel,
            account=account,
            label=label,
            limit=limit,
        )

    def get_conversation(self, conversation: str) -> ConversationDetail:
        """One conversation."""
        found: ConversationDetail = self._call("GET", filled("/v1/conversations/{}", conversation))
        return found

    def change_conversation(
        self, conversation: str, body: Changes, *, if_match: str | None = None
    ) -> ConversationDetail:
        """Change a conversation's status, priority, labels or attributes.

        A merge patch (RFC 7396). With If-Match only if nobody has changed them since: 412
        `changed-since`.
        """
        found: ConversationDetail = self._call(
            "PATCH",
            filled("/v1/conversations/{}", conversation),
            headers={"If-Match": if_match},
            body=body,
        )
        return found

    def assign_conversation(
        self, conversation: str, body: Assignment, *, idempotency_key: str | None = None
    ) -> ConversationDetail:
        """Hand a conversation over.

        To an agent, to a team's queue, or back to the bot. The note stands in the line, where
        only the business sees it.
        """
        found: ConversationDetail = self._call(
            "POST",
            filled("/v1/conversations/{}/assign", conversation),
            headers={"Idempotency-Key": idempotency_key or new_key()},
            body=body,
        )
        return found

    def list_consent(
        self, conversation: str, *, limit: int = 25, cursor: str | None = None
    ) -> ConsentPage:
        """What was said about consent, newest first, each with its proof."""
        found: ConsentPage = self._call(
            "GET",
            filled("/v1/conversations/{}/consent", conversation),
            query={"limit": limit, "cursor": cursor},
        )
        return found

    def iterate_consent(self, conversation: str, *, limit: int = 25) -> Iterator[Consent]:
        """All pages of `list_consent`; ``limit`` is for each."""
        return pages(self.list_consent, conversation=conversation, limit=limit)

    def record_consent(
        self, conversation: str, body: Given, *, idempotency_key: str | None = None
    ) -> Consent:
        """Record consent that was given or withdrawn elsewhere.

        The customer's own newer word stands: 409 `newer-consent`.
        """
        found: Consent = self._call(
            "POST",
            filled("/v1/conversations/{}/consent", conversation),
            headers={"Idempotency-Key": idempotency_key or new_key()},
            body=body,
        )
        return found

    def run_macro(
        self, conversation: str, name: str, body: RunBody, *, idempotency_key: str | None = None
    ) -> MacroRun:
        """Run a macro.

        Everything is checked before anything is done. What is refused later, because somebody
        else was faster, ends the run: the problem's `action` is the number of the action, and
        those before it are done. The same `Idempotency-Key` goes on from there.
        """
        found: MacroRun = self._call(
            "POST",
            filled("/v1/conversations/{}/macros/{}", conversation, name),
            headers={"Idempotency-Key": idempotency_key or new_key()},
            body=body,
        )
        return found

    def list_messages(
        self, conversation: str, *, limit: int = 25, cursor: str | None = None
    ) -> MessagePage:
        """What was said, newest first."""
        found: MessagePage = self._call(
            "GET",
            filled("/v1/conversations/{}/messages", conversation),
            query={"limit": limit, "cursor": cursor},
        )
        return found

    def iterate_messages(self, conversation: str, *, limit: int = 25) -> Iterator[Message]:
        """All pages of `list_messages`; ``limit`` is for each."""
        return pages(self.list_messages, conversation=conversation, limit=limit)

    def send_message(
        self, conversation: str, body: NewMessage, *, idempotency_key: str | None = None
    ) -> Message:
        """Answer.

        Takes the conversation over from the bot and queues the message; its status tells what
        became of it. Outside the window only templates go: 409 `window-closed` names those that
        fit. The type `reply` sends one of `/v1/replies` in the customer's language.
        """
        found: Message = self._call(
            "POST",
            filled("/v1/conversations/{}/messages", conversation),
            headers={"Idempotency-Key": idempotency_key or new_key()},
            body=body,
        )
        return found

    def move_conversation(
        self, conversation: str, body: Move, *, idempotency_key: str | None = None
    ) -> MoveView:
        """Make a link by which the customer goes on in another channel.

        It is signed, good once and for a while. When the customer writes there, both are one
        contact, and whoever has this conversation gets that one.
        """
        found: MoveView = self._call(
            "POST",
            filled("/v1/conversations/{}/move", conversation),
            headers={"Idempotency-Key": idempotency_key or new_key()},
            body=body,
        )
        return found

    def write_note(
        self, conversation: str, body: NewNote, *, idempotency_key: str | None = None
    ) -> Message:
        """Write a note.

        It stands in the line, where only the business sees it: it is never sent, needs no window
        and takes nothing over from the bot. Notes are not changed or removed.
        """
        found: Message = self._call(
            "POST",
            filled("/v1/conversations/{}/notes", conversation),
            headers={"Idempotency-Key": idempotency_key or new_key()},
            body=body,
        )
        return found

    def mark_read(
        self, conversation: str, *, idempotency_key: str | None = None
    ) -> ConversationDetail:
        """Mark everything that has come so far as read."""
        found: ConversationDetail = self._call(
            "POST",
            filled("/v1/conversations/{}/read", conversation),
            headers={"Idempotency-Key": idempotency_key or new_key()},
        )
        return found

    def show_typing(self, conversation: str, *, idempotency_key: str | None = None) -> None:
        """Show the customer that somebody is writing."""
        self._call(
            "POST",
            filled("/v1/conversations/{}/typing", conversation),
            headers={"Idempotency-Key": idempotency_key or new_key()},
        )

    def list_events(
        self,
        *,
        since: str | None = None,
        day: str | None = None,
        wait: int = 20,
        limit: int = 100,
        type: Literal["message.created", "message.updated", "conversation.updated"] | None = None,
    ) -> EventPage:
        """What happened since.

        Each event at least once, those of a conversation in their order, none left out. Answers
        as soon as there is something, or with no items when `wait` is over; ask again with
        `next_cursor` as `since`. Without `since` the log is read from `day` on, or the answer is
        a cursor at its end. Where too many wait, API Gateway answers 503.
        """
        found: EventPage = self._call(
            "GET",
            "/v1/events",
            query={"since": since, "day": day, "wait": wait, "limit": limit, "type": type},
        )
        return found

    def list_hours(
        self, *, q: str | None = None, limit: int = 25, cursor: str | None = None
    ) -> HoursPage:
        """The hours, by name."""
        found: HoursPage = self._call(
            "GET", "/v1/hours", query={"q": q, "limit": limit, "cursor": cursor}
        )
        return found

    def iterate_hours(self, *, q: str | None = None, limit: int = 25) -> Iterator[HoursView]:
        """All pages of `list_hours`; ``limit`` is for each."""
        return pages(self.list_hours, q=q, limit=limit)

    def get_calendar(self, name: str) -> HoursView:
        """One calendar."""
        found: HoursView = self._call("GET", filled("/v1/hours/{}", name))
        return found

    def put_calendar(
        self,
        name: str,
        body: Hours,
        *,
        if_match: str | None = None,
        if_none_match: str | None = None,
    ) -> HoursView:
        """Write the calendar.

        It counts from the next message on.
        """
        found: HoursView = self._call(
            "PUT",
            filled("/v1/hours/{}", name),
            headers={"If-Match": if_match, "If-None-Match": if_none_match},
            body=body,
        )
        return found

    def delete_calendar(self, name: str, *, if_match: str | None = None) -> None:
        """Remove the calendar.

        One that others name stays: 409 `in-use` says who names it.
        """
        self._call("DELETE", filled("/v1/hours/{}", name), headers={"If-Match": if_match})

    def list_labels(
        self, *, q: str | None = None, limit: int = 25, cursor: str | None = None
    ) -> LabelPage:
        """The labels, by name."""
        found: LabelPage = self._call(
            "GET", "/v1/labels", query={"q": q, "limit": limit, "cursor": cursor}
        )
        return found

    def iterate_labels(self, *, q: str | None = None, limit: int = 25) -> Iterator[LabelView]:
        """All pages of `list_labels`; ``limit`` is for each."""
        return pages(self.list_labels, q=q, limit=limit)

    def get_label(self, name: str) -> LabelView:
        """One label."""
        found: LabelView = self._call("GET", filled("/v1/labels/{}", name))
        return found

    def put_label(
        self,
        name: str,
        body: LabelSettings,
        *,
        if_match: str | None = None,
        if_none_match: str | None = None,
    ) -> LabelView:
        """Write the label.

        Conversations have it by its id, so it may be renamed at any time.
        """
        found: LabelView = self._call(
            "PUT",
            filled("/v1/labels/{}", name),
            headers={"If-Match": if_match, "If-None-Match": if_none_match},
            body=body,
        )
        return found

    def delete_label(self, name: str, *, if_match: str | None = None) -> None:
        """Remove the label.

        Conversations that have it keep it, the inbox finds them by it, and it may be taken off
        them; no other conversation gets it.
        """
        self._call("DELETE", filled("/v1/labels/{}", name), headers={"If-Match": if_match})

    def list_links(
        self, *, q: str | None = None, limit: int = 25, cursor: str | None = None
    ) -> LinkPage:
        """The links, by name."""
        found: LinkPage = self._call(
            "GET", "/v1/links", query={"q": q, "limit": limit, "cursor": cursor}
        )
        return found

    def iterate_links(self, *, q: str | None = None, limit: int = 25) -> Iterator[LinkView]:
        """All pages of `list_links`; ``limit`` is for each."""
        return pages(self.list_links, q=q, limit=limit)

    def get_link(self, name: str) -> LinkView:
        """One link."""
        found: LinkView = self._call("GET", filled("/v1/links/{}", name))
        return found

    def put_link(
        self,
        name: str,
        body: LinkSettings,
        *,
        if_match: str | None = None,
        if_none_match: str | None = None,
    ) -> LinkView:
        """Write the link.

        Its id is the code that comes back. Channel and account say where it leads.
        """
        found: LinkView = self._call(
            "PUT",
            filled("/v1/links/{}", name),
            headers={"If-Match": if_match, "If-None-Match": if_none_match},
            body=body,
        )
        return found

    def delete_link(self, name: str, *, if_match: str | None = None) -> None:
        """Remove the link.

        Whoever still comes by it is a customer like any other; what was counted stays.
        """
        self._call("DELETE", filled("/v1/links/{}", name), headers={"If-Match": if_match})

    def count_link(self, name: str, *, since: str, until: str) -> LinkCounts:
        """How many came by a link, and how many were answered."""
        found: LinkCounts = self._call(
            "GET", filled("/v1/links/{}/counts", name), query={"since": since, "until": until}
        )
        return found

    def show_qr_code(self, name: str, *, format: Literal["svg", "png"] = "svg") -> bytes:
        """A link as a QR code.

        An SVG, or a PNG of eight pixels a dot; with the quiet zone around it.
        """
        found: bytes = self._call("GET", filled("/v1/links/{}/qr", name), query={"format": format})
        return found

    def list_macros(
        self, *, q: str | None = None, limit: int = 25, cursor: str | None = None
    ) -> MacroPage:
        """The macros, by name."""
        found: MacroPage = self._call(
            "GET", "/v1/macros", query={"q": q, "limit": limit, "cursor": cursor}
        )
        return found

    def iterate_macros(self, *, q: str | None = None, limit: int = 25) -> Iterator[MacroView]:
        """All pages of `list_macros`; ``limit`` is for each."""
        return pages(self.list_macros, q=q, limit=limit)

    def get_macro(self, name: str) -> MacroView:
        """One macro."""
        found: MacroView = self._call("GET", filled("/v1/macros/{}", name))
        return found

    def put_macro(
        self,
        name: str,
        body: MacroBody,
        *,
        if_match: str | None = None,
        if_none_match: str | None = None,
    ) -> MacroView:
        """Write the macro.

        Agents run it by `POST /v1/conversations/{id}/macros/{name}`. What it names must be
        there.
        """
        found: MacroView = self._call(
            "PUT",
            filled("/v1/macros/{}", name),
            headers={"If-Match": if_match, "If-None-Match": if_none_match},
            body=body,
        )
        return found

    def delete_macro(self, name: str, *, if_match: str | None = None) -> None:
        """Remove the macro.

        Runs that have begun go on with what it was.
        """
        self._call("DELETE", filled("/v1/macros/{}", name), headers={"If-Match": if_match})

    def list_mentions(
        self, *, unread: bool | None = None, limit: int = 25, cursor: str | None = None
    ) -> MentionPage:
        """Notes that name you, newest first.

        Those on channels of the token. What came after the read mark is unread, and so stands
        first. A token that is no agent's has none.
        """
        found: MentionPage = self._call(
            "GET", "/v1/mentions", query={"unread": unread, "limit": limit, "cursor": cursor}
        )
        return found

    def iterate_mentions(self, *, unread: bool | None = None, limit: int = 25) -> Iterator[Mention]:
        """All pages of `list_mentions`; ``limit`` is for each."""
        return pages(self.list_mentions, unread=unread, limit=limit)

    def read_mentions(self, body: Through, *, idempotency_key: str | None = None) -> ReadMark:
        """Mark notes that name you as read.

        All up to one of them, or all that there are. The mark never goes back.
        """
        found: ReadMark = self._call(
            "POST",
            "/v1/mentions/read",
            headers={"Idempotency-Key": idempotency_key or new_key()},
            body=body,
        )
        return found

    def get_message(self, message: str) -> Message:
        """One message."""
        found: Message = self._call("GET", filled("/v1/messages/{}", message))
        return found

    def get_attachment(self, message: str, number: int) -> str:
        """One file of a message.

        Redirects to a link that lives five minutes and needs no token. A file that has not been
        fetched yet, or waits for a scanner, is 409; one that is not kept is 404.
        """
        found: str = self._call("GET", filled("/v1/messages/{}/attachments/{}", message, number))
        return found

    def get_why(self, message: str) -> Explanation:
        """Why a message was answered or not, sent, held, refused or routed."""
        found: Explanation = self._call("GET", filled("/v1/messages/{}/why", message))
        return found

    def send_notification(self, body: NewNotice, *, idempotency_key: str | None = None) -> Message:
        """Send a notice.

        A template to a contact or an address, whoever has the conversation. The answer says by
        which channel and account it goes, and what the customer answers has the context with it.
        It takes nothing over and counts as nobody's answer.
        """
        found: Message = self._call(
            "POST",
            "/v1/notifications",
            headers={"Idempotency-Key": idempotency_key or new_key()},
            body=body,
        )
        return found

    def list_quarantine(
        self,
        *,
        channel: str | None = None,
        day: str | None = None,
        limit: int = 25,
        cursor: str | None = None,
    ) -> QuarantinePage:
        """What could not be used.

        The newest day first; those of a day in no order that means anything.
        """
        found: QuarantinePage = self._call(
            "GET",
            "/v1/quarantine",
            query={"channel": channel, "day": day, "limit": limit, "cursor": cursor},
        )
        return found

    def iterate_quarantine(
        self, *, channel: str | None = None, day: str | None = None, limit: int = 25
    ) -> Iterator[Quarantined]:
        """All pages of `list_quarantine`; ``limit`` is for each."""
        return pages(self.list_quarantine, channel=channel, day=day, limit=limit)

    def replay_page(self, body: Wanted, *, idempotency_key: str | None = None) -> ReplayPage:
        """Try all of a channel again.

        A page of the list, one after the other, each as by its own route; go on with
        `next_cursor` until it is null.
        """
        found: ReplayPage = self._call(
            "POST",
            "/v1/quarantine/replay",
            headers={"Idempotency-Key": idempotency_key or new_key()},
            body=body,
        )
        return found

    def get_quarantined(self, kept: str) -> Quarantined:
        """Why one could not be used."""
        found: Quarantined = self._call("GET", filled("/v1/quarantine/{}", kept))
        return found

    def get_raw(self, kept: str) -> str:
        """Its bytes as they came.

        Redirects to a link that lives five minutes. Who looked stands in the audit log.
        """
        found: str = self._call("GET", filled("/v1/quarantine/{}/raw", kept))
        return found

    def replay_quarantined(self, kept: str, *, idempotency_key: str | None = None) -> Replay:
        """Try one again.

        It goes the way of a webhook, by the code of today: a message takes the place in the line
        where it was said. Asked again, also without an Idempotency-Key, it is the same message
        and, for as long as the log of events is kept, the same answer. What is done leaves
        quarantine; what is unreadable still stays there.
        """
        found: Replay = self._call(
            "POST",
            filled("/v1/quarantine/{}/replay", kept),
            headers={"Idempotency-Key": idempotency_key or new_key()},
        )
        return found

    def list_replies(
        self, *, q: str | None = None, limit: int = 25, cursor: str | None = None
    ) -> ReplyPage:
        """The replies, by name."""
        found: ReplyPage = self._call(
            "GET", "/v1/replies", query={"q": q, "limit": limit, "cursor": cursor}
        )
        return found

    def iterate_replies(self, *, q: str | None = None, limit: int = 25) -> Iterator[ReplyView]:
        """All pages of `list_replies`; ``limit`` is for each."""
        return pages(self.list_replies, q=q, limit=limit)

    def get_reply(self, name: str) -> ReplyView:
        """One reply."""
        found: ReplyView = self._call("GET", filled("/v1/replies/{}", name))
        return found

    def put_reply(
        self,
        name: str,
        body: ReplyBody,
        *,
        if_match: str | None = None,
        if_none_match: str | None = None,
    ) -> ReplyView:
        """Write the reply.

        Standing ones, such as `greeting`, are written under their names. What it leads to must
        be there.
        """
        found: ReplyView = self._call(
            "PUT",
            filled("/v1/replies/{}", name),
            headers={"If-Match": if_match, "If-None-Match": if_none_match},
            body=body,
        )
        return found

    def delete_reply(self, name: str, *, if_match: str | None = None) -> None:
        """Remove the reply.

        A standing one is then as it came. One that others name stays: 409 `in-use` says who
        names it.
        """
        self._call("DELETE", filled("/v1/replies/{}", name), headers={"If-Match": if_match})

    def list_rules(
        self, *, q: str | None = None, limit: int = 25, cursor: str | None = None
    ) -> RulePage:
        """The rules, by name."""
        found: RulePage = self._call(
            "GET", "/v1/rules", query={"q": q, "limit": limit, "cursor": cursor}
        )
        return found

    def iterate_rules(self, *, q: str | None = None, limit: int = 25) -> Iterator[RuleView]:
        """All pages of `list_rules`; ``limit`` is for each."""
        return pages(self.list_rules, q=q, limit=limit)

    def get_policy(self) -> PolicyView:
        """What holds for the whole business."""
        found: PolicyView = self._call("GET", "/v1/rules/policy")
        return found

    def put_policy(
        self, body: PolicyBody, *, if_match: str | None = None, if_none_match: str | None = None
    ) -> PolicyView:
        """Write what holds for the whole business."""
        found: PolicyView = self._call(
            "PUT",
            "/v1/rules/policy",
            headers={"If-Match": if_match, "If-None-Match": if_none_match},
            body=body,
        )
        return found

    def delete_policy(self, *, if_match: str | None = None) -> None:
        """Go back to what holds by itself.

        Everything is then as it comes with the product and its parameters.
        """
        self._call("DELETE", "/v1/rules/policy", headers={"If-Match": if_match})

    def preview_rules(self, body: Change, *, idempotency_key: str | None = None) -> Preview:
        """What changed rules would have done on a past day."""
        found: Preview = self._call(
            "POST",
            "/v1/rules/preview",
            headers={"Idempotency-Key": idempotency_key or new_key()},
            body=body,
        )
        return found

    def get_rule(self, name: str) -> RuleView:
        """One rule."""
        found: RuleView = self._call("GET", filled("/v1/rules/{}", name))
        return found

    def put_rule(
        self,
        name: str,
        body: RuleBody,
        *,
        if_match: str | None = None,
        if_none_match: str | None = None,
    ) -> RuleView:
        """Write the rule.

        It counts from the next message on. What it leads to must be there.
        """
        found: RuleView = self._call(
            "PUT",
            filled("/v1/rules/{}", name),
            headers={"If-Match": if_match, "If-None-Match": if_none_match},
            body=body,
        )
        return found

    def delete_rule(self, name: str, *, if_match: str | None = None) -> None:
        """Remove the rule.

        It no longer counts.
        """
        self._call("DELETE", filled("/v1/rules/{}", name), headers={"If-Match": if_match})

    def list_teams(
        self, *, q: str | None = None, limit: int = 25, cursor: str | None = None
    ) -> TeamPage:
        """The teams, by name."""
        found: TeamPage = self._call(
            "GET", "/v1/teams", query={"q": q, "limit": limit, "cursor": cursor}
        )
        return found

    def iterate_teams(self, *, q: str | None = None, limit: int = 25) -> Iterator[TeamView]:
        """All pages of `list_teams`; ``limit`` is for each."""
        return pages(self.list_teams, q=q, limit=limit)

    def get_team(self, name: str) -> TeamView:
        """One team."""
        found: TeamView = self._call("GET", filled("/v1/teams/{}", name))
        return found

    def put_team(
        self,
        name: str,
        body: TeamSettings,
        *,
        if_match: str | None = None,
        if_none_match: str | None = None,
    ) -> TeamView:
        """Write the team.

        It counts from the next message on. The calendar that it names must be there.
        """
        found: TeamView = self._call(
            "PUT",
            filled("/v1/teams/{}", name),
            headers={"If-Match": if_match, "If-None-Match": if_none_match},
            body=body,
        )
        return found

    def delete_team(self, name: str, *, if_match: str | None = None) -> None:
        """Remove the team.

        What it has goes to whom the policy names. One that others name stays: 409 `in-use`.
        """
        self._call("DELETE", filled("/v1/teams/{}", name), headers={"If-Match": if_match})

    def list_templates(
        self, *, channel: str | None = None, account: str | None = None, status: str | None = None
    ) -> TemplateList:
        """The templates that the platforms know, as they stand."""
        found: TemplateList = self._call(
            "GET", "/v1/templates", query={"channel": channel, "account": account, "status": status}
        )
        return found

    def sync_templates(self, body: Sync, *, idempotency_key: str | None = None) -> Begun:
        """Ask the platforms for their templates.

        It happens by itself every six hours. What a platform does not tell stays.
        """
        found: Begun = self._call(
            "POST",
            "/v1/templates/sync",
            headers={"Idempotency-Key": idempotency_key or new_key()},
            body=body,
        )
        return found

    def get_template(self, template: str) -> TemplateView:
        """One template, as it stands."""
        found: TemplateView = self._call("GET", filled("/v1/templates/{}", template))
        return found

    def list_tokens(self, *, limit: int = 25, cursor: str | None = None) -> TokenPage:
        """The tokens, those that are over as well."""
        found: TokenPage = self._call("GET", "/v1/tokens", query={"limit": limit, "cursor": cursor})
        return found

    def iterate_tokens(self, *, limit: int = 25) -> Iterator[TokenView]:
        """All pages of `list_tokens`; ``limit`` is for each."""
        return pages(self.list_tokens, limit=limit)

    def issue_token(self, body: NewToken, *, idempotency_key: str | None = None) -> IssuedToken:
        """Make a token.

        It is shown here only, and to whoever repeats the call with its Idempotency-Key within
        two days.
        """
        found: IssuedToken = self._call(
            "POST",
            "/v1/tokens",
            headers={"Idempotency-Key": idempotency_key or new_key()},
            body=body,
        )
        return found

    def revoke_token(self, token_id: str) -> None:
        """Revoke a token.

        It works a minute longer at most, for as long as API Gateway remembers it.
        """
        self._call("DELETE", filled("/v1/tokens/{}", token_id))

    def make_upload(self, body: NewUpload, *, idempotency_key: str | None = None) -> Upload:
        """Upload a file to send.

        The answer's id goes into the `attachments` of a message, within two days.
        """
        found: Upload = self._call(
            "POST",
            "/v1/uploads",
            headers={"Idempotency-Key": idempotency_key or new_key()},
            body=body,
        )
        return found
