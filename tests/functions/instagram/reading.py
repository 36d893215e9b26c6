"""Reading events and payloads of Instagram in tests."""

from functions.instagram.parse import parse
from tests.functions.messenger_platform.reading import Reader

ACCOUNT, ANA = "17841400000000001", "9911223344556677"
SECRET = {
    "app_secret": "app-secret-for-tests",
    "verify_token": "verify-token-for-tests",
    "access_token": "access-token-for-tests",
    "accounts": {ACCOUNT: "main"},
}
READER = Reader("instagram", "instagram", parse, ACCOUNT, ANA)
event, said, noted = READER.event, READER.said, READER.noted
payload, item, read = READER.payload, READER.item, READER.read
