"""What ``hvconsole doctor`` understands; imports nothing heavy, as the parser is built always."""

import argparse
from pathlib import Path


def add_doctor_options(doctor: argparse.ArgumentParser) -> None:
    """Add the options that are the doctor's own; who and how to sign in are everybody's."""
    doctor.set_defaults(timeout=None)  # 20 s for a step, 60 s for an answer to --record
    doctor.add_argument("--port", type=_port, metavar="N", help="of WinRM; default: 5985 or 5986")
    doctor.add_argument("--tls", action="store_true", help="speak HTTPS")
    doctor.add_argument(
        "--console-port",
        default="2179",
        metavar="N",
        help="where the host opens VMs' consoles; off: do not look (default: 2179)",
    )
    doctor.add_argument("--json", action="store_true", help="one JSON object")
    doctor.add_argument(
        "--record",
        type=Path,
        metavar="FILE",
        help="instead: read everything of the host and write what it answered into FILE, with "
        "names, addresses, accounts and identifiers replaced",
    )
    doctor.add_argument(
        "--write-tests",
        metavar="VM",
        help="with --record: also change what can be changed back on this VM, and change it back",
    )
    doctor.add_argument(
        "--vms",
        type=_few,
        default=6,
        metavar="N",
        help="with --record: how many VMs to look at one by one (default: 6)",
    )


def _port(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError("must be 1 to 65535")
    return number


def _few(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 100:
        raise argparse.ArgumentTypeError("must be 0 to 100")
    return number
