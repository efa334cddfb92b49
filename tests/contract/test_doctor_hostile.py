"""The connection doctor before every hostile host: he always comes to an end, and never raises."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from console.doctor.examination import Examination
from console.doctor.finding import Patient, Step, StepState, diagnosis
from console.doctor.fix import fix_of
from console.model.connection import Timeouts
from console.ui.sentences.doctor import cause_of, report_text
from tests.contract.hostile_cases import CASES

HASTY = Timeouts(connect=1.0, operation=1.0, margin=0.5)
AT_ONCE = 8


def examine(case):
    """Return what is found at a hostile host."""
    with ExitStack() as stack:
        place = case.setup(stack)
        who = Patient(
            place.endpoint, place.credential, timeouts=HASTY, console_port=None, usual_ports=(1, 2)
        )
        examination = Examination(who)
        try:
            return case.name, tuple(examination.findings())
        finally:
            examination.close()


def _restarts(name):
    """Those that go away by themselves may do so while the test ends."""
    return name.startswith(("restarts", "goes away"))


def test_every_hostile_host_gets_a_report():
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="doctor") as doctors:
        reports = list(doctors.map(examine, [case for case in CASES if not _restarts(case.name)]))
    print()
    for name, findings in reports:
        first = diagnosis(findings)
        assert [each.step for each in findings] == list(Step), name
        assert all(c == "\n" or c.isprintable() for c in report_text("url", findings)), name
        if first is None:  # it is hostile only in what the doctor does not read
            print(f"{name:<50} green")
            continue
        print(f"{name:<50} {first.step.value:<15} {first.cause.value}")
        assert first.state is StepState.RED, name
        assert cause_of(first), name
        assert fix_of(first), name
    print(f"{len(reports)} hostile hosts")
