"""What the heartbeat watch writes: pictures, the text of its decisions, and that in a lane."""

import struct
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.fleet.decision import ClearWhy, Decision, DecisionKind, Sighting, Subject
from console.fleet.decision_file import DecisionFile, text_of
from console.fleet.heartbeat import AlertKind, Phase
from console.fleet.restart_brake import BrakeFigures, BrakeWhy
from console.fleet.watch_picture import PictureFolder, bitmap
from console.model.errors import Malformed
from console.model.identity import HostId, OperationId, VmId, VmKey
from console.model.screen import Screen
from console.model.vm import Heartbeat, VmActivity, VmState
from console.settings.file import SettingsNotWritten

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEY = VmKey(HostId("hv1"), VmId("7F3B0000-0000-0000-0000-000000000000"))


def pixel(data, screen, x, y):
    """Read a pixel as a reader of bitmaps does: by the headers."""
    (offset,) = struct.unpack_from("<I", data, 10)
    width, height, _, bits, kind = struct.unpack_from("<iiHHI", data, 18)
    assert (width, height, bits, kind) == (screen.width, screen.height, 16, 3)
    assert struct.unpack_from("<III", data, 54) == (0xF800, 0x07E0, 0x001F)
    stride = (width * bits + 31) // 32 * 4
    assert len(data) == offset + stride * height == struct.unpack_from("<I", data, 2)[0]
    return struct.unpack_from("<H", data, offset + (height - 1 - y) * stride + x * 2)[0]


@given(st.integers(1, 9), st.integers(1, 9), st.data())
def test_a_bitmap_holds_every_pixel_in_its_place(width, height, data):
    pixels = data.draw(st.binary(min_size=width * height * 2, max_size=width * height * 2))
    screen = Screen(width, height, pixels)
    written = bitmap(screen)
    for y in range(height):
        for x in range(width):
            (wanted,) = struct.unpack_from("<H", pixels, (y * width + x) * 2)
            assert pixel(written, screen, x, y) == wanted


@pytest.mark.parametrize("size", [(0, 0, b""), (2, 2, b"1234567"), (-1, -1, b"12")])
def test_what_is_no_picture_is_refused(size, tmp_path):
    with pytest.raises(ValueError, match="bytes for"):
        bitmap(Screen(*size))
    with pytest.raises(SettingsNotWritten):
        PictureFolder(tmp_path).save(Screen(*size), KEY, "web01", NOON)


@pytest.mark.parametrize("name", ["web01", "../../etc/passwd", "", "a" * 300, "数据库\n01", "CON:"])
def test_pictures_stay_in_their_folder_whatever_the_vm_is_called(tmp_path, name):
    folder = tmp_path / "pictures"
    path = PictureFolder(folder).save(Screen(1, 1, b"ab"), KEY, name, NOON)
    (only,) = tmp_path.rglob("*.bmp")
    assert str(only) == path
    assert only.parent == folder
    assert only.name.startswith("screen-20261123T120000Z-")


def test_only_the_newest_pictures_stay(tmp_path):
    (tmp_path / "mine.bmp").touch()
    folder = PictureFolder(tmp_path, kept=3)
    paths = [
        folder.save(Screen(1, 1, b"ab"), KEY, f"vm{9 - n}", NOON + timedelta(seconds=n))
        for n in range(6)
    ]
    left = {str(path) for path in tmp_path.glob("screen-*")}
    assert left == set(paths[-3:])
    assert (tmp_path / "mine.bmp").exists()


SIGHTING = Sighting(
    NOON, VmState.RUNNING, Heartbeat.LOST_COMMUNICATION, VmActivity.NONE, 86_400, Phase.LOST, 3
)
REFUSED = Decision(
    NOON,
    Subject(KEY, 'evil"\n2026-01-01T00:00:00Z restart_ordered \u202e', "HV1"),
    DecisionKind.RESTART_REFUSED,
    why=BrakeWhy.QUOTA,
    figures=BrakeFigures(12, 3, 330.0, 300.0, 3, 3, 1, 2, 3600.0, NOON + timedelta(hours=2)),
    sightings=(SIGHTING, SIGHTING),
)


def test_a_decision_is_written_with_everything_that_led_to_it():
    first, *looks = text_of(REFUSED).splitlines()
    for words in (
        "2026-11-23T12:00:00Z restart_refused",
        "why=quota",
        "misses=12/3 silent=330/300s restarts_24h=3/3 restarts_60min=1/2",
        "until=2026-11-23T14:00:00Z",
        f"id={KEY.vm}",
        'host="HV1"',
    ):
        assert words in first
    look = (
        "    2026-11-23T12:00:00Z state=running heartbeat=lost_communication activity=none"
        " uptime=86400s -> lost misses=3"
    )
    assert looks == [look, look]


def test_a_name_cannot_forge_a_line():
    assert len(text_of(REFUSED).splitlines()) == 3
    assert all(each.isprintable() or each == "\n" for each in text_of(REFUSED))


def test_every_other_fact_is_written():
    facts = {
        "alert": AlertKind.LOST,
        "cleared": ClearWhy.ANSWERS,
        "picture": "/p/x.bmp",
        "operation": OperationId(7),
        "after_s": 31.7,
        "error": Malformed("odd"),
    }
    text = text_of(Decision(NOON, REFUSED.subject, DecisionKind.CAME_BACK, **facts))
    for words in (
        "alert=lost",
        "cleared=answers",
        'picture="/p/x.bmp"',
        "operation=7",
        "after=32s",
        'error="odd"',
    ):
        assert words in text


def test_the_file_grows_and_is_put_aside_when_it_is_long(tmp_path):
    file = DecisionFile(tmp_path / "logs" / "watch.log", max_bytes=10)
    for text in ("one one one\n", "two\n", "three\n", "four four\n", "five\n"):
        file.append(text)
    assert file.path.read_text() == "five\n"
    assert (tmp_path / "logs" / "watch.log.1").read_text() == "two\nthree\nfour four\n"


def test_a_disk_that_refuses_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(SettingsNotWritten):
        DecisionFile(tmp_path / "file" / "watch.log").append("x\n")
    with pytest.raises(SettingsNotWritten):
        PictureFolder(tmp_path / "file").save(Screen(1, 1, b"ab"), KEY, "web01", NOON)
