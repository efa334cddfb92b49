"""Pictures of screens: their bytes, what they show when, and who has none."""

import base64
import time

import pytest

from console.simulator.behaviour.screen import Scene, draw, scene_of
from console.simulator.descriptions import (
    CheckpointDescription,
    ScreenStyle,
    StartState,
    VmDescription,
)
from console.wsman.cim import CimInstance, CimReference
from console.wsman.names import HYPERV_NAMESPACE, class_uri
from tests.unit.simulated_host import Host


def _ask(host: Host, root: str, width: object, height: object) -> CimInstance:
    uri = class_uri(HYPERV_NAMESPACE, "Msvm_VirtualSystemSettingData")
    target = CimReference(uri, (("InstanceID", root),))
    return host.service(
        "GetVirtualSystemThumbnailImage",
        TargetSystem=target,
        WidthPixels=width,
        HeightPixels=height,
    )


def _picture(host: Host, width: int, height: int) -> bytes:
    output = _ask(host, host.vm("vm").settings.root, str(width), str(height))
    assert output.integer("ReturnValue") == 0
    data = output.octets("ImageData")
    assert base64.b64decode(output.text("ImageData")) == data
    return data


def _host(**changes) -> Host:
    return Host(VmDescription("vm", **changes))


def test_bars_are_exactly_these_pixels():
    data = _picture(_host(screen=ScreenStyle.BARS), 16, 3)
    colours = (0xFFFF, 0xFFE0, 0x07FF, 0x07E0, 0xF81F, 0xF800, 0x001F, 0x0000)
    row = b"".join(colour.to_bytes(2, "little") * 2 for colour in colours)
    assert data == row * 3


@pytest.mark.parametrize("guest", ["windows-server-2022", "windows-11", "debian-12", "appliance"])
@pytest.mark.parametrize(("width", "height"), [(1, 1), (7, 3), (80, 60), (320, 240), (1024, 768)])
def test_every_size_has_its_bytes(guest, width, height):
    assert len(_picture(_host(guest=guest), width, height)) == width * height * 2


def test_a_guest_shows_text_and_then_its_desktop():
    host = _host(state=StartState.OFF, uptime_h=0)
    host.request(host.vm("vm"), 2)
    host.clock.advance(4)
    first = _picture(host, 320, 240)
    host.clock.advance(5)
    later = _picture(host, 320, 240)
    assert later.count(b"\x55\xad") > first.count(b"\x55\xad") > 0
    host.clock.advance(10)
    desktop = _picture(host, 320, 240)
    assert scene_of(host.vm("vm"), host.machine.now) == Scene("desktop", "server")
    assert desktop not in (first, later)
    assert desktop[-2:] == (0x18E3).to_bytes(2, "little")
    assert _picture(_host(guest="windows-11"), 320, 240) != desktop
    assert _picture(_host(guest="ubuntu-24.04"), 320, 240) != desktop


def test_a_guest_that_hangs_shows_it():
    host = _host(hangs_at_h=1.0)
    well = _picture(host, 80, 60)
    host.clock.advance(3600)
    assert _picture(host, 80, 60) != well


@pytest.mark.parametrize("state", [StartState.OFF, StartState.SAVED])
def test_a_vm_that_is_down_has_no_screen(state):
    host = _host(state=state)
    output = _ask(host, host.vm("vm").settings.root, "80", "60")
    assert (output.integer("ReturnValue"), output.properties["ImageData"]) == (32775, ())


@pytest.mark.parametrize(
    ("width", "height"), [("0", "60"), ("80", "0"), ("65535", "60"), ("80", "4097"), (None, "60")]
)
def test_sizes_that_cannot_be(width, height):
    host = _host()
    output = _ask(host, host.vm("vm").settings.root, width, height)
    assert output.integer("ReturnValue") == 32773


def test_settings_that_have_no_screen():
    host = _host(checkpoints=(CheckpointDescription("one"),))
    checkpoint = _ask(host, host.vm("vm").checkpoints[0].root, "80", "60")
    assert checkpoint.integer("ReturnValue") == 32775
    nobody = _ask(host, "Microsoft:00000000-0000-0000-0000-000000000000", "80", "60")
    assert nobody.integer("ReturnValue") == 32773


def test_the_video_head_tells_the_size_of_the_screen():
    def size(host: Host) -> tuple[int | None, int | None, int | None]:
        (row,) = host.query("SELECT * FROM Msvm_VideoHead")
        return (
            row.integer("CurrentHorizontalResolution"),
            row.integer("CurrentVerticalResolution"),
            row.integer("EnabledState"),
        )

    assert size(_host()) == (1024, 768, 2)
    assert size(_host(guest="debian-12")) == (640, 480, 2)
    assert size(_host(uptime_h=0.001)) == (640, 480, 2)
    assert _host(state=StartState.OFF).query("SELECT * FROM Msvm_VideoHead") == []


def test_drawing_is_quick():
    scenes = [Scene("text", lines=25, seed=seed) for seed in range(20)]
    began = time.process_time()
    for scene in scenes:
        draw(scene, 320, 240)
    assert (time.process_time() - began) / len(scenes) < 0.05
