"""What the command line says, and how it ends, when a host cannot be used."""

import contextlib
import os
import signal
import socket
import ssl
import threading
import time

import pytest

from console.simulator.accounts import Account
from console.simulator.descriptions import HostDescription, VmDescription
from console.simulator.faults import (
    AnswerStatus,
    GarbageBody,
    Hang,
    HtmlPage,
    Reset,
    Scope,
)
from console.simulator.fleets import build
from console.simulator.running_host import running
from console.simulator.server import HostSettings, SimulatedHost
from console.simulator.tls import TlsIdentity
from tests.e2e.console_process import PASSWORD, USER, run, simulating, started

VMS = (VmDescription("web01"),)


@contextlib.contextmanager
def host(description=None, *, account=None, **settings):
    accounts = (account or Account(USER, PASSWORD),)
    simulated = SimulatedHost(
        build(description or HostDescription("HV01", vms=VMS)),
        HostSettings("HV01", accounts, **settings),
    )
    with running([simulated]) as (live,):
        yield live


def refused(outcome, code, *words):
    """Expect an exit code, nothing on standard output, a sentence and a next step."""
    assert (outcome.code, outcome.out) == (code, ""), outcome.err
    lines = outcome.err.splitlines()
    assert lines[0].startswith("hvconsole: ")
    assert lines[0].endswith(".")
    assert lines[1].startswith("  ")
    assert len(lines[1].strip()) > 10
    for word in words:
        assert word in outcome.err


# -- accounts


@pytest.mark.parametrize("command", ["inventory", "service", "power"])
def test_a_wrong_password(command):
    rest = {"inventory": (), "service": ("web01", "kvp", "off"), "power": ("web01", "off")}
    with host() as live:
        outcome = run(command, live.url, *rest[command], password="wrong-password")
        signed_in = [record for record in live.log.records if record.user]
        requests = live.log.counters.requests
    refused(outcome, 4, "did not accept", USER)
    assert not signed_in
    assert requests <= 3, "a wrong password is tried once: accounts lock"


def test_an_account_without_rights():
    account = Account(USER, PASSWORD, is_hyperv_admin=False)
    with host(account=account) as live:
        refused(run("inventory", live.url), 4, "Hyper-V Administrators")
        refused(run("service", live.url, "web01", "kvp", "off"), 4)
        refused(run("power", live.url, "web01", "off"), 4)


def test_a_way_to_sign_in_that_the_host_does_not_offer():
    with host() as live:
        refused(run("inventory", live.url, "--auth", "credssp"), 4, "Negotiate")


def test_basic_over_plain_http_is_not_even_tried():
    outcome = run("inventory", "http://192.0.2.1:5985/wsman", "--auth", "basic", "--timeout", "30")
    refused(outcome, 4, "clear text", "TLS")
    assert outcome.seconds < 10, "nobody was asked"


def test_basic_over_plain_http_is_tried_on_the_users_word():
    arguments = ("--auth", "basic", "--allow-plain-basic", "--timeout", "0.5")
    refused(run("inventory", "http://192.0.2.1:5985/wsman", *arguments), 3)


def test_basic_on_this_computer():
    with host(methods=frozenset({"basic"}), allow_unencrypted=True) as live:
        assert run("inventory", live.url, "--auth", "basic", "--json").vm("web01")
        assert {record.auth for record in live.log.messages} == {"basic"}


# -- hosts that are not there


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize("command", ["inventory", "service", "power"])
def test_a_closed_port(command):
    rest = {"inventory": (), "service": ("a", "kvp", "off"), "power": ("a", "off")}
    outcome = run(command, f"http://127.0.0.1:{closed_port()}/wsman", *rest[command])
    refused(outcome, 3, "127.0.0.1", "nothing listens")


def test_an_unknown_name():
    outcome = run("inventory", "no-such-host.invalid", "--timeout", "5")
    refused(outcome, 3, "no-such-host.invalid")


def test_a_server_that_accepts_and_never_answers():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        outcome = run("inventory", f"http://127.0.0.1:{port}", "--timeout", "1")
    refused(outcome, 3, "within 1 s")
    assert outcome.seconds < 12


@pytest.mark.parametrize(
    ("command", "rest"),
    [
        ("inventory", ()),
        ("service", ("web01", "kvp", "off")),
        ("power", ("web01", "off")),
    ],
)
def test_a_host_that_stops_answering(command, rest):
    with host() as live:
        live.plan.add(Hang(), Scope(nth=2))
        outcome = run(command, live.url, *rest, "--timeout", "1")
    refused(outcome, 3, "within 1 s")
    assert outcome.seconds < 12


def test_a_connection_that_breaks_each_time():
    with host() as live:
        live.plan.add(Reset())
        refused(run("inventory", live.url), 3, "broke off")


def test_a_host_that_is_lost_in_the_middle_of_an_inventory():
    with host() as live:
        live.plan.add(Reset(), Scope(class_name="Msvm_SummaryInformation"))
        live.plan.add(Reset(), Scope(class_name="Msvm_VirtualSystemSettingData"))
        outcome = run("inventory", live.url)
    refused(outcome, 3, "broke off")
    assert len(outcome.err.splitlines()) < 12, "one sentence, not one for each connection"


# -- hosts that are something else


class WebServer:
    """Answers everything with a page."""

    PAGE = (
        b"HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: text/html\r\n"
        b"Content-Length: 20\r\nConnection: close\r\n\r\n<html>hello!!!</html"
    )

    def __enter__(self):
        self._server = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()
        return self._server.getsockname()[1]

    def __exit__(self, *_):
        self._server.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._server.close()

    def _serve(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._server.accept()
                with connection:
                    connection.recv(65536)
                    connection.sendall(self.PAGE)


def test_a_web_server():
    with WebServer() as port:
        refused(run("inventory", f"http://127.0.0.1:{port}"), 5, "not WinRM", "5985")


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (HtmlPage(), "not WinRM"),
        (AnswerStatus(404), "not WinRM"),
        (AnswerStatus(503), "not available just now"),
    ],
)
def test_a_page_in_place_of_an_answer(fault, words):
    with host() as live:
        live.plan.add(fault)
        refused(run("inventory", live.url), 5, words)


def test_an_answer_that_cannot_be_read():
    with host() as live:
        live.plan.add(GarbageBody())
        refused(run("inventory", live.url), 5, "cannot be read")


@pytest.mark.parametrize("locale", ["en-US", "de-DE", "zh-CN"])
def test_a_windows_computer_without_hyperv(locale):
    with host(HostDescription("PC01", has_hyperv=False, locale=locale)) as live:
        refused(run("inventory", live.url), 5, "Hyper-V")
        refused(run("power", live.url, "web01", "start"), 5, "Hyper-V")


# -- certificates


@pytest.fixture(scope="module", params=["ntlm", "basic"])
def over_tls(request, tmp_path_factory):
    pem = tmp_path_factory.mktemp("tls") / "host.pem"
    options = ("--vms", "3", "--tls", "--certificate-file", str(pem), "--auth", request.param)
    with simulating(*options) as site:
        assert site.url.startswith("https://")
        yield site.url, pem, request.param


def test_a_trusted_certificate(over_tls):
    url, pem, auth = over_tls
    outcome = run("inventory", url, "--auth", auth, "--ca-file", str(pem), "--json")
    assert (outcome.code, outcome.err) == (0, "")
    assert len(outcome.json["vms"]) == 3


def test_an_untrusted_certificate(over_tls):
    url, _, auth = over_tls
    refused(run("inventory", url, "--auth", auth), 4, "certificate", "fingerprint", "--pin")


def test_no_verification_on_the_users_word(over_tls):
    url, _, auth = over_tls
    assert run("inventory", url, "--auth", auth, "--insecure", "--json").code == 0


def test_another_certificate_does_not_help(over_tls, tmp_path):
    url, _, auth = over_tls
    other = tmp_path / "other.pem"
    other.write_bytes(TlsIdentity.self_signed().certificate)
    refused(run("inventory", url, "--auth", auth, "--ca-file", str(other)), 4, "certificate")


def test_a_strict_stranger_trusts_the_certificate_file(over_tls):
    url, pem, _ = over_tls
    context = ssl.create_default_context(cafile=str(pem))
    context.verify_flags |= ssl.VERIFY_X509_STRICT  # Python 3.13's own default
    address = ("127.0.0.1", int(url.split(":")[2].split("/")[0]))
    with (
        socket.create_connection(address, timeout=10) as plain,
        context.wrap_socket(plain, server_hostname="127.0.0.1") as secured,
    ):
        assert secured.version() in ("TLSv1.2", "TLSv1.3")
    assert b"PRIVATE" not in pem.read_bytes()


@pytest.mark.parametrize("content", [None, "", "this is no certificate"])
def test_a_ca_file_that_cannot_be_used(over_tls, tmp_path, content):
    url, _, auth = over_tls
    path = tmp_path / "broken.pem"
    if content is not None:
        path.write_text(content)
    outcome = run("inventory", url, "--auth", auth, "--ca-file", str(path))
    assert outcome.code in (2, 4)
    assert outcome.err.startswith("hvconsole: ")
    assert outcome.out == ""


def test_tls_to_a_port_that_speaks_none():
    with host() as live:
        outcome = run("inventory", live.url.replace("http:", "https:"), "--insecure")
    assert outcome.code in (3, 5)
    assert outcome.err.startswith("hvconsole: ")


# -- interrupted


@pytest.mark.skipif(os.name != "posix", reason="Windows has no SIGINT for other processes")
@pytest.mark.parametrize(
    ("command", "rest"),
    [
        ("inventory", ()),
        ("service", ("web01", "kvp", "off")),
        ("power", ("web01", "off")),
    ],
)
def test_ctrl_c(command, rest):
    with host() as live:
        rule = live.plan.add(Hang())
        with started(command, live.url, *rest) as process:
            deadline = time.monotonic() + 30
            while not live.plan.hits(rule):
                assert time.monotonic() < deadline
                assert process.poll() is None
                time.sleep(0.01)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=10)
    assert process.returncode == 130
    assert (out, err) == (b"", b"")
