"""What the window loads before it is painted, and how."""

import subprocess
import sys

LOADED = """
import gc, linecache, sys
from console.app.loading import quick_loading
with quick_loading():
    assert not gc.isenabled()
    import console.app.window
print(gc.isenabled(), gc.get_freeze_count() > 10_000)
print(*(name for name in linecache.cache if "console" in name))
print(*(name for name in {late} if name in sys.modules))
"""
LATE = (
    "certifi",
    "console.app.adapted_end",
    "console.doctor.examination",
    "console.simulator",
    "cryptography",
    "gssapi",
    "http.client",
    "keyring",
    "krb5",
    "requests",
    "spnego",
    "winrm",
)


def test_the_window_loads_nothing_that_is_needed_later_and_reads_no_source():
    program = LOADED.format(late=LATE)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.decode().splitlines() == ["True True", "", ""]


def test_loading_leaves_a_collector_alone_that_was_off():
    program = LOADED.format(late=()).replace("with", "gc.disable()\nwith", 1)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.decode().startswith("False True")
