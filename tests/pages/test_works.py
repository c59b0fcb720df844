"""The works page inside its frame: its numbers, its filters, its list, past days, addresses that say nonsense."""

import re
import sqlite3

import pytest

from tests import page

DAY = "2017-07-16"


@pytest.fixture
def opened(page_of, photos):
    return lambda **parameters: page.sent(page_of("works", settings=photos, **({"on": DAY} | parameters)))


def listed(markup: str) -> list[str]:
    """The works of the list, in its order."""
    table = markup[markup.index('id="works-list"') :] if 'id="works-list"' in markup else ""
    return re.findall(r'data-project="([^"]+)"', table.split("</table>")[0])


def legend(markup: str, key: str) -> dict[str, int]:
    """The legend's counts."""
    (part,) = re.findall(rf'data-legend="{key}">(.*?)</ul>', markup)
    return {value: int(count) for value, count in re.findall(r'data-value="(\w+)".*?<b>(\d+)</b>', part)}


def begun(demo_store, day: str) -> set[str]:
    with sqlite3.connect(demo_store) as store:
        rows = store.execute(
            "select distinct project_id from project_stage join project on id = project_id where entered_on <= ?",
            [day],
        ).fetchall()
    store.close()
    return {code for (code,) in rows}


def test_the_list_holds_every_work_of_the_day(opened, demo_store):
    shown = opened()
    assert set(listed(shown)) == begun(demo_store, DAY)
    assert f"7月16日共有 {len(begun(demo_store, DAY))} 项工程" in page.plain(shown)


def test_a_past_day_shows_the_works_of_that_day(opened, demo_store):
    shown = opened(on="2017-05-25")
    assert set(listed(shown)) == begun(demo_store, "2017-05-25")
    assert len(listed(shown)) < len(begun(demo_store, DAY))


def stored(demo_store, wanted: dict[str, str]) -> set[str]:
    """The day's works with these values, as the store itself finds them."""
    columns = {"kind": "kind", "programme": "programme", "committee": "committee_code"}
    said = "".join(f" and {columns[key]} = ?" for key in wanted)
    with sqlite3.connect(demo_store) as store:
        rows = store.execute(f"select id from project where true{said}", list(wanted.values())).fetchall()
    store.close()
    return {code for (code,) in rows} & begun(demo_store, DAY)


FILTERS = [{}, {"kind": "tree"}, {"light": "red"}, {"stage": "suspended"}, {"committee": "310113101003"},
           {"programme": "ten_small"}, {"kind": "wall", "light": "none"}, {"light": "none", "programme": "practical_project"}]  # fmt: skip


@pytest.mark.parametrize("wanted", FILTERS)
def test_legend_list_headings_and_query_count_the_same(opened, demo_store, wanted):
    shown = opened(**wanted)
    count = len(listed(shown))
    if not {"light", "stage"} & set(wanted):
        assert set(listed(shown)) == stored(demo_store, wanted)
    assert sum(legend(shown, "light").values()) == count
    assert sum(legend(shown, "kind").values()) == count
    assert f"工程列表 {count} " in page.plain(shown)
    for key in ("light", "kind"):
        if key in wanted:
            assert legend(shown, key)[wanted[key]] == count


def test_works_without_a_place_are_listed_with_their_reason(opened, demo_store):
    with sqlite3.connect(demo_store) as store:
        rows = store.execute(
            "select id, title, position_defect from project where position_defect is not null"
        ).fetchall()
    store.close()
    shown = page.plain(opened().split("works-undrawn", 1)[1])
    drawn = [(title, defect) for code, title, defect in rows if code in begun(demo_store, DAY)]
    said = {
        "missing": "缺少坐标",
        "swapped": "经纬度颠倒",
        "outside": "坐标不在本镇",
        "crs_missing": "坐标系未注明",
    }
    assert drawn
    assert all(title in shown and said[defect] in shown for title, defect in drawn)


def test_a_chosen_work_shows_its_card(opened):
    shown = opened(project="p0000200")
    card = page.plain(shown.split("works-card", 1)[1].split("</article>")[0])
    assert "祁南一村1–16号无障碍坡道" in card
    assert "无障碍坡道 · 十小工程" in card
    assert 'src="/attachments/ramp-after' in shown


def test_a_chosen_work_that_the_filter_leaves_out_says_so(opened):
    assert "不在当前筛选之内" in opened(project="p0000200", kind="tree")


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"project": "nowhere"}, "这一天没有编号为“nowhere”的工程"),
        ({"kind": "castle"}, "没有“castle”这一项可供筛选"),
        ({"light": "blue", "layers": "x.y"}, "没有“blue”这一项可供筛选"),
        ({"kind": "<script>"}, "没有“<script>”这一项可供筛选"),
        ({"part": "999999999"}, "93"),
        ({"centre": "'; drop table project"}, "93"),
        ({"stage": "cancelled", "light": "red"}, "没有符合筛选的工程"),
    ],
)
def test_an_address_that_means_nothing_is_answered_in_a_sentence(opened, parameters, said):
    assert said in page.plain(opened(**parameters))


def test_layers_print_their_classes_and_what_is_not_drawn(opened):
    shown = page.plain(opened(layers="works.coverage.events.opinions"))
    assert "底色：户绑定覆盖率" in shown
    assert re.search(r"<\d+% \d+%–\d+%", shown)
    assert "近 30 天的活动场次" in shown
    assert re.search(r"另有 \d+ 场全镇性", shown)


def test_a_choice_on_the_map_leaves_the_list_as_it_is(opened):
    one, other = (opened(project=project) for project in ("p0000200", "p0000502"))
    tables = [shown[shown.index('id="works-list"') :].split("</table>")[0] for shown in (one, other)]
    assert tables[0] == tables[1]
    assert "works-open" in one


def test_the_wall_draws_every_work_and_names_the_towns_parts(opened, demo_store):
    """As a drawing, for weeks on a wall; the ground's letters are there, and nothing is to be clicked or dragged."""
    shown = opened(look="wall")
    drawing = shown[shown.index('class="works-picture"') :]
    placed = 'select count(*) from project where longitude is not null and id in (select project_id from project_stage where entered_on <= ?)'  # fmt: skip
    with sqlite3.connect(demo_store) as store:
        ((count,),) = store.execute(placed, [DAY]).fetchall()
    store.close()
    assert drawing.count("<image ") == count
    assert {"美罗家园", "罗南", "七号线"} <= set(re.findall(r"<text [^>]*>([^<]+)</text>", drawing))


def test_in_english_it_says_the_same(opened):
    shown = page.plain(opened(lang="en"))
    assert "93 works on Jul 16, 2017" in shown
    assert "Works not on the map 7" in shown
