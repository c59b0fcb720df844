"""Who acts on the platform for a functional department."""

from dataclasses import dataclass

import numpy as np

from data_access.demo.moments import DAY, DAYS, identifiers, moments
from data_access.demo.texts import CLERKS, DEPARTMENTS


@dataclass(frozen=True)
class Staff:
    """The accounts of functional departments: their ids, when each was verified, and of which department it is."""

    ids: list[str]
    verified: np.ndarray
    departments: list[str]


def members(scale: int, seed: int) -> tuple[Staff, dict[str, list[tuple]]]:
    """Members of functional departments, and rows of departments and memberships."""
    rng = np.random.default_rng([seed, 5])
    ids: list[str] = []
    since, codes, departments, memberships = [], [], [], []
    for block_number, (block, listed) in enumerate(DEPARTMENTS, start=1):
        for number, (name, joined, roster) in enumerate(listed, start=1):
            code = f"d{block_number}{number:02}"
            roster = roster * scale if roster else None
            departments.append((code, "2017-01-01", name, block, roster, None, "2017-05-01 08:00:00"))
            residents = identifiers(rng, "r", joined * scale)
            verified = (rng.beta(1.6, 2.4, len(residents)) * (DAYS - 1)).astype(int) * DAY + rng.integers(
                30_000, 64_000, len(residents)
            )
            applied = verified - rng.integers(600, 20_000, len(residents))
            since.append(verified)
            for resident, applied_at, bound in zip(
                residents, moments(applied), moments(verified), strict=True
            ):
                ids.append(resident)
                codes.append(code)
                key = f"md{len(ids):06}"
                memberships.append(
                    (key, resident, None, None, None, code, None, applied_at, bound, None, 1, None, 0, bound)
                )
    members = Staff(ids, np.concatenate(since), codes)
    return members, {"department": departments, "membership": memberships}


def clerks(seed: int) -> tuple[Staff, list[tuple]]:
    """The accounts of departments none of whose party members has joined, and rows of their memberships."""
    rng = np.random.default_rng([seed, 6])
    codes = [code for code in CLERKS for _ in range(2)]
    ids, verified = identifiers(rng, "r", len(codes)), 34_000 + 600 * np.arange(len(codes))
    rows = [
        (f"mc{number:06}", resident, None, None, None, code, None, bound, bound, None, 0, None, 0, bound)
        for number, (resident, code, bound) in enumerate(zip(ids, codes, moments(verified), strict=True))
    ]
    return Staff(ids, verified, codes), rows
