"""How WeChat signs and seals what it posts.

developers.weixin.qq.com/doc/oplatform/developers/dev/push/encryption.html
"""

import base64
import hashlib
import secrets

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_BLOCK = 32


def signature(*parts: str) -> str:
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()  # noqa: S324 - theirs


def sealed(packet: bytes, encoding_aes_key: str, app_id: str, random: bytes | None = None) -> str:
    """``packet`` as ``Encrypt`` holds it."""
    key = base64.b64decode(encoding_aes_key + "=")
    plain = (random or secrets.token_hex(8).encode()) + len(packet).to_bytes(4)
    plain += packet + app_id.encode()
    size = _BLOCK - len(plain) % _BLOCK
    encryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    whole = encryptor.update(plain + bytes([size]) * size) + encryptor.finalize()
    return base64.b64encode(whole).decode()
