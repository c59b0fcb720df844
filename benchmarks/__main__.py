"""`python -m benchmarks [NAME…]`: runs the measurements, all without a name, and prints their figures.

A measurement is a module of this folder with `measure() -> Iterable[Result]`.
"""

import importlib
import signal
import sys
from pathlib import Path

HERE = Path(__file__).parent
PARTS = ("__init__", "__main__", "result", "town", "lengthened", "serving", "constant")


def main(names: list[str]) -> None:
    """Runs the named measurements one after the other."""
    for name in names or sorted(path.stem for path in HERE.glob("*.py") if path.stem not in PARTS):
        module = importlib.import_module(f"benchmarks.{name}")
        print(f"\n{name}: {(module.__doc__ or '').splitlines()[0]}", flush=True)
        for result in module.measure():
            print(f"  {result}", flush=True)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that a run that is ended tidies up too
    main(sys.argv[1:])
