"""Which VM a command means, and how what was started on it is followed to its end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.app.commands.account import UsageError
from console.app.commands.target import find_vm, follow
from console.hyperv.jobs import DONE, Started
from console.model.errors import Cancelled, NotPossible, ObjectGone, OperationFailed, OutcomeUnknown
from console.model.job import JobState
from console.simulator.clock import ManualClock
from console.simulator.descriptions import HostDescription, VmDescription
from console.simulator.endpoint import Endpoint
from console.simulator.failures import Caller
from console.simulator.fleets import build
from console.wsman.cim import CimInstance, CimReference
from console.wsman.client import WsmanClient

ID = "3B0F1C9A-0000-4000-8000-00000000000{}"
METHOD = "Msvm_X.Do"
JOB = CimReference("http://schemas.microsoft.com/x/Msvm_ConcreteJob", (("InstanceID", "J1"),))


class _InProcess:
    def __init__(self, host: HostDescription) -> None:
        clock = ManualClock()
        self._endpoint = Endpoint(build(host, clock), clock)

    def send(self, request: bytes, *, repeatable: bool) -> bytes:
        return self._endpoint.answer(request, Caller("SIM\\sim"), "hv01").body

    def close(self) -> None:
        pass


def client(*names: str) -> WsmanClient:
    vms = tuple(VmDescription(name, id=ID.format(n)) for n, name in enumerate(names))
    return WsmanClient(_InProcess(HostDescription("HV01", vms=vms)))


# -- finding


@pytest.mark.parametrize(
    ("wanted", "place"),
    [
        ("web", 0),
        ("Web", 1),
        ("DB 1", 2),
        ("db 1", 2),
        ("PRÜFSTAND", 3),
        (ID.format(1), 1),
        (ID.format(1).lower(), 1),
        ("{" + ID.format(2) + "}", 2),
    ],
)
def test_a_vm_is_found_by_id_then_by_name_then_by_any_case(wanted: str, place: int):
    found = find_vm(client("web", "Web", "DB 1", "Prüfstand"), wanted)
    assert found.id == ID.format(place)


def test_an_id_goes_before_a_name():
    found = find_vm(client(ID.format(1), "other"), ID.format(1))
    assert found.name == "other"


@pytest.mark.parametrize("wanted", ["WEB", "twin"])
def test_a_name_of_several_is_no_name(wanted: str):
    wsman = client("web", "Web", "twin", "twin")
    with pytest.raises(UsageError) as caught:
        find_vm(wsman, wanted)
    ids = (0, 1) if wanted == "WEB" else (2, 3)
    assert all(ID.format(each) in str(caught.value) for each in ids)
    assert wanted in str(caught.value)


@pytest.mark.parametrize("wanted", ["nobody", "", "{}", "we", "*"])
def test_nothing_is_guessed(wanted: str):
    with pytest.raises(NotPossible) as caught:
        find_vm(client("web"), wanted)
    assert (caught.value.why, caught.value.subject) == ("vm_unknown", wanted)


# -- following


def job(state: int, percent: int = 0, code: int = 0, text: str = "") -> CimInstance:
    return CimInstance(
        "Msvm_ConcreteJob",
        {
            "InstanceID": "J1",
            "JobState": state,
            "PercentComplete": percent,
            "ErrorCode": code,
            "ErrorDescription": text,
        },
    )


class FakeWsman:
    """Shows a job's looks one after the other."""

    def __init__(self, *looks: CimInstance | Exception, errors: tuple[str, ...] = ()) -> None:
        self._looks = list(looks)
        self._errors = errors

    def get(self, ref: CimReference) -> CimInstance:
        assert ref == JOB
        look = self._looks.pop(0)
        if isinstance(look, Exception):
            raise look
        return look

    def invoke(self, ref, method, arguments=()) -> CimInstance:
        assert (ref, method) == (JOB, "GetErrorEx")
        return CimInstance("", {"ReturnValue": 0, "Errors": self._errors})


def followed(*looks, errors=()) -> tuple[list[int], list[float]]:
    seen: list[int] = []
    pauses: list[float] = []
    wsman = FakeWsman(*looks, errors=errors)
    follow(wsman, Started(JOB), METHOD, lambda each: seen.append(each.percent), pauses.append)
    assert not wsman._looks, "it stopped looking too early"
    return seen, pauses


def test_what_is_done_needs_no_looking():
    follow(FakeWsman(), DONE, METHOD, lambda _: pytest.fail("nothing to tell"))


def test_a_job_is_looked_at_until_it_has_ended():
    seen, pauses = followed(job(2), job(3, 5), job(4, 50), job(7, 100))
    assert seen == [0, 5, 50, 100]
    assert len(pauses) == 3


def test_an_end_with_warnings_is_an_end():
    assert followed(job(32768, 100)) == ([100], [])


@given(st.integers(min_value=1, max_value=60))
def test_pauses_grow_and_stay_short(looks: int):
    _, pauses = followed(*[job(4, 1)] * looks, job(7, 100))
    assert len(pauses) == looks
    assert pauses == sorted(pauses)
    assert 0 < pauses[0] <= 0.25
    assert pauses[-1] <= 1.0


def test_a_failed_job_brings_the_hosts_words():
    embedded = (
        '<INSTANCE CLASSNAME="Msvm_Error"><PROPERTY NAME="Message" TYPE="string">'
        "<VALUE>Not enough memory in the system.</VALUE></PROPERTY></INSTANCE>"
    )
    with pytest.raises(OperationFailed) as caught:
        followed(job(4), job(10, 30, 32778, "'web' failed to start."), errors=(embedded,))
    error = caught.value
    assert (error.method, error.code) == (METHOD, 32778)
    assert error.host_text == "'web' failed to start."
    assert error.more == ("Not enough memory in the system.",)


@pytest.mark.parametrize("state", [8, 9])
def test_a_job_that_somebody_ended(state: int):
    with pytest.raises(Cancelled):
        followed(job(4), job(state))


def test_a_job_that_vanished_has_an_unknown_outcome():
    with pytest.raises(OutcomeUnknown):
        followed(job(4), ObjectGone(0x80338000, "DestinationUnreachable"))


def test_the_states_of_these_tests_are_the_hosts():
    from console.hyperv.wire import JOB_STATES

    assert JOB_STATES[7] is JobState.COMPLETED
    assert JOB_STATES[32768] is JobState.COMPLETED_WITH_WARNINGS
    assert JOB_STATES[10] is JobState.FAILED
    assert JOB_STATES[8] is JOB_STATES[9] is JobState.CANCELLED
