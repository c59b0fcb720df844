"""Rows of cases and campaigns that are wrong on purpose, or hold what must be redacted."""

_JUNE, _JULY = "2017-06-20 10:00:00", "2017-07-10 10:00:00"


def _case(number: int, committee: str, title: str, **other: str | None) -> tuple:
    received = other.get("received") or _JUNE
    accepted = None if received > _JULY else received
    return (
        f"cx{number:04}", None, committee, None, "其他", other.get("kind", "help"), title, "other", "town",
        other.get("department"), 0, received, accepted, accepted, None, None, other.get("due"), None, None,
        other.get("closed", _JULY), other.get("result", "solved"), None, min(received, _JULY),
    )  # fmt: skip


def rows(home: str, nowhere: str, future: str) -> dict[str, list[tuple]]:
    """Cases, campaigns and what belongs to them, besides the town's own."""
    before = "2017-06-19 10:00:00"
    return {
        "case_file": [
            _case(1, home, "楼道灯闪烁", closed=before),
            _case(2, home, "儿童滑梯有裂缝", closed=before),
            _case(3, home, "凉亭座椅松动", due=before),
            _case(4, home, "公共晾衣架倒了", due=before),
            _case(5, home, "邮箱锁坏了", closed=None),
            _case(6, home, "楼牌看不清", closed=None),
            _case(7, home, "宣传栏玻璃碎了", department="d997"),
            _case(8, nowhere, "路口反光镜歪了"),
            _case(9, home, "听说要停业", kind="rumour"),
            _case(10, home, "长椅油漆未干", result="lost"),
            _case(11, home, "灌木太高挡视线", received=future, closed=None, result=None),
            _case(12, home, "快递放错楼，请联系13812345678"),
            _case(13, home, "沪B·12345长期占用消防通道"),
        ],
        "case_event": [
            ("cx0001-x", "cx9998", "urged", _JUNE, None, None, _JUNE),
            ("cx0002-x", "cx9999", "note", _JUNE, None, None, _JUNE),
            ("cx0003-x", "cx0003", "forgotten", _JUNE, None, None, _JUNE),
        ],
        "campaign": [("sport-2017", "健步走打卡", "sport", "2017-06-11", "2017-06-12", _JUNE)],
        "campaign_post": [("nothing-2017", "tx0008", _JUNE)],
        "campaign_photo": [
            ("nothing-2017-1", "nothing-2017", "after", None, "clean_up-after-1.png", _JUNE),
            ("sport-2017-1", "sport-2017", "later", "2017-06-12", "clean_up-during-1.png", _JUNE),
        ],
    }
