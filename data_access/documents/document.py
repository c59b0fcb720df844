"""What an official document says, before it is set on paper."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 or 2; its number is put before it."""

    words: str
    level: int = 1

    def __post_init__(self) -> None:
        if self.level not in (1, 2):
            raise ValueError(f"no heading of level {self.level}")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text."""

    words: str


@dataclass(frozen=True)
class Numbered:
    """Items, each a paragraph of its own, numbered from 1."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """A column of a table; `figures` stand at its right."""

    heading: str
    figures: bool = False


@dataclass(frozen=True)
class Table:
    """A table; each row has a cell a column, in words."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("a row of another width than its table")


Block: TypeAlias = Heading | Paragraph | Numbered | Table


@dataclass(frozen=True)
class Document:
    """An official document: `issuer` signs it on `day`; `red_head`, its whole first line in red (红头), and everything after it
    may be missing."""

    title: str
    body: tuple[Block, ...]
    issuer: str
    day: date
    lang: str = "zh"
    number: str = ""
    red_head: str = ""
    addressee: str = ""
    attachments: tuple[str, ...] = ()
    copies: str = ""
