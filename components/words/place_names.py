"""Names of places, short: without the word that all of them end in, without what many share, folded into lines."""

from collections import Counter

_KIND = ("居委会", "村委会")


def short(name: str) -> str:
    """A committee's name without the word that all of them end in."""
    return next((name.removesuffix(kind) for kind in _KIND if name.endswith(kind)), name) or name


def committee_of(row) -> str:
    """The short name of a row's committee; its code where it has no name."""
    return short(row.name) if isinstance(row.name, str) else row.committee


def without_families(names: list[str]) -> list[str]:
    """The names without the beginnings that many of them share."""
    begun = shared(names)
    return [own(name, begun) for name in names]


def own(name: str, begun: tuple[str, ...]) -> str:
    """The name without the first of these beginnings that leaves two signs or more."""
    family = next((start for start in begun if name.startswith(start) and len(name) > len(start) + 1), "")
    return name.removeprefix(family)


def shared(names: list[str], least: int = 4) -> tuple[str, ...]:
    """Beginnings of three signs or more that so many names share: a drawing has no room to repeat them."""
    begun = Counter(name[:end] for name in names for end in range(3, len(name) - 1))
    often = {start: times for start, times in begun.items() if times >= least}
    whole = (s for s in often if not any(t != s and t.startswith(s) and often[t] == often[s] for t in often))
    return tuple(sorted(whole, key=len))


def foldings(name: str) -> list[list[str]]:
    """The ways to write it: in one line, in two, in three where it is long."""
    half = (len(name) + 1) // 2
    at = name.find("第")
    half = at if at > 0 else half
    folded = [[name], [name[:half], name[half:]]]
    if len(name) >= 6 and at < 0:
        third = (len(name) + 2) // 3
        folded.append([name[:third], name[third : 2 * third], name[2 * third :]])
    return folded
