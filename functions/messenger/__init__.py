"""Facebook Messenger, the conversations of Pages."""
