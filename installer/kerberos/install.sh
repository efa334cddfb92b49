#!/bin/sh
# Install the libraries for Kerberos, gssapi and krb5, into the virtual environment of $1.
# Always exits 0: where they cannot be built, it says what is missing and what goes on without.
set -u
python="$1"
without="the console goes on without Kerberos (NTLM, CredSSP, certificates and Basic work)"
"$python" -c 'import gssapi, krb5' 2>/dev/null && exit 0
if [ "$(uname)" = Linux ] && ! command -v krb5-config >/dev/null 2>&1; then
    echo "Kerberos: krb5-config is missing (package libkrb5-dev, or krb5-devel); $without." >&2
    exit 0
fi
echo "Building the libraries for Kerberos, once; this takes some minutes."
# They spend their time in MIT's library, not in this glue: not optimised it builds much faster.
CFLAGS="${CFLAGS:--O0}" "$python" -m pip install -q -c constraints.txt gssapi krb5 \
    || echo "Kerberos: gssapi and krb5 could not be installed; $without." >&2
exit 0
