"""HV Console: a desktop console for Microsoft Hyper-V hosts, over WS-Management."""

__version__ = "0.1.0"
