"""Reading events and payloads of Messenger in tests."""

from functions.messenger.parse import parse
from tests.functions.messenger_platform.reading import Reader

PAGE, ANA = "107896542330111", "7412356890123456"
SECRET = {
    "app_secret": "app-secret-for-tests",
    "verify_token": "verify-token-for-tests",
    "page_access_token": "page-access-token-for-tests",
    "accounts": {PAGE: "main"},
}
READER = Reader("messenger", "page", parse, PAGE, ANA)
event, said, noted = READER.event, READER.said, READER.noted
payload, item = READER.payload, READER.item
read, read_item = READER.read, READER.read_item
