"""The loopback adapter against the simulated console: a real xfreerdp as a plain client, and all
who must not come in."""

import asyncio
import contextlib
import logging
import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
import traceback
from dataclasses import replace

import pytest

from console.model.connection import AuthMethod, Credential
from console.model.errors import (
    NotPossible,
    Refused,
    RefusedReason,
    Unreachable,
    UnreachableReason,
    Untrusted,
)
from console.model.identity import VmId
from console.model.session import SessionMode
from console.rdp.adapter import (
    Adapter,
    AdapterLimits,
    AdapterReason,
    adapter_request,
)
from console.rdp.adapter_gate import MAX_TRIES, Refusal
from console.rdp.certificate import fingerprint
from console.rdp.client import ClientKind, RdpClient
from console.rdp.probe import probe_certificate, probe_port
from console.rdp.render import render
from console.rdp.session import SessionRequest
from console.rdpwire import x224
from console.rdpwire.x224 import ConnectionRequest, Protocol
from console.simulator.accounts import Account, AccountBook
from console.simulator.console.desktop import VirtualDesktop
from console.simulator.console.record import ConsoleEnd, Reached
from console.simulator.console.server import ConsoleServer
from console.simulator.tls import TlsIdentity

VM = VmId("C824F53E-95D2-46C6-9A18-23A5BB403532")
PASSWORD = "pw-adapter-4711"
QUICK = AdapterLimits(open_s=10, greeting_s=1, client_s=10, host_s=10)

needs_client = pytest.mark.skipif(
    not (shutil.which("xfreerdp") and shutil.which("Xvfb")),
    reason="xfreerdp or Xvfb is not installed (packages freerdp2-x11, xvfb)",
)
needs_desktop = pytest.mark.skipif(
    not VirtualDesktop.is_possible(),
    reason="no shadow server (packages freerdp2-shadow-x11, xvfb)",
)


def judge(vm, is_enhanced, account):
    if vm != VM:
        return ConsoleEnd.UNKNOWN_VM
    if account is not None and not account.is_hyperv_admin:
        return ConsoleEnd.NO_RIGHT
    return None


class Console:
    """A simulated console port in a thread of its own."""

    def __init__(self, desktop=None):
        self.book = AccountBook(
            (Account("sim", PASSWORD), Account("guest", PASSWORD, is_hyperv_admin=False))
        )
        identity = TlsIdentity.self_signed()
        self.pin = fingerprint(ssl.PEM_cert_to_DER_cert(identity.certificate.decode()))
        self.server = ConsoleServer(self.book, identity, judge, lambda: desktop)
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, name="console-port")

    def run(self, work):
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(20)

    def __enter__(self):
        self.thread.start()
        self.port = self.run(self.server.start("127.0.0.1", 0))
        return self

    def __exit__(self, *_):
        self.run(self.server.close())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()
        self.book.close()

    @property
    def connections(self):
        return self.server.connections

    def request(self, mode=SessionMode.ENHANCED, **changes):
        asked = SessionRequest("127.0.0.1", self.port, VM, "web01", mode, user="sim", pin=self.pin)
        return replace(asked, **changes)


@pytest.fixture
def console():
    with Console() as found:
        yield found


@contextlib.contextmanager
def adapting(request, password=PASSWORD, user="sim", limits=QUICK, **more):
    adapter = Adapter(request, Credential(user, password, **more), limits)
    try:
        yield adapter
    finally:
        adapter.close()
        until(lambda: not any(t.name == "rdp-adapter" for t in threading.enumerate()))


def until(is_so, limit=20.0):
    end = time.monotonic() + limit
    while not is_so():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


def connection_request(cookie, protocols=Protocol.TLS | Protocol.HYBRID):
    return x224.encode_request(ConnectionRequest(cookie, protocols))


def say(port, data, source="127.0.0.1", timeout=10):
    """Say something, and return what is answered until the end."""
    with socket.create_connection(("127.0.0.1", port), timeout, (source, 0)) as opened:
        answer = b""
        with contextlib.suppress(ConnectionError):
            opened.sendall(data)
            while more := opened.recv(4096):
                answer += more
        return answer


def opening():
    """Something that stands for a client's first message in the session."""
    return bytes((3, 0, 0, 12)) + b"\x02\xf0\x80hello"


@contextlib.contextmanager
def plain_client(endpoint, token=None):
    """A client of our own that goes as far as TLS."""
    with socket.create_connection(("127.0.0.1", endpoint.port), 10) as opened:
        opened.sendall(connection_request(token or endpoint.token))
        assert x224.decode_confirm(opened.recv(19)) is Protocol.TLS
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        with context.wrap_socket(opened) as secured:
            assert fingerprint(secured.getpeercert(binary_form=True)) == endpoint.fingerprint
            yield secured


def end_of(adapter, endpoint):
    """Let a client come as far as the host lets it, and return how that ended."""
    with plain_client(endpoint) as client:
        client.sendall(opening())
        with contextlib.suppress(OSError):
            while client.recv(4096):
                pass
    return adapter.wait()


# -- a real client that knows nothing of consoles


@contextlib.contextmanager
def screen():
    reader, writer = os.pipe()
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1100x850x24", "-nolisten", "tcp"],
        stderr=subprocess.DEVNULL,
        pass_fds=(writer,),
    ) as process:
        os.close(writer)
        with os.fdopen(reader) as told:
            display = f":{told.readline().strip()}"
        try:
            yield display
        finally:
            process.terminate()


@contextlib.contextmanager
def xfreerdp(display, request, endpoint):
    plan = render(
        adapter_request(request, endpoint), RdpClient(ClientKind.FREERDP2, ("xfreerdp",), "x")
    )
    assert PASSWORD not in " ".join(plan.argv)
    with subprocess.Popen(
        plan.argv,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "DISPLAY": display},
    ) as process:
        process.stdin.write(b"\n")  # it has no password to give
        process.stdin.close()
        try:
            yield process
        finally:
            process.terminate()


@needs_client
@pytest.mark.parametrize("mode", [SessionMode.BASIC, SessionMode.ENHANCED])
def test_a_plain_client_reaches_the_console_without_the_password(console, mode):
    request = console.request(mode)
    with adapting(request) as adapter, screen() as display:
        endpoint = adapter.start()
        with xfreerdp(display, request, endpoint) as process:
            process.wait(30)
        end = adapter.wait()
    found = console.connections[0]
    assert (found.vm, found.is_enhanced) == (VM, mode is SessionMode.ENHANCED)
    assert (found.user, found.reached) == ("sim", Reached.SIGNED_IN)
    assert found.end is ConsoleEnd.NO_DESKTOP
    assert end.reason is AdapterReason.HOST_FAILED  # signed in, and then there was no session
    assert end.error.reason is UnreachableReason.CONNECTION_LOST
    assert not end.refused


@needs_client
@needs_desktop
def test_a_plain_client_sees_a_real_desktop():
    virtual = VirtualDesktop()
    try:
        desktop = virtual.start()
        assert desktop is not None
        with Console(desktop) as console, screen() as display:
            request = console.request()
            with adapting(request) as adapter:
                endpoint = adapter.start()
                with xfreerdp(display, request, endpoint) as process:
                    until(
                        lambda: (
                            console.connections
                            and console.connections[0].reached is Reached.SESSION
                        )
                    )
                    with pytest.raises(ConnectionRefusedError):  # nothing listens any more
                        say(endpoint.port, b"")
                    time.sleep(1.0)  # a session that is refused ends within this time
                    assert process.poll() is None
                    process.terminate()
                    process.wait(20)
                assert adapter.wait().reason is AdapterReason.SESSION_OVER
    finally:
        virtual.close()
