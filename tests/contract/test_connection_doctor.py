"""The connection doctor against every fault: the right first diagnosis, in order, and no more."""

from contextlib import ExitStack
from dataclasses import replace
from functools import partial

import pytest

from console.doctor.examination import Examination
from console.doctor.finding import Cause, Patient, Step, StepState, diagnosis
from console.doctor.fix import fix_of
from console.model.connection import AuthMethod
from console.simulator.accounts import Account
from console.transport.connect import connect
from console.transport.sign_in_guard import SignInGuard
from console.ui.sentences.doctor import cause_of, next_step_of
from tests.contract import kdc as realm
from tests.contract.auth_hosts import client_certificate
from tests.contract.doctor_cases import CASES, RIGHT, WRONG, identity, patient, run_host


def examine(patient: Patient, connect=connect):
    """Walk to the end."""
    examination = Examination(patient, connect)
    try:
        return tuple(examination.findings())
    finally:
        examination.close()


@pytest.fixture(scope="module")
def table():
    """Print what was found, when all was found (``-s`` shows it)."""
    rows: list[tuple[str, str, str, str]] = []
    yield rows
    print()
    for name, state, step, cause in rows:
        print(f"{name:<38} {state:<6} {step:<15} {cause}")
    print(f"{len(rows)} faults")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_fault_gets_the_right_first_diagnosis(case, table):
    with ExitStack() as stack:
        findings = examine(case.setup(stack))
    first = diagnosis(findings)
    assert first is not None
    told = [(each.step.value, each.state.value, each.detail) for each in findings]
    assert (first.step, first.state) == (case.step, case.state), told
    assert first.cause in {case.cause, case.or_cause or case.cause}, told
    assert [each.step for each in findings] == list(Step)
    at = list(Step).index(first.step)
    expected = {StepState.SKIPPED} if case.state is StepState.RED else set(StepState)
    assert {each.state for each in findings[at + 1 :]} <= expected
    assert cause_of(first)
    assert next_step_of(first)
    assert fix_of(first)
    table.append((case.name, first.state.value, first.step.value, first.cause.value))


@pytest.mark.parametrize("is_tls", [False, True])
def test_a_healthy_host_is_green_in_every_step(is_tls, tmp_path):
    with ExitStack() as stack:
        live, _ = run_host(stack, tls=identity() if is_tls else None)
        pem = tmp_path / "host.pem"
        pem.write_bytes(identity().certificate)
        trust = {"tls": True, "ca_file": str(pem)} if is_tls else {}
        findings = examine(patient(stack, live.port, console_port=live.console_port, **trust))
    assert [each.state for each in findings] == [StepState.GREEN] * len(Step)
    assert diagnosis(findings) is None
    assert "500 KB" in findings[-1].detail


def test_a_wrong_password_is_tried_once():
    with ExitStack() as stack:
        live, _ = run_host(stack)
        findings = examine(patient(stack, live.port, WRONG))
        proofs = [record for record in live.log.records if record.status == 401]
        assert diagnosis(findings).cause is Cause.BAD_CREDENTIAL
        # the knock, the empty POST of the sign-in, the challenge, the refusal
        assert len(proofs) == 4
        signed_in = len(live.log.records)
        assert signed_in == 5  # and the Identify that asks nobody in


def test_a_password_that_was_refused_before_is_not_tried_again():
    guard = SignInGuard()
    with ExitStack() as stack:
        live, _ = run_host(stack)
        who = patient(stack, live.port, WRONG)
        first = examine(who, partial(connect, guard=guard))
        requests = len(live.log.records)
        second = examine(who, partial(connect, guard=guard))
        assert diagnosis(first).cause is Cause.BAD_CREDENTIAL
        assert diagnosis(second).cause is Cause.NOT_TRIED
        assert len(live.log.records) - requests == 2  # the knock and the open Identify
        right = examine(replace(who, credential=RIGHT), partial(connect, guard=guard))
        assert diagnosis(right) is None


METHODS = (
    (AuthMethod.NTLM, "ntlm", False),
    (AuthMethod.NTLM, "ntlm", True),
    (AuthMethod.NEGOTIATE, "ntlm", False),
    (AuthMethod.CREDSSP, "credssp", False),
    (AuthMethod.CREDSSP, "credssp", True),
    (AuthMethod.BASIC, "basic", True),
)


@pytest.mark.parametrize(("method", "offered", "is_tls"), METHODS)
@pytest.mark.parametrize("credential", [RIGHT, WRONG], ids=["right", "wrong"])
def test_every_way_to_sign_in_right_and_wrong(tmp_path, method, offered, is_tls, credential):
    pem = tmp_path / "host.pem"
    pem.write_bytes(identity().certificate)
    trust = {"tls": True, "ca_file": str(pem)} if is_tls else {}
    with ExitStack() as stack:
        tls = identity() if is_tls else None
        live, _ = run_host(stack, methods=frozenset({offered}), tls=tls)
        who = patient(stack, live.port, replace(credential, method=method), **trust)
        first = diagnosis(examine(who))
    if credential is RIGHT:
        assert first is None
    else:
        assert first is not None
        assert (first.step, first.cause) == (Step.AUTHENTICATION, Cause.BAD_CREDENTIAL)


@pytest.mark.parametrize("is_mapped", [True, False])
def test_a_client_certificate_mapped_and_not(tmp_path, is_mapped):
    pem = tmp_path / "host.pem"
    pem.write_bytes(identity().certificate)
    ours, theirs = client_certificate(tmp_path, "ours"), client_certificate(tmp_path, "theirs")
    account = Account("sim", RIGHT.password, certificate=(ours if is_mapped else theirs).pem)
    with ExitStack() as stack:
        live, _ = run_host(
            stack,
            accounts=[account],
            methods=frozenset({"certificate"}),
            tls=identity(),
            client_authorities=ours.pem,
        )
        trust = {"tls": True, "ca_file": str(pem)}
        first = diagnosis(examine(patient(stack, live.port, ours.credential(), **trust)))
    if is_mapped:
        assert first is None
    else:
        assert first is not None
        assert first.cause is Cause.OWN_CERTIFICATE_REFUSED, first.detail


def test_a_host_that_wants_encryption_and_a_way_that_has_none():
    """Basic over plain HTTP, which loopback alone allows."""
    with ExitStack() as stack:
        live, _ = run_host(stack, methods=frozenset({"ntlm", "basic"}))
        credential = replace(RIGHT, method=AuthMethod.BASIC)
        first = diagnosis(examine(patient(stack, live.port, credential)))
    assert first is not None
    assert first.cause is Cause.METHOD_NOT_OFFERED


@pytest.fixture(scope="module")
def kdc(tmp_path_factory):
    realm.needs_kdc()
    kdc = realm.Kdc(tmp_path_factory.mktemp("realm"))
    kdc.create(dict.fromkeys(("sim", "locked", "expired", "stranger"), RIGHT.password))
    kdc.admin("modprinc -allow_tix locked", 'modprinc -pwexpire "2001-01-01" expired')
    kdc.start()
    yield kdc
    kdc.stop()


@pytest.mark.parametrize(
    ("user", "more", "cause"),
    [
        ("sim", {}, None),
        ("sim", {"password": "wrong"}, Cause.BAD_CREDENTIAL),
        ("nobody", {}, Cause.ACCOUNT_UNKNOWN),
        ("locked", {}, Cause.ACCOUNT_LOCKED),
        ("expired", {}, Cause.CREDENTIAL_EXPIRED),
        ("sim", {"spn": "HTTP/nowhere.hv.test"}, Cause.SERVICE_UNKNOWN),
        ("sim", {"password": ""}, Cause.NO_TICKET),
        ("sim@NO.SUCH.REALM", {}, Cause.NO_KDC),
        ("stranger", {}, Cause.TICKET_REFUSED),
    ],
)
def test_kerberos_is_told_apart_in_every_way_to_fail(kdc, monkeypatch, table, user, more, cause):
    monkeypatch.setenv("KRB5_CONFIG", str(kdc.config))
    for name in ("KRB5CCNAME", "KRB5_KTNAME"):
        monkeypatch.delenv(name, raising=False)
    credential = replace(RIGHT, user=user, method=AuthMethod.KERBEROS, **more)
    with ExitStack() as stack:
        methods = frozenset({"ntlm", "kerberos"})
        live, _ = run_host(stack, methods=methods, keytab=kdc.keytab)
        findings = examine(patient(stack, live.port, credential, host="localhost"))
    first = diagnosis(findings)
    if cause is None:
        assert first is None
        assert "kerberos (SPN HTTP/localhost)" in findings[6].detail
        return
    assert (first.step, first.cause) == (Step.AUTHENTICATION, cause), first.detail
    assert cause_of(first)
    assert fix_of(first)
    table.append((f"Kerberos: {user} {', '.join(more)}", "red", "authentication", cause.value))


def test_nobody_signs_in_before_the_way_is_known_to_lead_to_winrm():
    with ExitStack() as stack:
        live, _ = run_host(stack, "not-wsman")
        examine(patient(stack, live.port, RIGHT))
        assert {record.user for record in live.log.records} == {""}
        assert {record.auth for record in live.log.records} == {""}


def test_who_stops_asking_ends_the_walk():
    with ExitStack() as stack:
        live, _ = run_host(stack)
        examination = Examination(patient(stack, live.port))
        for _ in range(3):
            examination.next()
        assert examination.coming is Step.TLS
        examination.close()
        examination.close()
        assert live.log.records == ()
