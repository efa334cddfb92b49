"""The console port of a simulated host: preconnection, TLS, CredSSP, and a real desktop behind."""
