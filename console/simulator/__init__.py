"""A simulated Hyper-V host that speaks WS-Management over HTTP."""
