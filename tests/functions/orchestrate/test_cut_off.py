"""Calls that end in time, and what becomes of those that did not."""

import socket
import threading

import pytest
import requests
from requests.exceptions import RequestException

from functions.orchestrate import cut_off


def test_what_comes_in_time_is_returned_and_what_fails_is_told() -> None:
    assert cut_off.within(5, lambda session: session.trust_env) is False
    with pytest.raises(ZeroDivisionError):
        cut_off.within(5, lambda session: 1 // 0)


def test_a_connection_that_comes_about_after_the_deadline_is_of_no_use() -> None:
    too_late, ended = threading.Event(), threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"

        def call(session: requests.Session) -> None:
            too_late.wait(5)
            with pytest.raises(RequestException):
                session.get(url, timeout=9)
            ended.set()

        with pytest.raises(TimeoutError):
            cut_off.within(0.01, call)
        too_late.set()
        assert ended.wait(3)
