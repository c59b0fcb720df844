"""A recorded page as a script that computes nothing: the same containers, HTML and buttons, written out as constants.

Containers, HTML and download buttons are called as a page calls them. Any other element is put on the page as
the message that was recorded, which costs less than its call would: a comparison with it is stricter than need be.
"""

from pathlib import Path

from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_FRAME = """\
import streamlit as st

st.set_page_config(layout="wide")
st.navigation([{pages}], position="hidden").run()
"""
_HEAD = """\
import streamlit as st
from streamlit.proto.Block_pb2 import Block
from streamlit.proto.Element_pb2 import Element

"""


def write(folder: Path, pages: dict[str, list[bytes]]) -> Path:
    """Writes a frame, and a script for each page from the messages that the page sent; returns the frame's file."""
    entries: list[str] = []
    for key, messages in pages.items():
        file = folder / f"{key}.py"
        file.write_text(_HEAD + "\n".join(_calls(messages)) + "\n", "utf-8")
        entries.append(f"st.Page({str(file)!r}, title={key!r}, url_path={key!r}, default={not entries})")
    frame = folder / "frame.py"
    frame.write_text(_FRAME.format(pages=", ".join(entries)), "utf-8")
    return frame


def _calls(messages: list[bytes]) -> list[str]:
    deltas = [message for message in map(ForwardMsg.FromString, messages) if message.HasField("delta")]
    return ["in_0 = st._main"] + [
        _call(message.delta, list(message.metadata.delta_path)) for message in deltas
    ]


def _call(delta: Delta, path: list[int]) -> str:
    parent = "in_" + "_".join(map(str, path[:-1]))
    if delta.HasField("add_block"):
        return f"in_{'_'.join(map(str, path))} = {parent}.{_block(delta.add_block)}"
    return f"{parent}.{_element(delta.new_element)}"


def _block(block) -> str:
    key = _key(block.id)
    if not (key and block.HasField("flex_container")):
        return f"_block(Block.FromString({block.SerializeToString()!r}))"
    across = block.flex_container.direction == block.flex_container.HORIZONTAL
    return f"container(key={key!r}, horizontal={across})"


def _element(element) -> str:
    kind = element.WhichOneof("type")
    if kind == "html":
        return f"html({element.html.body!r})"
    return f"_enqueue({kind!r}, Element.FromString({element.SerializeToString()!r}).{kind})"


def _key(identity: str) -> str:
    """The key within an identity, `$$ID-<hash>-<key>`."""
    return identity.partition("ID-")[2].partition("-")[2]
