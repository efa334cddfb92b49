"""The border under the client: ``Exchange``, which ``wsman.client`` declares and we implement."""

from console.wsman.client import Exchange

__all__ = ["Exchange"]
