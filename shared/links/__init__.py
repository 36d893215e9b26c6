"""Links into a chat: built as each platform wants them, recognised when customers come by them.

``deep_links`` builds them, ``codes`` finds the code again in what the customer sends, ``counting``
keeps a campaign's funnel, ``moves`` are links that carry one conversation to another channel.
"""
