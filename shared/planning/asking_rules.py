"""What rules are asked about: what has come, and the notice that it answers: pure."""

from collections.abc import Sequence

from shared.configuration import Rule
from shared.notices import consent
from shared.planning import away, matching
from shared.planning.sight import Sight
from shared.table import Item


def facts(sight: Sight, left: Sequence[Item]) -> matching.Facts:
    """Of ``left``, messages in the order of their arrival. What a notice is about counts with the
    messages that answer it, and over what is noted of the customer for longer."""
    summary, first = sight.summary, left[0]
    texts = (matching.bare(message.get("text") or "") for message in left)
    return matching.Facts(
        channel=first["channel"],
        account=f"{first['channel']}:{first['account']}",
        language=sight.language,
        texts=tuple(text for text in texts if text),
        referrals=matching.referrals_of(left),
        attributes=sight.attributes | consent.context_of(left),
        team=str(summary.get("team") or ""),
        open=away.is_open(sight, str(summary.get("team") or "")),
        first=summary.get("opened_in") != summary["episode"],
    )


def is_about_a_notice(rule: Rule, left: Sequence[Item]) -> bool:
    """Whether ``rule`` waits for something that the notice which ``left`` answers is about."""
    about = consent.context_of(left)
    return any(about.get(name) == value for name, value in rule.when.attributes.items())


def leads_elsewhere(sight: Sight, left: Sequence[Item]) -> bool:
    """Whether a rule gives an answer to a notice to people, whoever had the customer before."""
    if not consent.context_of(left):
        return False
    rule = matching.first_that_fits(sight.configuration.rules, facts(sight, left))
    return bool(rule and is_about_a_notice(rule, left) and (rule.then.team or rule.then.agent))
