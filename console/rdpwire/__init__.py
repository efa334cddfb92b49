"""Bytes of the way into an RDP session, for both roles: preconnection, CredSSP, X.224, TLS."""
