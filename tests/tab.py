"""A tab without a browser: speaks Streamlit's websocket and does not draw."""

import ssl
from collections.abc import Mapping

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

PATIENCE = 120


class Tab:
    """One session with a served page; like a browser it says which messages it still has. `headers` go with the handshake;
    `before`: the session of Streamlit's that it asks to go on with, as one does whose line was cut."""

    def __init__(
        self,
        url: str,
        page: str = "",
        query: str = "",
        headers: Mapping[str, str] | None = None,
        before: str = "",
    ):
        encrypted = ssl._create_unverified_context() if url.startswith("https") else None
        self._connection = connect(
            url.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=[Subprotocol(word) for word in ("streamlit", *(("x", before) if before else ()))],
            additional_headers=headers,
            ssl=encrypted,
            max_size=None,
            open_timeout=PATIENCE,
            proxy=None,
        )
        self._page, self._query = page, query
        self._kept: set[str] = set()
        self.session = ""

    async def __aenter__(self):
        self._socket = await self._connection.__aenter__()
        return self

    async def __aexit__(self, *failure):
        await self._connection.__aexit__(*failure)

    async def run(self, page: str | None = None, query: str | None = None) -> list[bytes]:
        """Asks for the page, or for another one, and returns what the server sends until its script has ended.

        Raises RuntimeError where the script ends in an error.
        """
        self._page = self._page if page is None else page
        self._query = self._query if query is None else query
        request = BackMsg()
        request.rerun_script.page_name = self._page
        request.rerun_script.query_string = self._query
        request.rerun_script.cached_message_hashes.extend(self._kept)
        await self._socket.send(request.SerializeToString())
        received: list[bytes] = []
        while True:
            frame = await self._socket.recv(decode=False)
            received.append(frame)
            message = ForwardMsg.FromString(frame)
            if message.metadata.cacheable:
                self._kept.add(message.hash)
            if message.HasField("new_session"):
                self.session = message.new_session.initialize.session_id
            if message.HasField("script_finished"):
                if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    raise RuntimeError(f"/{self._page}: {message.script_finished}")
                return received
