"""`make bench`: speed at real size, in a database of its own (conflictmap_bench), never in the user's."""

import argparse
import os
import sys

from tests import report


def main() -> int:
    """Run the parts bench_*.py. Returns 1 where a bar does not hold."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", default="", metavar="WORD", help="only the parts whose name holds this word")
    parser.add_argument("--quick", action="store_true", help="a tenth of the size: shows that the parts run")
    args = parser.parse_args()
    if os.environ.pop("DATABASE_URL", None):
        print("DATABASE_URL is left alone: benchmarks fill a private database.")
    os.environ["DATABASE_NAME"] = "conflictmap_bench"
    report.start_django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return report.run("bench", "bench", args, report.ROOT / ".local/bench.json")


if __name__ == "__main__":
    sys.exit(main())
