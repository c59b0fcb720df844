"""Who looks at this run: what the check before the pages has found out."""

import streamlit as st

from data_access.access.reader import ADDRESS, ANYBODY, Reader, understood
from data_access.problem import Problem
from data_access.records.chain import Actor
from data_access.settings import settings

KEY = "reader"
"""Under which Streamlit hands on the check's header (`server.trustedUserHeaders` of .streamlit/config.toml)."""


def reader() -> Reader:
    """The reader of this run; anybody where nobody signs in. Raises Problem where somebody should have and has not."""
    written = st.user.to_dict().get(KEY)
    if written:
        return understood(str(written))
    if settings().access.mode != "open":
        raise Problem("not_signed_in")
    return ANYBODY


def actor() -> Actor:
    """The reader of this run as one who does something, in their session and from where they are. Raises Problem where nobody
    is signed in."""
    found = reader()
    if found.account is None:
        raise Problem("not_signed_in")
    return Actor(found.account, found.rights.role, st.context.headers.get(ADDRESS), found.session)
