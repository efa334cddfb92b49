"""A client is started, handed its password, and watched: with real child processes."""

import os
import sys
import threading
import time
from pathlib import Path

import pytest

from console.model.errors import NotPossible
from console.rdp.client import ClientKind, PasswordWay
from console.rdp.launch import RdpProcess
from console.rdp.launch_plan import FILE_PLACE, LaunchPlan
from console.rdp.outcome import EndReason

SECRET = "marker-pass-5512"


def _python(code, *rest):
    return (sys.executable, "-c", code, *rest)


def test_the_password_goes_into_the_input_only(tmp_path):
    out = tmp_path / "seen"
    code = (
        "import sys,os;line=sys.stdin.readline();"
        f"open({str(out)!r},'w').write(line+'|'+repr(sys.argv)+repr(sorted(os.environ.items())))"
    )
    end = RdpProcess(ClientKind.FREERDP2, LaunchPlan(_python(code), PasswordWay.STDIN)).run(SECRET)
    assert end.reason is EndReason.NORMAL
    line, rest = out.read_text().split("|", 1)
    assert line == f"{SECRET}\n"
    assert SECRET not in rest


@pytest.mark.skipif(sys.platform == "win32", reason="descriptors are handed over elsewhere only")
def test_arguments_and_password_go_through_the_pipe(tmp_path):
    out = tmp_path / "seen"
    code = (
        "import sys,os;fd=int(sys.argv[-1].rsplit(':',1)[1]);"
        f"open({str(out)!r},'w').write(os.fdopen(fd).read())"
    )
    plan = LaunchPlan(
        _python(code, "/args-from:fd:3"), PasswordWay.ARGUMENT_PIPE, ("/v:hv1", "/t:a b")
    )
    assert RdpProcess(ClientKind.FREERDP3, plan).run(SECRET).code == 0
    assert out.read_text() == f"/v:hv1\n/t:a b\n/p:{SECRET}\n"


def test_arguments_and_password_go_through_the_input_where_nothing_else_is_handed_on(tmp_path):
    out = tmp_path / "seen"
    code = (
        "import sys,os;"
        f"open({str(out)!r},'w').write(sys.stdin.read()+'|'+repr(sys.argv)+repr(os.environ))"
    )
    plan = LaunchPlan(
        _python(code, "/args-from:stdin"), PasswordWay.ARGUMENT_PIPE, ("/v:hv1", "/t:a b")
    )
    assert RdpProcess(ClientKind.FREERDP3, plan).run(SECRET).code == 0
    lines, rest = out.read_text().split("|", 1)
    assert lines == f"/v:hv1\n/t:a b\n/p:{SECRET}\n"
    assert SECRET not in rest


HAND_OVER = (
    "import subprocess,sys;"
    "subprocess.Popen([sys.executable,'-c',sys.argv[2],sys.argv[1]],"
    "stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL)"
)
"""Hands the file to another program, and ends at once."""


def test_a_file_stays_for_the_program_that_it_was_handed_to(tmp_path):
    out, gate = tmp_path / "seen", tmp_path / "gate"
    late = (
        "import pathlib,sys,time\n"
        f"while not pathlib.Path({str(gate)!r}).exists(): time.sleep(0.01)\n"
        f"new=pathlib.Path({str(out)!r}+'.new')\n"
        f"new.write_text(sys.argv[1]+'|'+open(sys.argv[1]).read());new.rename({str(out)!r})"
    )
    plan = LaunchPlan(
        _python(HAND_OVER, FILE_PLACE, late), PasswordWay.ASKS, file_text="ü\r\n", file_name="x.rdp"
    )
    process = RdpProcess(ClientKind.WINDOWS_APP, plan, file_kept_s=600)
    ends = []
    thread = threading.Thread(target=lambda: ends.append(process.run("")))
    thread.start()
    limit = time.monotonic() + 60
    while (process.pid is None or Path(f"/proc/{process.pid}").exists()) and (
        sys.platform == "linux" and time.monotonic() < limit
    ):
        time.sleep(0.01)
    gate.touch()
    while not out.exists() and time.monotonic() < limit:
        time.sleep(0.01)
    path, text = out.read_text().split("|")
    assert text == "ü\n"
    assert not ends, "the file is kept"
    process.end()
    thread.join(60)
    assert ends[0].reason is EndReason.CANCELLED
    assert not Path(path).exists()


def test_the_file_is_for_this_user_only_and_gone_afterwards(tmp_path):
    out = tmp_path / "seen"
    code = (
        "import sys,os,stat;p=sys.argv[1];"
        f"open({str(out)!r},'w').write(p+'|'+oct(stat.S_IMODE(os.stat(p).st_mode))+'|'+open(p).read())"
    )
    plan = LaunchPlan(
        _python(code, FILE_PLACE), PasswordWay.ASKS, file_text="a:s:b\r\n", file_name="x.rdp"
    )
    RdpProcess(ClientKind.MSTSC, plan, file_kept_s=0).run("")
    path, mode, text = out.read_text().split("|")
    assert text == "a:s:b\n"
    assert not Path(path).exists()
    if os.name == "posix":
        assert mode == "0o600"


def test_it_can_be_ended():
    plan = LaunchPlan(_python("import time;time.sleep(60)"), PasswordWay.ASKS)
    process = RdpProcess(ClientKind.FREERDP2, plan)
    ends = []
    thread = threading.Thread(target=lambda: ends.append(process.run("")))
    thread.start()
    limit = time.monotonic() + 10
    while process.pid is None and time.monotonic() < limit:
        time.sleep(0.01)
    process.end()
    thread.join(10)
    assert ends[0].reason is EndReason.CANCELLED
    for timer in [each for each in threading.enumerate() if isinstance(each, threading.Timer)]:
        timer.join(2)
        assert not timer.is_alive(), "nobody is left to be killed"


def test_a_client_that_talks_a_lot_is_only_remembered_at_its_end():
    code = "import sys\nfor n in range(20000): print('line', n)\nprint('ERROR last'); sys.exit(147)"
    end = RdpProcess(ClientKind.FREERDP2, LaunchPlan(_python(code), PasswordWay.ASKS)).run("")
    assert (end.reason, end.line) == (EndReason.NO_CONNECTION, "ERROR last")


def test_what_cannot_be_started_says_so():
    plan = LaunchPlan(("/nowhere/xfreerdp",), PasswordWay.ASKS)
    with pytest.raises(NotPossible) as refused:
        RdpProcess(ClientKind.FREERDP2, plan).run("")
    assert refused.value.why == "client_start"
    with pytest.raises(NotPossible):
        RdpProcess(ClientKind.FREERDP2, plan).run("two\nlines")
