"""What a reader or an administrator can meet, said in one sentence; everything else crashes loudly."""

import json

from data_access.wording import language, name, text, words

_FOR_ALL = {
    "which",
    "table",
    "tables",
    "column",
    "columns",
    "count",
    "rows",
    "cast",
    "minutes",
    "error",
    "signs",
}
"""The values that a reader may see and the store may keep: ours or the contract's words. Anything else (an address, a path,
a host, an account, what a driver said) is for the administrator."""


class Problem(Exception):
    """A state of the data, the database or the settings that a person can mend.

    `key` names its sentence under `problem.` in the wording files, `values` fill its places (`which`, platform or store,
    by its name); the sentence is made when it is read, in the reader's language. `str` is the administrator's, for the
    log and the terminal; `for_reader` is what anybody may see.
    """

    def __init__(self, key: str, **values: object):
        super().__init__(key, values)
        self.key = key
        self.values = values

    @classmethod
    def noted(cls, key: str, values: str | None) -> "Problem":
        """As the run log keeps it: a key, and values for all as JSON."""
        return cls(key, **json.loads(values or "{}"))

    def __str__(self) -> str:
        return text(f"problem.{self.key}", **_named(self.values))

    @property
    def for_all(self) -> dict:
        """The values that anybody may see."""
        return {name: value for name, value in self.values.items() if name in _FOR_ALL}

    @property
    def for_reader(self) -> str:
        """The sentence for a reader: of addresses, paths, hosts, accounts and drivers' messages it holds nothing."""
        own, values = f"problem_reader.{self.key}", {"key": self.key} | _named(self.for_all)
        try:
            return text(own if own in words(language.get()) else f"problem.{self.key}", **values)
        except KeyError:  # a place of the sentence that is not for all, or a key of another version
            return text("problem_reader.other")

    @property
    def for_writer(self) -> str:
        """The sentence for who has just tried to write, with what they wrote in it; of databases no more than for a reader."""
        own = f"problem_writer.{self.key}"
        return text(own, **self.values) if own in words(language.get()) else self.for_reader


def _named(values: dict) -> dict:
    return values | {"which": name("database", values["which"])} if "which" in values else values
