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
from hypothesis import given, settings
from hypothesis import strategies as st

from console.model.connection import AuthMethod, Credential
from console.model.errors import (
    NotPossible,
    Refused,
    RefusedReason,
    TimedOut,
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
        self.server = ConsoleServer(
            self.book, identity, judge, lambda _vm: contextlib.nullcontext(desktop)
        )
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


# -- the host does not let us in


def test_a_session_joins_both_sides_and_nothing_listens_meanwhile(console):
    with adapting(console.request()) as adapter:
        endpoint = adapter.start()
        end = end_of(adapter, endpoint)
        with pytest.raises(ConnectionRefusedError):
            say(endpoint.port, connection_request(endpoint.token))
    assert end.reason is AdapterReason.HOST_FAILED
    assert console.connections[0].reached is Reached.SIGNED_IN
    assert len(endpoint.token) == 9


@pytest.mark.parametrize(
    "method", [AuthMethod.NTLM, AuthMethod.NEGOTIATE, AuthMethod.BASIC, AuthMethod.CREDSSP]
)
def test_signs_in_whatever_the_account_uses_for_winrm(console, method):
    with adapting(console.request(), method=method) as adapter:
        end_of(adapter, adapter.start())
    assert console.connections[0].user == "sim"


def test_a_wrong_password_is_told_as_one(console):
    with adapting(console.request(), "wrong-secret-1") as adapter:
        end = end_of(adapter, adapter.start())
    assert isinstance(end.error, Refused)
    assert end.error.reason is RefusedReason.BAD_CREDENTIAL
    assert (end.error.address, end.error.user) == ("127.0.0.1", "sim")
    assert console.connections[0].end is ConsoleEnd.LOGON_REFUSED


def test_a_certificate_that_changed_gets_no_sign_in(console):
    with adapting(console.request(pin="0" * 64)) as adapter:
        end = end_of(adapter, adapter.start())
    assert isinstance(end.error, Untrusted)
    found = console.connections[0]
    until(lambda: found.end is not ConsoleEnd.OPEN)
    assert (found.reached, found.user) == (Reached.TLS, "")


def test_a_vm_that_is_not_there_closes(console):
    with adapting(console.request(vm=VmId(VM.replace("C", "D")))) as adapter:
        end = end_of(adapter, adapter.start())
    assert end.error.reason is UnreachableReason.CONNECTION_LOST
    assert "preconnection" in end.error.detail


def test_an_account_without_the_right_closes_after_the_sign_in(console):
    with adapting(console.request(), user="guest") as adapter:
        end = end_of(adapter, adapter.start())
    assert end.error.reason is UnreachableReason.CONNECTION_LOST
    assert "after the sign-in" in end.error.detail


def test_a_closed_port_and_something_that_is_no_console(console):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with adapting(console.request(port=free.getsockname()[1])) as adapter:
            end = end_of(adapter, adapter.start())
    assert end.error.reason is UnreachableReason.PORT_CLOSED
    with talking(b"HTTP/1.1 400 Bad Request\r\n\r\n") as port:
        with adapting(console.request(port=port)) as adapter:
            end = end_of(adapter, adapter.start())
        assert isinstance(end.error, NotPossible)
        assert end.error.why == "console_not_tls"
        with pytest.raises(NotPossible, match="console_not_tls"):
            probe_certificate("127.0.0.1", port, VM)


def test_a_host_that_says_nothing_has_its_time(console):
    limits = replace(QUICK, host_s=0.5)
    with talking(b"") as port, adapting(console.request(port=port), limits=limits) as adapter:
        end = end_of(adapter, adapter.start())
    assert isinstance(end.error, TimedOut)
    assert (end.error.phase, end.error.address) == ("read", "127.0.0.1")


@contextlib.contextmanager
def talking(data):
    """A server that says something at once, and then reads until the end."""

    def serve():
        while True:
            try:
                opened, _ = door.accept()
            except OSError:
                return
            with opened, contextlib.suppress(OSError):
                opened.settimeout(5)
                opened.sendall(data)
                while opened.recv(4096):
                    pass

    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=serve)
        thread.start()
        yield door.getsockname()[1]
        door.shutdown(socket.SHUT_RDWR)
        thread.join()


# -- who must not come in


def test_wrong_tokens_do_not_use_up_the_one_connection(console):
    with adapting(console.request()) as adapter:
        endpoint = adapter.start()
        assert say(endpoint.port, connection_request("aaaaaaaaa")) == b""
        assert say(endpoint.port, b"GET / HTTP/1.1\r\n\r\n") == b""
        end = end_of(adapter, endpoint)
    assert end.refused == (Refusal.WRONG_TOKEN, Refusal.NO_TOKEN)
    assert console.connections[0].user == "sim"


@pytest.mark.parametrize("shown", ["", "aaaaaaaaa", "a" * 200])
def test_after_three_tries_the_door_is_shut_and_the_host_is_never_bothered(console, shown):
    with adapting(console.request()) as adapter:
        endpoint = adapter.start()
        for _ in range(MAX_TRIES):
            assert say(endpoint.port, connection_request(shown)) == b""
        end = adapter.wait()
        with pytest.raises(ConnectionRefusedError):
            say(endpoint.port, connection_request(endpoint.token))
    expected = Refusal.WRONG_TOKEN if shown else Refusal.NO_TOKEN
    assert (end.reason, end.refused) == (AdapterReason.TOO_MANY_TRIES, (expected,) * MAX_TRIES)
    assert not console.connections


@pytest.mark.parametrize("change", [str.upper, lambda t: t[:8], lambda t: t + "x", str.strip])
def test_only_the_whole_token_counts(console, change):
    with adapting(console.request()) as adapter:
        endpoint = adapter.start()
        shown = change(endpoint.token)
        answer = b""
        with socket.create_connection(("127.0.0.1", endpoint.port), 10) as opened:
            opened.sendall(connection_request(shown))
            answer = opened.recv(100)
    assert bool(answer) is (shown == endpoint.token)


def test_another_address_is_refused_however_often_and_even_with_the_token(console):
    with adapting(console.request()) as adapter:
        endpoint = adapter.start()
        for _ in range(MAX_TRIES + 2):
            assert say(endpoint.port, connection_request(endpoint.token), "127.0.0.2") == b""
        end = end_of(adapter, endpoint)
    assert end.refused == (Refusal.OTHER_ADDRESS,) * (MAX_TRIES + 2)
    assert console.connections[0].user == "sim"


def test_the_door_is_not_open_on_any_other_address(console):
    with adapting(console.request()) as adapter:
        endpoint = adapter.start()
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.2", endpoint.port), 5)


def test_another_user_is_refused_however_often_and_even_with_the_token(console):
    adapter = Adapter(
        console.request(), Credential("sim", PASSWORD), QUICK, is_stranger=lambda *_: True
    )
    try:
        endpoint = adapter.start()
        for _ in range(MAX_TRIES + 1):
            assert say(endpoint.port, connection_request(endpoint.token)) == b""
    finally:
        adapter.close()
    end = adapter.wait()
    assert (end.reason, set(end.refused)) == (AdapterReason.CANCELLED, {Refusal.OTHER_USER})
    assert not console.connections


def test_a_second_connection_that_waits_is_sent_away(console):
    with adapting(console.request(), limits=replace(QUICK, greeting_s=10)) as adapter:
        endpoint = adapter.start()
        with socket.create_connection(("127.0.0.1", endpoint.port), 10) as second:
            second.sendall(connection_request(endpoint.token)[:6])
            with plain_client(endpoint):
                assert second.recv(10) == b""
        end = adapter.wait()
    assert end.refused == (Refusal.SECOND,)
    assert end.reason is AdapterReason.CLIENT_FAILED
    assert not console.connections


def test_who_comes_late_finds_no_door(console):
    limits = AdapterLimits(open_s=0.3, greeting_s=10)
    with adapting(console.request(), limits=limits) as adapter:
        endpoint = adapter.start()
        with socket.create_connection(("127.0.0.1", endpoint.port), 10) as slow:
            slow.sendall(connection_request(endpoint.token)[:6])
            end = adapter.wait()
            assert slow.recv(10) == b""
        with pytest.raises(ConnectionRefusedError):
            say(endpoint.port, connection_request(endpoint.token))
    assert (end.reason, end.refused) == (AdapterReason.NO_CLIENT, (Refusal.LATE,))


def test_who_says_nothing_is_a_try(console):
    with adapting(console.request(), limits=replace(QUICK, greeting_s=0.2)) as adapter:
        endpoint = adapter.start()
        assert say(endpoint.port, b"") == b""
        adapter.close()
        assert adapter.wait().refused == (Refusal.NO_TOKEN,)


def test_a_client_without_tls_gets_nothing(console):
    with adapting(console.request()) as adapter:
        endpoint = adapter.start()
        assert say(endpoint.port, connection_request(endpoint.token, Protocol.HYBRID)) == b""
        assert adapter.wait().reason is AdapterReason.CLIENT_FAILED
    assert not console.connections


@settings(deadline=None, max_examples=10)
@given(garbage=st.binary(max_size=60))
def test_a_client_that_goes_on_with_garbage_gets_no_host(garbage):
    request = SessionRequest("127.0.0.1", 9, VM, "x", SessionMode.BASIC, pin="0" * 64)
    with adapting(request) as adapter:
        endpoint = adapter.start()
        with socket.create_connection(("127.0.0.1", endpoint.port), 10) as opened:
            opened.sendall(connection_request(endpoint.token) + garbage)
            opened.shutdown(socket.SHUT_WR)
            assert adapter.wait().reason is AdapterReason.CLIENT_FAILED


@pytest.mark.parametrize("garbage", [b"", b"GET / HTTP/1.1\r\n\r\n", b"\3\0\0\0", b"\3\0\xff\xffx"])
def test_a_client_that_speaks_tls_and_then_garbage_gets_no_host(console, garbage):
    with adapting(console.request()) as adapter:
        with plain_client(adapter.start()) as client:
            client.sendall(garbage)
        assert adapter.wait().reason is AdapterReason.CLIENT_FAILED
    assert not console.connections


# -- before and after


@pytest.mark.parametrize("moment", ["before", "open", "greeted"])
def test_closing_ends_it_at_any_time(console, moment):
    adapter = Adapter(console.request(), Credential("sim", PASSWORD), QUICK)
    with contextlib.ExitStack() as stack:
        if moment == "before":
            adapter.close()
        endpoint = adapter.start()
        if moment == "greeted":
            stack.enter_context(plain_client(endpoint))
        adapter.close()
        adapter.close()
        assert adapter.wait().reason is AdapterReason.CANCELLED
    adapter.close()
    with pytest.raises(NotPossible, match="adapter_used"):
        adapter.start()


def test_nothing_is_opened_for_what_cannot_be_begun(console):
    good = Credential("sim", PASSWORD)
    with pytest.raises(NotPossible, match="adapter_pin"):
        Adapter(console.request(pin=""), good).start()
    with pytest.raises(NotPossible, match="adapter_mode"):
        Adapter(console.request(SessionMode.GUEST_RDP), good).start()
    with pytest.raises(Refused) as refused:
        Adapter(console.request(), Credential("sim")).start()
    assert refused.value.reason is RefusedReason.NO_CREDENTIAL
    with pytest.raises(Unreachable) as unknown:
        Adapter(console.request(host="no-such-host.invalid"), good).start()
    assert unknown.value.reason is UnreachableReason.NAME_UNKNOWN


def test_the_password_and_the_token_show_nowhere(console, caplog):
    caplog.set_level(logging.DEBUG)
    told = []
    for password, changes in (
        (PASSWORD, {}),
        ("wrong-secret-1", {}),
        (PASSWORD, {"pin": "0" * 64}),
    ):
        with adapting(console.request(**changes), password) as adapter:
            endpoint = adapter.start()
            told += [
                repr(adapter),
                repr(endpoint),
                repr(adapter_request(console.request(), endpoint).host),
            ]
            end = end_of(adapter, endpoint)
            told += [repr(end), *traceback.format_exception(end.error), repr(end.error.details())]
            told += [repr(vars(adapter))]
            assert endpoint.token not in "".join(told)
    text = "".join([*told, caplog.text])
    assert PASSWORD not in text
    assert "wrong-secret-1" not in text


def test_a_request_for_the_adapter_is_a_plain_one(console):
    with adapting(console.request()) as adapter:
        endpoint = adapter.start()
    enhanced = adapter_request(console.request(), endpoint)
    basic = adapter_request(console.request(SessionMode.BASIC), endpoint)
    for found in (enhanced, basic):
        assert (found.host, found.port, found.mode) == (
            "127.0.0.1",
            endpoint.port,
            SessionMode.GUEST_RDP,
        )
        assert (found.user, found.pin, found.blob) == (endpoint.token, endpoint.fingerprint, "")
    assert enhanced.options.clipboard
    assert not basic.options.clipboard
    file = render(enhanced, RdpClient(ClientKind.REMMINA, ("remmina",), "Remmina")).file_text
    assert "pcb" not in file
    assert f"username:s:{endpoint.token}\r\n" in file


# -- looking at a console


def test_the_certificate_is_seen_without_an_account(console):
    found = probe_certificate("127.0.0.1", console.port, VM)
    assert found.sha256 == console.pin
    assert (found.subject, found.issuer) == ("CN=localhost", "CN=localhost")
    assert found.names == ("localhost", "127.0.0.1")
    assert found.not_before < found.not_after
    until(lambda: console.connections[0].end is not ConsoleEnd.OPEN)
    assert console.connections[0].user == ""


def test_what_a_probe_cannot_see(console):
    with pytest.raises(Unreachable) as lost:
        probe_certificate("127.0.0.1", console.port, VmId(VM.replace("C", "D")))
    assert lost.value.reason is UnreachableReason.CONNECTION_LOST
    assert probe_port("127.0.0.1", console.port)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        assert not probe_port("127.0.0.1", port)
        with pytest.raises(Unreachable) as closed:
            probe_certificate("127.0.0.1", port, VM)
    assert closed.value.reason is UnreachableReason.PORT_CLOSED
    with talking(b"") as port, pytest.raises(TimedOut):
        probe_certificate("127.0.0.1", port, VM, 0.3)
