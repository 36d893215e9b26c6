"""The fields of a Telegram message that are not what it says.

https://core.telegram.org/bots/api#message (Bot API 10.1), and names of older versions.
"""

from typing import Final

# Of every message, whatever it says.
COMMON: Final = frozenset(
    {
        *("message_id", "message_thread_id", "direct_messages_topic", "is_topic_message"),
        *("chat", "date", "edit_date", "from", "sender_chat", "sender_boost_count"),
        *("sender_business_bot", "sender_tag", "author_signature", "via_bot"),
        *("guest_query_id", "guest_bot_caller_user", "guest_bot_caller_chat"),
        *("business_connection_id", "forward_origin", "forward_from", "forward_from_chat"),
        *("forward_from_message_id", "forward_signature", "forward_sender_name"),
        *("forward_date", "is_automatic_forward", "reply_to_message", "external_reply"),
        *("quote", "reply_to_story", "reply_to_checklist_task_id"),
        *("reply_to_poll_option_id", "has_protected_content", "is_from_offline"),
        *("is_paid_post", "paid_star_count", "media_group_id", "entities"),
        *("link_preview_options", "suggested_post_info", "effect_id", "caption"),
        *("caption_entities", "show_caption_above_media", "has_media_spoiler"),
        "reply_markup",
    }
)
# Nobody said anything, so nobody waits for an answer.
SERVICE: Final = frozenset(
    {
        *("pinned_message", "message_auto_delete_timer_changed", "chat_background_set"),
        *("write_access_allowed", "connected_website", "boost_added"),
        *("forum_topic_created", "forum_topic_edited", "forum_topic_closed"),
        "forum_topic_reopened",
    }
)
