"""Which item of a plan is next: limits, order within a VM, turns between hosts."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.fleet.plan_limits import PlanLimits
from console.fleet.plan_queue import PlanQueue
from console.model.identity import HostId, VmId, VmKey


def key(host, vm):
    return VmKey(HostId(host), VmId(vm))


def always(_host):
    return True


def taken(queue, can_begin=always):
    found = []
    while (number := queue.take(can_begin)) is not None:
        found.append(number)
    return found


def test_hosts_take_turns():
    items = [*enumerate([key("a", str(n)) for n in range(4)])]
    items += [(4 + n, key("b", str(n))) for n in range(2)]
    assert taken(PlanQueue(items, PlanLimits(9, 9))) == [0, 4, 1, 5, 2, 3]


def test_limits_hold():
    items = [(10 * h + n, key(str(h), str(n))) for h in range(3) for n in range(5)]
    queue = PlanQueue(items, PlanLimits(per_host=2, overall=5))
    assert taken(queue) == [0, 10, 20, 1, 11]
    assert queue.under_way == 5
    queue.ended(20)
    assert taken(queue) == [21]


def test_a_host_that_must_wait_keeps_its_items():
    items = [(0, key("a", "1")), (1, key("b", "1"))]
    queue = PlanQueue(items, PlanLimits())
    assert taken(queue, lambda host: host != "a") == [1]
    assert queue.is_waiting
    assert queue.hosts == ("a",)
    assert queue.drop_host(HostId("a")) == (0,)
    assert not queue.is_waiting
    assert queue.hosts == ()


@pytest.mark.parametrize("bounds", [(0, 1, None), (1, 0, None), (1, 1, 0)])
def test_limits_under_which_nothing_begins_are_refused(bounds):
    with pytest.raises(ValueError, match="at least one"):
        PlanLimits(*bounds)


@given(st.data())
def test_every_item_is_begun_once_in_the_order_of_its_vm(data):
    keys = st.builds(key, st.sampled_from("ab"), st.sampled_from("xyz"))
    items = list(enumerate(data.draw(st.lists(keys, max_size=20))))
    limits = PlanLimits(data.draw(st.integers(1, 3)), data.draw(st.integers(1, 4)))
    queue = PlanQueue(items, limits)
    where = dict(items)
    begun, open_ = [], []
    while queue.is_waiting or open_:
        number = queue.take(always)
        if number is None or (open_ and data.draw(st.booleans())):
            if number is not None:
                begun.append(number)
                open_.append(number)
            queue.ended(open_.pop(data.draw(st.integers(0, len(open_) - 1))))
        else:
            begun.append(number)
            open_.append(number)
        assert len(open_) == queue.under_way <= limits.overall
        assert all(n <= limits.per_host for n in Counter(where[n].host for n in open_).values())
        assert len({where[n] for n in open_}) == len(open_), "one item of a VM at a time"
    assert sorted(begun) == [number for number, _ in items]
    for vm in set(where.values()):
        mine = [number for number in begun if where[number] == vm]
        assert mine == sorted(mine)


@given(st.data())
def test_what_is_dropped_is_not_begun(data):
    keys = st.builds(key, st.sampled_from("ab"), st.sampled_from("xyz"))
    items = list(enumerate(data.draw(st.lists(keys, max_size=20))))
    queue = PlanQueue(items, PlanLimits(2, 3))
    begun = taken(queue)
    dropped = queue.drop_host(HostId("a"))
    for number in begun:
        queue.ended(number)
    begun += taken(queue)
    rest = queue.drop_all()
    assert taken(queue) == []
    assert sorted([*begun, *dropped, *rest]) == [number for number, _ in items]
