"""CredSSP against pyspnego's own acceptor, not the simulated host's."""

import base64
import contextlib
import http.server
import struct
import threading

import pytest
import spnego

from console.model.connection import AuthMethod, Credential, Endpoint, Timeouts
from console.model.errors import Refused, RefusedReason
from console.transport.winrm import WinrmExchange
from console.wsman.encode import encode_request
from console.wsman.message import Identify, Request, RequestHeader

PASSWORD = "pw-of-this-test"
FAST = Timeouts(connect=2, operation=2, margin=1)


def identify() -> bytes:
    return encode_request(Request(RequestHeader(""), Identify()))


@contextlib.contextmanager
def an_exchange(port, method, password=PASSWORD):
    credential = Credential("sim", password, method)
    exchange = WinrmExchange(Endpoint("127.0.0.1", port), credential, FAST)
    try:
        yield exchange
    finally:
        exchange.close()


# -- CredSSP against pyspnego's acceptor

_BOUNDARY = b"--Encrypted Boundary"
_PROTOCOL = "application/HTTP-CredSSP-session-encrypted"


class CredSspHandler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    context = None

    def log_message(self, *_):
        pass

    def reply(self, status, challenge="", body=b""):
        self.send_response(status)
        if challenge:
            self.send_header("WWW-Authenticate", challenge)
        if body:
            kind = f'multipart/encrypted;protocol="{_PROTOCOL}";boundary="Encrypted Boundary"'
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        token = base64.b64decode((self.headers.get("Authorization") or "").partition(" ")[2])
        if body:
            self.server.seen.append(self.unsealed(body))
            self.reply(200, body=self.sealed(b"<s:Envelope/>"))
        elif not token:
            self.reply(401, "CredSSP")
        else:
            self.step(token)

    def step(self, token):
        if self.context is None:
            self.server.attempts += 1
            self.context = spnego.server(protocol="credssp")
        try:
            out = self.context.step(token)
        except spnego.exceptions.SpnegoError:
            self.context = None
            self.reply(401, "CredSSP")
            return
        challenge = f"CredSSP {base64.b64encode(out).decode()}" if out else ""
        self.reply(200 if self.context.complete else 401, challenge)

    def unsealed(self, body):
        parts = [part for part in body.split(_BOUNDARY + b"\r\n") if part]
        text = b""
        for part in parts[1::2]:
            data = part.removesuffix(_BOUNDARY + b"--\r\n").split(b"octet-stream\r\n", 1)[1]
            size = struct.unpack("<i", data[:4])[0]
            text += self.context.unwrap_winrm(data[4 : 4 + size], data[4 + size :])
        return text

    def sealed(self, soap):
        wrapped = self.context.wrap_winrm(soap)
        return b"".join(
            [
                _BOUNDARY + b"\r\n\tContent-Type: " + _PROTOCOL.encode(),
                b"\r\n\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length=%d\r\n"
                % len(soap),
                _BOUNDARY + b"\r\n\tContent-Type: application/octet-stream\r\n",
                struct.pack("<i", len(wrapped.header)) + wrapped.header + wrapped.data,
                _BOUNDARY + b"--\r\n",
            ]
        )


@pytest.fixture
def credssp_host(tmp_path, monkeypatch):
    accounts = tmp_path / "accounts"
    accounts.write_text(f":sim:{PASSWORD}\n")
    monkeypatch.setenv("NTLM_USER_FILE", str(accounts))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), CredSspHandler)
    server.seen, server.attempts = [], 0
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("size", [0, 40_000])
def test_credssp_seals_what_it_sends(credssp_host, size):
    request = identify() + b" " * size
    with an_exchange(credssp_host.server_address[1], AuthMethod.CREDSSP) as exchange:
        assert exchange.send(request, repeatable=False) == b"<s:Envelope/>"
        first = exchange.round_trips
        assert exchange.send(request, repeatable=False) == b"<s:Envelope/>"
        assert exchange.round_trips == first + 1
    assert credssp_host.seen == [request, request]
    assert first <= 8


@pytest.mark.expects_log
def test_a_wrong_password_by_credssp_costs_one_attempt(credssp_host):
    port = credssp_host.server_address[1]
    with (
        an_exchange(port, AuthMethod.CREDSSP, "wrong") as exchange,
        pytest.raises(Refused) as caught,
    ):
        exchange.send(identify(), repeatable=True)
    assert caught.value.reason is RefusedReason.BAD_CREDENTIAL
    assert credssp_host.attempts == 1
