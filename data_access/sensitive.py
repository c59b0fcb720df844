"""What is sensitive: marked so by the platform, or by the town's own words when it is read.

Figures count it for everybody; a list leaves it out whole where its readers may not see it, without telling how much.
"""

from sqlalchemy import Column, ColumnElement, and_

from data_access.settings import Settings


def is_public(flag: Column, title: Column, settings: Settings) -> ColumnElement[bool]:
    """Whether a row may stand in a list that everybody may read."""
    words = (~title.icontains(word, autoescape=True) for word in settings.sensitive.words)
    return and_(~flag, *words)
