"""No phone, identity, plate or room number survives in free text, and no other number is lost."""

import json
import random
import re
import time

import pytest

from data_access.demo.opinions import PERSONAL
from data_access.platform.redaction import PLACEHOLDER, printable, redact, redact_json

IDENTITY = "310113198001011234"
CHINESE = str.maketrans("0123456789", "零一二三四五六七八九")
FULL_WIDTH = {n: n + 0xFEE0 for n in range(0x21, 0x7F)}


@pytest.mark.parametrize(
    "written",
    [
        "13901234567",
        "139 0123 4567",
        "139-0123-4567",
        "139—0123—4567",
        "139.0123.4567",
        "139/0123/4567",
        "139,0123,4567",
        "139 · 0123 · 4567",
        *(point.join("13901234567") for point in "•‧∙・●"),
        "(139)0123 4567",
        "139 01234567",
        "1390123 4567",
        "1 3 9 0 1 2 3 4 5 6 7",
        "1-3-9-0-1-2-3-4-5-6-7",
        "+8613901234567",
        "+86 139 0123 4567",
        "+86-139-0123-4567",
        "0086 13901234567",
        "86 13901234567",
        "一三九零一二三四五六七",
        "幺三九〇一二三四五六七",
        "一三九 零一二三 四五六七",
        "壹叁玖零壹贰叁肆伍陆柒",
        "139零一二三4567",
        "139\n0123\n4567",
        "139\u300001234567",
        "1\ufe0f\u20e33\ufe0f\u20e39\ufe0f\u20e30\ufe0f\u20e312345\ufe0f\u20e367",
        "16612345678",
        "17012345678",
        "19912345678",
    ],
)
def test_a_mobile_number_never_survives(written):
    assert redact(f"有事找我{written},谢谢") in ("有事找我■,谢谢", "有事找我(■,谢谢")
    assert _digits(redact(f"有事找我{written.translate(FULL_WIDTH)},谢谢")) == ""


def test_a_number_with_an_invisible_sign_in_it_never_survives():
    assert redact(printable("有事找我139\u200b0123\u20604567")).count("■") == 1
    assert redact(f"有事找我1390123{PLACEHOLDER}4567") == "有事找我■"


def test_two_numbers_side_by_side_both_go():
    assert redact("13901234567 13801234567") == "■ ■"
    assert redact("13901234567、13801234567") == "■、■"
    assert redact("微信13901234567abc") == "微信■abc"


@pytest.mark.parametrize(
    "written",
    [
        "021-56781234",
        "021 5678 1234",
        "021—5678—1234",
        "02156781234",
        "(021)56781234",
        "(021) 5678-1234",
        "0512-65781234",
        "0595-2345678",
        "+86-21-56781234",
        "+86 21 5678 1234",
    ],
)
def test_a_landline_number_with_its_area_code_never_survives(written):
    assert redact(f"请打{written}找我") == "请打■找我"
    assert _digits(redact(f"请打{written.translate(FULL_WIDTH)}找我")) == ""


@pytest.mark.parametrize(
    "call", ["电话", "电话:", "电话是", "我的电话号码是 ", "座机 ", "请拨打", "tel: ", "打"]
)
def test_a_landline_number_without_its_area_code_goes_where_a_word_calls_for_one(call):
    for number in ("56781234", "5678 1234", "5678-1234", "23456789", "9876543"):
        assert redact(f"{call}{number}。") == f"{call}■。"


@pytest.mark.parametrize(
    "written",
    [
        IDENTITY,
        "31011319800101123X",
        "31011319800101123x",
        "310113 19800101 1234",
        "310113-1980-0101-123X",
        " ".join(IDENTITY),
        IDENTITY.translate(CHINESE),
        "310113800101123",
    ],
)
def test_an_identity_number_never_survives(written):
    for text in (f"身份证{written}。", f"身份证{written.translate(FULL_WIDTH)}。"):
        assert redact(text) in ("身份证■。", "身份证■".translate(FULL_WIDTH) + "。")
    assert redact(f"身份证{written}abc") == "身份证■abc"


@pytest.mark.parametrize(
    "written",
    [
        "沪A12345",
        "沪a12345",
        "沪A·12345",
        "沪A 12345",
        "沪A-12345",
        "沪·A12345",
        "沪 A12345",
        "沪A·B1234",
        "沪B9K876",
        "沪AB123C",
        "沪A123 45",
        "沪C1234学",
        "沪AD12345",
        "沪AF12345",
        "沪A12345D",
        "沪ad12345",
        "皖B5K123",
        "川A88888",
    ],
)
def test_a_plate_number_never_survives(written):
    assert redact(f"我的车{written}没处停") == "我的车■没处停"
    assert redact(f"我的车{written.translate(FULL_WIDTH)}没处停") == "我的车■没处停"


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("3号楼502室", "3号楼■室"),
        ("3号楼 502 室", "3号楼 ■ 室"),
        ("3号502室", "3号■室"),
        ("3号楼5 0 2室", "3号楼■室"),
        ("3号楼五〇二室", "3号楼■室"),
        ("三号楼五零二室", "三号楼■室"),
        ("五百零二室", "■室"),
        ("三○一室", "■室"),
        ("五 〇 二 室", "■ 室"),
        ("502号室", "■号室"),
        ("A502室", "■室"),
        ("12号楼1201室", "12号楼■室"),
        ("12号楼3-502", "12号楼■"),
        ("12号楼3-502室", "12号楼■室"),
        ("12号楼3单元502", "12号楼3单元■"),
        ("2号楼1单元301漏水", "2号楼1单元■漏水"),
        ("12-3-502", "■"),
        ("12#502", "12#■"),
        ("7号楼1201漏水", "7号楼■漏水"),
        ("7幢1201", "7幢■"),
        ("7号楼502楼上太吵", "7号楼■楼上太吵"),
        ("7号楼502天天漏水", "7号楼■天天漏水"),
        ("7号楼502、602", "7号楼■"),
        ("7号楼502,1200元修好", "7号楼■,1200元修好"),
        ("502房", "■房"),
        ("502房间", "■房间"),
        ("502号房", "■号房"),
        ("三〇二房漏水", "■房漏水"),
        ("房间号:502", "房间号:■"),
        ("门牌502", "门牌■"),
        ("101、102室", "■室"),
        ("101、102、103室都漏水", "■室都漏水"),
        ("101,102室", "■室"),
        ("101和102室", "■室"),
        ("101 102室", "■室"),
        ("101/102室", "■室"),
        ("101—104室", "■室"),
        ("101至104室", "■室"),
        ("一〇一、一〇二室", "■室"),
        ("101室、102室", "■室、■室"),
        ("502室和602", "■室和■"),
        ("2017-07-16 502室", "2017-07-16 ■室"),
        ("3号楼2室", "3号楼■室"),
        ("502室内漏水", "■室内漏水"),
    ],
)
def test_a_room_number_goes_and_its_building_stays(written, left):
    assert redact(f"我住{written}") == f"我住{left}"
    assert _digits(redact(f"我住{written.translate(FULL_WIDTH)}")) == _digits(left)


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("3号楼（502）", "3号楼（■）"),
        ("3号楼：502", "3号楼：■"),
        ("3-502", "3-■"),
        ("3/502", "3/■"),
        ("住502", "住■"),
        ("502业主", "■业主"),
        ("B座1203", "B座■"),
        ("B-1203", "B-■"),
        ("3号门402", "3号门■"),
        ("101门", "■门"),
        ("对门302", "对门■"),
        ("隔壁的503", "隔壁的■"),
        ("3号楼502户", "3号楼■户"),
        ("No.502", "No.■"),
        ("Room 502", "Room ■"),
        ("住五〇二", "住■"),
        ("三号楼五百零二", "三号楼■"),
        ("3号楼502一直漏水", "3号楼■一直漏水"),
        ("3号楼502张先生", "3号楼■先生"),
        ("粤Z1234港", "■"),
        ("WJ沪12345", "■"),
        ("车牌A·12345", "车牌■"),
        ("沪牌A88888", "■"),
        ("沪A12345一直停着", "■一直停着"),
        ("①③⑧①②③④⑤⑥⑦⑧", "■"),
        ("𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖", "■"),
        ("⑬⑧①②③④⑤⑥⑦⑧找我", "■找我"),
        ("400-820-8820", "■"),
        ("213812345678", "2■"),
        ("310113.19800101.1234", "■"),
        ("310113 1980 0101 1234", "■"),
        ("护照E12345678", "护照■"),
        ("证件号：E12345678", "证件号：■"),
        ("张三丰先生", "■先生"),
        ("王阿姨住得近", "■阿姨住得近"),
        ("zhang.san@163.com", "■"),
        ("微信号：wxid_8k2jd91ms", "微信号：■"),
        ("QQ 123456789", "QQ ■"),
        ("6222021234567890123", "■"),
    ],
)
def test_what_leads_to_a_person_goes_and_no_more(written, left):
    assert redact(written) == left
    assert redact(f"{written}，请处理。") == f"{left}，请处理。"


@pytest.mark.parametrize(
    "words",
    [
        "王书记",
        "李主任",
        "社工",
        "12345",
        "110",
        "编号E12345678",
        "编号 A1203",
        "3-5天",
        "1–16号",
        "面积120m²",
        "①②③④",
        "已向老师反映过",
        "向大爷问好",
    ],
)
def test_offices_public_numbers_and_numbers_of_things_stay(words):
    assert redact(words) == words
    assert redact(f"请看{words}。") == f"请看{words}。"


@pytest.mark.parametrize("words", PERSONAL)
def test_what_the_demonstration_plants_never_survives(words):
    assert redact(words).count("■") == 1
    assert not re.search(r"\d{3}", redact(words))


@pytest.mark.parametrize(
    "words",
    [
        "2017-07-16",
        "2017-07-16 18:30:00",
        "2017/07/16",
        "2017年7月16日",
        "7月16日 18:30",
        "7月16日18:30至20:00",
        "二〇一七年七月十六日",
        "2017年5月1日至7月16日",
        "2017-2018年",
        "12000元",
        "12,000元",
        "1,234,567元",
        "共12345678元",
        "120000000元",
        "100-200元",
        "1—16号",
        "1-16号",
        "1—16号楼",
        "1-3-5-7-9-11-13-15号",
        "1 3 5 7 9 11 13 15号楼",
        "101-116号",
        "1200㎡",
        "85.5平方米",
        "13.5、24.3、12.8、16.5平方米",
        "138个车位",
        "3号楼2017年",
        "3号楼 2016 年加装",
        "3号楼2017年7月",
        "3号楼2017-2018年",
        "3号楼138个车位",
        "3号楼 138 平方米",
        "3号楼共138户",
        "3号楼138户",
        "3号楼1300元",
        "12号楼13号楼14号楼",
        "6号楼3-5层",
        "3-5层",
        "两室一厅",
        "三室两厅",
        "3室2厅",
        "3号楼2室1厅",
        "活动室、办公室、候诊室",
        "103教室",
        "302办公室",
        "三楼活动室",
        "12345",
        "请拨打12345热线",
        "电话110",
        "致电962121",
        "P0017",
        "p-0017",
        "项目2017-0012",
        "编号20170012",
        "2017-310113-78-03-001234",
        "310113104",
        "310113104001",
        "沪太路3888弄",
        "美安路320弄1—16号",
        "共12530人,1797名党员",
        "G1501",
        "罗店7路、沪B1线",
        "新A方案12345",
        "第278条",
        "周一三五限行",
        "十几个,一百三十八个",
        "方案1.2.3",
        "版本2017.7.16",
        "长120米宽3米",
        "50%,0.75,2/3",
    ],
)
def test_other_numbers_stay(words):
    assert redact(words) == words
    assert redact(f"居民说{words},谢谢") == f"居民说{words},谢谢"
    assert redact(words.translate(FULL_WIDTH)) == words.translate(FULL_WIDTH)


def test_random_mobile_numbers_with_random_separators_never_survive():
    chance = random.Random(20170716)
    between = ["", "", "", " ", "-", "—", "·", "  ", " - ".strip(), "\u3000"]
    for _ in range(3000):
        number = "1" + chance.choice("3456789") + "".join(chance.choices("0123456789", k=9))
        written = number[0] + "".join(chance.choice(between) + digit for digit in number[1:])
        written = chance.choice(["", "+86", "+86 ", "86-", "0086"]) + written
        if chance.random() < 0.3:
            written = written.translate(chance.choice([FULL_WIDTH, CHINESE]))
        text = (
            chance.choice(["电话", "微信号", "找我 ", "", "7月16日,"])
            + written
            + chance.choice(["", "。", "找小王", "x"])
        )
        assert "■" in redact(text), text
        assert len(_digits(redact(text))) <= 3, text


def test_random_amounts_and_days_stay():
    chance = random.Random(20170716)
    for _ in range(1000):
        words = chance.choice(
            [
                f"{chance.randint(1, 10**7)}元",
                f"{chance.randint(2000, 2030)}年{chance.randint(1, 12)}月{chance.randint(1, 28)}日",
                f"{chance.randint(1, 99)}号楼共{chance.randint(1, 4000)}户",
                f"{chance.randint(1, 99)}—{chance.randint(1, 99)}号",
                f"{chance.randint(0, 23)}:{chance.randint(10, 59)}",
            ]
        )
        assert redact(words) == words


def test_text_is_redacted_once_and_for_all():
    for words in PERSONAL:
        assert redact(redact(words)) == redact(words)
    assert redact("") == ""
    assert redact("没有数字") == "没有数字"


def test_json_is_redacted_as_it_reads_and_stays_json():
    clauses = [{"key": "a", "text": "3号楼502室\n电话139\t0123 4567"}, {"key": "b", "text": "1—16号"}]
    for escaped in (True, False):
        read = json.loads(redact_json(json.dumps(clauses, ensure_ascii=escaped)))
        assert read == [{"key": "a", "text": "3号楼■室\n电话■"}, clauses[1]]


@pytest.mark.parametrize(
    "text",
    [
        '[{"key": "a", "text": "1\\u201416\\u53f7"}]',
        "",
        "{",
        "null",
        "[" * 100_000,
        "NaN",
        '"\\ud83d"',
        "[1e999]",
    ],
)
def test_json_without_a_person_stays_as_it_is(text):
    assert redact_json(text) == text


def test_json_that_does_not_parse_is_redacted_as_it_reads():
    assert redact_json('[{"text": "3\\u53f7\\u697c502\\u5ba4') == '[{"text": "3号楼■室'
    redact_json('[{"text": "\\ud83d 13901234567"').encode()


@pytest.mark.parametrize(
    "sign",
    [
        "1",
        "1 ",
        "1-",
        "101、",
        "139 ",
        "沪A1",
        "(021)",
        "3号楼1",
        "零 ",
        "a",
        "@",
        "a@",
        "王阿姨",
        "先生",
        "微信a",
        "①",
        "3/",
        "百十",
    ],
)
def test_no_text_takes_long(sign):
    begun = time.process_time()
    redact((sign * 100_000)[:100_000])
    assert time.process_time() - begun < 10


def test_control_characters_show_as_a_placeholder():
    assert printable("花开\x1b了\x07\u202e") == f"花开{PLACEHOLDER}了{PLACEHOLDER * 2}"
    assert printable("一行\r\n二行\t三\n") == "一行\n二行\t三\n"


def _digits(text: str) -> str:
    return "".join(re.findall(r"\d", text)).translate(_half())


def _half() -> dict[int, str]:
    return {wide: chr(plain) for plain, wide in FULL_WIDTH.items()}
