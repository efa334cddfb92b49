"""Compile the translations: for the checkout when run as a script, for the wheel as a build hook.

Qt loads compiled files (``.qm``) only. They are made from the ``.ts`` files and never kept in git;
the compiler comes with PySide6.
"""

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ROOT / "resources" / "i18n"


def compile_texts() -> list[Path]:
    """Compile every translation that is newer than its result, and return all results."""
    compiled = []
    for source in sorted(TEXTS.glob("*.ts")):
        result = source.with_suffix(".qm")
        if not result.exists() or result.stat().st_mtime < source.stat().st_mtime:
            subprocess.run([_compiler(), str(source), "-qm", str(result), "-silent"], check=True)
        compiled.append(result)
    return compiled


def _compiler() -> str:
    spec = importlib.util.find_spec("PySide6")
    if spec is None or spec.origin is None:
        sys.exit("PySide6 is not installed; the translations cannot be compiled")
    folder = Path(spec.origin).parent
    for name in ("lrelease", "lrelease.exe"):
        if (folder / name).is_file():
            return str(folder / name)
    sys.exit("PySide6 came without lrelease; the translations cannot be compiled")


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a script where hatchling is not installed
    pass
else:

    class CompileTexts(BuildHookInterface):
        """Compiles before the wheel is filled, and has it take the results."""

        PLUGIN_NAME = "custom"

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            """Compile and name the results: git ignores them, so hatchling would too."""
            results = compile_texts()
            if version != "editable":
                for result in results:
                    build_data["force_include"][str(result)] = (
                        f"console/_resources/i18n/{result.name}"
                    )


if __name__ == "__main__":
    for each in compile_texts():
        print(each.relative_to(ROOT))
