"""Web chat: the one platform that is ours. Sites embed its button, browsers are its customers."""
