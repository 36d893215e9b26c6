"""Is this really Instagram? Meta's signature over the raw bytes, by the secret of the app.

An app with Instagram Login has a secret of its own, the Instagram app secret:
https://developers.facebook.com/documentation/instagram-platform/instagram-api-with-instagram-login
"""

from shared.meta.proof import handshake, verify

__all__ = ["handshake", "verify"]
