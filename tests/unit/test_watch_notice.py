"""Messages about alerts: grouped, held back in quiet hours, told once."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from console.fleet.alert import Alert, AlertBoard
from console.fleet.decision import Subject
from console.fleet.heartbeat import AlertKind
from console.fleet.notice import GROUP_S, Notices
from console.model.identity import HostId, VmId, VmKey
from console.settings.watch_window import parse_window

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NIGHT = (parse_window("22:00-07:00"),)


def alert(number=1, host="HV1", cleared=None):
    key = VmKey(HostId(host), VmId(str(number)))
    return Alert(key, f"vm{number}", host, AlertKind.LOST, NOON, cleared)


def test_alerts_that_follow_one_another_are_one_message():
    notices = Notices()
    for second in range(5):
        notices.add(alert(second, f"HV{second % 2}"), second, NOON)
    assert notices.take(GROUP_S - 0.1, NOON) is None
    assert notices.wait_s(4.0, NOON) == 1.0
    notice = notices.take(GROUP_S, NOON)
    assert (notice.count, notice.names, notice.hosts) == (5, ("vm0", "vm1", "vm2"), ("HV0", "HV1"))
    assert not notice.is_summary
    assert notice.kinds == {AlertKind.LOST}
    assert notices.take(100.0, NOON) is None
    assert notices.wait_s(100.0, NOON) is None


def test_an_alert_that_is_over_before_it_was_told_is_only_counted():
    notices = Notices()
    notices.add(alert(1), 0, NOON)
    notices.add(alert(2), 1, NOON)
    notices.add(alert(1, cleared=NOON), 2, NOON)
    notices.add(alert(7, cleared=NOON), 2, NOON)
    notice = notices.take(5, NOON)
    assert (notice.names, notice.cleared) == (("vm2",), 1)
    notices.add(alert(1), 10, NOON)
    notices.add(alert(1, cleared=NOON), 11, NOON)
    assert notices.take(15, NOON) is None


def test_quiet_hours_end_with_one_summary():
    notices = Notices(NIGHT)
    late = NOON.replace(hour=23)
    notices.add(alert(1), 0, late)
    wait = notices.wait_s(0, late)
    assert wait == 8 * 3600
    assert notices.take(10, late) is None
    notices.add(alert(2), 100, late + timedelta(seconds=100))
    notices.add(alert(2, cleared=NOON), 200, late + timedelta(seconds=200))
    notice = notices.take(wait, late + timedelta(seconds=wait))
    assert (notice.names, notice.cleared, notice.is_summary) == (("vm1",), 1, True)


def test_quiet_hours_can_be_changed():
    notices = Notices(NIGHT)
    notices.add(alert(), 0, NOON.replace(hour=23))
    notices.set_quiet_hours(())
    assert notices.take(5, NOON.replace(hour=23)).count == 1


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 3)), max_size=40))
def test_each_alert_is_told_once_and_never_in_quiet_hours(steps):
    """Whoever asks when he is told to: every alert that stands comes, in at most a few messages."""
    notices, now, told, raised = Notices(NIGHT), 0.0, [], 0

    def local():
        return NOON.replace(hour=21) + timedelta(minutes=now)

    for minutes, number in steps:
        now += minutes
        if number:
            raised += 1
            notices.add(alert(raised), now * 60, local())
        notice = notices.take(now * 60, local())
        if notice is not None:
            assert local().hour < 22
            assert local().hour >= 7
            told += [each.key for each in notice.alerts]
    wait = notices.wait_s(now * 60, local())
    if wait is not None:
        now += wait / 60
        told += [each.key for each in notices.take(now * 60 + 1e-6, local()).alerts]
    assert sorted(told) == sorted(alert(each + 1).key for each in range(raised))


def test_the_board_keeps_what_stands_and_some_of_what_is_over():
    board, told = AlertBoard(kept=2), []
    board.subscribe(told.append)
    for number in range(4):
        key = alert(number).key
        board.put(Subject(key, f"vm{number}", "HV1"), AlertKind.LOST, NOON)
        board.clear(key, NOON)
        board.clear(key, NOON)
    board.put(Subject(alert(9).key, "vm9", "HV1"), AlertKind.NO_START, NOON)
    assert [each.vm_name for each in board.alerts] == ["vm2", "vm3", "vm9"]
    assert [each.is_current for each in board.alerts] == [False, False, True]
    assert len(told) == 9
    assert board.current(alert(9).key).kind is AlertKind.NO_START
