#!/bin/sh
# Makes assets/fonts and assets/icons anew from pinned packages.
#
#   sh assets/build/fonts.sh
#
# Needs: npm, tar, sha256sum and Python 3.11 or later with venv, and a network
# for the two package registries. The result does not depend on the day or the
# machine: a second run must leave `git status` clean.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
assets=$(dirname -- "$here")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Downloads one npm package at an exact version into $work/<folder>, and stops
# when the archive is not the one this recipe was written for.
unpack() { # folder, package@version, sha256 of the archive
    file=$(cd "$work" && npm pack --silent "$2")
    printf '%s  %s\n' "$3" "$work/$file" | sha256sum --check --quiet
    mkdir "$work/$1"
    tar -xzf "$work/$file" -C "$work/$1" --strip-components=1
}

unpack inter '@expo-google-fonts/inter@0.4.2' \
    b5c1e5878c07a5637169da9f7b1f370c69709f1f8de55998e2522f7aa9dfe2a9
unpack source-serif '@expo-google-fonts/source-serif-4@0.4.1' \
    84f0b412fbc9b0b666d6fe04620b2cd2e54bfd49ca61fe0663a9e5beb30afcc4
unpack phosphor '@phosphor-icons/web@2.1.2' \
    40e3096099ca818c047979cece6a3764944d5200c67b64092f7bcd8bcd1d2b08

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    'fonttools==4.68.0' 'pillow==13.0.0'

"$work/venv/bin/python" "$here/fonts.py" "$work" "$assets"
"$work/venv/bin/python" "$here/fonts_icon.py" "$assets/icons/dateline-256.png"
"$work/venv/bin/python" "$here/fonts_sums.py" "$assets/fonts" "$assets/icons"
