#!/bin/sh
# The libraries that printing needs: installed where we may, named in one line where we may not.
set -eu
needed="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig"
missing=""
for package in $needed; do
    dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing >/dev/null && exit 0
fi
echo "Printing needs these system packages:$missing (apt-get install$missing)" >&2
