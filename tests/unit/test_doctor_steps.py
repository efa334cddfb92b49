"""What the doctor decides without a host: names, routes, and whether to sign in at all."""

import errno
import socket
from dataclasses import replace

import pytest

from console.app.commands import doctor as command
from console.app.exit_codes import ExitCode
from console.doctor import admission, approach, network
from console.doctor.finding import (
    Cause,
    Circumstances,
    Finding,
    Patient,
    Step,
    StepState,
    diagnosis,
)
from console.doctor.network import PortState
from console.model.connection import AuthMethod, Credential, Endpoint
from console.ui.sentences.doctor import CAUSES, cause_of, next_step_of, particulars, report_text
from tests.unit.doctor_document import example
from tests.unit.doctor_steps import STEP_OF

HOST = "hv01.example.com"
SEEN = Circumstances(HOST, 5985, offered=("Negotiate", "Basic"))


def a_patient(method=AuthMethod.NTLM, password="pw", **endpoint):
    endpoint.setdefault("host", HOST)
    credential = Credential("sim", password, method)
    return Patient(Endpoint(**endpoint), credential, "sim", method)


def a_finding(step, state, cause=None):
    return Finding(step, state, cause, "", 1.0, SEEN)


@pytest.mark.parametrize(
    ("patient", "seen", "cause"),
    [
        (replace(a_patient(), credential=None), SEEN, Cause.NO_CREDENTIAL),
        (a_patient(password=""), SEEN, Cause.NO_CREDENTIAL),
        (a_patient(AuthMethod.BASIC), SEEN, Cause.BASIC_WOULD_BE_CLEAR),
        (a_patient(AuthMethod.KERBEROS, host="192.0.2.1"), SEEN, Cause.KERBEROS_NEEDS_NAME),
        (a_patient(AuthMethod.KERBEROS), replace(SEEN, skew_s=-400.0), Cause.CLOCK_OFF),
        (a_patient(AuthMethod.CREDSSP), SEEN, Cause.METHOD_NOT_OFFERED),
        (a_patient(AuthMethod.NTLM), replace(SEEN, offered=("Basic",)), Cause.METHOD_NOT_OFFERED),
    ],
)
def test_no_password_is_shown_where_it_would_be_of_no_use(patient, seen, cause):
    verdict = admission.before_sign_in(patient, seen)
    assert verdict is not None
    assert (verdict.state, verdict.cause) == (StepState.RED, cause)


@pytest.mark.parametrize(
    ("patient", "seen"),
    [
        (a_patient(), SEEN),
        (a_patient(), replace(SEEN, offered=())),
        (a_patient(), replace(SEEN, skew_s=4000.0)),
        (a_patient(AuthMethod.BASIC, tls=True), SEEN),
        (a_patient(AuthMethod.BASIC, allow_plain_basic=True), SEEN),
    ],
)
def test_signing_in_is_tried_where_it_may_work(patient, seen):
    assert admission.before_sign_in(patient, seen) is None


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (socket.gaierror(socket.EAI_AGAIN, "again"), Cause.NAME_SERVER_SILENT),
        (socket.gaierror(socket.EAI_NONAME, "unknown"), Cause.NAME_UNKNOWN),
        (UnicodeError("label too long"), Cause.NAME_INVALID),
    ],
)
def test_why_a_name_has_no_address(monkeypatch, error, cause):
    def fail(*_args, **_more):
        raise error

    monkeypatch.setattr(network.socket, "getaddrinfo", fail)
    assert approach.look_up_name(a_patient(), SEEN).cause is cause


def test_no_route_is_found_before_anything_is_sent(monkeypatch):
    class NoRoute(socket.socket):
        def connect(self, address):
            raise OSError(errno.ENETUNREACH, "no route")

    monkeypatch.setattr(network.socket, "socket", NoRoute)
    verdict = approach.check_addresses(a_patient(), replace(SEEN, addresses=("192.0.2.1",)))
    assert verdict.cause is Cause.NO_ROUTE


def test_one_usable_address_is_enough():
    seen = replace(SEEN, addresses=("0.0.0.0", "127.0.0.1"))
    verdict = approach.check_addresses(a_patient(), seen)
    assert (verdict.state, verdict.seen.addresses) == (StepState.GREEN, ("127.0.0.1",))


def test_ports_are_probed_together():
    with socket.create_server(("127.0.0.1", 0)) as listening, socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        here, nobody = listening.getsockname()[1], bound.getsockname()[1]
        found = network.probe_ports(("127.0.0.1",), (here, nobody, here), 20.0)
    assert found == {here: PortState.OPEN, nobody: PortState.CLOSED}


def test_an_unreachable_network_is_told(monkeypatch):
    def unreachable(states):
        return lambda *_args: dict.fromkeys((5985, 5986, 2179), states)

    for state, cause in (
        (PortState.NO_ROUTE, Cause.PORT_NO_ROUTE),
        (PortState.SILENT, Cause.PORT_SILENT),
        (PortState.CLOSED, Cause.PORT_CLOSED),
    ):
        monkeypatch.setattr(approach, "probe_ports", unreachable(state))
        assert approach.probe(a_patient(), SEEN).cause is cause


def test_every_cause_has_sentences_whose_particulars_are_known():
    assert set(CAUSES) == set(Cause) == set(STEP_OF)
    for cause in Cause:
        finding = Finding(STEP_OF[cause], StepState.RED, cause, "", 0.0, example(cause))
        for text in (cause_of(finding), next_step_of(finding)):
            assert text
            assert "%" not in text
            assert "unknown" not in text
        assert set(CAUSES[cause].names) <= set(particulars(SEEN))


def test_hosts_cannot_write_into_a_sentence():
    seen = replace(example(Cause.REDIRECTED), location="x\n\x1b[2J\u202e%1<b>")
    finding = Finding(Step.HTTP, StepState.RED, Cause.REDIRECTED, "a\nb", 0.0, seen)
    assert "x??[2J?%1<b>" in cause_of(finding)
    assert report_text("http://hv01:5985/wsman", [finding]).count("\n") == 2


def test_red_comes_before_amber():
    green = a_finding(Step.NAME, StepState.GREEN)
    amber = a_finding(Step.PORT, StepState.AMBER, Cause.CONSOLE_PORT_CLOSED)
    red = a_finding(Step.HTTP, StepState.RED, Cause.NOT_WINRM)
    assert diagnosis((green, amber, red)) is red
    assert diagnosis((green, amber)) is amber
    assert diagnosis((green,)) is None


def test_the_exit_code_is_0_only_when_all_is_green():
    green = a_finding(Step.NAME, StepState.GREEN)
    assert command.exit_code((green,)) is ExitCode.OK
    amber = a_finding(Step.PORT, StepState.AMBER, Cause.CONSOLE_PORT_CLOSED)
    assert command.exit_code((green, amber)) is ExitCode.FAILED
    for step in Step:
        red = a_finding(step, StepState.RED, Cause.HOST_FAULT)
        assert command.exit_code((green, red)) not in {ExitCode.OK, ExitCode.USAGE}
