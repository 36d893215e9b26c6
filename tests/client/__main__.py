"""`make client`: write the typed client anew, of the document as the code says it."""

import json

from functions.agent_api import openapi
from functions.agent_api.app import app
from tests.client import source

if __name__ == "__main__":
    source.write(json.loads(openapi.document(app)))
