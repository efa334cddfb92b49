"""Pictures of a VM's screen: the size that was asked for, or no picture."""

import base64

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.hyperv.screen import read_resolution, read_screen
from console.model.errors import Forbidden, Malformed, NotPossible, OperationFailed, WsmanFault
from console.model.screen import Screen

METHOD = "GetVirtualSystemThumbnailImage"
HEAD = "Msvm_VideoHead"


def _shows(host, pixels, code=0):
    text = base64.b64encode(pixels).decode() if isinstance(pixels, bytes) else pixels
    host.methods[METHOD] = lambda message, arguments: {"ImageData": text, "ReturnValue": code}


def test_a_picture_of_the_current_settings(host, make):
    pixels = bytes(range(256)) * 3
    _shows(host, pixels)
    screen = read_screen(host.client, make.guid(1), 24, 16)
    assert screen == Screen(24, 16, pixels)
    assert "pixels" not in repr(screen)
    ((_, arguments, _),) = host.calls
    assert list(arguments) == ["TargetSystem", "WidthPixels", "HeightPixels"]
    assert arguments["TargetSystem"].selectors == (("InstanceID", f"Microsoft:{make.guid(1)}"),)
    assert (arguments["WidthPixels"], arguments["HeightPixels"]) == ("24", "16")


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        ((9_999, 9_999), (387, 232)),
        ((480, 270), (387, 232)),
        ((0, -5), (16, 16)),
        ((9_999, 0), (400, 16)),
        ((320, 240), (320, 240)),
    ],
)
def test_sizes_are_brought_within_what_fits_an_envelope(host, make, asked, sent):
    _shows(host, bytes(sent[0] * sent[1] * 2))
    screen = read_screen(host.client, make.guid(1), *asked)
    assert (screen.width, screen.height) == sent
    utf16_bytes = len(base64.b64encode(screen.pixels)) * 2
    assert utf16_bytes < 512_000 - 4_000


def test_a_host_that_allows_less_is_asked_for_less(host, make, faults):
    def shows(message, arguments):
        size = int(arguments["WidthPixels"]) * int(arguments["HeightPixels"]) * 2
        if size > 57_000:
            return faults.TOO_LARGE
        return {"ImageData": base64.b64encode(bytes(size)).decode(), "ReturnValue": 0}

    host.methods[METHOD] = shows
    screen = read_screen(host.client, make.guid(1), 320, 240)
    assert (screen.width, screen.height) == (160, 120)


def test_a_host_that_allows_nothing_is_not_asked_for_ever(host, make, faults):
    host.methods[METHOD] = lambda message, arguments: faults.TOO_LARGE
    with pytest.raises(WsmanFault):
        read_screen(host.client, make.guid(1), 320, 240)
    assert host.requests == 4
    host.methods[METHOD] = lambda message, arguments: faults.ACCESS_DENIED
    with pytest.raises(Forbidden):
        read_screen(host.client, make.guid(1), 320, 240)
    assert host.requests == 5


@pytest.mark.parametrize(
    "pixels", [bytes(511), bytes(513), bytes(1), "not base64!", "é", ("1", "x"), (1, 300)]
)
def test_a_picture_of_another_size_is_none(host, make, pixels):
    _shows(host, pixels)
    with pytest.raises(Malformed):
        read_screen(host.client, make.guid(1), 16, 16)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.binary(max_size=1_500))
def test_no_bytes_but_the_right_number_are_a_picture(host, make, data):
    _shows(host, data)
    try:
        screen = read_screen(host.client, make.guid(1), 16, 16)
    except (Malformed, NotPossible):
        assert len(data) != 512
    else:
        assert screen.pixels == data
        assert len(data) == 512


@pytest.mark.parametrize(("pixels", "code"), [(None, 0), (b"", 0), (None, 32775)])
def test_a_vm_that_shows_nothing(host, make, pixels, code):
    _shows(host, pixels, code)
    with pytest.raises(NotPossible) as refused:
        read_screen(host.client, make.guid(1), 320, 240)
    assert refused.value.why == "no_screen"


def test_a_refusal_and_an_answer_without_sense(host, make):
    _shows(host, None, 32769)
    with pytest.raises(OperationFailed) as refused:
        read_screen(host.client, make.guid(1), 320, 240)
    assert refused.value.code == 32769
    host.methods[METHOD] = lambda message, arguments: {}
    with pytest.raises(Malformed):
        read_screen(host.client, make.guid(1), 320, 240)


@pytest.mark.parametrize(
    ("heads", "size"),
    [
        ([(3, 800, 600), (2, 1920, 1080)], (1920, 1080)),
        ([(2, 0, 0)], None),
        ([(2, None, 600)], None),
        ([(3, 800, 600)], None),
        ([], None),
        (None, None),
    ],
)
def test_how_large_the_screen_is(host, make, heads, size):
    if heads is not None:
        names = ("EnabledState", "CurrentHorizontalResolution", "CurrentVerticalResolution")
        host.rows[HEAD] = [dict(zip(names, head, strict=True)) for head in heads]
    assert read_resolution(host.client, make.guid(1)) == size
    assert f"WHERE SystemName = '{make.guid(1)}'" in host.queries[0]
