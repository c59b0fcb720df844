"""What a reader or an administrator can meet, said in one sentence; everything else crashes loudly."""

from data_access.wording import name, text


class Problem(Exception):
    """A state of the data, the database or the settings that a person can mend.

    `key` names its sentence under `problem.` in the wording files, `values` fill its places (`which`, platform or store,
    by its name); the sentence is made when it is read, in the reader's language.
    """

    def __init__(self, key: str, **values):
        super().__init__(key, values)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        values = dict(self.values)
        if "which" in values:
            values["which"] = name("database", values["which"])
        return text(f"problem.{self.key}", **values)
