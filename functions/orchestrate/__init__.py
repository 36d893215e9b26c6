"""The mailbox: a wake-up in, the right workflow run to its end, and the steps of the workflows."""
