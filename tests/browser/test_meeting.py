"""A whole meeting as people hold it: called, decided, closed, its minutes handed out; and a slip that grows graver from day to day
until its unit answers, gone from the next agenda. Everything is pressed, by those whose it is to press."""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from data_access.access.rights import Rights
from data_access.wording import words
from tests.access.people import OFFICE, hold_accounts
from tests.browser.meeting_room import Platform
from tests.browser.serving import Served
from tests.browser.visits import signed_in
from tests.conftest import copy_of
from tests.documents.written import text as read_pdf

PEOPLE = {
    "li": OFFICE,
    "wei": Rights("leading_group"),
    "cheng": Rights("department", (), ("d102",)),
    "shen": Rights("auditor"),
}
STALLS = {"id": "LD20170710-0002999", "title": "东门外人行道上摆摊，走不了路"}
"""A complaint to the department d102 that nobody has taken up: its five working days end on Monday, 17 July."""
_COMPLAINT = """
    insert into case_file (id, committee_code, category, kind, title, source, level, department_code, is_sensitive, received_at,
        updated_at)
    values (:id, '310113101003', '流动摊贩', 'complaint', :title, 'visit', 'town', 'd102', 0, '2017-07-10 09:00:00',
        '2017-07-16 23:59:59')"""
_CLOSED = """
    update case_file set accepted_at = '2017-07-19 09:00:00', dispatched_at = '2017-07-19 10:00:00',
        closed_at = '2017-07-20 16:00:00', result = 'solved', updated_at = '2017-07-20 16:00:00' where id = :id"""
SENTENCES = {
    "zh": {
        "none": "还没有召集会议",
        "called": "2017年7月16日会议已召集。",
        "open": "2017年7月16日会议正在进行。",
        "closed": "没有召集中的会议，上次会议在2017年7月16日；未办成的议定事项 3 项。",
        "blue": "罗督〔2017〕1号 蓝色；待答复；2017年7月19日前答复。",
        "orange": "罗督〔2017〕1号 橙色；待答复；2017年7月21日前答复。",
        "red": "罗督〔2017〕1号 红色；待答复；2017年7月24日前答复。",
        "answered": "罗督〔2017〕1号 红色；已答复，等社区办核对。",
        "ended": "罗督〔2017〕1号 红色；2017年7月24日已办结。",
        "left": "没有召集中的会议，上次会议在2017年7月16日；未办成的议定事项 2 项，其中逾期 2 项。",
        "done": "2017年7月20日办成",
        "grown": "红色 开单时为蓝色",
        "attended": "出席单位：城管中队、祁南",
        "issued": "开单 2017年7月16日 23:59 社区办 · li",
        "answer": "答复 2017年7月22日 23:59 城管中队 · cheng 摊位已清走，每天两次巡查。",
        "end": "办结 2017年7月24日 23:59 社区办 · li",
        "refused": "这一页不对审计员开放。",
    },
    "en": {
        "none": "No meeting has been called yet",
        "called": "Meeting of Jul 16, 2017: called.",
        "open": "Meeting of Jul 16, 2017: under way.",
        "closed": "No meeting is called, the last was on Jul 16, 2017; 3 decisions are not done.",
        "blue": "罗督〔2017〕1号 Blue; to be answered; answer by Jul 19, 2017.",
        "orange": "罗督〔2017〕1号 Orange; to be answered; answer by Jul 21, 2017.",
        "red": "罗督〔2017〕1号 Red; to be answered; answer by Jul 24, 2017.",
        "answered": "罗督〔2017〕1号 Red; answered, for the office to check.",
        "ended": "罗督〔2017〕1号 Red; closed Jul 24, 2017.",
        "left": "No meeting is called, the last was on Jul 16, 2017; 2 decisions are not done, 2 of them late.",
        "done": "done Jul 20, 2017",
        "grown": "Red issued as Blue",
        "attended": "Present: 城管中队, 祁南",
        "issued": "issued Jul 16, 2017, 23:59 Community office · li",
        "answer": "answered Jul 22, 2017, 23:59 城管中队 · cheng 摊位已清走，每天两次巡查。",
        "end": "closed Jul 24, 2017, 23:59 Community office · li",
        "refused": "This page is not open to the role Auditor.",
    },
}

DECIDED = {
    "zh": (
        "（关于“{work}”）七月底前完工。责任单位：祁南居委会；2017年7月23日前完成。",
        "（关于“{case}”）三天内清理。责任单位：城管中队；2017年7月19日前完成。",
        "每周通报一次注册进度。责任单位：社区建设办公室；2017年7月23日前完成。",
    ),
    "en": (
        "(About “{work}”) 七月底前完工。 Responsible: 祁南居委会; by Jul 23, 2017.",
        "(About “{case}”) 三天内清理。 Responsible: 城管中队; by Jul 19, 2017.",
        "每周通报一次注册进度。 Responsible: 社区建设办公室; by Jul 23, 2017.",
    ),
}
"""What the minutes say of each decision."""


@dataclass
class Town:
    """A served town in which people sign in, in one language; what its platform does, and what browsers complained of."""

    lang: str
    served: Served
    platform: Platform
    enter: Callable[[str, str], Page]
    complaints: list[str] = field(default_factory=list)

    def __getitem__(self, key: str) -> str:
        """The wording of a key: what a button or a field is called."""
        return words(self.lang)[key]

    def says(self, key: str) -> str:
        """A sentence as somebody wrote it down who knows what has to stand there."""
        return SENTENCES[self.lang][key]

    def person(self, name: str, path: str) -> Page:
        """The browser of somebody who has just signed in, at a page."""
        page = self.enter(self.address(path), name)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        return page

    def address(self, path: str) -> str:
        """Where a page is, in the town's language."""
        own = "" if self.lang == "zh" else f"{'&' if '?' in path else '?'}lang={self.lang}"
        return f"{self.served.url}{path}{own}"

    def press(self, page: Page, key: str) -> None:
        """Presses a button."""
        page.get_by_role("button", name=self[key], exact=True).click()

    def turn_to(self, page: Page, key: str) -> None:
        """Goes to a page by the menu."""
        page.locator("#head-menu").get_by_role("link", name=self[f"nav.{key}"], exact=True).click()
        expect(page.locator("#head-menu [aria-current=page]")).to_have_text(self[f"nav.{key}"])


@pytest.fixture(params=SENTENCES)
def town(request, browser, small_demo_file, small_demo_store, tmp_path):
    """A small town on the evening of Sunday, 16 July 2017, on new records in which nothing stands but accounts."""
    platform, store = shutil.copy(small_demo_file, tmp_path / "platform.db"), tmp_path / "store.db"
    living = Platform(platform, copy_of(small_demo_store, store))
    living.happens(_COMPLAINT, **STALLS)
    hold_accounts(tmp_path / "records.db", PEOPLE)
    served = Served(platform, store, tmp_path, settings='[access]\nmode = "accounts"\n')
    served.start()
    contexts = []

    def enter(address: str, name: str) -> Page:
        page = signed_in(
            browser, address, name, viewport={"width": 1440, "height": 1000}, timezone_id="Asia/Shanghai"
        )
        contexts.append(page.context)
        return page

    yield Town(request.param, served, living, enter)
    for context in contexts:
        context.close()
    served.stop()


def sentence(page: Page):
    """What a page says first."""
    return page.locator(".sentence").first


def choose(page: Page, field: str, words: str) -> str:
    """Chooses by typing what it begins with; what is chosen then."""
    page.get_by_role("combobox", name=field).fill(words)
    option = page.get_by_role("option", name=re.compile(f"^{re.escape(words)}")).first
    chosen = option.inner_text()
    option.click()
    return chosen


def decide(town: Town, page: Page, what: str, unit: str, until: str = "", about: str = "") -> str:
    """Writes a decision down; what it is about, as the field then says."""
    page.get_by_role("textbox", name=town["meeting.what"], exact=True).fill(what)
    choose(page, town["meeting.unit"], unit)
    if until:
        choose(page, town["meeting.due_on"], until)
    thing = choose(page, town["meeting.about"], about) if about else ""
    town.press(page, "meeting.decide")
    expect(page.locator("[data-place=of_meeting]")).to_contain_text(what)
    return thing


def taken(page: Page, link: str) -> bytes:
    """The file to which a link leads."""
    with page.expect_download() as coming:
        page.get_by_role("link", name=link, exact=True).click()
    return Path(coming.value.path()).read_bytes()


def bare(written: str) -> str:
    """Without what lines and pages put between words."""
    return re.sub(r"\s+", "", written)


def held(town: Town, office: Page) -> list[str]:
    """The meeting: called, opened, three decisions, closed. Gives what its minutes have to say of these."""
    expect(sentence(office)).to_contain_text(town.says("none"))
    agenda = office.locator(".st-key-agenda")
    for part in ("follow_up", "standing", "new"):
        expect(agenda.get_by_role("heading", name=town[f"meeting.{part}"])).to_be_visible()
    expect(agenda).to_contain_text(town["meeting.none_to_follow"])
    town.press(office, "meeting.call")
    expect(sentence(office)).to_have_text(town.says("called"))
    town.press(office, "meeting.begin")
    expect(sentence(office)).to_have_text(town.says("open"))

    leader = town.person("wei", "/meeting")
    kind = town["decision_about.project"]
    work = decide(town, leader, "七月底前完工。", "祁南", about=kind)
    work = re.sub(rf"^{kind}[：:]\s*", "", work)

    office.goto(town.address(f"/cases?case={STALLS['id']}"))
    office.get_by_role("link", name=town["meeting.to_meeting"]).click()
    expect(office.get_by_role("combobox", name=town["meeting.about"])).to_be_visible()
    decide(
        town,
        office,
        "三天内清理。",
        "城管中队",
        until={"zh": "2017年7月19日", "en": "Jul 19, 2017"}[town.lang],
    )
    nothing = town["meeting.about_nothing"]
    assert decide(town, office, "每周通报一次注册进度。", "社区建设办公室", about=nothing) == nothing

    for unit in ("城管中队", "祁南"):
        choose(office, town["meeting.attended"], unit)
    office.keyboard.press("Escape")
    town.press(office, "meeting.close")
    expect(sentence(office)).to_have_text(town.says("closed"))
    return [line.format(work=work, case=STALLS["title"]) for line in DECIDED[town.lang]]


def minutes_are_read(town: Town, office: Page, decided: list[str]) -> None:
    """Opens the minutes on their page, and takes them away in both forms."""
    office.get_by_role("link", name=town["meeting.read"], exact=True).click()
    sheet = office.locator(".minutes-sheet")
    expect(sheet).to_contain_text(town["minutes.decided"])
    pdf, word = (taken(office, town[f"download.{end}"]) for end in ("pdf", "docx"))
    paragraphs = "".join(one.text for one in docx.Document(BytesIO(word)).paragraphs)
    for written in (sheet.inner_text(), read_pdf(pdf), paragraphs):
        places = [bare(written).index(bare(line)) for line in (town.says("attended"), *decided)]
        assert places == sorted(places)


def issued(town: Town, office: Page) -> None:
    """Issues the slip that the rule proposes about the complaint."""
    town.turn_to(office, "supervision")
    row = office.locator("#slip-proposals tr", has_text=STALLS["title"])
    for part in (town["slip_colour.blue"], "城管中队", town["slip_reason.due_soon"]):
        expect(row).to_contain_text(part)
    if row.is_hidden():
        office.locator("[data-more=slip-proposals]").click()
    row.get_by_role("link", name=town["supervision.issue"], exact=True).click()
    expect(office.locator(".slip-about")).to_have_text(STALLS["title"])
    town.press(office, "supervision.issue")
    office.get_by_role("link", name=town["supervision.open_issued"]).click()
    expect(sentence(office)).to_have_text(town.says("blue"))


def grown(town: Town, department: Page) -> None:
    """The slip in its unit's inbox, which nobody answers: from day to day it is graver."""
    inbox = department.locator("[data-place=my_slips] li")
    for day, colour in ((None, "blue"), (date(2017, 7, 20), "orange"), (date(2017, 7, 22), "red")):
        if day:
            town.platform.until(day)
            department.reload()
        expect(inbox).to_contain_text(town[f"slip_colour.{colour}"])
        expect(inbox).to_contain_text("罗督〔2017〕1号")


def on_agenda(town: Town, office: Page):
    """The slip where the next meeting's agenda says what is new."""
    town.turn_to(office, "meeting")
    expect(office.locator(".st-key-agenda")).to_contain_text(town["meeting.new"])
    return office.locator(".st-key-agenda .meeting-new", has_text=town["meeting_kind.slip"])


def answered_and_closed(town: Town, office: Page, department: Page) -> None:
    """The unit answers from its inbox, and two days later the office closes from its own."""
    department.locator("[data-place=my_slips]").get_by_role("link", name="罗督〔2017〕1号").click()
    expect(sentence(department)).to_have_text(town.says("red"))
    department.get_by_role("textbox", name=town["supervision.words_slip_answers"]).fill(
        "摊位已清走，每天两次巡查。"
    )
    town.press(department, "supervision.do_answered")
    expect(sentence(department)).to_have_text(town.says("answered"))
    town.platform.until(date(2017, 7, 24))
    town.turn_to(office, "me")
    office.locator("[data-place=my_slips]").get_by_role("link", name="罗督〔2017〕1号").click()
    town.press(office, "supervision.do_closed")
    expect(sentence(office)).to_have_text(town.says("ended"))


def history_is_whole(town: Town, office: Page) -> None:
    """What happened to the slip, by whom and when; what it began as; and how it stood on a past day."""
    expect(office.locator(".assignment-facts")).to_contain_text(town.says("grown"))
    steps = [" ".join(step.split()) for step in office.locator(".assignment-way li").all_inner_texts()]
    assert steps == [town.says(key) for key in ("issued", "answer", "end")]
    office.goto(town.address("/supervision?slip=2017-1&on=2017-07-20"))
    expect(sentence(office)).to_have_text(town.says("orange"))
    office.get_by_role("link", name=town["frame.to_latest"]).click()
    expect(sentence(office)).to_have_text(town.says("ended"))


def test_a_meeting_decides_and_the_office_follows_up_until_it_is_done(town):
    office = town.person("li", "/meeting")
    decided = held(town, office)
    minutes_are_read(town, office, decided)
    issued(town, office)

    department = town.person("cheng", "/me")
    grown(town, department)
    town.platform.happens(_CLOSED, id=STALLS["id"])
    expect(on_agenda(town, office)).to_contain_text(STALLS["title"])
    answered_and_closed(town, office, department)
    history_is_whole(town, office)

    expect(on_agenda(town, office)).to_have_count(0)
    expect(sentence(office)).to_have_text(town.says("left"))
    cleared = office.locator("#decision-list tr", has_text="三天内清理。")
    expect(cleared).to_contain_text(town["decision_state.closed"])
    expect(cleared).to_contain_text(town.says("done"))
    minutes_are_read(town, office, decided)

    auditor = town.person("shen", "/administration")
    expect(auditor.locator("#acts")).to_be_visible()
    acts = auditor.locator("#acts tbody tr").all_inner_texts()
    for name, act in (
        *(("li", f"meeting_{act}") for act in ("called", "opened", "closed")),
        *((name, "decision_made") for name in ("wei", "li")),
        *(("li", "slip_issued"), ("cheng", "slip_answered"), ("li", "slip_closed")),
    ):
        assert [row for row in acts if act in row and name in row], (name, act)
    auditor.goto(town.address("/meeting"))
    expect(auditor.locator("body")).to_contain_text(town.says("refused"))
    assert town.complaints == []
