"""Opening sessions leaves the environment alone: it belongs to all lanes and to our children."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests.utils

from console.model.connection import Credential, Endpoint
from console.transport.adapter import HostAdapter
from console.transport.dial import Dialer
from console.transport.host_transport import HostTransport
from console.transport.patience import Patience
from console.transport.sign_in import BASIC
from console.transport.ticket import TicketBook


def session(_number: int = 0) -> requests.Session:
    endpoint = Endpoint("127.0.0.1", 5985)
    credential = Credential("sim", "pw")
    adapter = HostAdapter(
        endpoint.host,
        endpoint.port,
        Dialer(endpoint, credential, 1.0),
        Patience(endpoint.host, 1.0, 1000),
    )
    tickets = TicketBook(endpoint, credential)
    return HostTransport(endpoint, credential, BASIC, adapter, tickets).build_session()


def test_no_variable_is_set_even_for_a_moment(monkeypatch):
    changed = []
    real = requests.utils.set_environ

    def watched(name, value):
        if value is not None:
            changed.append(name)
        return real(name, value)

    monkeypatch.setattr(requests.utils, "set_environ", watched)
    session()
    assert changed == []


def test_many_lanes_open_sessions_at_the_same_time():
    before = dict(os.environ)
    with ThreadPoolExecutor(16) as lanes:
        assert len(list(lanes.map(session, range(500)))) == 500
    assert dict(os.environ) == before


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"])
def test_a_proxy_of_the_environment_is_not_used(monkeypatch, name):
    monkeypatch.setenv(name, "http://proxy.invalid:3128")
    opened = session()
    assert not opened.proxies
    assert not opened.trust_env
