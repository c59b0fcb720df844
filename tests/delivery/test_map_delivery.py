"""What the server answers to the map's own requests, and whom the map may ask besides."""

import gzip

import pytest

from components.maps import map_files
from tests.delivery.test_app import ask


@pytest.fixture
def own(tmp_path, town_settings):
    """Puts settings of the map in force: `own(folder=…)`."""

    def put(**chosen: str) -> None:
        known = {"folder": str(tmp_path)} | chosen
        town_settings("[map]\n" + "\n".join(f'{name} = "{value}"' for name, value in known.items()))

    put()
    return put


def test_a_part_of_the_map_is_sent_compressed_and_kept_for_good():
    status, headers, body = ask(map_files.address('{"a": "一"}'))
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert gzip.decompress(body).decode() == '{"a": "一"}'
    assert "immutable" in headers["cache-control"]


@pytest.mark.parametrize("name", ["nothing.json", "..%2fsecrets", "x"])
def test_what_is_not_kept_is_not_found(name):
    assert ask(f"/map/{name}")[0] == 404


def test_a_tile_of_the_towns_own_is_sent_and_a_missing_one_is_no_error(own, tmp_path):
    tile = tmp_path / "tiles" / "13" / "6857" / "3344.png"
    tile.parent.mkdir(parents=True)
    tile.write_bytes(b"\x89PNG")
    assert ask("/map/tiles/13/6857/3344.png")[::2] == (200, b"\x89PNG")
    assert ask("/map/tiles/13/6857/3345.png")[::2] == (204, b"")


def test_a_map_services_hosts_are_allowed_only_with_its_key(own):
    assert "tianditu" not in ask("/map/x")[1]["content-security-policy"]
    own(tianditu_key="abc", approval_number="GS(2024)0650号")
    policy = ask("/map/x")[1]["content-security-policy"]
    assert policy.count("https://t0.tianditu.gov.cn") == 2  # pictures, and what scripts fetch
