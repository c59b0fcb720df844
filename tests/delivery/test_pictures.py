"""What is sent of a photo holds its pixels, upright, and no word of who took it, where and when."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageSequence, PngImagePlugin

from data_access import pictures

SECRET = b"Zhang San 13812345678"
GPS, ORIENTATION = 0x8825, 0x0112


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = SECRET.decode()
    exif[ORIENTATION] = 6  # to be turned by 90 degrees clockwise
    exif.get_ifd(GPS)[1] = "N"
    return exif


def _halves() -> Image.Image:
    """Red on the left, blue on the right: once turned, red above and blue below."""
    picture = Image.new("RGB", (64, 32), "blue")
    picture.paste("red", (0, 0, 32, 32))
    return picture


def _options(kind: str) -> dict:
    if kind == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Comment", SECRET.decode())
        return {"pnginfo": words}
    return {"xmp": SECRET} | ({"comment": SECRET} if kind == "JPEG" else {})


def sent(file: Path) -> tuple[bytes, str]:
    """What is sent of a picture that is one."""
    answer = pictures.sent(file)
    assert answer is not None
    return answer


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_nothing_of_what_a_camera_writes_is_sent(kind, name, tmp_path):
    file = tmp_path / name
    _halves().save(file, kind, exif=_exif(), **_options(kind))
    before = file.read_bytes()
    assert SECRET in before
    body, media_type = sent(file)
    assert SECRET not in body
    assert b"Exif" not in body
    assert b"xmp" not in body.lower()
    shown = Image.open(BytesIO(body))
    assert media_type == Image.MIME[kind] == shown.get_format_mimetype()
    assert not shown.getexif()
    assert shown.size == (32, 64)
    rows = np.asarray(shown.convert("RGB"))
    above, below = rows[8, 16], rows[56, 16]
    assert above[0] > 200 > 50 > above[2]
    assert below[2] > 200 > 50 > below[0]
    assert file.read_bytes() == before


def test_a_moving_picture_goes_on_moving_without_its_words(tmp_path):
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    frames[0].save(
        tmp_path / "a.gif", save_all=True, append_images=frames[1:], duration=90, loop=0, comment=SECRET
    )
    body, _ = sent(tmp_path / "a.gif")
    shown = Image.open(BytesIO(body))
    assert SECRET not in body
    assert shown.info["duration"] == 90
    assert len(list(ImageSequence.Iterator(shown))) == 3


def test_a_drawing_loses_its_makers_words_and_keeps_its_lines(tmp_path):
    told = b'<svg inkscape:export-filename="/home/zhang/a.png"><!-- zhang --><metadata>zhang</metadata><path d="M0 0"/></svg>'
    (tmp_path / "a.svg").write_bytes(told)
    assert pictures.sent(tmp_path / "a.svg") == (b'<svg><path d="M0 0"/></svg>', "image/svg+xml")


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.gif"])
@pytest.mark.parametrize("length", [0, 1, 30, 200])
def test_a_broken_picture_is_none(name, length, tmp_path):
    whole = BytesIO()
    Image.effect_noise((64, 64), 90).convert("RGB").save(whole, Image.EXTENSION[name[1:]])
    (tmp_path / name).write_bytes(whole.getvalue()[:length])
    assert pictures.sent(tmp_path / name) is None


def test_a_picture_that_is_replaced_is_sent_anew(tmp_path):
    _halves().save(tmp_path / "a.png")
    first, _ = sent(tmp_path / "a.png")
    Image.new("RGB", (9, 9), "red").save(tmp_path / "a.png")
    assert first != sent(tmp_path / "a.png")[0]


@pytest.fixture
def folder(tmp_path, town_settings):
    town_settings(f'[attachments]\nfolder = "{tmp_path}"')
    return tmp_path


def test_a_redacted_name_finds_the_one_file_that_it_stands_for(folder):
    (folder / "3号楼502室").mkdir()
    file = folder / "3号楼502室" / "王阿姨家.jpg"
    _halves().save(file)
    assert pictures.path_of("3号楼■室/■阿姨家.jpg") == file
    _halves().save(folder / "3号楼502室" / "李阿姨家.jpg")
    assert pictures.path_of("3号楼■室/■阿姨家.jpg") is None


@pytest.mark.parametrize(
    "name",
    [
        "n" * 300 + ".jpg",
        "图" * 200 + ".jpg",
        "a\0.jpg",
        "a\n.jpg",
        "\ud800.jpg",
        "",
        ".",
        "../a.jpg",
        "■.jpg",
        "a" * 9000,
    ],
)
def test_a_name_that_no_file_has_is_none(folder, name):
    assert pictures.path_of(name) is None


def test_a_link_to_itself_is_none(folder):
    (folder / "a.jpg").symlink_to(folder / "a.jpg")
    assert pictures.path_of("a.jpg") is None
