"""A template as an admin has made it at Meta, for WhatsApp or for a Page."""

import hashlib
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Template:
    name: str
    language: str
    category: str = "utility"
    text: str = "Hello."
    header: int = 0  # parameters of the header
    buttons: int = 0  # buttons; each may get one parameter
    status: str = "APPROVED"
    quality: str = "UNKNOWN"
    shows: str = "text"  # what the header's parameter is: text, image, video or document

    @property
    def body(self) -> int:
        """Parameters of the body."""
        return len(set(re.findall(r"{{\w+}}", self.text)))

    @property
    def id(self) -> str:
        named = f"{self.name}:{self.language}".encode()
        return str(int(hashlib.sha256(named).hexdigest()[:13], 16))
