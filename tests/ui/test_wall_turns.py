"""The wall of screens: bounds of its requests, and that every tile gets its turn."""

import asyncio
from collections import Counter
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from console.fleet.tasks import Spawner
from console.model.identity import HostId, VmId, VmKey
from console.model.screen import Screen
from console.model.vm import VmState
from console.ui.panels.screen_wall import ScreenWall
from console.ui.presenters.wall import WallPresenter
from console.ui.presenters.wall_turns import (
    HIDDEN_PAUSE_S,
    PER_HOST,
    PER_SECOND,
    TROUBLE_PAUSE_S,
    WallTurns,
)
from console.ui.runner import CommandRunner
from console.ui.theme import Theme
from tests.ui.samples import FakeFleet, sample_hosts
from tests.ui.waiting import run_async, until

KEYS = tuple(VmKey(HostId(f"h{n % 5}"), VmId(str(n))) for n in range(50))


def play_turns(turns, visible, hidden=(), *, seconds, answer_s=0.3):
    """Serve tiles in virtual time; return begins as (time, key), having held the bounds."""
    begun, ends = [], []
    for tick in range(int(seconds * 8)):
        now = tick / 8
        for end in [each for each in ends if each[0] <= now]:
            ends.remove(end)
            turns.end(end[1])
        for key in turns.begin(visible, hidden, now):
            begun.append((now, key))
            ends.append((now + answer_s, key))
        assert max(Counter(key.host for _, key in ends).values(), default=0) <= PER_HOST
        assert sum(now - 1.0 < at <= now for at, _ in begun) <= PER_SECOND
    return begun


@pytest.mark.parametrize("answer_s", [0.05, 0.3, 2.0])
def test_fifty_visible_tiles_keep_the_rate_and_are_all_served_in_turn(answer_s):
    begun = play_turns(WallTurns(), KEYS, seconds=60, answer_s=answer_s)
    counts = Counter(key for _, key in begun)
    assert set(counts) == set(KEYS)
    assert max(counts.values()) - min(counts.values()) <= 1


def test_who_can_be_seen_comes_first_and_who_cannot_is_asked_rarely():
    begun = play_turns(WallTurns(), KEYS[:10], KEYS[10:20], seconds=HIDDEN_PAUSE_S, answer_s=0.1)
    assert {key for _, key in begun[:10]} == set(KEYS[:10])
    counts = Counter(key for _, key in begun)
    assert all(counts[key] <= 1 for key in KEYS[10:20])
    assert all(counts[key] > 5 for key in KEYS[:10])


def test_a_tile_in_trouble_waits_longer():
    turns, key = WallTurns(), KEYS[0]
    assert turns.begin([key], [], 0.0) == (key,)
    turns.end(key, failed=True)
    assert turns.begin([key], [], TROUBLE_PAUSE_S - 0.1) == ()
    assert turns.begin([key], [], TROUBLE_PAUSE_S) == (key,)


HOST = sample_hosts()[0]


class WallFleet(FakeFleet):
    def __init__(self):
        super().__init__((HOST,))
        self.reads = []

    def read_screen(self, vm, width, height):
        self.reads.append((vm, width, height))
        return Screen(width, height, b"\x00\xf8" * (width * height))

    def read_resolution(self, vm):
        return 1920, 1080

    async def ask(self, host, read):
        await asyncio.sleep(0)
        return read(self)


class Clock:
    time = 0.0

    def monotonic(self):
        return self.time


def test_the_wall_reads_running_vms_while_it_is_seen_and_leaves_off_ones_alone(qapp):
    async def main():
        fleet, clock, tasks, told = WallFleet(), Clock(), Spawner(), []
        window = QWidget()
        wall = ScreenWall(Theme("light"), window)
        wall.resize(800, 600)
        window.resize(800, 600)
        runner = CommandRunner(window, Theme("light"), tasks.spawn, told.append)
        presenter = WallPresenter(fleet, runner, wall, clock, parent=window)
        presenter.show_vms([VmKey(HOST.id, vm.id) for vm in HOST.vms[:6]])
        presenter.tick()
        assert fleet.reads == []  # not seen
        window.show()
        for _ in range(80):
            clock.time += 0.125
            presenter.tick()
            await until(lambda: not tasks.running)
        off = {vm.id for vm in HOST.vms[:6] if vm.state in (VmState.OFF, VmState.SAVED)}
        on = {vm.id for vm in HOST.vms[:6]} - off
        assert off
        assert {vm for vm, _, _ in fleet.reads} == on
        assert (160, 90) in {read[1:] for read in fleet.reads}  # the guest's shape, once known
        tile = wall.tiles.tiles[0]
        assert tile.image.pixelColor(3, 3).getRgb()[:3] == (255, 0, 0)
        fleet.store.put(replace(HOST, vms=(replace(HOST.vms[0], state=VmState.OFF), *HOST.vms[1:])))
        fleet.store.flush()
        assert wall.tiles.tiles[0].image is None
        assert wall.tiles.tiles[0].says == "Off"
        presenter.close()
        window.close()
        window.deleteLater()
        assert told == []
        await tasks.close(1)

    run_async(qapp, main())
