"""A document with everything that one can have, and how what is written of it is read back."""

import subprocess
from datetime import date
from pathlib import Path

from data_access.documents import Column, Document, Heading, Numbered, Paragraph, Table

MARK_UP = r"""#let *粗* _斜_ $x^2$ @a <b> [c] {d} \e "引" 'f' `g` ~ -- // 注 /* h */ = 题 & ; %"""

SLIP = Document(
    title="关于限期答复罗溪居民区电动自行车充电问题的通知",
    body=(
        Paragraph("截至8月31日24:00，全镇共有31,204户绑定。"),
        Heading("基本情况"),
        Heading("各居委会", 2),
        Table(
            (Column("居委会"), Column("绑定户数", figures=True), Column("覆盖率", figures=True)),
            (("罗溪居委会", "1,204", "31.0%"), ("罗南新村居委会", "987", "28.6%")),
        ),
        Heading("工作要求"),
        Numbered(("请于2017年9月4日前书面答复。", MARK_UP)),
    ),
    issuer="罗店镇社区建设办公室",
    day=date(2017, 8, 31),
    number="罗督〔2017〕12号",
    red_head="罗店镇社区建设办公室文件",
    addressee="罗溪居民委员会",
    attachments=("充电设施现状表", "答复情况"),
    copies="镇党委办公室，各居民委员会",
)
NOTICE = Document(
    title="Notice: answer by Monday",
    body=(Heading("Where we stand"), Heading("Progress", 2), Paragraph("31,204 households, 31.0%.")),
    issuer="Community Affairs Office",
    day=date(2017, 8, 31),
    lang="en",
    addressee="Luoxi committee",
)


def text(pdf: bytes, *options: str) -> str:
    """What pdftotext reads in a PDF."""
    command = ["pdftotext", *options, "-", "-"]
    return subprocess.run(command, input=pdf, stdout=subprocess.PIPE, check=True).stdout.decode()


def converted(docx: bytes, folder: Path) -> str:
    """What LibreOffice reads in a DOCX."""
    (folder / "slip.docx").write_bytes(docx)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "slip.docx"]
    subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=120)
    return (folder / "slip.txt").read_text("utf-8-sig")
