"""What Google's API knows of an AgentMessage and an AgentEvent: any other field is refused.

After the REST reference and the protocol buffers that Google publishes beside its Java library,
github.com/google-business-communications/java-rcsbusinessmessaging.
"""

from typing import Any, Final

from tests.simulator.rcs_answers import invalid

TRAFFIC: Final = ("AUTHENTICATION", "TRANSACTION", "PROMOTION", "SERVICEREQUEST", "ACKNOWLEDGEMENT")
_LONGEST_TEXT: Final = 3072
_LABEL: Final = 25
_POSTBACK: Final = 2048

# A type is a Python type, a list of one kind, a dict of fields, or (…) = exactly one of them.
_CONTENT_INFO: Final = {"fileUrl": str, "thumbnailUrl": str, "forceRefresh": bool}
_LAT_LONG: Final = {"latitude": float, "longitude": float}
_ACTION: Final = {
    "text": str,
    "postbackData": str,
    "fallbackUrl": str,
    "openUrlAction": {"url": str, "application": str, "webviewViewMode": str},
    "dialAction": {"phoneNumber": str},
    "viewLocationAction": {"latLong": _LAT_LONG, "label": str, "query": str},
    "shareLocationAction": {},
    "createCalendarEventAction": {
        "startTime": str,
        "endTime": str,
        "title": str,
        "description": str,
    },
    "composeAction": dict,
}
_SUGGESTION: Final = {"reply": {"text": str, "postbackData": str}, "action": _ACTION}
_CARD: Final = {
    "title": str,
    "description": str,
    "media": {"height": str, "contentInfo": _CONTENT_INFO, "uploadedRbmFile": dict},
    "suggestions": [_SUGGESTION],
}
_CONTENT: Final = {
    "text": str,
    "uploadedRbmFile": {"fileName": str, "thumbnailName": str},
    "contentInfo": _CONTENT_INFO,
    "richCard": {
        "standaloneCard": {
            "cardOrientation": str,
            "thumbnailImageAlignment": str,
            "cardContent": _CARD,
        },
        "carouselCard": {"cardWidth": str, "cardContents": [_CARD]},
    },
    "suggestions": [_SUGGESTION],
}
_MESSAGE: Final = {
    "contentMessage": _CONTENT,
    "messageTrafficType": str,
    "ttl": str,
    "expireTime": str,
}
_EVENT: Final = {"eventType": str, "messageId": str}


def check_message(value: Any) -> None:
    """Raises Refused for what Google does not take as an AgentMessage."""
    _check(value, _MESSAGE, "agent_message")
    content = value.get("contentMessage") or {}
    if len({"text", "uploadedRbmFile", "contentInfo", "richCard"} & set(content)) != 1:
        raise invalid("content_message needs one content.")
    if value.get("messageTrafficType") not in TRAFFIC:
        raise invalid("Invalid value for message_traffic_type.")
    if not 0 < len(content.get("text", "x")) <= _LONGEST_TEXT:
        raise invalid("Text is empty or too long.")
    card = content.get("richCard", {}).get("standaloneCard", {}).get("cardContent", {})
    _check_suggestions(content.get("suggestions", []), most=11)
    _check_suggestions(card.get("suggestions", []), most=4)


def check_event(value: Any) -> None:
    """Raises Refused for what Google does not take as an AgentEvent."""
    _check(value, _EVENT, "agent_event")
    if value.get("eventType") not in ("READ", "IS_TYPING"):
        raise invalid("Invalid value for event_type.")
    if (value["eventType"] == "READ") != bool(value.get("messageId")):
        raise invalid("message_id is for READ.")


def _check_suggestions(suggestions: list[Any], most: int) -> None:
    if len(suggestions) > most:
        raise invalid("Too many suggestions.")
    for suggestion in suggestions:
        tap = suggestion.get("reply") or suggestion.get("action") or {}
        if not (0 < len(tap.get("text", "")) <= _LABEL):
            raise invalid("Suggestion text is empty or too long.")
        if not (0 < len(tap.get("postbackData", "")) <= _POSTBACK):
            raise invalid("Postback data is empty or too long.")


def _check(value: Any, kind: Any, where: str) -> None:
    if isinstance(kind, dict):
        if not isinstance(value, dict) or (unknown := sorted(set(value) - set(kind))):
            raise invalid(f"Unknown name at '{where}': {unknown if value else value}")
        for name, inner in value.items():
            _check(inner, kind[name], f"{where}.{name}")
    elif isinstance(kind, list):
        if not isinstance(value, list):
            raise invalid(f"Invalid value at '{where}'")
        for one in value:
            _check(one, kind[0], where)
    elif not isinstance(value, (int, float) if kind is float else kind):
        raise invalid(f"Invalid value at '{where}'")
