"""Who gets the conversation: pure."""

from functions.orchestrate.sight import Part, Sight, decision


def part(sight: Sight) -> Part | None:
    """From the bot to whom the policy names."""
    summary, policy = sight.summary, sight.configuration.policy
    if not sight.talk or summary["owner"] != "bot" or summary["status"] != "open":
        return None
    if not (policy.agent or policy.team):
        return None
    owner = f"agent:{policy.agent}" if policy.agent else f"team:{policy.team}"
    changes = {"owner": owner, "assignee": policy.agent or None, "team": policy.team or None}
    return decision(sight.new[0], "assigned by default", changes)
