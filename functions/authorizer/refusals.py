"""Why a caller is not let in: a word for the log, nothing for the caller."""


class Refused(Exception):
    """``why`` is one word of ours; it never holds anything of the token."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
