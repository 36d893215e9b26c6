"""What is inside ``Encrypt``: a packet, sealed with the EncodingAESKey for one AppID.

https://developers.weixin.qq.com/doc/oplatform/developers/dev/push/encryption.html
"""

import base64
import hmac
from typing import Final

_RANDOM: Final = 16
_LENGTH: Final = 4
_BLOCK: Final = 32  # of the padding; twice that of the cipher


def opened(encrypted: str, encoding_aes_key: str, app_id: str) -> bytes | None:
    """The packet; None if it was not sealed with this key for this account."""
    try:
        key = base64.b64decode(encoding_aes_key + "=", validate=True)
        sealed = base64.b64decode(encrypted, validate=True)
    except ValueError:
        return None
    if len(key) != 32 or not sealed or len(sealed) % 16:
        return None
    content = _unpadded(_decrypted(sealed, key))
    size = int.from_bytes(content[_RANDOM : _RANDOM + _LENGTH])
    packet = content[_RANDOM + _LENGTH :][:size]
    tail = content[_RANDOM + _LENGTH + size :]
    fits = len(packet) == size and hmac.compare_digest(tail, app_id.encode())
    return packet if fits else None


def _decrypted(sealed: bytes, key: bytes) -> bytes:
    # 16 MB that only what is sealed needs; in plain mode they are never read.
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    decryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
    return decryptor.update(sealed) + decryptor.finalize()


def _unpadded(plain: bytes) -> bytes:
    """Without its padding; nothing at all if that is not what the platform appends."""
    size = plain[-1]
    if not 1 <= size <= _BLOCK or plain[-size:] != bytes([size]) * size:
        return b""
    return plain[:-size]
