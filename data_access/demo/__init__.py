"""The demonstration town: a platform database that looks like life, seeded, and says that it is invented."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from data_access.demo import (
    campaigns,
    cases,
    concerns,
    consultation,
    crowd,
    defects,
    file,
    interactions,
    outreach,
    partial,
    people,
    pictures,
    places,
    posts,
    staff,
    visits,
    works,
)
from data_access.demo import town as of_town
from data_access.demo.defects import PLANTED
from data_access.demo.file import INDEXES
from data_access.demo.partial import GROUPS
from data_access.demo.texts import BOARDS

SEED = 20170716

__all__ = ["GROUPS", "INDEXES", "PLANTED", "SEED", "build", "planted_effects"]


def _silent(_step: str, _done: int, _total: int) -> None:
    pass


def build(
    path: Path,
    *,
    scale: int = 1,
    committees: Path | None = None,
    seed: int = SEED,
    without: Collection[str] = (),
    progress: Callable[[str, int, int], None] = _silent,
) -> None:
    """Writes the platform database at `path` and the folder `path`.photos, and nothing else.

    `committees` is a list (`code,name[,quarter,longitude,latitude]`) in place of Luodian's; `scale` multiplies
    residents, households and events; `without` names what the town does not keep, of GROUPS. `progress` hears the step (`committees`, `indexes`, `pictures`), done, total.
    Raises Problem `demo_refuses`, `demo_committees` or `demo_folder`.
    """
    town = of_town.committees(committees, scale, seed)
    with file.written(Path(path)) as (connection, photos):
        members, joined = staff.members(scale, seed)
        clerks, of_clerks = staff.clerks(seed)
        officials = crowd.officials(members, clerks)
        boards = [(code, name, "2017-05-01", None) for code, name in BOARDS.items()]
        file.insert(connection, {"board": boards} | joined)
        file.insert(connection, {"membership": of_clerks} | campaigns.rows(town))
        file.insert(connection, {"outreach_event": outreach.rows(town, seed)})
        ground = places.ground(town, seed)
        for one in town:
            for rows in _committee(one, ground[one.index], officials, seed):
                file.insert(connection, rows)
            progress("committees", one.index + 1, len(town))
        progress("indexes", 0, 1)
        file.index(connection)
        defects.plant(connection, town)
        partial.take_away(connection, without)
        progress("indexes", 1, 1)
        pictures.write(photos)
        progress("pictures", 1, 1)


def planted_effects(*, scale: int = 1, committees: Path | None = None, seed: int = SEED) -> dict[str, int]:
    """Households that each event of one committee truly brought in its three days, by event id, for the same arguments."""
    town = of_town.committees(committees, scale, seed)
    return {event.id: event.households for one in town for event in one.events}


def _committee(
    one: of_town.Committee, ground: tuple, officials: crowd.Officials, seed: int
) -> Iterator[dict[str, list[tuple]]]:
    """All rows of one committee, table by table."""
    site = places.site(one, ground, one.rng(seed, 1))
    yield places.rows(one, site, one.rng(seed, 2))
    residents, memberships = people.members(one, site, one.rng(seed, 3))
    yield {"membership": memberships, "party_branch": people.branches(one, residents, one.rng(seed, 4))}
    yield visits.rows(one, site, residents, one.rng(seed, 7), one.rng(seed, 10))
    rng = one.rng(seed, 5)
    posted = posts.posts(one, site, residents, officials, rng)
    acts = interactions.rows(one, residents, posted, officials, rng)
    fates = posts.fates(site, posted, rng)
    rng = one.rng(seed, 8)
    posted = concerns.retitled(one, site, posted, rng)
    fates, answers = concerns.answered(one, residents, officials, posted, fates, acts, rng)
    praise = campaigns.wave(one, residents, posted, fates, rng)
    yield {"post": posts.rows(one, posted, fates), "interaction": acts + answers + praise}
    yield {"campaign_post": campaigns.posts(one, posted)}
    yield cases.rows(one, site, posted, fates, one.rng(seed, 9))
    rng = one.rng(seed, 6)
    for project in works.projects(one, site, rng):
        yield works.rows(one, site, project, rng)
        yield consultation.rows(site, residents, project, rng)
