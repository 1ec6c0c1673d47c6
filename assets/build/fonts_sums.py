"""Writes size and sha256 of the shipped files into the README beside them.

Called by fonts.sh as: fonts_sums.py <folder>...
The table stands between two marker lines; the rest of the README is kept.
"""

import hashlib
import sys
from pathlib import Path

START, END = "<!-- files: start -->", "<!-- files: end -->"


def table(folder):
    """A Markdown table of all files in a folder but the README."""
    rows = ["| file | bytes | sha256 |", "| --- | ---: | --- |"]
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name != "README.md":
            data = path.read_bytes()
            rows.append(f"| {path.name} | {len(data)} | `{hashlib.sha256(data).hexdigest()}` |")
    return "\n".join(rows)


def main():
    """Renews the table in each folder named."""
    for folder in map(Path, sys.argv[1:]):
        readme = folder / "README.md"
        text = readme.read_text(encoding="utf-8")
        before, rest = text.split(START)
        after = rest.split(END)[1]
        readme.write_text(f"{before}{START}\n{table(folder)}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
