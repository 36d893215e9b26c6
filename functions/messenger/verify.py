"""Is this really Messenger? Meta's signature over the raw bytes, by the secret of the app."""

from shared.meta.proof import handshake, verify

__all__ = ["handshake", "verify"]
