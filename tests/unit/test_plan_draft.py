"""What a plan would do, drafted over snapshots."""

from datetime import UTC, datetime

import pytest

from console.fleet.operation import PowerChange, ServiceChange
from console.fleet.plan import Obstacle, OriginKind, PlanOrigin, PlanVerdict, draft
from console.model.host import HostSnapshot, LinkState
from console.model.identity import HostId, PlanId, VmId, VmKey
from console.model.power import PowerAction
from console.model.service import ServiceKind, ServiceSnapshot
from console.model.vm import VmSnapshot, VmState

NOW = datetime(2026, 11, 23, tzinfo=UTC)
CHOSEN = PlanOrigin(OriginKind.CHOSEN)
KVP, VSS = ServiceKind.KVP, ServiceKind.VSS
OFF, ON = ServiceChange(KVP, False), ServiceChange(KVP, True)


def vm(name, *, state=VmState.RUNNING, kvp=True, read=True):
    services = (ServiceSnapshot(KVP, kvp), ServiceSnapshot(VSS, True)) if read else ()
    return VmSnapshot(VmId(name), name.lower(), state, services=services)


def host(name, *vms, link=LinkState.ONLINE):
    return HostSnapshot(HostId(name), name.upper(), link=link, vms=vms)


def key(name, on="h1"):
    return VmKey(HostId(on), VmId(name))


def drafted(hosts, *wanted, **options):
    known = {each.id: each for each in hosts}
    return draft(known, wanted, origin=CHOSEN, made_at=NOW, **options)


def judged(plan):
    return [(item.verdict, item.obstacle) for item in plan.items]


@pytest.mark.parametrize(
    ("row", "change", "verdict", "obstacle"),
    [
        (vm("A"), OFF, PlanVerdict.WOULD_CHANGE, None),
        (vm("A"), ON, PlanVerdict.ALREADY_SO, None),
        (vm("A", kvp=None), ON, PlanVerdict.CANNOT, Obstacle.SERVICE_MISSING),
        (vm("A", kvp=None), OFF, PlanVerdict.CANNOT, Obstacle.SERVICE_MISSING),
        (vm("A", read=False), OFF, PlanVerdict.CANNOT, Obstacle.NOT_READ),
        (vm("A", state=VmState.OFF), OFF, PlanVerdict.WOULD_CHANGE, None),
        (vm("A"), PowerChange(PowerAction.START), PlanVerdict.ALREADY_SO, None),
        (vm("A"), PowerChange(PowerAction.SHUTDOWN), PlanVerdict.WOULD_CHANGE, None),
        (vm("A"), PowerChange(PowerAction.RESTART), PlanVerdict.WOULD_CHANGE, None),
        (
            vm("A", state=VmState.OFF),
            PowerChange(PowerAction.RESTART),
            PlanVerdict.CANNOT,
            Obstacle.WRONG_STATE,
        ),
        (
            vm("A", state=VmState.STARTING),
            PowerChange(PowerAction.START),
            PlanVerdict.CANNOT,
            Obstacle.WRONG_STATE,
        ),
        (
            vm("A", state=VmState.OFF),
            PowerChange(PowerAction.TURN_OFF),
            PlanVerdict.ALREADY_SO,
            None,
        ),
        (vm("B"), OFF, PlanVerdict.CANNOT, Obstacle.VM_GONE),
    ],
)
def test_a_verdict(row, change, verdict, obstacle):
    plan = drafted([host("h1", row)], (key("A"), change))
    assert judged(plan) == [(verdict, obstacle)]
    groups = (plan.would_change, plan.already, plan.cannot)
    assert sum(map(len, groups)) == 1


@pytest.mark.parametrize("link", [link for link in LinkState if link is not LinkState.ONLINE])
def test_a_host_that_is_not_online_is_away(link):
    plan = drafted([host("h1", vm("A"), link=link)], (key("A"), OFF))
    assert judged(plan) == [(PlanVerdict.CANNOT, Obstacle.HOST_AWAY)]


def test_names_and_labels():
    plan = drafted(
        [host("h1", vm("A"))],
        (key("A"), OFF),
        (key("B"), OFF),
        (key("C"), OFF),
        (key("D", "h9"), OFF),
        names={key("B"): "once called so"},
        plan_id=PlanId("p"),
    )
    assert plan.id == "p"
    assert plan.made_at == NOW
    assert [item.vm_name for item in plan.items] == ["a", "once called so", "C", "D"]
    assert [item.host_label for item in plan.items] == ["H1", "H1", "H1", "h9"]
    assert drafted([]).id != drafted([]).id


def test_of_two_wishes_for_the_same_the_later_holds():
    other = ServiceChange(VSS, False)
    power = PowerChange(PowerAction.SHUTDOWN), PowerChange(PowerAction.TURN_OFF)
    wishes = [(key("A"), each) for each in (OFF, other, ON, power[0], OFF, other, power[1])]
    plan = drafted([host("h1", vm("A"))], *wishes)
    assert [item.change for item in plan.items] == [OFF, other, power[1]]


def test_a_vm_on_two_hosts_is_changed_on_the_first():
    hosts = [host("h1", vm("A"), vm("B")), host("h2", vm("A"), vm("B"))]
    wishes = [(key(name, on), OFF) for on in ("h1", "h2") for name in ("A", "B")]
    plan = drafted(hosts, *wishes, (key("A"), ServiceChange(VSS, False)))
    twice = (PlanVerdict.CANNOT, Obstacle.SAME_VM_TWICE)
    would = (PlanVerdict.WOULD_CHANGE, None)
    assert judged(plan) == [would, would, twice, twice, would]


def test_a_host_that_is_away_does_not_claim_a_vm():
    hosts = [host("h1", vm("A"), link=LinkState.STALE), host("h2", vm("A"))]
    plan = drafted(hosts, (key("A"), OFF), (key("A", "h2"), OFF))
    assert [item.obstacle for item in plan.items] == [Obstacle.HOST_AWAY, None]
