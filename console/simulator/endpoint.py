"""The WS-Management service of a simulated host: bytes in, bytes out, no sockets.

``read`` turns bytes into a request (or into the answer that refuses them), ``perform`` carries a
request out, ``answer`` does both. What Windows checks is checked, in this order: readable, headers,
quota, resource URI, envelope size, then the operation itself. Every reason to say no is a
``Refusal``; what WMI says (``CimFailure``) is wrapped as WinRM's WMI plug-in wraps it.

Limits are those of Windows Server 2012 R2 and later: envelopes of 500 KiB counted in UTF-16,
batches of 32,000 items, 1,500 operations a user, enumerations that die after 240 s.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from console.model.errors import Malformed
from console.simulator import refusals
from console.simulator.clock import Clock
from console.simulator.enumeration import Enumeration, EnumerationTable, PullTerms
from console.simulator.failures import Caller, CimFailure
from console.simulator.faults import (
    AnswerFault,
    AnyFault,
    EndlessEnumeration,
    ExpireContexts,
    RefuseMethod,
    Situation,
)
from console.simulator.objects import Objects
from console.simulator.refusals import Refusal
from console.simulator.reply_writer import MAX_ENVELOPE_SIZE, Answer, ReplyWriter
from console.simulator.service_config import ServiceAuth, config_text, is_config
from console.simulator.target import Target, check_selectors, matches, target_of
from console.wsman import names
from console.wsman.cim import CimInstance
from console.wsman.decode import decode_request
from console.wsman.encode import item_text
from console.wsman.message import (
    MODE_EPR,
    MODE_OBJECT,
    MODE_OBJECT_AND_EPR,
    AssociationFilter,
    Enumerate,
    EnumerateReply,
    Get,
    GetReply,
    Identify,
    IdentifyReply,
    InvalidInput,
    Invoke,
    InvokeReply,
    Item,
    Pull,
    PullReply,
    Put,
    Release,
    ReleaseReply,
    Request,
    RequestHeader,
    SelectorFilter,
    UnknownFilter,
    WqlFilter,
)

MIN_ENVELOPE_SIZE = 8192
MAX_BATCH_ITEMS = 32_000
MAX_OPERATIONS = 1500
_MODES = {MODE_OBJECT, MODE_EPR, MODE_OBJECT_AND_EPR}
_VENDOR = "Microsoft Corporation"
_NOBODY_VERSION = "OS: 0.0.0 SP: 0.0 Stack: 3.0"
_ANY_CLASS = "*"
_CONTEXT_SHAPE = "uuid:00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True, slots=True)
class ServiceLimits:
    """Quotas of the service; the defaults are a current Windows host's."""

    max_operations: int = MAX_OPERATIONS
    max_batch_items: int = MAX_BATCH_ITEMS
    max_envelope_size: int = MAX_ENVELOPE_SIZE
    enumeration_s: float = 240.0


@dataclass(frozen=True, slots=True)
class _Call:
    """A request with all that its handling needs."""

    header: RequestHeader
    caller: Caller
    faults: Sequence[AnyFault]

    @property
    def terms(self) -> PullTerms:
        size = self.header.max_envelope_size or MAX_ENVELOPE_SIZE
        return PullTerms(size, self.header.locale)


class Endpoint:
    """The service of one host.

    Args:
        repository: The objects behind it.
        clock: For the life of enumerations.
        os_version: What Identify tells to those who signed in.
        limits: Quotas.
        auth: What it tells about the ways to sign in.
        new_id: Makes the GUID of a reply.
    """

    def __init__(
        self,
        repository: Objects,
        clock: Clock,
        *,
        os_version: str = "10.0.20348",
        limits: ServiceLimits | None = None,
        auth: ServiceAuth | None = None,
        new_id: Callable[[], str] | None = None,
    ) -> None:
        self._repository = repository
        self._limits = limits or ServiceLimits()
        self._auth = auth or ServiceAuth()
        self._version = f"OS: {os_version} SP: 0.0 Stack: 3.0"
        self._replies = ReplyWriter(self._limits.max_envelope_size, new_id)
        self._enumerations = EnumerationTable(clock.monotonic, self._limits.enumeration_s)

    @property
    def open_enumerations(self) -> int:
        """How many enumerations are under way."""
        return len(self._enumerations)

    def expire_contexts(self) -> None:
        """Forget all enumerations, as a restart of the service does."""
        self._enumerations.clear()

    def answer(
        self,
        data: bytes,
        caller: Caller | None,
        machine: str,
        faults: Sequence[AnyFault] = (),
    ) -> Answer:
        """Answer a SOAP text; ``caller`` is ``None`` for an unauthenticated Identify."""
        request = self.read(data, machine)
        return (
            request
            if isinstance(request, Answer)
            else self.perform(request, caller, machine, faults)
        )

    def read(self, data: bytes, machine: str) -> Request | Answer:
        """Return the request in a SOAP text, or the answer to one that cannot be read."""
        try:
            return decode_request(data)
        except Malformed:
            return self._replies.refuse(refusals.unreadable(), RequestHeader(""), machine)

    def situation(self, request: Request, connection: int) -> Situation:
        """Describe a request to the fault plan."""
        body = request.body
        subject = request.header.resource_uri
        if isinstance(body, Enumerate) and isinstance(body.filter, WqlFilter):
            subject += f" {body.filter.text}"
        elif isinstance(body, Pull | Release):
            subject += f" {self._enumerations.subject(body.context)}"
        method = body.method if isinstance(body, Invoke) else ""
        return Situation(connection, type(body).__name__, subject, method)

    def perform(
        self,
        request: Request,
        caller: Caller | None,
        machine: str,
        faults: Sequence[AnyFault] = (),
    ) -> Answer:
        """Carry out a request.

        Args:
            request: What ``read`` returned.
            caller: Who asks; ``None`` is somebody who did not sign in.
            machine: What the client called this host; stands in faults.
            faults: What to do wrong; those that are not the endpoint's are ignored.
        """
        header = request.header
        try:
            if isinstance(request.body, Identify):
                version = self._version if caller else _NOBODY_VERSION
                return self._replies.write(
                    IdentifyReply(names.PROTOCOL_VERSION, _VENDOR, version), header
                )
            if caller is None or not caller.is_remote_user:
                raise refusals.access_denied()
            self._obey_first(faults)
            _check_header(header)
            call = _Call(header, replace(caller, locale=header.locale), faults)
            return self._operate(call, request)
        except Refusal as refusal:
            return self._replies.refuse(refusal, header, machine)

    def _obey_first(self, faults: Iterable[AnyFault]) -> None:
        for fault in faults:
            if isinstance(fault, AnswerFault):
                raise Refusal(fault.fault)
            if isinstance(fault, ExpireContexts):
                self._enumerations.clear()

    def _operate(self, call: _Call, request: Request) -> Answer:
        body = request.body
        match body:
            case Pull():
                return self._pull(call, body)
            case Release():
                self._enumerations.drop(self._enumerations.find(body.context, call.caller.user))
                return self._replies.write(ReleaseReply(), call.header)
            case _:
                self._check_quota(call.caller)
        if isinstance(body, Get) and is_config(call.header.resource_uri):
            return self._config(call)
        target = target_of(call.header)
        try:
            match body:
                case Get():
                    return self._get(call, target)
                case Put():
                    raise refusals.put_not_capable()
                case Enumerate():
                    return self._enumerate(call, target, body)
                case Invoke():
                    return self._invoke(call, target, body)
                case InvalidInput():
                    raise refusals.schema_violated()
                case _:
                    raise refusals.action_not_supported()
        except CimFailure as failure:
            in_query = isinstance(body, Enumerate) and isinstance(body.filter, WqlFilter)
            raise refusals.of_wmi(failure, in_query=in_query) from failure

    def _check_quota(self, caller: Caller) -> None:
        if self._enumerations.count(caller.user) >= self._limits.max_operations:
            raise refusals.too_many_operations(self._limits.max_operations)

    def _config(self, call: _Call) -> Answer:
        if not call.caller.is_hyperv_admin:
            raise refusals.access_denied()
        limits = self._limits
        text = config_text(
            limits.max_envelope_size,
            limits.max_batch_items,
            limits.max_operations,
            limits.enumeration_s,
            self._auth,
        )
        return self._replies.write_text(text, f"{names.ACTION_GET}Response", call.header)

    def _get(self, call: _Call, target: Target) -> Answer:
        check_selectors(target)
        instance = self._repository.get(
            target.namespace, target.class_name, dict(target.selectors), call.caller
        )
        return self._replies.write(GetReply(instance), call.header, target.namespace)

    def _invoke(self, call: _Call, target: Target, body: Invoke) -> Answer:
        if target.selectors:  # static methods have none
            check_selectors(target)
        output = self._refused_output(call, body) or self._repository.invoke(
            target.namespace,
            target.class_name,
            dict(target.selectors),
            body.method,
            dict(body.arguments),
            call.caller,
        )
        reply = InvokeReply(call.header.resource_uri, body.method, output)
        return self._replies.write(reply, call.header, target.namespace)

    def _refused_output(self, call: _Call, body: Invoke) -> CimInstance | None:
        for fault in call.faults:
            if isinstance(fault, RefuseMethod):
                return CimInstance(
                    f"{body.method}_OUTPUT",
                    dict([*fault.output, ("ReturnValue", fault.return_value)]),
                )
        return None

    def _enumerate(self, call: _Call, target: Target, body: Enumerate) -> Answer:
        if body.mode not in _MODES:
            raise refusals.mode_not_supported()
        items: Iterator[Item] = self._items(call, target, body)
        if any(isinstance(fault, EndlessEnumeration) for fault in call.faults):
            items = itertools.cycle(items)
        query = body.filter.text if isinstance(body.filter, WqlFilter) else ""
        enumeration = Enumeration(
            (_written(item, body.mode, target.namespace) for item in items),
            call.caller.user,
            call.terms,
            f"{call.header.resource_uri} {query}",
        )
        enumeration.peek()  # an error of the query belongs into this reply
        if not body.optimize:
            context = self._enumerations.keep(enumeration)
            return self._replies.write(EnumerateReply(context), call.header)
        return self._first_items(call, enumeration, body.max_elements or 1)

    def _first_items(self, call: _Call, enumeration: Enumeration, max_items: int) -> Answer:
        """Send one item, and the end with it when there is no more: hosts since 2008 R2 do.

        Only Server 2003 filled this reply (recordings); the Pulls that follow fill theirs.
        """
        room = self._replies.room(call.header, EnumerateReply(_CONTEXT_SHAPE, is_end=True))
        texts, is_end = enumeration.take(min(max_items, 1), room)
        if is_end:
            return self._replies.write(EnumerateReply("", (), True, texts), call.header)
        context = self._enumerations.keep(enumeration)
        return self._replies.write(EnumerateReply(context, (), False, texts), call.header)

    def _items(self, call: _Call, target: Target, body: Enumerate) -> Iterator[Item]:
        namespace, class_name = target.namespace, target.class_name
        match body.filter:
            case UnknownFilter():
                raise refusals.dialect_unavailable()
            case WqlFilter(text):
                if class_name != _ANY_CLASS or target.selectors:
                    raise refusals.query_needs_star()
                return self._repository.query(namespace, text, call.caller)
            case AssociationFilter() as association:
                return self._repository.associated(namespace, association, call.caller)
            case SelectorFilter(selectors):
                found = self._repository.enumerate(namespace, class_name, call.caller)
                return (item for item in found if matches(item, selectors))
            case None:
                if class_name == _ANY_CLASS:
                    raise refusals.filter_missing()
                return self._repository.enumerate(namespace, class_name, call.caller)

    def _pull(self, call: _Call, body: Pull) -> Answer:
        enumeration = self._enumerations.find(body.context, call.caller.user)
        if call.terms != enumeration.terms:
            raise refusals.pull_differs()
        limit = min(body.max_elements or 1, self._limits.max_batch_items)
        try:
            texts, is_end = enumeration.take(
                limit, self._replies.room(call.header, PullReply(_CONTEXT_SHAPE))
            )
        except (CimFailure, Refusal) as problem:
            self._enumerations.drop(enumeration)
            if isinstance(problem, CimFailure):
                raise refusals.of_wmi(problem, in_query=True) from problem
            raise
        if is_end:
            self._enumerations.drop(enumeration)
            return self._replies.write(PullReply("", (), True, texts), call.header)
        context = self._enumerations.keep(enumeration)
        return self._replies.write(PullReply(context, (), False, texts), call.header)


def _written(item: Item, mode: str, namespace: str) -> str:
    try:
        return item_text(item, mode, namespace=namespace)
    except ValueError as problem:  # a row of a projected query has no reference
        raise refusals.mode_not_supported() from problem


def _check_header(header: RequestHeader) -> None:
    if header.has_other_header:
        raise refusals.header_not_understood()
    for name, value in (("Action", header.action), ("MessageID", header.message_id)):
        if not value:
            raise refusals.header_missing(name)
    if not header.resource_uri:
        raise refusals.resource_uri_invalid()
    size = header.max_envelope_size
    if size is not None and size < MIN_ENVELOPE_SIZE:
        raise refusals.envelope_too_small()
    keys = [name.lower() for name, _ in header.selectors]
    if len(keys) != len(set(keys)):
        raise refusals.selectors_duplicate()
