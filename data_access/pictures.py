"""The photos and drawings in the town's folder: where each lies, and what of it may be sent."""

import re
import struct
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps, ImageSequence, JpegImagePlugin

from data_access.platform.redaction import redact_address
from data_access.settings import ROOT, settings

Image.init()  # else Pillow knows but a few kinds by name
KINDS = {".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg"}
_SHOWN = {"transparency", "icc_profile", "background", "duration", "loop", "disposal", "blend"}
"""What a file says about its pixels; all else it holds (where, when, by whom) stays here."""
_TOLD_BY_DRAWINGS = re.compile(
    rb"<!--.*?-->|<metadata\b.*?</metadata\s*>|<(?:sodipodi:namedview|rdf:RDF)\b.*?(?:/>|</(?:sodipodi:namedview|rdf:RDF)\s*>)"
    rb"|\s(?:sodipodi|inkscape):[\w-]+=(?:\"[^\"]*\"|'[^']*')",
    re.DOTALL,
)
_UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    IndexError,
    EOFError,
    struct.error,
    Image.DecompressionBombError,
)
"""What Pillow raises on broken files, by their kind."""


def folder() -> Path:
    """Where pictures lie."""
    return (ROOT / settings().attachments.folder).resolve()


def path_of(address: str) -> Path | None:
    """The picture's file in the folder, None where there is none; a redacted name finds the one file that it stands for."""
    try:
        path = (folder() / address.lstrip("/")).resolve()
        if not address.isprintable() or not path.is_relative_to(folder()) or path.suffix.lower() not in KINDS:
            return None
        return path if path.is_file() else _meant(address.lstrip("/"))
    except (OSError, ValueError, RuntimeError):
        return None  # a name too long, one that no file can have, a link to itself


def _meant(address: str) -> Path | None:
    found = [folder()]
    for part in address.split("/") if "■" in address else ():
        found = [
            below for place in found for below in _entries(place, place.stat().st_mtime_ns).get(part, ())
        ]
    files = [path for path in found if path.is_file() and path.resolve().is_relative_to(folder())]
    return files[0].resolve() if len(files) == 1 else None


@lru_cache(maxsize=100)
def _entries(place: Path, _changed: int) -> dict[str, list[Path]]:
    """What lies in a folder, by its name as the store may hold it."""
    entries: dict[str, list[Path]] = {}
    for path in place.iterdir() if place.is_dir() else ():
        entries.setdefault(redact_address(path.name), []).append(path)
    return entries


def sent(path: Path) -> tuple[bytes, str] | None:
    """The picture upright and without a word of who took it, where and when, and its media type; None where it is broken."""
    try:
        stat = path.stat()
        return _clean(path, stat.st_mtime_ns, stat.st_size)
    except _UNREADABLE:
        return None


@lru_cache(maxsize=64)
def _clean(path: Path, _changed: int, _size: int) -> tuple[bytes, str]:
    if path.suffix.lower() == ".svg":
        return _TOLD_BY_DRAWINGS.sub(b"", path.read_bytes()), "image/svg+xml"
    original = path.read_bytes()
    with Image.open(BytesIO(original), formats=("JPEG", "PNG", "WEBP", "GIF")) as picture:
        assert picture.format  # for it was read from a file
        kind = {"MPO": "JPEG"}.get(picture.format, picture.format)
        options = _as_given(picture, kind, original)
        moves = getattr(picture, "n_frames", 1) > 1 and picture.format != "MPO"
        frames = [_upright(frame) for frame in (ImageSequence.Iterator(picture) if moves else (picture,))]
        if moves:
            options |= {
                "save_all": True,
                "append_images": frames[1:],
                "duration": [f.info.get("duration", 0) for f in frames],
            }
        written = BytesIO()
        frames[0].save(written, kind, **options)
    return written.getvalue(), Image.MIME[kind]


def _upright(frame: Image.Image) -> Image.Image:
    frame.load()
    turned = ImageOps.exif_transpose(frame)
    turned.info = {name: value for name, value in turned.info.items() if name in _SHOWN}
    return turned


def _as_given(picture: Image.Image, kind: str, original: bytes) -> dict:
    """How to write the picture as finely as it was."""
    if isinstance(picture, JpegImagePlugin.JpegImageFile):
        sampling = JpegImagePlugin.get_sampling(picture) if picture.mode in ("L", "RGB", "YCbCr") else -1
        fine = {"qtables": picture.quantization, "icc_profile": picture.info.get("icc_profile")}
        return fine | ({"subsampling": sampling} if sampling >= 0 else {})
    if kind == "WEBP":
        return {
            "lossless": b"VP8L" in original[:64],
            "quality": 90,
            "icc_profile": picture.info.get("icc_profile"),
        }
    return {}
