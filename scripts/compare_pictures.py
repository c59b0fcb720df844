"""Compares the pictures of two folders, before and after: for each pair the share of pixels that differ, and where."""

import argparse
import sys
from pathlib import Path

from PIL import Image, ImageChops

LEAST = 8
"""A channel of 255 that differs by less is the drawing's own noise (antialiasing, a map's shading)."""


def differing(before: Image.Image, after: Image.Image) -> tuple[float, Image.Image]:
    """The share of pixels that differ, 0 to 1, and the later picture, paled, with these in red; other sizes differ wholly."""
    if before.size != after.size:
        return 1.0, after
    red, green, blue = ImageChops.difference(before, after).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    mask = most.point([0] * LEAST + [255] * (256 - LEAST))
    pale = Image.blend(after, Image.new("RGB", after.size, "white"), 0.7)
    pale.paste((220, 0, 0), mask=mask)
    return mask.histogram()[255] / (after.width * after.height), pale


def main() -> int:
    """The command; 1 where pictures differ by more than allowed, or have no counterpart."""
    arguments = _arguments()
    names = [{file.name for file in folder.glob("*.png")} for folder in (arguments.before, arguments.after)]
    alone = sorted(names[0] ^ names[1])
    for name in alone:
        print(f"  alone  {name}")
    worse = 0
    for name in sorted(names[0] & names[1]):
        with Image.open(arguments.before / name) as before, Image.open(arguments.after / name) as after:
            share, picture = differing(before.convert("RGB"), after.convert("RGB"))
        if share > arguments.allow:
            worse += 1
            arguments.out.mkdir(parents=True, exist_ok=True)
            picture.save(arguments.out / name)
        print(f"{share:7.3%}  {name}")
    print(f"{len(names[0] & names[1])} pairs, {worse} differ, {len(alone)} without a counterpart")
    return 1 if worse or alone else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="""\
Pictures are taken by scripts/pictures.py, with `--out` a folder each. Example:

  .venv/bin/python scripts/compare_pictures.py var/before var/after
        prints a line a pair; where they differ, var/difference shows the place in red
""",
    )
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument(
        "--out", type=Path, default=Path("var/difference"), help="folder for what differs (%(default)s)"
    )
    parser.add_argument(
        "--allow",
        type=float,
        default=0.0,
        metavar="SHARE",
        help="the share of pixels that may differ (none)",
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
