"""Every fault of the sheet becomes the error that says what to do about it."""

import pytest

from console.model.errors import (
    ClassMissing,
    EnumerationExpired,
    Forbidden,
    HostBusy,
    NamespaceMissing,
    ObjectGone,
    QueryInvalid,
    QuotaExceeded,
    WsmanFault,
)
from console.wsman import fault_codes as codes
from console.wsman.faults import error_of
from console.wsman.message import Fault

BY_CODE = {
    5: Forbidden,
    0x80070005: Forbidden,
    2150858752: ObjectGone,
    2150858753: WsmanFault,
    2150858754: WsmanFault,
    2150858770: ObjectGone,
    2150858776: QueryInvalid,
    2150858777: QueryInvalid,
    2150858778: QueryInvalid,
    2150858779: EnumerationExpired,
    2150858780: EnumerationExpired,
    2150858782: WsmanFault,
    2150858787: WsmanFault,
    2150858790: WsmanFault,
    2150858791: WsmanFault,
    2150858793: HostBusy,
    2150858805: WsmanFault,
    2150858810: WsmanFault,
    2150858811: ClassMissing,
    2150858813: WsmanFault,
    2150858815: QuotaExceeded,
    2150858817: WsmanFault,
    2150858818: WsmanFault,
    2150858823: WsmanFault,
    2150858824: WsmanFault,
    2150858825: WsmanFault,
    2150858837: WsmanFault,
    2150858838: WsmanFault,
    2150858842: WsmanFault,
    2150858843: WsmanFault,
    2150858844: WsmanFault,
    2150858845: WsmanFault,
    2150858878: WsmanFault,
    2150859002: WsmanFault,
    2150859003: QueryInvalid,
    2150859010: WsmanFault,
    2150859011: WsmanFault,
    2150859012: Forbidden,
    2150859014: Forbidden,
    2150859016: WsmanFault,
    2150859082: WsmanFault,
    2150859173: QuotaExceeded,
    2150859174: QuotaExceeded,
    2150859175: QuotaExceeded,
    2150859176: QuotaExceeded,
    2150859179: QuotaExceeded,
    2150859181: WsmanFault,
    **dict.fromkeys(range(2150859236, 2150859243), QuotaExceeded),
    0x80041002: ObjectGone,
    0x80041003: Forbidden,
    0x8004100E: NamespaceMissing,
    0x80041010: ClassMissing,
    0x80041017: QueryInvalid,
    0x80041018: QueryInvalid,
    0x8004106C: QuotaExceeded,
    12345: WsmanFault,
    0: WsmanFault,
}


@pytest.mark.parametrize(("code", "kind"), BY_CODE.items())
def test_by_code(code: int, kind: type[WsmanFault]):
    error = error_of(Fault(code, "w:Whatever", "Text."))
    assert type(error) is kind
    assert error.code == code
    assert error.subcode == "Whatever"
    assert error.reason == "Text."


@pytest.mark.parametrize(("code", "kind"), BY_CODE.items())
def test_the_provider_knows_best(code: int, kind: type[WsmanFault]):
    outer = codes.CANNOT_PROCESS_FILTER
    error = error_of(Fault(outer, "n:CannotProcessFilter", "?", wmi_code=code, wmi_text="Inner."))
    assert type(error) is (QueryInvalid if kind is WsmanFault else kind)
    assert (error.wmi_code, error.wmi_text) == (code, "Inner.")


@pytest.mark.parametrize(
    ("subcode", "kind"),
    [
        ("w:AccessDenied", Forbidden),
        ("a:DestinationUnreachable", ObjectGone),
        ("n:FilteringNotSupported", QueryInvalid),
        ("n:FilterDialectRequestedUnavailable", QueryInvalid),
        ("n:CannotProcessFilter", QueryInvalid),
        ("n:InvalidEnumerationContext", EnumerationExpired),
        ("n:TimedOut", EnumerationExpired),
        ("w:TimedOut", HostBusy),
        ("w:QuotaLimit", QuotaExceeded),
        ("w:InternalError", WsmanFault),
        ("", WsmanFault),
    ],
)
def test_by_subcode_when_there_is_no_code(subcode: str, kind: type[WsmanFault]):
    assert type(error_of(Fault(0, subcode))) is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The class Msvm_X does not exist in the root/cimv2 namespace.", ClassMissing),
        ("The namespace is invalid.", NamespaceMissing),
        ("The WQL query is invalid.", QueryInvalid),
        ("ネームスペースが無効です。 0x8004100E", NamespaceMissing),
        ("クラスが無効です。 (0x80041010)", ClassMissing),
        ("クエリが無効です。 0x80041017", QueryInvalid),
        ("Class. 0x80049999 0x80041003", Forbidden),
        ("クラスが無効です。", QueryInvalid),
    ],
)
def test_by_text_when_the_host_says_nothing_else(text: str, kind: type[WsmanFault]):
    code = codes.CANNOT_PROCESS_FILTER
    assert type(error_of(Fault(code, "n:CannotProcessFilter", text))) is kind
    assert type(error_of(Fault(code, "n:CannotProcessFilter", "?", wmi_text=text))) is kind


def test_text_decides_nothing_elsewhere():
    assert (
        type(error_of(Fault(codes.INVALID_SELECTORS, "w:InvalidSelectors", "class"))) is WsmanFault
    )


def test_quotas_of_old_hosts_come_as_internal_errors():
    fault = Fault(codes.QUOTA_MAX_OPERATIONS, "w:InternalError", "?", is_sender=False)
    assert type(error_of(fault)) is QuotaExceeded


def test_details_show_numbers_in_both_notations():
    fault = Fault(codes.CANNOT_PROCESS_FILTER, "n:CannotProcessFilter", "?", wmi_code=0x80041010)
    details = dict(error_of(fault).details())
    assert details["error"] == "ClassMissing"
    assert details["wsman code"] == "2150858778 (0x8033801A)"
    assert details["wmi code"] == "0x80041010"
