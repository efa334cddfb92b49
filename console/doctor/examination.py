"""The walk: one step at a time, in the order of ``Step``, until one is red.

Every step blocks, within its bounds: call ``next`` in a lane. Whoever stops calling has cancelled;
``close`` ends the connection. After a red step the remaining ones are told as skipped.
"""

import time
from collections.abc import Callable, Iterator
from typing import Final

from console.doctor import admission, approach
from console.doctor.finding import Circumstances, Finding, Patient, Step, StepState
from console.doctor.verdict import Verdict
from console.model.connection import Credential, Endpoint, Timeouts
from console.transport.connect import connect
from console.transport.exchange import Exchange
from console.wsman.client import WsmanClient

Connect = Callable[[Endpoint, Credential, Timeouts], Exchange]
Approach = Callable[[Patient, Circumstances], Verdict]
Admission = Callable[[Patient, Circumstances, WsmanClient], Verdict]

_APPROACH: Final[dict[Step, Approach]] = {
    Step.NAME: approach.look_up_name,
    Step.ADDRESS: approach.check_addresses,
    Step.PORT: approach.probe,
    Step.TLS: approach.check_tls,
    Step.HTTP: approach.knock,
    Step.IDENTIFY: approach.identify,
}
_ADMISSION: Final[dict[Step, Admission]] = {
    Step.AUTHENTICATION: admission.sign_in,
    Step.AUTHORISATION: admission.check_rights,
    Step.NAMESPACE: admission.check_namespace,
    Step.HYPER_V: admission.check_hyper_v,
}


class Examination:
    """One walk over all steps of one host. Belongs to one thread at a time.

    Args:
        patient: Who is examined.
        connect: Opens the exchange that signs in.
        clock: Seconds, for how long steps take.
    """

    def __init__(
        self,
        patient: Patient,
        connect: Connect = connect,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._patient = patient
        self._connect = connect
        self._clock = clock
        self._left = list(Step)
        self._is_over = False
        self._seen = _circumstances(patient)
        self._exchange: Exchange | None = None
        self._client: WsmanClient | None = None

    @property
    def coming(self) -> Step | None:
        """The step that ``next`` would take; ``None`` at the end."""
        return self._left[0] if self._left else None

    def next(self) -> Finding | None:
        """Take one step and return what was found; ``None`` when all steps are told. Blocks."""
        if not self._left:
            return None
        step = self._left.pop(0)
        if self._is_over:
            return Finding(step, StepState.SKIPPED, None, "", 0.0, self._seen)
        started = self._clock()
        verdict = self._take(step)
        milliseconds = (self._clock() - started) * 1000
        self._seen = verdict.seen
        self._is_over = verdict.state is StepState.RED
        return Finding(
            step, verdict.state, verdict.cause, verdict.detail, milliseconds, verdict.seen
        )

    def findings(self) -> Iterator[Finding]:
        """Take all steps; the findings come as they are made."""
        while (finding := self.next()) is not None:
            yield finding

    def close(self) -> None:
        """Close the connection, when there is one. May be repeated."""
        if self._exchange is not None:
            self._exchange.close()

    def _take(self, step: Step) -> Verdict:
        walk = _APPROACH.get(step)
        if walk is not None:
            return walk(self._patient, self._seen)
        if step is Step.AUTHENTICATION:
            early = admission.before_sign_in(self._patient, self._seen)
            if early is not None:
                return early
        return _ADMISSION[step](self._patient, self._seen, self._signed_in())

    def _signed_in(self) -> WsmanClient:
        if self._client is None:
            patient = self._patient
            credential = patient.credential or Credential(patient.user, method=patient.method)
            inner = self._connect(patient.endpoint, credential, patient.timeouts)
            self._exchange = admission.Once(inner)
            self._client = WsmanClient(
                self._exchange,
                operation_timeout_s=patient.timeouts.operation,
                to=patient.endpoint.url,
            )
        return self._client


def _circumstances(patient: Patient) -> Circumstances:
    """Return what is known before the first step."""
    endpoint = patient.endpoint
    credential = patient.credential or Credential(patient.user, method=patient.method)
    return Circumstances(
        host=endpoint.host,
        port=endpoint.port,
        tls=endpoint.tls,
        user=credential.user,
        method=credential.method,
        spn=credential.spn or f"HTTP/{endpoint.host}",
        realm=credential.realm,
        ca_file=endpoint.ca_file,
        own_certificate=credential.certificate_file,
    )
