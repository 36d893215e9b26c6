"""Single parameters of a WhatsApp call, and the errors for the wrong ones."""

from tests.simulator.meta import Refused, error


def invalid(message: str) -> Refused:
    return Refused(error(400, 100, f"(#100) {message}"))


def wrong_value(details: str) -> Refused:
    message = "(#131009) Parameter value is not valid"
    return Refused(error(400, 131009, message, details=details))


def missing(name: str) -> Refused:
    message = "(#131008) Required parameter is missing"
    return Refused(error(400, 131008, message, details=f"{name} is required"))


def text(holder: object, key: str, most: int, name: str) -> str:
    """A required, non-empty string of at most ``most`` characters."""
    value = holder.get(key) if isinstance(holder, dict) else None
    if not isinstance(value, str) or not value.strip():
        raise invalid(f"The parameter {name}['{key}'] is required.")
    return at_most(value, most, f"{name}['{key}']")


def at_most(value: object, most: int, name: str) -> str:
    if not isinstance(value, str):
        raise invalid(f"Param {name} must be a string.")
    if len(value) > most:
        raise invalid(f"Param {name} must be at most {most} characters long.")
    return value
