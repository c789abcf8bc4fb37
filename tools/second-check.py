#!/usr/bin/env python3
"""A second checker of archives, which shares no line with the program: plain Python and fractions.

    comity convert --to json ARCHIVE | tools/second-check.py
    tools/second-check.py FILE.json ...

Prints a line for each claim, and a count. Exit 1: a claim that the archive says is proved is not. docs/certificates.md says
what is checked and why that suffices."""

import json
import sys
from collections import Counter

sys.dont_write_bytecode = True
from second_check.walk import Walker  # noqa: E402

RESULTS = ("proved", "refuted", "not proved")


def main(files):
    good = True
    for name in files or ["-"]:
        with sys.stdin if name == "-" else open(name, encoding="utf-8") as stream:
            archive = json.load(stream)
        claims = Walker(archive).run()
        print(name)
        for text, result, why in claims:
            print(f"  {result:<11}  {text}" + (f"\n  {'':<11}  ({why})" if why else ""))
        counts = Counter(result for _, result, _ in claims)
        print(f"  {len(claims)} claims: " + ", ".join(f"{counts[r]} {r}" for r in RESULTS if counts[r]))
        good = good and not counts["refuted"]
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
