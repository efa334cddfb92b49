"""Writes ``docs/doctor.md``: run ``python -m tests.unit.doctor_document`` after a change of words.

The document is made of the program's own sentences and scripts, so that it cannot tell otherwise.
"""

from datetime import UTC, datetime
from pathlib import Path

from console.doctor.finding import Cause, Circumstances, Finding, Step, StepState
from console.doctor.fix import scripts_for
from console.doctor.script import Place
from console.model.certificate import CertificateSeen
from console.ui.sentences.doctor import cause_of, next_step_of, step_title
from tests.unit.doctor_steps import STEP_OF

DOCUMENT = Path(__file__).parents[2] / "docs" / "doctor.md"

_HEAD = """\
# The connection doctor

`hvconsole doctor HOST` (and *Host › Connection Doctor…*) walks from the name of a host to its
limits, one step after the other, and stops at the first that is red. Each trouble is said in a
sentence, with the next step and a script to copy, for the host or for this computer.

```
hvconsole doctor HOST [--port N] [--tls] [--user ACCOUNT] [--console-port N|off] [--json]
```

The exit code is 0 only when every step is green. Amber means: it works, but look at it; the walk
goes on. Nobody signs in before the way is known to lead to WinRM; a password is tried once; without
`--user` the walk ends before the sign-in. Nothing on the host is changed.

`hvconsole simulate --trouble NAME` runs a simulated host with one of these troubles.

| Step | What is looked at |
|---|---|
| Name | The addresses that the name stands for |
| Address | Can it be a computer's, and is there a route |
| Port | WinRM's port, the other usual one (5985, 5986), and 2179 for consoles |
| TLS | With TLS: does the host speak it, and is its certificate to be believed |
| HTTP | An empty POST: WinRM answers 401 and offers ways to sign in |
| WS-Management | Identify without an account |
| Sign-in | What is offered, what was tried, Kerberos' service name, both clocks |
| Rights | WinRM's users, the namespace's, Hyper-V's administrators |
| Hyper-V's namespace | `root/virtualization/v2` |
| Version and limits | Windows' version; message size, time and batch limits of WinRM |

Scripts below are for the host `hv01.example.com` and the account `LAB\\admin`; on Windows and macOS
those for this computer are others.
"""

_FROM, _UNTIL = datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
_CERTIFICATE = CertificateSeen("ab" * 32, "CN=hv02", "CN=hv02", ("hv02",), _FROM, _UNTIL)


def example(cause: Cause) -> Circumstances:
    """Return what the document's sentences are filled with."""
    return Circumstances(
        host="hv01.example.com",
        port=5986 if STEP_OF[cause] is Step.TLS else 5985,
        tls=STEP_OF[cause] is Step.TLS,
        addresses=("192.0.2.10",),
        user="LAB\\admin",
        spn="HTTP/hv01.example.com",
        ca_file="authority.pem",
        own_certificate="me.pem",
        other_port=_other_port(cause),
        certificate=_CERTIFICATE,
        offered=("Negotiate", "Kerberos"),
        status=200,
        server="nginx",
        location="http://elsewhere.example.com/",
        vendor="Openwsman Project",
        version="6.2.9200",
        skew_s=3600.0,
        code=0x803380FE,
        said="in the host's own words",
        seconds=5.0,
        value="150",
    )


def _other_port(cause: Cause) -> int:
    others = {Cause.ONLY_HTTPS_OPEN: 5986, Cause.ONLY_HTTP_OPEN: 5985}
    return others.get(cause, 2179 if cause is Cause.CONSOLE_PORT_CLOSED else 0)


def document() -> str:
    """Return the whole document."""
    parts = [_HEAD]
    for step in Step:
        parts.append(f"## {step_title(step)}\n")
        parts += [_entry(cause) for cause in Cause if STEP_OF[cause] is step]
    return "\n".join(parts)


def _entry(cause: Cause) -> str:
    seen = example(cause)
    finding = Finding(STEP_OF[cause], StepState.RED, cause, "", 0.0, seen)
    lines = [f"### `{cause.value}`\n", cause_of(finding), "", next_step_of(finding), ""]
    for script in scripts_for(cause, seen, "linux"):
        place = "On the host" if script.place is Place.HOST else "Here"
        lines += [f"{place}:\n", f"```{script.shell.value}", script.text, "```", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
