"""What Hyper-V can do, as plain blocking functions over a WsmanClient."""
