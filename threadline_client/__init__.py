"""A typed client of Threadline's agent API, made of its OpenAPI document."""

from threadline_client.calling import Refused, new_key
from threadline_client.client import Client

__all__ = ["Client", "Refused", "new_key"]
