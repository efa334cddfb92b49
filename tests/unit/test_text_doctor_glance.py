"""What is shown of a step of the doctor beside its name."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from console.doctor.finding import Cause, Circumstances, Finding, Step, StepState
from console.model.certificate import CertificateSeen
from console.model.connection import AuthMethod
from console.ui.sentences.doctor import cause_of
from console.ui.sentences.doctor_glance import glance_of

PLAIN = Circumstances("hv01", 5985)
UNTIL = datetime(2027, 1, 2, tzinfo=UTC)
SHOWN = CertificateSeen("ab" * 32, "CN=hv01", "CN=ca", ("hv01",), UNTIL, UNTIL)


def glance(step, detail="technical", *, cause=None, **seen):
    state = StepState.GREEN if cause is None else StepState.AMBER
    return glance_of(Finding(step, state, cause, detail, 1.0, replace(PLAIN, **seen)))


@pytest.mark.parametrize(
    ("step", "seen", "told"),
    [
        (Step.NAME, {"addresses": ("10.0.0.1", "10.0.0.2")}, "10.0.0.1, 10.0.0.2"),
        (Step.NAME, {"addresses": ("hv01",)}, "an address; no name to look up"),
        (Step.ADDRESS, {"addresses": ("10.0.0.1",)}, "a route to 10.0.0.1"),
        (Step.PORT, {"open_ports": (2179, 5985)}, "open: 2179, 5985"),
        (Step.TLS, {}, "not used: plain HTTP was asked for"),
        (Step.TLS, {"tls": True, "certificate": SHOWN}, "CN=hv01, until 2027-01-02"),
        (Step.HTTP, {"offered": ("Negotiate", "Kerberos")}, "answers; offers Negotiate, Kerberos"),
        (Step.AUTHENTICATION, {"user": "LAB\\ann"}, "as LAB\\ann, by NTLM"),
        (Step.AUTHENTICATION, {"method": AuthMethod.KERBEROS}, "Kerberos"),
        (Step.AUTHORISATION, {}, "Hyper-V's management service is shown"),
        (Step.NAMESPACE, {"vms": 7}, "7 virtual machines"),
        (Step.HYPER_V, {"version": "10.0.1", "value": "500"},
         "Windows 10.0.1; messages of up to 500 KB"),
    ],
)  # fmt: skip
def test_a_step_that_is_in_order_tells_what_was_seen(step, seen, told):
    assert glance(step, **seen) == told


@pytest.mark.parametrize(
    ("step", "seen"),
    [
        (Step.TLS, {"tls": True}),
        (Step.HTTP, {}),
        (Step.IDENTIFY, {}),
        (Step.AUTHORISATION, {"code": 0x80041010}),
        (Step.NAMESPACE, {}),
        (Step.HYPER_V, {"version": "10.0.1"}),
        (Step.HYPER_V, {"value": "500"}),
    ],
)
def test_where_nothing_is_known_the_detail_has_the_word(step, seen):
    assert glance(step, "a\u202eb", **seen) == "a?b"


def test_the_cause_goes_before_what_was_seen():
    seen = replace(PLAIN, other_port=2179)
    finding = Finding(Step.PORT, StepState.AMBER, Cause.CONSOLE_PORT_CLOSED, "x", 1.0, seen)
    assert glance_of(finding) == cause_of(finding)


def test_what_the_host_says_of_itself_is_made_safe():
    assert glance(Step.HTTP, offered=("A\nB\u202e",)).isprintable()
