"""Build the wheel and prove it: it holds the resources, and installed elsewhere it starts.

The wheel is installed without its dependencies into a fresh environment that borrows them from
the one that runs this script; then ``hvconsole --version`` runs, and the window opens off-screen
on a simulated fleet and goes through the tour.
"""

import argparse
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
NEEDED = (
    "console/_resources/fleets/demo.toml",
    "console/_resources/i18n/hvconsole_zh_CN.qm",
    "console/_resources/icons/host.svg",
    "console/_resources/profiles/domain-controller.toml",
)


def main() -> int:
    """Build, check, install, start."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--without-tour", action="store_true")
    options = parser.parse_args()
    wheel = build(options.out)
    check_contents(wheel)
    with tempfile.TemporaryDirectory() as folder:
        command = install(wheel, Path(folder))
        start(command, Path(folder), tour=not options.without_tour)
    print(f"{wheel.name}: built, complete, starts")
    return 0


def build(out: Path) -> Path:
    """Build the wheel with what is installed here, and return it."""
    shutil.rmtree(out, ignore_errors=True)
    subprocess.run(
        [
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            str(out),
            str(ROOT),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    (wheel,) = out.glob("hvconsole-*.whl")
    return wheel


def check_contents(wheel: Path) -> None:
    """Stop with a sentence when something that the program needs is not in the wheel."""
    names = set(zipfile.ZipFile(wheel).namelist())
    missing = [name for name in NEEDED if name not in names]
    strangers = sorted(n for n in names if n.startswith(("tests/", "docs/", "installer/")))
    if missing or strangers:
        sys.exit(f"{wheel.name}: missing {missing}, should not be there {strangers}")


def install(wheel: Path, folder: Path) -> Path:
    """Install the wheel into a fresh environment and return its command."""
    environment = folder / "environment"
    venv.create(environment, with_pip=False)
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    site = Path(
        subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
    )
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-deps", wheel],
        check=True,
    )
    # The dependencies come from here; our own editable install must not, so its finder (a .pth
    # file, which is not followed from a .pth) stays out.
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return scripts / "hvconsole"


def start(command: Path, folder: Path, *, tour: bool) -> None:
    """Run the installed command away from the checkout."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HVCONSOLE_HOME": str(folder)}
    calls = [["--version"], *([["demo", "--tour", str(folder / "tour")]] if tour else [])]
    for arguments in calls:
        subprocess.run([command, *arguments], check=True, cwd=folder, timeout=240, env=environment)
    if tour and not list((folder / "tour").glob("*.png")):
        sys.exit("the tour saved no picture")


if __name__ == "__main__":
    sys.exit(main())
