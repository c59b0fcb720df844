"""A page's tables for scripts: the page is run as for a reader, without one, and what it offers to take away is written."""

from collections.abc import Mapping
from contextlib import suppress
from contextvars import copy_context
from threading import current_thread
from urllib.parse import urlencode

from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import StopException
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests
from streamlit.runtime.scriptrunner_utils.script_run_context import (
    SCRIPT_RUN_CONTEXT_ATTR_NAME,
    ScriptRunContext,
    add_script_run_ctx,
)
from streamlit.runtime.state import SafeSessionState, SessionState

from components import entrance, menu, scope
from components.parts import allowed, collecting, lacking, table_file
from components.parts.collecting import Refused as Refused
from components.parts.table_file import CSV as CSV
from components.parts.table_file import DOCX as DOCX
from components.parts.table_file import FOR_EXCEL as FOR_EXCEL
from components.parts.table_file import PDF as PDF
from components.parts.table_file import PNG as PNG
from components.parts.table_file import XLSX as XLSX
from components.parts.table_file import File as File
from data_access.access.rights import Rights
from data_access.clock import wall_clock

_SCRIPT = str(menu.ROOT / "components" / "frame.py")


class Absent(Exception):
    """The page does not offer the table at this address; `offered`: what it does offer there."""

    def __init__(self, offered: list[str]):
        super().__init__(offered)
        self.offered = offered


class Closed(Exception):
    """The page is not for the reader, in words."""


class Lacking(Exception):
    """The town has no data for the table: what its platform does not offer, in words."""


def csv(page: menu.Page, table: str, parameters: Mapping[str, str], rights: Rights) -> bytes:
    """The rows of `file` for a script. Raises what it raises."""
    return file(page, table, parameters, rights, CSV).content


def file(page: menu.Page, table: str, parameters: Mapping[str, str], rights: Rights, form: str) -> File:
    """A table that the page offers a reader at this address, in one of table_file's forms.

    Raises Refused where the page would say that the address cannot be obeyed, Closed where it is not for the reader, Lacking where the town has no data for it,
    Absent where it offers no such table, Problem where the store cannot be read.
    """
    return copy_context().run(_file, page, table, parameters, rights, form)


def _file(page: menu.Page, table: str, parameters: Mapping[str, str], rights: Rights, form: str) -> File:
    collector = collecting.Collector(table)
    collecting.begin(collector)
    _attend(urlencode(parameters))
    try:
        seen = entrance.enter(wall_clock().date(), rights)
        if not seen.admitted(page.key):
            raise Closed(allowed.why(page.key))
        for notice in seen.notices:
            collecting.refuse(notice)
        if without := scope.town().lacking((*page.needs, *lacking.NEEDS.get(table, ()))):
            raise Lacking(lacking.what(without))
        with suppress(StopException):  # the page's own way to end, and the collector's
            exec(_compiled(page), {"__name__": page.key, "__file__": str(page.file)})
        taken = collector.offered.get(table)
        if taken is None or form not in table_file.forms(taken):
            raise Absent([one for one in collector.offered if one != table])
        return table_file.write(taken, form)
    finally:
        delattr(current_thread(), SCRIPT_RUN_CONTEXT_ATTR_NAME)


def _compiled(page: menu.Page):
    return compile(page.file.read_text("utf-8"), str(page.file), "exec")


def _attend(query: str) -> None:
    """Makes this thread one of Streamlit's, with a session of its own that nobody looks at and `st.stop` ends."""
    requests = ScriptRequests()

    def discard(_message) -> None:
        if requests.on_scriptrunner_yield() is not None:
            raise StopException

    session = ScriptRunContext(
        session_id="headless",
        _enqueue=discard,
        query_string=query,
        session_state=SafeSessionState(SessionState(), lambda: None),
        uploaded_file_mgr=MemoryUploadedFileManager(""),
        main_script_path=_SCRIPT,
        user_info={},
        fragment_storage=MemoryFragmentStorage(),
        pages_manager=PagesManager(_SCRIPT),
        script_requests=requests,
    )
    add_script_run_ctx(current_thread(), session)
    session.reset(query)
    session.on_script_start()
