"""What a reading model tells (审读): its code, name and page. No rule looks for it; it is in no run of the rules."""

from __future__ import annotations

from nianbao.checking.rule import Rule

_PAGE = """模型审读时读出的错

【是什么】请模型（--engine chat、langchain 或 paste）对着表格通读一遍，
找规则查不出的字词、单位、时间、数字、结构、依据、人员方面的错。
引文不在原文里的、算下来不成立的、只是换个写法的、要改规定格式的标题或单位名称的，程序不采用。
【依据】程序按表格重新算过，或者两次审读都读出来的，作警告；其余是模型一家之言，作提示。都不算错误。
【错】
- 全年受里政府信息公开申请5件。
【对】
- 全年受理政府信息公开申请5件。
【怎么改】对照原件和表格核对，确实错了再改。
【怎么不报】不写 --engine 就不请模型审读。
核对过没有错的，报告的文件夹用 nianbao check 文件夹 --dismiss READ01:引文 --reason 理由，
别的文件写进 nianbao.toml 的 [[ignore]]（code = "READ01"，quote 写引文）。
【一句话】模型读出来的，核对以后再改。
"""

READ_BY_MODEL = Rule(
    code="READ01",
    name="read-by-model",
    title="模型审读时读出的错",
    severity="warning",
    grounds="inference",
    check=lambda _: iter(()),
    docstring=_PAGE,
)
