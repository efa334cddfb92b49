"""The WinRM service's own settings, which administrators may read (MS-WSMV 2.2.4.10)."""

from typing import Final

CONFIG_URI: Final = "http://schemas.microsoft.com/wbem/wsman/1/config"


def is_config(uri: str) -> bool:
    """Tell whether a resource URI is that of the whole configuration."""
    return uri.partition("?")[0].lower() == CONFIG_URI


def config_text(envelope_size: int, batch_items: int, operations: int) -> str:
    """Return the configuration as it stands in a reply.

    Args:
        envelope_size: Bytes of the largest message; told in units of 1,024.
        batch_items: Most items of a reply.
        operations: Most operations of a user.
    """
    settings = (
        ("MaxEnvelopeSizekb", envelope_size // 1024),
        ("MaxTimeoutms", 60_000),
        ("MaxBatchItems", batch_items),
        ("MaxProviderRequests", 2**32 - 1),
    )
    inner = "".join(f"<cfg:{name}>{value}</cfg:{name}>" for name, value in settings)
    service = (
        "<cfg:Service>"
        f"<cfg:MaxConcurrentOperationsPerUser>{operations}</cfg:MaxConcurrentOperationsPerUser>"
        "<cfg:AllowUnencrypted>false</cfg:AllowUnencrypted></cfg:Service>"
    )
    return f'<cfg:Config xmlns:cfg="{CONFIG_URI}" xml:lang="en-US">{inner}{service}</cfg:Config>'
