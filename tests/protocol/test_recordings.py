"""Every recording in ``data/recordings`` is a test case: the client still reads the same from it.

To add one, put the file there (docs/recordings.md). ``python -m tests.protocol.test_recordings``
makes the simulated host's again.
"""

import json
from pathlib import Path

import pytest

from console.hyperv.state import read_states
from console.model.errors import (
    ConsoleError,
    Malformed,
    Refused,
    RefusedReason,
    TimedOut,
    Unreachable,
    UnreachableReason,
)
from console.recording.acts import ITEM
from console.recording.file import Recording, RecordingInvalid, Said, dump, load, parse, save
from console.recording.plain import differences, plain
from console.recording.record import Wish, record
from console.recording.replay import NotRecorded, ReplayExchange, changes, replay
from console.recording.tape import RecordingExchange, Tape, TapeFull
from console.simulator.clock import ManualClock
from console.simulator.descriptions import (
    ChangeStyle,
    CheckpointDescription,
    HostDescription,
    JobFault,
    StartState,
    VmDescription,
)
from console.simulator.endpoint import Endpoint
from console.simulator.failures import Caller
from console.simulator.fleets import build
from console.wsman.client import WsmanClient

FOLDER = Path(__file__).parent / "data" / "recordings"
RECORDINGS = sorted(FOLDER.glob("*.jsonl"))
MARK = "Zqmarker"
HOST = HostDescription(
    f"{MARK}HV01",
    vms=(
        VmDescription(
            f"{MARK}-web01",
            generation=2,
            notes=f"ask {MARK} #prod",
            checkpoints=(CheckpointDescription(f"{MARK} before update"),),
        ),
        VmDescription(f"{MARK}-off", state=StartState.OFF),
        VmDescription(f"{MARK}-jobs", changes=ChangeStyle.JOB),
    ),
)


class InProcess:
    """An exchange with a simulated host without a network."""

    def __init__(self, host: HostDescription = HOST) -> None:
        self.clock = ManualClock()
        self.endpoint = Endpoint(build(host, self.clock), self.clock)
        self.fails_after: int | None = None

    def send(self, request: bytes, *, repeatable: bool) -> bytes:
        if self.fails_after is not None:
            self.fails_after -= 1
            if self.fails_after < 0:
                raise TimedOut("read", 1.0, f"{MARK}.example")
        return self.endpoint.answer(request, Caller(f"{MARK}\\admin"), f"{MARK}hv01").body

    def close(self) -> None:
        pass


def recorded(acts_on: str = "", vms: int = 2, host: InProcess | None = None) -> Recording:
    told: list[str] = []
    host = host or InProcess()
    wish = Wish(vms, acts_on, (f"{MARK}\\admin", "Hunter2-Hunter2", f"{MARK}hv01.example"))
    return record(host, wish, tell=told.append, sleep=lambda _: host.clock.advance(20))


@pytest.fixture(scope="module")
def recording() -> Recording:
    return recorded(f"{MARK}-jobs")


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: path.stem)
def test_the_client_reads_the_same_from_a_recording(path: Path):
    recording = load(path)
    assert changes(recording) == []
    # The client may ask more than it did when the recording was made, but not all over.
    outgrown = replay(recording).outgrown
    assert len(outgrown) < len(recording.results) / 4, sorted(outgrown)


def test_there_is_a_recording_of_a_simulated_host():
    assert "simulated-host" in {path.stem for path in RECORDINGS}
    text = (FOLDER / "simulated-host.jsonl").read_text(encoding="utf-8")
    assert MARK.casefold() not in text.casefold()


def test_nothing_of_the_host_is_in_a_recording(recording: Recording):
    text = dump(recording)
    assert MARK.casefold() not in text.casefold()
    assert "Hunter2" not in text
    assert "VmState.RUNNING" in text
    assert "VmState.OFF" in text


def test_a_recording_survives_its_file(recording: Recording, tmp_path: Path):
    path = tmp_path / "host.jsonl"
    save(recording, path)
    again = load(path)
    # A file is sorted by steps; within a step nothing changes its place.
    assert sorted(again.said, key=lambda said: said.step) == sorted(
        recording.said, key=lambda said: said.step
    )
    assert again.results == recording.results
    assert path.stat().st_mode & 0o077 == 0
    assert changes(again) == []


def test_changes_are_recorded_with_their_way_back(recording: Recording):
    before, between, after = recording.results["act.service.heartbeat"]
    assert (before["enabled"], between["enabled"], after["enabled"]) == (True, False, True)
    items = [
        [item["data"] for item in told["items"] if item["name"] == ITEM]
        for told in recording.results["act.item"]
    ]
    assert items == [[], ["HVConsoleFirst"], ["HVConsoleSecond"], []]


def test_another_result_is_told(recording: Recording):
    states = json.loads(json.dumps(recording.results["states.cold"]))
    states["rows"][0]["state"] = "VmState.PAUSED"
    changed = Recording(
        "0", "", recording.vms, recording.acts_on, recording.said, {"states.cold": states}
    )
    (line,) = changes(changed)
    assert "states.cold: rows[0].state" in line
    assert "PAUSED" in line


def test_a_host_without_answers_is_recorded_as_such():
    host = InProcess()
    host.fails_after = 3
    recording = recorded(host=host)
    assert recording.results["inventory"] == {"error": {"is": "TimedOut"}}
    assert changes(recording) == []


def test_a_recording_serves_any_reading(recording: Recording):
    exchange = ReplayExchange(recording)
    rows = read_states(WsmanClient(exchange), cold=True).rows
    assert len(rows) == 3
    with pytest.raises(NotRecorded):
        WsmanClient(exchange).query_all("root/cimv2", "SELECT * FROM Win32_Service")
    exchange.close()


def test_what_was_no_reply_is_none_again():
    tape = Tape()
    client = WsmanClient(RecordingExchange(InProcess(), tape))
    client.identify()
    request = tape.taken[0].request.decode()
    for said, error in (
        (Said("", request, error="TimedOut"), TimedOut),
        (Said("", request, error="Refused"), Malformed),
        (Said("", request, unreadable=7), Malformed),
    ):
        with pytest.raises(error):
            WsmanClient(ReplayExchange(Recording("", "", 0, said=(said,)))).identify()


def test_a_reply_that_cannot_be_read_is_left_out():
    class Broken(InProcess):
        def send(self, request: bytes, *, repeatable: bool) -> bytes:
            return f"<html>{MARK}</html>".encode()

    recording = recorded(host=Broken())
    assert recording.said[0].reply is None or MARK not in recording.said[0].reply
    assert MARK not in dump(recording)
    assert {"error": {"is": "Malformed"}} in recording.results.values()


def test_a_tape_has_an_end():
    tape = Tape(max_bytes=100)
    with pytest.raises(TapeFull):
        WsmanClient(RecordingExchange(InProcess(), tape)).identify()
    assert tape.taken == []


def test_errors_of_the_way_are_taken_down_by_their_kind_only():
    class Closed(InProcess):
        def send(self, request: bytes, *, repeatable: bool) -> bytes:
            raise Refused(RefusedReason.BAD_CREDENTIAL, MARK, MARK)

    tape = Tape()
    with pytest.raises(Refused):
        WsmanClient(RecordingExchange(Closed(), tape)).identify()
    assert tape.taken[0].error == "Refused"
    assert MARK not in repr(tape.taken)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "no JSON",
        '{"hvconsole_recording": 2, "program": "", "made": "", "vms": 1}',
        '{"hvconsole_recording": 1, "program": "", "made": ""}',
        '{"hvconsole_recording": 1, "program": "", "made": "", "vms": true}',
        '{"hvconsole_recording": 1, "program": "", "made": "", "vms": 1}\n{"step": "a"}',
        '{"hvconsole_recording": 1, "program": "", "made": "", "vms": 1}\n{"request": "a"}',
        (
            '{"hvconsole_recording": 1, "program": "", "made": "", "vms": 1}\n'
            '{"step": "a", "request": "a"}'
        ),
        "[" * 100_000,
    ],
)
def test_what_is_no_recording_is_refused(text: str):
    with pytest.raises(RecordingInvalid):
        parse(text)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path):
    path = tmp_path / "x"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RecordingInvalid):
        load(path)


def test_new_fields_of_a_later_client_are_no_difference():
    assert differences({"is": "A", "x": 1}, {"is": "A", "x": 1, "y": 2}) == []
    assert differences({"is": "A", "x": 1}, {"is": "B", "x": 1}) != []
    assert differences({"map": []}, {"map": [], "y": 2}) != []
    assert differences([1], [1, 2]) != []
    assert differences(1, True) != []
    with pytest.raises(TypeError):
        plain(object())


def test_the_way_back_is_gone_also_when_the_way_there_fails():
    vm = VmDescription(
        f"{MARK}-bad", changes=ChangeStyle.JOB, job_faults=(("modify", JobFault.FAILS),)
    )
    host = InProcess(HostDescription("HV01", vms=(vm,)))
    told: list[str] = []
    result = record(host, Wish(1, vm.name), tell=told.append, sleep=host.clock.advance)
    outcome = result.results["act.service.heartbeat"]
    assert outcome["error"]["is"] == "OperationFailed"
    services = {step: each for step, each in result.results.items() if step == "vm0.services"}
    again = recorded(vms=1, host=host).results["vm0.services"]
    assert services["vm0.services"] == again


def test_what_cannot_be_taken_back_is_told():
    class Breaks(InProcess):
        is_broken = False

        def send(self, request: bytes, *, repeatable: bool) -> bytes:
            if self.is_broken:
                raise Unreachable(UnreachableReason.CONNECTION_LOST, "hv01")
            self.is_broken = b"ModifyResourceSettings_INPUT" in request
            return super().send(request, repeatable=repeatable)

    told: list[str] = []
    with pytest.raises(Unreachable):
        record(Breaks(), Wish(0, f"{MARK}-web01"), tell=told.append, sleep=lambda _: None)
    assert "ATTENTION: time_sync must be switched on by hand" in told


def test_an_unknown_vm_is_no_vm():
    with pytest.raises(ConsoleError):
        recorded("nobody")


def test_steps_that_the_client_takes_no_more_are_told(recording: Recording):
    older = Recording("0", "", 0, None, recording.said, {"gone": None})
    assert changes(older) == ["gone: the client does not take this step any more"]
    assert replay(older).outcomes[0].step == "identify"


def test_a_step_that_asks_more_than_was_recorded_is_outgrown(recording: Recording):
    said = tuple(each for each in recording.said if each.step != "addresses")
    less = Recording("0", "", recording.vms, None, said, {"addresses": {"is": "nothing"}})
    assert changes(less) == []
    assert replay(less).outgrown == {"addresses"}


if __name__ == "__main__":
    save(recorded(f"{MARK}-jobs", vms=1), FOLDER / "simulated-host.jsonl")
