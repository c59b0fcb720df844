"""Numbers and marks that lead to a person: phones, identity, passports, cards, plates, accounts, rooms.

All patterns read folded text: capitals, plain digits, dashes as `-`. The one group of each is what has to go; every
repetition is bounded or possessive, so that no text takes long. Before each kind stands what a text must hold for it.
"""

import re

_GAP = r"[ \-·]{0,2}"
_LOOSE = r"[ \-·./,]{0,2}"
_BREAK = r"[^\w■]{1,3}"
_CHINA = rf"(?:(?:\+|00)?86{_GAP})?"
_AREA_CODE = r"(?:\(0\d{2,3}\)|0\d{2,3}|(?:\+|00)86[ -]?\(?[1-9]\d{1,2}\)?)"
_LOCAL = r"[2-9]\d{2,3}[ -]?\d{4}"
_IS = r"(?:[^\w■]{0,3}(?:号码?|账号|帐号|ID|NO)?[^\w■]{0,3}[是为]?[^\w■]{0,3})"

_PLACE = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_SIGN = "[A-HJ-NP-Z0-9]"
_PLATE = rf"(?=[A-Z ·-]{{0,8}}\d)(?:{_SIGN}[ ·-]?){{4,5}}[A-HJ-NP-Z0-9挂学警港澳领使试]"

PLATE_HINT = re.compile(rf"[{_PLACE}]|WJ|牌|车号")
PLATES = [
    re.compile(pattern)
    for pattern in (
        rf"([{_PLACE}]牌?[ ·]?[A-Z]{_GAP}{_PLATE})",
        rf"((?<![A-Z])WJ[ ·-]?[{_PLACE}]?{_GAP}{_PLATE})",
        rf"(?:车牌|牌照|车号){_IS}([A-Z]{_GAP}{_PLATE})",
    )
]
"""These read text in which Chinese numerals stand as they are: 沪A12345一直停着."""

NUMBER_HINT = re.compile(r"(?:\d[^\w■]{0,3}){6}\d|[@信QVXW扣企]|卫星")
NUMBERS = [
    re.compile(pattern)
    for pattern in (
        r"((?<![A-Z0-9.+\-])[A-Z0-9.+\-]++@[A-Z0-9\-]{1,63}(?:\.[A-Z0-9\-]{1,63}){1,4})",
        # identity: 18 signs; with anything between them where they hold a day of birth; the 15 digits of old cards
        rf"(?<!\d)(\d(?:{_GAP}\d){{16}}{_GAP}(?:\d(?!\d)|X))",
        rf"(?<!\d)([1-9](?:{_LOOSE}\d){{5}}{_LOOSE}(?:1{_LOOSE}9|2{_LOOSE}0)(?:{_LOOSE}\d){{2}}{_LOOSE}[01]{_LOOSE}\d"
        rf"{_LOOSE}[0-3](?:{_LOOSE}\d){{4}}{_LOOSE}(?:\d(?!\d)|X))",
        r"(?<!\d)(\d{15})(?!\d)",
        rf"(?:护照|证件|通行证|回乡证|台胞证|PASSPORT){_IS}([A-Z]{{1,2}}[ -]?\d{{7,8}})(?!\d)",
        # bank cards: long, in fours, or after their word
        r"(?<!\d)(?!20[0-3]\d[01]\d)(\d{16,19})(?!\d)",
        r"(?<![\d-])(\d{4}(?:[ -]\d{4}){3}(?:[ -]?\d{1,3}){0,2})(?![\d-])",
        rf"(?:卡号|账号|帐号|账户|帐户){_IS}(\d(?:[ -]?\d){{7,24}})",
        # mobile: in one piece, also glued to another number, in the usual groups, in any others (no list of buildings)
        rf"(?<!\d)((?:{_CHINA}1[3-9]\d{{9}}){{1,3}})(?!\d)",
        r"(?<!\d)(?!20[0-3]\d[01]\d|1[3-9]\d{11}(?!\d))\d{1,4}(1[3-9]\d{9})(?!\d)",
        r"(?<!\d)(1[3-9]\d{9})(?=\d{1,3} ?[号幢栋弄楼])",
        rf"(?<!\d)\d{{0,3}}?({_CHINA}1[3-9]\d{_BREAK}\d{{4}}{_BREAK}\d{{4}})(?!\d)",
        rf"(?<!\d)({_CHINA}1{_GAP}[3-9](?:{_GAP}\d){{9}})(?!\d| ?[号幢栋弄])",
        # landline: with an area code, of a company, or after a word that calls for one
        rf"(?<!\d)({_AREA_CODE}[ -]{{0,3}}\d(?:[ -]?\d){{6,7}})(?!\d)",
        r"(?<!\d)([48]00[ -]?\d{3}[ -]?\d{4}|[48]00[ -]?\d{4}[ -]?\d{3})(?!\d| ?[元万])",
        rf"(?:电话|座机|号码|联系|手机|[打拨]|TEL|PHONE)[^\w■]{{0,3}}[是为]?[^\w■]{{0,3}}({_LOCAL})(?!\d| ?[元万])",
        # accounts
        rf"(?:Q ?Q|扣扣|企鹅)(?:群|邮箱)?{_IS}(\d(?:[ -]?\d){{4,10}})(?!\d)",
        r"(?:[微薇威]信|卫星|V信|WECHAT|(?<![A-Z])[VW]X|(?:\+|[加＋] ?)V)(?:号码?|账号|帐号|ID)?[ :]{0,3}[是为]?[ :]{0,3}"
        r"((?=[A-Z\-]{0,19}[\d\-])[A-Z][A-Z0-9\-]{5,19})",
        r"(?:[微薇威]信|V信|WECHAT)(?:号码?|账号|帐号|ID|[ ]?:)[ :]{0,3}[是为]?[ :]{0,3}([A-Z][A-Z0-9\-]{4,19})",
    )
]

_AND = r" ?[、,/和与及至到\- ] ?"
_HUNDREDS = r"(?:\d千)?\d百(?:0\d|[\d十]{1,3})"
_NUMBER = rf"[A-Z]?(?:\d{{3,4}}(?!\d)|\d(?: {{1,2}}\d){{2,3}}|{_HUNDREDS})"
_ROOM = rf"(?>(?:(?<![\d-])(?:\d{{1,3}}[-/]){{1,2}})?{_NUMBER})"  # atomic, so that no text takes long
_ROOMS = rf"{_ROOM}(?:{_AND}{_ROOM}){{0,20}}"
_COUNTED = (
    r"(?!\d|[-.:/]\d| ?(?:[~至到]\d|(?!天天|天井|天台|年年|年久|日夜|次卧|支持|只[要有想能是求希]|位于|户主)[年月日号弄元块万亿千百米㎡户个人名位次辆棵株处项间层级盏条张份天%"
    r"路班票只瓶斤吨度秒卷套台支片届期部版]|平[方米]|[幢栋]|楼(?![上下])|单元|M2|小时|分钟|公[里斤]|医院|会议|办公|教室|活动室|诊室|商铺))"
)
_LIKELY = r"(?<!\d)(?:[1-9]|[0-3]\d)(?:0[1-9]|1[0-6])(?!\d)"  # a floor and the number of a door on it
_LIKELY_ROOM = rf"(?:{_LIKELY}|(?<![\d百千]){_HUNDREDS})"
_LIKELY_ROOMS = rf"(?>{_LIKELY_ROOM}(?: ?[、,/和与及] ?{_LIKELY_ROOM}){{0,20}})"
_BUILDING = r"(?:(?<!月\d)(?<!月\d\d)(?<=[\dA-Z甲乙丙丁 ])号|[楼幢栋#]|单元)"
_DWELLER = (
    r"业主|住户|住客|用户|居民|邻居|租客|租户|房东|户主|户型|两[家户]|门(?![课诊岗])"
    r"|家(?=的|里|又|老|养|装|漏|天天|孩|门|楼|阳台|卫|厨|也|没|不)"
)

INDOORS_HINT = re.compile("[室房]")
INDOORS = [
    re.compile(pattern)
    for pattern in (
        rf"({_ROOMS})(?=[A-Z]? ?(?:室|号室(?!外)|号?房(?![产价租源改东])))",
        r"((?<![\d百十])[\d十百千]{2,7})(?= ?室)",
        r"(?<=[号楼幢栋元#-])( ?\d)(?= ?室(?![\d两]?[厅卫户]))",
    )
]
"""Rooms before their word."""

ROOM_HINT = re.compile(r"\d[^\w■]{0,2}\d[^\w■]{0,2}\d|百")
ROOMS = [
    re.compile(pattern)
    for pattern in (
        # after their word, after a building, after another room, with building and unit
        rf"(?:室号|房号|房间号?|门牌号?)[^\w■]{{0,2}}[是为]?[^\w■]{{0,2}}({_ROOMS}){_COUNTED}",
        rf"{_BUILDING}[ ,/-]?({_ROOMS}){_COUNTED}",
        rf"{_BUILDING}({_LIKELY})(?= ?户(?![都均全共中里]))",
        rf"(?:{_BUILDING}|[A-Z甲乙丙丁]座|号门)[ ,:/\-()\[\]【】〔〕「」.]{{0,2}}的?({_LIKELY_ROOMS}){_COUNTED}",
        rf"■ ?室{_AND}({_ROOMS}){_COUNTED}",
        r"(?<![\d-])(\d{1,3}-\d{1,2}-(?!(?:19|20)\d\d)\d{3,4})(?![\d-])",
        # of one who lives there
        rf"(?:住在?|家在|家住|我家|[奶爷婆公伯叔姨妈]家|(?<![人就])我是|(?:对门|隔壁|对面|楼[上下])(?:邻居)?[的是住]?)[ :]?({_LIKELY_ROOMS})(?!的[确话])"
        rf"{_COUNTED}",
        rf"(?<![共有约近余达超第\dA-Z.])({_LIKELY_ROOMS})(?= ?的?(?:{_DWELLER}))",
        rf"(?<![A-Z])(?:NO|ROOM|RM|APT|FLAT)[ .:#]{{0,3}}({_LIKELY_ROOM}){_COUNTED}",
    )
]

BARE_ROOMS = [
    re.compile(pattern)
    for pattern in (
        rf"(?<![\dA-Z.\-/])\d{{1,2}}[-/](?!20[12]\d)({_LIKELY}){_COUNTED}(?![-/%])",
        rf"(?<![\dA-Z.\-/])[A-HJ-NP-Z]-({_LIKELY}){_COUNTED}(?![-/%])",
    )
]
"""Rooms by nothing but their shape."""

THINGS = re.compile(
    r"(?:编号|型号|点位|图号|图纸|灯杆?|井盖|箱变|合同|项目|工单|文号|标准|方案|规范|版本|桩|车位|监控|摄像头|设备|比例|列车|航班|第)"
    r"[^,。;!?]{0,6}$"
)
"""What stands before a number of a thing: such a number is no room."""
