"""The entry point: find out what is wanted, and load no more than that needs."""

import argparse
import sys
from collections.abc import Sequence

from console.app import core_dumps
from console.app.arguments import build_parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``hvconsole`` and return its exit code."""
    parser = build_parser()
    parsed = parser.parse_args(arguments)
    if parsed.read_only and _changes(parsed):
        parser.error(f"--read-only: {parsed.command} would change something")
    core_dumps.forbid()
    try:
        return _run(parsed)
    except KeyboardInterrupt:  # while modules were loaded; commands have their own answer
        return 130


def _changes(parsed: argparse.Namespace) -> bool:
    """Whether a command changes something on a host."""
    return parsed.command in ("service", "power") or bool(getattr(parsed, "write_tests", None))


def _run(parsed: argparse.Namespace) -> int:
    match parsed.command:
        case None | "demo":
            from console.app.loading import quick_loading

            with quick_loading():
                from console.app.window import run_window
            return run_window(parsed)
        case "simulate":
            from console.app.commands.simulate import run_simulate

            return run_simulate(parsed)
        case "inventory":
            from console.app.commands.inventory import run_inventory

            return run_inventory(parsed)
        case "doctor":
            from console.app.commands.doctor import run_doctor

            return run_doctor(parsed)
        case "drift":
            from console.app.commands.drift import run_drift

            return run_drift(parsed)
        case _:
            return _run_change(parsed)


def _run_change(parsed: argparse.Namespace) -> int:
    match parsed.command:
        case "service":
            from console.app.commands.service import run_service

            return run_service(parsed)
        case _:
            from console.app.commands.power import run_power

            return run_power(parsed)


if __name__ == "__main__":
    sys.exit(main())
