"""A window's timer that has nothing to do but ring again: set without a run of the workflow."""

from functions.orchestrate import look_at_window
from shared import clock, timers


def rang_for_nothing(conversation: str, cause: str, at: int) -> bool:
    """Whether nobody waits and the window goes on in its chain; its next ring is set then.

    Whatever else is to be done is left to the workflow. Raises Unavailable.
    """
    if clock.now_ms() >= int(cause):
        return False  # at its end there is always something to do
    event = {"conversation": conversation, "cause": cause, "at": at}
    seen = look_at_window.lambda_handler(event, None)
    if seen["over"] or seen["ring"] is None or seen["notice"] or seen["say"]:
        return False
    timers.ring_again(seen["ring"]["at"], "window", conversation, cause)
    return True
