"""The units that accounts may stand for, by the names that readers know."""

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from data_access.access.rights import ROLES
from data_access.rows import or_none
from data_access.wording import text


@dataclass(frozen=True)
class Units:
    """Those of the town. `committees`: registration.committees; `departments`: cases.names.departments."""

    committees: pd.DataFrame
    departments: pd.DataFrame

    def names(self, role: str) -> dict[str, str]:
        """What those are called for which a role's accounts may stand, by their codes; of several that are called the same, each
        with its code."""
        kind = ROLES[role]
        if kind is None:
            return {}
        frame, code = (self.committees, kind) if kind == "committee" else (self.departments, "code")
        named = {row[code]: or_none(row["name"]) or row[code] for _, row in frame.iterrows()}
        often = Counter(named.values())
        return {
            code: text("sign.bracketed", words=name, inside=code) if often[name] > 1 else name
            for code, name in named.items()
        }

    def listed(self, role: str, codes: str) -> str:
        """An account's own, in words; one that is not of this town by its code. `codes`: as in a row of `Holder`."""
        names = self.names(role)
        return text("sign.listed").join(names.get(code, code) for code in codes.split())
