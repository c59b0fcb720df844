"""A reader without a browser: speaks Streamlit's websocket and does not draw."""

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

PATIENCE = 120


class Visitor:
    """One session with a served page; like a browser it says which messages it still has."""

    def __init__(self, url: str, page: str = "", query: str = ""):
        self._connection = connect(
            url.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            open_timeout=PATIENCE,
        )
        self._page, self._query = page, query
        self._kept: set[str] = set()

    async def __aenter__(self):
        self._socket = await self._connection.__aenter__()
        return self

    async def __aexit__(self, *failure):
        await self._connection.__aexit__(*failure)

    async def run(self) -> list[bytes]:
        """Asks for the page and returns what the server sends until its script has ended.

        Raises RuntimeError where the script ends in an error.
        """
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
            if message.HasField("script_finished"):
                if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    raise RuntimeError(f"/{self._page}: {message.script_finished}")
                return received
