"""`python -m benchmarks rules step load`, or `script/bench rules step`, with any of the names."""

import argparse
from importlib import import_module

from benchmarks.reporting import machine

BENCHMARKS = ("rules", "step", "load", "audit", "replay", "dashboard", "protection")


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("names", nargs="+", choices=BENCHMARKS, metavar="|".join(BENCHMARKS))
    parser.add_argument("--rounds", type=int, default=40, help="times each is measured, in turns")
    chosen = parser.parse_args()
    print(machine())
    for name in dict.fromkeys(chosen.names):
        print(f"\n=== {name}\n")
        print(import_module(f"benchmarks.{name}").run(rounds=chosen.rounds))


if __name__ == "__main__":
    main()
