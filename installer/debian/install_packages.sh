#!/bin/sh
# Install the packages of packages.txt that are missing, when this is Debian and we may.
# Always exits 0: what is missing is named, and what needs it says so itself.
set -u
list="$(dirname "$0")/packages.txt"
command -v dpkg-query >/dev/null 2>&1 || exit 0
missing=""
for package in $(sed 's/#.*//' "$list"); do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' \
        || dpkg-query -W -f='${Status}' "${package}t64" 2>/dev/null | grep -q 'ok installed' \
        || missing="$missing $package"
done
python3 -c 'import ensurepip' 2>/dev/null || missing="$missing python3-venv"
[ -n "$missing" ] || exit 0
run=""
if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        run="sudo -n"
    else
        echo "These system packages are missing; install them as root:$missing" >&2
        exit 0
    fi
fi
echo "Installing system packages:$missing"
export DEBIAN_FRONTEND=noninteractive
$run apt-get update -qq || true
for package in $missing; do
    $run apt-get install -y -qq --no-install-recommends "$package" >/dev/null \
        || echo "Could not install $package; what needs it will say so." >&2
done
exit 0
