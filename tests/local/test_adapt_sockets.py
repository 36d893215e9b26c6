"""Where pages connect on the local stack."""

from tests.local import adapt_sockets

ON_AWS = "wss://${SocketApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}/live"


def test_an_address_leads_to_the_engine_and_nothing_else_changes() -> None:
    template = {"Env": {"Fn::If": ["On", {"Fn::Sub": ON_AWS}, ""]}, "Ttl": 5, "Url": "https://x/"}
    assert adapt_sockets.adapt(template, "http://127.0.0.1:21703") == {
        "Env": {
            "Fn::If": [
                "On",
                {"Fn::Sub": "ws://127.0.0.1:21703/_aws/execute-api/${SocketApi}/live"},
                "",
            ]
        },
        "Ttl": 5,
        "Url": "https://x/",
    }
