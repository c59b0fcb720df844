"""Names of persons that a title or a word of kinship marks: 张三丰先生, 王阿姨. Offices (书记, 主任, 社工) are no titles here."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SURNAMES = set(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭"
    "陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤常温康施文牛樊葛邢安齐"
    "倪章鲁傅庄申翁凌俞虞裴祝岳柳聂焦费屠诸储芮茅屈褚卫奚郁鲍瞿季乔华翟盛柯梅路车管单项宁柴童颜纪舒詹欧游阮桂包左"
) - set("向华路")
_DOUBLE = _words("欧阳 司马 诸葛 上官 司徒 东方 夏侯 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 端木 南宫")
_STRICT = set("任文安车管单项于左游包卫盛常温")
"""Surnames that are mostly parts of words: only where a name can begin."""
_ALSO_GIVEN = set("江林高梅白龙宁方石金文武夏叶田雷苏黎安康桂华季凌莫章童")
"""Surnames that also end given names: 张小林先生 is one name."""

_BEGINS = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|[请找是的给跟与和问让由被叫位及祝姓陪对在]|居民|业主|住户|党员|组长|志愿者|代表|邻居|感谢|谢谢|表扬|老人"
    r"|楼[上下]|隔壁|对门|物业|电工|人)$"
)
_ENDS_A_WORD = _words(
    "任何 如何 为何 几何 对方 甲方 乙方 双方 地方 警方 官方 校方 各方 多方 允许 也许 或许 示范 规范 模范 师范 工程 课程 过程 流程 "
    "分钟 提高 最高 年高 园林 树林 奖金 现金 资金 基金 长江 农田 历史 设施 实施 措施 千万 上万 照顾 感谢 多谢 谢谢 答谢 致谢 国王 女王 "
    "大王 上周 下周 本周 每周 一周 两周 阶段 时段 路段 祝贺 健康 安康 庄严 业余 其余 多余 出马 人马 罗马 楼宇 水管 宿管 严管 城管 保管 "
    "保安 治安 公安 语文 英文 中文 作文 责任 主任 停车 公车 货车 叉车 租车 名单 菜单 账单 事项 水果 简单 皮包 面包 承包 外包 "
    "开会 明白 表白 阳光 下次 经常 平常 非常 日常 春夏 立夏 村庄 农庄 山庄 茶叶 树叶 红梅 金龙 水龙 岩石 钻石 蜡梅 领导 四季 "
    "防盗 旅游 导游 文章 盖章 儿童"
)
_BEGINS_A_WORD = _words(
    "周边 周围 周末 周日 周一 周二 周三 周四 周五 周六 许多 许可 房东 安装 安全 安徽 安保 施工 高龄 高级 高空 高层 高中 高考 管道 管理 管家 "
    "金牌 金融 白领 白发 白天 黄金 黄牛 马路 马上 单身 单位 单亲 单元 单独 方便 方面 方案 车主 车间 车队 江边 江苏 江西 江南 田园 石油 石材 "
    "毛坯 万能 万一 温州 温馨 余姚 常州 常熟 常住 常见 宁波 宁夏 严重 严格 文明 文化 文艺 武警 武术 武汉 任职 任何 任意 任课 何时 何地 何况 "
    "于是 钱包 夏天 夏季 孙子 孙女 章程 黎明 项目 段落 雷锋 牛奶 包工 包装 包括 游泳 游客 谢谢 谢绝 谢意 康复 康健 左右 左边 卫生 卫健 卫校 "
    "盛大 盛夏 柳州 陶瓷 陶艺 汤包 程序 方向 龙虾 龙头 苏州 广场 林业 林荫 高大 高个 金属 金店 童装 童年 季度 季节 乔迁 祝福 祝愿 贺年 纪念 "
    "纪检 申请 申报 费用 费心 庄稼 顾客 顾问 严禁 莫名 陆续 罗店 罗南 罗泾 余下 余款 常去 常来 常年 石家 马桶 杨树 柳树 梅花 桂花 叶子 舒服 "
    "史上 齐心 安心 安静 安排 安置 向阳 宋庆 唐山 吴淞 徐汇 郑州 朱家 沈阳 江湾 杨浦 杨行 顾村 广福 月浦 大场 庙行 高境 万达 万科 方形 成年"
)
_NO_GIVEN = set(
    "的了是在和与有不这那位个们几来去请找问说让叫给跟被把从到楼上下里号室住都也还就及等要为各某每先生女我你他她它姓老您谁啊吧呢吗让由向叫位"
    "村区镇街路弄苑园组办委科局所队店铺院校厅部会站"
)
_TITLES = (
    "老先生|老太太|老师傅|老伯伯|老人家|老爷子|小姐姐|小朋友|先生|女士|小姐|太太|夫人|同志|师傅|老师|医生|大夫|护士|律师|经理|教授|同学"
    "|阿姨|叔叔|爷叔|伯伯|老伯|大伯|阿伯|大爷|大妈|大叔|大婶|大娘|大姐|大哥|大嫂|阿婆|阿公|婆婆|公公|奶奶|爷爷|外婆|外公|好婆|妈妈|爸爸"
    "|老太|老汉|姐姐|哥哥|舅舅|姑姑|婶婶|小哥"
)
_TITLED = re.compile(rf" ?(?:{_TITLES})")
_SHORTLY_TITLED = re.compile(r"[婶姨嫂姐哥](?![姐哥婶姨妹弟])")
_LATIN = re.compile(rf"(?<![A-Za-z])(?!(?:VIP|IT|HR|KTV|APP)\b)([A-Za-z]{{2,20}})(?= ?(?:{_TITLES}))")
_LABELLED = re.compile(
    r"(?:姓名|联系人|户主|申请人|签收人|经办人|来访人|我叫|本人叫)[::是为 ]{0,2}([\u4e00-\u9fff]{2,3})(?![\u4e00-\u9fff])"
)


def spans(text: str) -> list[tuple[int, int]]:
    """Where names stand, the title left out."""
    found = [match.span(1) for match in _LATIN.finditer(text)]
    found += [match.span(1) for match in _LABELLED.finditer(text) if match[1][0] in _SURNAMES]
    for match in _TITLED.finditer(text):
        begin = _begin(text, match.start())
        if begin is not None:
            found.append((begin, match.start()))
    for match in _SHORTLY_TITLED.finditer(text):
        at = match.start()
        if at and text[at - 1] in _SURNAMES and _begins(text, at - 1):
            found.append((at - 1, at))
    return found


def _begin(text: str, end: int) -> int | None:
    """Where the name that ends here begins, if one does."""
    lengths = [size for size in (4, 3, 2, 1) if size <= end and _is_name(text, end - size, end)]
    if 1 in lengths and text[end - 1] not in _ALSO_GIVEN:
        return end - (2 if text[max(0, end - 2) : end] in _DOUBLE else 1)
    if 1 in lengths:
        lengths = [size for size in lengths if size == 1 or _begins(text, end - size)]
    return end - lengths[0] if lengths else None


def _is_name(text: str, begin: int, end: int) -> bool:
    surname = text[begin]
    double = text[begin : min(begin + 2, end)] in _DOUBLE
    if not double and surname not in _SURNAMES:
        return False
    given_name = text[begin + 1 + double : end]
    if len(given_name) > 2 or not all(
        "\u4e00" <= sign <= "\u9fff" and sign not in _NO_GIVEN for sign in given_name
    ):
        return False
    if double:
        return True
    if surname in _STRICT and not _begins(text, begin):
        return False
    return (
        text[max(0, begin - 1) : begin + 1] not in _ENDS_A_WORD
        and text[begin : min(begin + 2, end)] not in _BEGINS_A_WORD
    )


def _begins(text: str, at: int) -> bool:
    return _BEGINS.search(text[max(0, at - 3) : at]) is not None
