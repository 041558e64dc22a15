"""`python -m benchmarks.wounds [--all] [FILES...]`: is one wrong digit, word, unit or year noticed where it is covered?

Prints two tables and writes `var/bench/wounds.json`; beside it `wounds-missed.txt` has the wounds that were not noticed
and the errors that appeared elsewhere, `wounds-uncovered.txt` the amounts that no relation has. Without files it takes
the samples, and the real documents where they stand beside the project.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.wounds.bench import MOST, run
from benchmarks.wounds.running import FINDERS


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.wounds", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="documents to wound")
    parser.add_argument("--all", action="store_true", help="every wound there is, not a sample")
    parser.add_argument("--most", type=int, default=MOST, help="wounds of a kind in a document")
    parser.add_argument("--kind", action="append", choices=list(FINDERS), help="only this kind; may be repeated")
    asked = parser.parse_args()
    run(asked.files, None if asked.all else asked.most, asked.kind or list(FINDERS))


if __name__ == "__main__":
    main()
