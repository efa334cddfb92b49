"""What simulated consoles show: drawn by our own few lines of X11, seen in the screen's memory."""

from __future__ import annotations

import asyncio
import shutil

import pytest

from console.simulator.behaviour.host import SimulatedMachine
from console.simulator.behaviour.power import Power
from console.simulator.clock import RealClock
from console.simulator.console import desktop_pool
from console.simulator.console.desktop import VirtualDesktop
from console.simulator.console.desktop_pool import DesktopPool, GuestScreen
from console.simulator.console.picture import Picture, paint, picture_of, rgb888
from console.simulator.console.x11 import XRefused, XScreen
from console.simulator.descriptions import HostDescription, ScreenStyle, VmDescription
from tests.e2e.virtual_screen import VirtualScreen

needs_screen = pytest.mark.skipif(
    shutil.which("Xvfb") is None, reason="Xvfb is not installed (package xvfb)"
)
needs_desktop = pytest.mark.skipif(
    not VirtualDesktop.is_possible(), reason="no shadow server (packages freerdp2-shadow-x11, xvfb)"
)
BARS = (0xFFFFFF, 0xFFFF00, 0x00FFFF, 0x00FF00, 0xFF00FF, 0xFF0000, 0x0000FF, 0x000000)
NAME = 'web "1"; \u202e<b>密</b>\n'
PLATE = 0x101820


def machine():
    vms = (VmDescription(NAME, screen=ScreenStyle.BARS), VmDescription("x" * 500))
    return SimulatedMachine(HostDescription("HV01", vms=vms), RealClock())


def drawn(*pictures):
    """Return what can be seen after pictures were painted one over the other."""
    with VirtualScreen(1024, 768) as screen:
        painter = XScreen(screen.display)
        try:
            for picture in pictures:
                paint(painter, picture)
            return screen.picture
        finally:
            painter.close()


@needs_screen
def test_the_screen_of_a_vm_is_drawn_in_its_colours_with_its_name():
    simulated = machine()
    seen = drawn(picture_of(simulated, next(iter(simulated.vms))))
    found = [seen.at(128 * number + 64, 100) for number in range(8)]
    assert found == [tuple(bytes.fromhex(f"{colour:06x}")) for colour in BARS]
    plate = seen.part(410, 600, 594, 106)
    assert plate.count(PLATE, 0) > 0.7 * plate.width * plate.height
    assert plate.count(0xFFFFFF, 0) > 1000


@needs_screen
def test_names_differ_and_the_longest_stays_on_its_plate():
    one, other = (drawn(Picture((), name, "simulated, on HV01")) for name in ("a", "x" * 500))
    assert one.rgb != other.rgb
    beside = other.part(1004, 590, 20, 130)
    assert beside.count(0x000000, 0) == 20 * 130


@needs_screen
def test_what_was_shown_before_is_gone():
    simulated = machine()
    vm = next(iter(simulated.vms))
    bars = picture_of(simulated, vm)
    simulated.vms[vm].power = Power.OFF
    off = picture_of(simulated, vm)
    assert off != bars
    assert drawn(bars, off).rgb == drawn(off).rgb


@needs_screen
def test_a_screen_that_is_not_there_is_refused():
    with pytest.raises((ConnectionRefusedError, FileNotFoundError)):
        XScreen(":4095")


def test_colours_of_16_bits_keep_their_ends():
    assert [rgb888(colour) for colour in (0x0000, 0xFFFF, 0xF800, 0x07E0, 0x001F)] == [
        0x000000, 0xFFFFFF, 0xFF0000, 0x00FF00, 0x0000FF,
    ]  # fmt: skip


@needs_desktop
def test_a_desktop_lives_for_as_long_as_somebody_looks_and_two_may():
    async def play():
        pool = DesktopPool()
        looked = []
        guest = GuestScreen("one", lambda: looked.append(1) or Picture((), "one"))
        async with pool.show(guest) as first:
            async with pool.show(guest) as second:
                assert first == second
            _, writer = await asyncio.open_connection(first.host, first.port)
            writer.close()
            assert looked
        with pytest.raises((ConnectionRefusedError, FileNotFoundError)):
            await asyncio.open_connection(first.host, first.port)
        await pool.close()

    asyncio.run(play())


@needs_desktop
def test_more_desktops_than_there_may_be_are_not_shown(monkeypatch):
    async def play():
        pool = DesktopPool()
        monkeypatch.setattr(desktop_pool, "_MOST", 0)
        async with pool.show(GuestScreen("one", Picture)) as shown:
            assert shown is None

    asyncio.run(play())


@needs_desktop
def test_a_screen_that_cannot_be_drawn_leaves_the_desktop(monkeypatch):
    def refuse(display):
        raise XRefused(display)

    async def play():
        pool = DesktopPool()
        monkeypatch.setattr(desktop_pool, "XScreen", refuse)
        async with pool.show(GuestScreen("one", Picture)) as shown:
            assert shown is not None

    asyncio.run(play())
