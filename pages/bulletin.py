"""What the town reports of its day, week or month: the text to post, its figures, and what was issued."""

import streamlit as st

from components.bulletin import choices, figures, issued, pushed, sheet
from components.reading import read
from components.scope import current, town
from data_access import bulletins
from data_access.bulletins import kept, written
from data_access.settings import settings

scope, configured, seen = current(), settings(), town()
on = scope.on
with st.container(key="bulletin"):
    kind = choices.kind(scope)
    listed = read(kept.issued(kind, on))
    row = kept.of_day(listed, on)
    if row is None and not scope.rights.opens("bulletin_drafts"):
        sheet.missing(kind, scope)
        choices.draw(kind, scope)
        issued.draw(listed, scope)
        st.stop()

    if row is None:
        content = read(bulletins.draft(kind, on, configured, seen, kept.to_check(listed, on)))
        words = written.whole(content)
    else:
        content, words = kept.public(row, configured)
    sheet.head(content, row)
    choices.draw(kind, scope)
    pushed.put_off(kind, scope)
    with st.container(key="bulletin-room"):
        with st.container(key="bulletin-side"):
            sheet.draw(words, row)
            sheet.take(content)
            if row is None:
                issued.form(content, scope)
            else:
                pushed.draw(row, scope)
                sheet.changes(kept.differing(content, read(bulletins.figures(kind, on, configured, seen))))
            issued.draw(listed, scope)
        figures.draw(content, scope)
