"""The wheel is complete; installed away from the checkout it opens its window and tours it."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_wheel_is_complete_and_starts(tmp_path: Path):
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    ran = subprocess.run(
        [
            sys.executable,
            ROOT / "installer" / "wheel" / "build_wheel.py",
            "--out",
            tmp_path / "dist",
        ],
        capture_output=True,
        text=True,
        timeout=300,
        env=environment,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "built, complete, starts" in ran.stdout
    assert "host-lost" in ran.stdout
