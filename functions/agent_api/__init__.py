"""The agents' HTTP API: one inbox, one line of history, answers that go out once."""
