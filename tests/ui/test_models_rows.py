from dataclasses import replace

from console.model.host import LinkState
from console.model.power import PowerAction
from console.model.service import ServiceKind
from console.ui.models.rows import NOTHING_PENDING, Pending, face_of, make_row
from tests.ui.fleets import host, vm


def test_an_equal_row_is_the_same_object():
    snapshot = host("hv1", vm("web"))
    face = face_of(snapshot)
    row = make_row(face, snapshot.vms[0])
    again = replace(snapshot, read_at=999.0)
    face_again = face_of(again, face)
    assert face_again is face
    assert make_row(face_again, replace(snapshot.vms[0]), NOTHING_PENDING, row) is row


def test_whatever_differs_makes_another_row():
    snapshot = host("hv1", vm("web"))
    face = face_of(snapshot)
    row = make_row(face, snapshot.vms[0])
    asked = Pending(frozenset({(ServiceKind.KVP, False)}))
    away = face_of(replace(snapshot, link=LinkState.STALE), face)
    assert make_row(face, replace(row.vm, cpu_percent=99), NOTHING_PENDING, row) is not row
    assert make_row(face, row.vm, asked, row).pending.target(ServiceKind.KVP) is False
    assert make_row(away, row.vm, NOTHING_PENDING, row).host.stale_since == 100.0
    renamed = make_row(face, replace(row.vm, name="a10"), NOTHING_PENDING, row)
    assert renamed.name_key != row.name_key
    assert renamed.key is row.key


def test_busy_is_what_has_something_pending():
    row = make_row(face_of(host("hv1")), vm("web"))
    assert not row.is_busy
    assert not replace(row, pending=Pending()).is_busy
    assert replace(row, pending=Pending(power=PowerAction.SAVE)).is_busy
