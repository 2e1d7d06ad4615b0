"""Runs the measurements and prints their tables: `python -m bench [--quick] [NAME …]`."""

import argparse
import importlib
import os
import platform
from pathlib import Path


def main() -> None:
    here = Path(__file__).parent
    names = sorted(p.stem for p in here.glob("*.py") if not p.stem.startswith("_") and p.stem != "table")
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*names, []], help="which tables (default: all)")
    parser.add_argument("--quick", action="store_true", help="smaller instances, for a look")
    asked = parser.parse_args()
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    print(f"{machine}, Python {platform.python_version()}, load {load}")
    for name in asked.names or names:
        importlib.import_module(f"bench.{name}").main(quick=asked.quick)


if __name__ == "__main__":
    main()
