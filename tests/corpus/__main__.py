"""`make score`: how well places and claims are read, on the corpus and, with --real, on articles of your own."""

import argparse
import sys
from pathlib import Path

from tests import report


def main() -> int:
    """Run the parts score_*.py. Returns 1 where a bar does not hold."""
    parser = argparse.ArgumentParser(prog="make score", description=__doc__)
    parser.add_argument("--real", type=Path, metavar="FOLDER", help="a folder of texts with a gold file beside them")
    parser.add_argument("--only", default="", metavar="WORD", help="only the parts whose name holds this word")
    args = parser.parse_args()
    if args.real and not args.real.is_dir():
        sys.exit(f"{args.real} is not a folder; name one with your texts and their gold file.")
    report.start_django()
    return report.run("corpus", "score", args, report.ROOT / ".local/score.json")


if __name__ == "__main__":
    sys.exit(main())
