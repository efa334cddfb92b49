"""The picture of a screen: colours, sizes, when it is read, and what is dropped."""

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.fleet.tasks import Spawner
from console.model.errors import NotPossible
from console.model.identity import VmKey
from console.model.screen import Screen
from console.model.vm import VmState
from console.simulator.behaviour.screen import Scene, draw
from console.simulator.descriptions import ScreenStyle, VmDescription
from console.ui.presenters.screen import ScreenPresenter, pause_after
from console.ui.runner import CommandRunner
from console.ui.theme import Theme
from console.ui.widgets.screen_paint import image_of, size_to_ask
from console.ui.widgets.screen_view import ScreenView
from tests.ui.living import Setting, hosting, run_program
from tests.ui.samples import FakeFleet, sample_hosts
from tests.ui.waiting import run_async, until

HOST = sample_hosts()[0]
KEY, OTHER, OFF = (VmKey(HOST.id, HOST.vms[n].id) for n in (1, 2, 3))
BARS = [(255, 255, 255), (255, 255, 0), (0, 255, 255), (0, 255, 0), (255, 0, 255), (255, 0, 0),
        (0, 0, 255), (0, 0, 0)]  # fmt: skip


def bars_of(image):
    width = image.width()
    return [
        image.pixelColor(int((n + 0.5) * width / 8), image.height() // 2).getRgb()[:3]
        for n in range(8)
    ]


def test_colours_survive_rgb565():
    picture = Screen(161, 90, draw(Scene("bars"), 161, 90))  # rows of an odd width
    assert bars_of(image_of(picture)) == BARS


@pytest.mark.parametrize(
    ("room", "ratio", "shape", "size"),
    [((320, 240), 1.0, None, (320, 240)), ((1000, 1000), 2.0, (1920, 1080), (400, 225)),
     ((160, 120), 1.0, (1920, 1080), (160, 90)), ((1, 1), 1.0, None, (16, 16)),
     ((1000, 1000), 1.0, (1080, 1920), (135, 240))],
)  # fmt: skip
def test_asks_in_the_guests_shape_within_the_bounds(room, ratio, shape, size):
    asked = size_to_ask(QSize(*room), ratio, shape)
    assert (asked.width(), asked.height()) == size


def test_slow_hosts_are_asked_less_often():
    assert [pause_after(took) for took in (0.2, 1.5, 4.0)] == [2.0, 5.0, 10.0]


class ScreenFleet(FakeFleet):
    def __init__(self):
        super().__init__((HOST,))
        self.reads, self.error, self.gate, self.under_way, self.most = [], None, None, 0, 0

    def read_resolution(self, vm):
        return 1024, 768

    def read_screen(self, vm, width, height):
        self.reads.append(vm)
        if self.error is not None:
            raise self.error
        return Screen(width, height, draw(Scene("bars"), width, height))

    async def ask(self, host, read):
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        try:
            answer = read(self)
            if self.gate is not None and self.reads:
                await self.gate.wait()
            return answer
        finally:
            self.under_way -= 1


class Clock:
    time = 100.0

    def monotonic(self):
        return self.time


class Stage:
    def __init__(self):
        self.fleet, self.clock, self.tasks, self.told = ScreenFleet(), Clock(), Spawner(), []
        self.window = QWidget()
        self.view = ScreenView(Theme("light"), self.window)
        QVBoxLayout(self.window).addWidget(self.view)
        runner = CommandRunner(self.window, Theme("light"), self.tasks.spawn, self.told.append)
        self.presenter = ScreenPresenter(
            self.fleet, runner, self.view, self.clock, parent=self.window
        )

    async def settled(self):
        await until(lambda: not self.tasks.running)

    async def later(self, seconds):
        self.clock.time += seconds
        self.presenter.tick()
        await self.settled()


@pytest.fixture
def play(qapp):
    def play(part):
        async def main():
            scene = Stage()
            try:
                await part(scene)
                assert scene.told == []
            finally:
                scene.presenter.close()
                scene.window.close()
                scene.window.deleteLater()
                await scene.tasks.close(1)

        run_async(qapp, main())

    return play


def test_reads_every_two_seconds_while_it_is_seen(play):
    async def part(scene):
        scene.presenter.show_vm(KEY)
        await scene.later(5)
        assert scene.fleet.reads == []
        scene.window.show()
        await scene.settled()
        assert scene.fleet.reads == [KEY.vm]
        assert bars_of(scene.view.image) == BARS
        await scene.later(1.9)
        assert len(scene.fleet.reads) == 1
        await scene.later(0.2)
        assert len(scene.fleet.reads) == 2
        scene.window.hide()
        await scene.later(60)
        assert len(scene.fleet.reads) == 2

    play(part)


def test_asks_nothing_of_a_vm_that_is_off_and_forgets_the_picture(play):
    async def part(scene):
        scene.window.show()
        scene.presenter.show_vm(OFF)
        await scene.later(10)
        assert scene.fleet.reads == []
        assert scene.view.says == "Off"
        scene.presenter.show_vm(KEY)
        await scene.settled()
        vms = tuple(replace(v, state=VmState.OFF) if v.id == KEY.vm else v for v in HOST.vms)
        scene.fleet.store.put(replace(HOST, vms=vms))
        scene.fleet.store.flush()
        assert scene.view.image is None
        assert scene.view.says == "Off"
        assert scene.view.accessibleName() == "Screen of dc02: Off"

    play(part)


def test_drops_late_answers_and_never_asks_twice_at_once(play):
    async def part(scene):
        scene.window.show()
        scene.fleet.gate = asyncio.Event()
        scene.presenter.show_vm(KEY)
        await until(lambda: scene.fleet.reads == [KEY.vm])
        scene.presenter.show_vm(OTHER)
        scene.clock.time += 30
        scene.presenter.tick()
        await asyncio.sleep(0)
        assert scene.fleet.reads == [KEY.vm]
        scene.fleet.gate.set()
        await scene.settled()
        assert scene.view.image is None
        await scene.later(0)
        assert scene.fleet.reads == [KEY.vm, OTHER.vm]
        assert scene.view.image is not None
        assert scene.fleet.most == 1

    play(part)


def test_an_error_stands_below_the_last_picture(play):
    async def part(scene):
        scene.window.show()
        scene.presenter.show_vm(KEY)
        await scene.settled()
        scene.fleet.error = NotPossible("no_screen", KEY.vm)
        await scene.later(3)
        assert scene.view.image is not None
        assert scene.view.says == "The host has no picture of this screen."
        scene.fleet.error = None
        await scene.later(11)
        assert "just now" in scene.view.says

    play(part)


def test_the_test_picture_comes_through_the_real_protocol(qapp, tmp_path):
    vm = VmDescription("bars", screen=ScreenStyle.BARS)

    async def story(site):
        await site.filled(1)
        key = site.key("bars")
        shape = await site.fleet.ask(key.host, lambda host: host.read_resolution(key.vm))
        picture = await site.fleet.ask(key.host, lambda host: host.read_screen(key.vm, 320, 240))
        assert shape == (1024, 768)
        assert (picture.width, picture.height) == (320, 240)
        assert bars_of(image_of(picture)) == BARS

    run_program(qapp, tmp_path, story, Setting(hosts=(hosting(vm),)))
