"""Files as Apple keeps them: AES-256 in counter mode, which begins at zero.

Two files under one key would give each other away, so each of ours has a key of its own.
https://register.apple.com/resources/messages/msp-api-tutorial (attachments)
"""

from typing import IO, Final

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CTR

_BLOCK: Final = 256 * 1024
_ZERO: Final = bytes(16)


def counter(key: bytes) -> CipherContext:
    """Turns a file into what is kept, and back; ``key`` has 32 bytes."""
    return Cipher(AES256(key), CTR(_ZERO)).encryptor()


def opened(file: IO[bytes], key: bytes) -> None:
    """Turn what is in ``file`` into what it was, in its place: the length stays."""
    turning, at = counter(key), 0
    file.seek(0)
    while block := file.read(_BLOCK):
        file.seek(at)
        file.write(turning.update(block))
        at += len(block)
        file.seek(at)
