"""What ``hvconsole doctor`` understands; imports nothing heavy, as the parser is built always."""

import argparse


def add_doctor_options(doctor: argparse.ArgumentParser) -> None:
    """Add the options that are the doctor's own; who and how to sign in are everybody's."""
    doctor.add_argument("--port", type=_port, metavar="N", help="of WinRM; default: 5985 or 5986")
    doctor.add_argument("--tls", action="store_true", help="speak HTTPS")
    doctor.add_argument(
        "--console-port",
        default="2179",
        metavar="N",
        help="where the host opens VMs' consoles; off: do not look (default: 2179)",
    )
    doctor.add_argument("--json", action="store_true", help="one JSON object")


def _port(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError("must be 1 to 65535")
    return number
