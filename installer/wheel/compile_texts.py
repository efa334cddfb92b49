"""Compiles the translations: ``resources/i18n/*.ts`` to ``*.qm``.

As a script it does just that; as hatchling's build hook it does it before the wheel is packed, so
that the wheel carries the ``.qm`` files that git does not.
"""

import subprocess
import sys
from pathlib import Path
from typing import Any

import PySide6

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a script where hatchling is not installed
    BuildHookInterface = object

ROOT = Path(__file__).resolve().parents[2]


def lrelease() -> Path:
    """Return the compiler of translations that comes with PySide6."""
    name = "lrelease.exe" if sys.platform == "win32" else "lrelease"
    return Path(PySide6.__file__).parent / name


def compile_texts(folder: Path) -> list[Path]:
    """Compile every ``.ts`` of a folder that is newer than its ``.qm``; return all ``.qm``.

    Raises:
        subprocess.CalledProcessError: A file does not compile.
    """
    made: list[Path] = []
    for source in sorted(folder.glob("*.ts")):
        target = source.with_suffix(".qm")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            command = [str(lrelease()), "-silent", str(source), "-qm", str(target)]
            subprocess.run(command, check=True)
        made.append(target)
    return made


class CustomBuildHook(BuildHookInterface):
    """What hatchling calls before it packs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile; the whole of ``resources`` is packed anyway, ignored by git or not."""
        del version, build_data
        compile_texts(Path(self.root) / "resources" / "i18n")


if __name__ == "__main__":
    for compiled in compile_texts(ROOT / "resources" / "i18n"):
        print(compiled.relative_to(ROOT))
