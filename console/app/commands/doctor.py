"""``hvconsole doctor``: why a host cannot be reached or used, step by step.

Text comes step by step as it is found; JSON at the end. The exit code is 0 only when every step is
green.
"""

import argparse
import json
import textwrap
from dataclasses import replace
from typing import Any

from console.app.commands.account import (
    UsageError,
    credential_of,
    endpoint_of,
    timeouts_of,
)
from console.app.commands.inventory import speaks_utf_8
from console.app.commands.record import record_host
from console.app.commands.report import guarded
from console.app.exit_codes import ExitCode
from console.doctor.examination import Examination
from console.doctor.finding import Finding, Patient, Step, StepState, diagnosis
from console.doctor.fix import fix_of
from console.doctor.script import printable
from console.model.connection import HTTP_PORT, HTTPS_PORT, AuthMethod, Credential, Endpoint
from console.model.errors import Refused, RefusedReason
from console.ui.sentences import doctor as sentences

_STEP_S = 20.0
_READING_S = 60.0
_INDENT = "    "
_WIDTH = 96

_CODES = {
    Step.NAME: ExitCode.UNREACHABLE,
    Step.ADDRESS: ExitCode.UNREACHABLE,
    Step.PORT: ExitCode.UNREACHABLE,
    Step.TLS: ExitCode.REFUSED,
    Step.HTTP: ExitCode.UNSUITABLE,
    Step.IDENTIFY: ExitCode.UNSUITABLE,
    Step.AUTHENTICATION: ExitCode.REFUSED,
    Step.AUTHORISATION: ExitCode.REFUSED,
    Step.NAMESPACE: ExitCode.UNSUITABLE,
    Step.HYPER_V: ExitCode.UNSUITABLE,
}


def run_doctor(arguments: argparse.Namespace) -> int:
    """Examine a host and print what was found, or record it."""
    if arguments.timeout is None:  # a step is short; a whole reading need not be
        arguments.timeout = _READING_S if arguments.record else _STEP_S
    return guarded(lambda: _run_record(arguments) if arguments.record else _run(arguments))


def _run_record(arguments: argparse.Namespace) -> int:
    if arguments.json:
        raise UsageError("--json does not go with --record")
    return record_host(arguments, _endpoint(arguments))


def _run(arguments: argparse.Namespace) -> int:
    if arguments.write_tests:
        raise UsageError("--write-tests goes with --record only")
    patient = patient_of(arguments)
    examination = Examination(patient)
    findings: list[Finding] = []
    try:
        for finding in examination.findings():
            findings.append(finding)
            if not arguments.json:
                print("\n".join(lines(finding)), flush=True)
    finally:
        examination.close()
    told = tuple(findings)
    if arguments.json:
        print(json.dumps(report(patient, told), ensure_ascii=not speaks_utf_8(), indent=1))
    return exit_code(told)


def patient_of(arguments: argparse.Namespace) -> Patient:
    """Return whom the command line means; without an account the walk ends before the sign-in.

    Raises:
        UsageError: An option cannot be meant.
    """
    endpoint = _endpoint(arguments)
    timeouts = timeouts_of(arguments)
    return Patient(
        endpoint,
        _credential(arguments, endpoint),
        arguments.user or "",
        AuthMethod(arguments.auth),
        replace(timeouts, connect=min(timeouts.connect, 5.0)),
        _console_port(arguments.console_port),
    )


def _endpoint(arguments: argparse.Namespace) -> Endpoint:
    endpoint = endpoint_of(arguments)
    if arguments.tls and not endpoint.tls:
        port = HTTPS_PORT if endpoint.port == HTTP_PORT else endpoint.port
        endpoint = replace(endpoint, tls=True, port=port)
    return endpoint if arguments.port is None else replace(endpoint, port=arguments.port)


def _credential(arguments: argparse.Namespace, endpoint: Endpoint) -> Credential | None:
    if not arguments.user and AuthMethod(arguments.auth) is not AuthMethod.KERBEROS:
        return None
    try:
        return credential_of(arguments, endpoint)
    except Refused as refused:
        if refused.reason is RefusedReason.NO_CREDENTIAL:
            return None
        raise


def _console_port(text: str) -> int | None:
    if text == "off":
        return None
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise UsageError("--console-port must be 1 to 65535, or off")
    return int(text)


def exit_code(findings: tuple[Finding, ...]) -> ExitCode:
    """Return 0 only when all is green; else the code of the first step that is not."""
    first = diagnosis(findings)
    if first is None:
        return ExitCode.OK
    return _CODES[first.step] if first.state is StepState.RED else ExitCode.FAILED


def lines(finding: Finding) -> list[str]:
    """Return one step for people, with cause, next step and scripts when something is wrong."""
    took = "" if finding.state is StepState.SKIPPED else f"{finding.milliseconds:.0f} ms"
    head = f"{finding.state.value:<8} {finding.step.value:<15} {took:>8}  "
    told = [(head + printable(finding.detail)).rstrip()]
    if finding.cause is None:
        return told
    told += ["", *_wrapped(sentences.cause_of(finding))]
    told += _wrapped(sentences.next_step_of(finding))
    for script in fix_of(finding):
        told += ["", *_wrapped(sentences.script_title(script))]
        told += [f"{_INDENT}{_INDENT}{row}" for row in script.text.splitlines()]
    return [*told, ""]


def _wrapped(sentence: str) -> list[str]:
    return textwrap.wrap(
        sentence, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT, break_on_hyphens=False
    )


def report(patient: Patient, findings: tuple[Finding, ...]) -> dict[str, Any]:
    """Return what scripts rely on."""
    first = diagnosis(findings)
    seen = findings[-1].seen
    return {
        "host": patient.endpoint.host,
        "port": patient.endpoint.port,
        "tls": patient.endpoint.tls,
        "ok": first is None,
        "diagnosis": None if first is None or first.cause is None else first.cause.value,
        "offered": list(seen.offered),
        "certificate_sha256": seen.certificate.sha256 if seen.certificate else None,
        "steps": [_step(finding) for finding in findings],
    }


def _step(finding: Finding) -> dict[str, Any]:
    return {
        "step": finding.step.value,
        "state": finding.state.value,
        "cause": finding.cause.value if finding.cause else None,
        "detail": finding.detail,
        "milliseconds": round(finding.milliseconds, 1),
        "sentence": sentences.cause_of(finding),
        "next_step": sentences.next_step_of(finding),
        "scripts": [
            {"place": each.place.value, "shell": each.shell.value, "text": each.text}
            for each in fix_of(finding)
        ],
    }
