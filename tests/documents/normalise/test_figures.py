"""Figures of running text: one line, one decision. The sentences are made up."""

import pytest

from jixiao.documents.normalise.figures import figures
from tests.documents.normalise.reading import brief, read, words

READ = [
    # number and unit, with blanks and line breaks anywhere
    ("示例区安排 12 万元", "12 万元"),
    ("支出 4,321.50\n\n万元", "4321.50 万元"),
    ("支出 4,321.50 万\n\n元", "4321.50 万元"),
    ("提高 5.7 个百\n\n分点", "5.7 个百分点"),
    ("面积 30 万 平方 米", "30 万平方米"),
    ("面积 30 万㎡", "30 万㎡"),
    ("满意度 ８９ ％", "89 %"),
    ("合计４４，３５０．００万元", "44350.00 万元"),
    ("合计44，350.00万元", "44350.00 万元"),
    ("合计 3, 456.70 万元", "3456.70 万元"),
    ("支出 42074 .64 元", "42074.64 元"),
    ("零\u200b宽 1\u200b2 万元", "12 万元"),
    ("余额 0 元", "0 元"),
    # signs, and dashes that are none
    ("增长 -3%", "-3 %"),
    ("增速-3%", "-3 %"),
    ("变动为－0.10 万元", "-0.10 万元"),
    ("变动为＋12 万元", "12 万元"),
    ("服务-3 个网点", "3 个"),
    ("1 个中心+2 个平台", "1 个|2 个"),
    # units: the longest symbol, not where another word begins
    ("走访 30 家次", "30 家次"),
    ("走访 30 家", "30 家"),
    ("覆盖 2 万家企业", "2 万家"),
    ("阅读 1.5 亿次", "1.5 亿次"),
    ("算力 400P", "400 P"),
    ("算力400PB", ""),
    ("工期 3 个月", "3 个月"),
    ("成立 20 周年", "20 周年"),
    ("得 2.5 分", "2.5 分"),
    ("用时 15 分钟", "15 分钟"),
    ("建 5 大平台", "5 大"),
    ("共 6 项", "6 项"),
    ("见表 6 项目支出表", ""),
    ("3.00\n\n项目\n\n管理", "3.00"),
    ("3\n\n项工作", "3 项"),
    ("共 8 个人工智能企业", "8 个"),
    ("303 10 个人农业补贴", "303"),
    ("投资 30 万美元", "30 万美元"),
    ("约三成", "3 成"),
    ("3 成果", ""),
    # words between the number and the unit
    ("举办 30 余场", "30 场"),
    ("接待 300 多个团组", "300 个"),
    ("补助 2 万余元", "2 万元"),
    ("惠及 3 万多户", "3 万户"),
    ("建成“9”个中心", "9 个"),
    # ranges: two figures, one unit
    ("打造 1-2 个载体", "1 个|2 个"),
    ("目标 90%—100%", "90 %|100 %"),
    ("走访 100～200 家", "100 家|200 家"),
    ("下降 5%至10%", "5 %|10 %"),
    ("编号 1-2", ""),
    ("得 0.5-1.5 分", "0.5 分|1.5 分"),
    # money with a sign before it, and numbers that would be read in part
    ("￥5,000.00", "5000.00 元"),
    ("支出 12 345.67 万元", "12345.67 万元"),
    ("支出 12,34 元", ""),
    ("占 .5%", ""),
    ("十几个项目，30 几个项目", ""),
    ("两个半小时", ""),
    # Chinese numerals
    ("两家单位合并", "2 家"),
    ("共十二个项目", "12 个"),
    ("安排两百万元", "200 万元"),
    ("占百分之九十五", "95 %"),
    ("占百分之三点五", "3.5 %"),
    ("占百分之百", "100 %"),
    ("引进十余个项目", "10 个"),
    ("预算数为零，", "0"),
]
NOT_READ = [
    "2024年", "2024 年 3 月 5 日", "截至 2024\n年年末", "2024-12-31", "2024.12.31", "2022-2024年",
    "2024—2026 年规划", "3、6、9、12 月末", "1-7 月", "6 月底", "8月31日前", "3 月 1 日至 15 日", "一季度",
    "4季度支出", "9:30", "10时", "第 3 名", "第21页 共 23 页", "示办函〔2024〕22 号", "示财绩[2024]5号",
    "（2024）3号", "附件 1", "附件1：2024年", "表 4", "见图 3", "1、出台办法", "1.出台办法", "2. 落实",
    "（1）预算", "4．2025年部门预算", "http://a.gov.cn/1155/post_23.html#8645", "0755-12345678", "世界 500 强",
    "TOP1", "WIFI6", "5G 应用", "A4 纸", "“1+9+N”", "“20+8”集群", "福田+1", "832 平台",
    "前 3 名", "第 3-5 名", "附件 2-1", "1)推进", "PM2.5 浓度", "1:1 配套",
    "《示例区 60 项行动方案》", "1.2.3", "0755", "123456789012345678", "1/3", "一是加强", "统一管理",
    "一带一路", "十四五", "第一", "二级项目", "一个平台", "第三批", "中央八项规定", "“两个维护”", "四个方面",
    "百家企业", "三五个", "每两个", "八届十三次会议", "上百家", "千家万户", "二〇二四年", "三千五个",
    "目录.....12", "15 分钟社区生活圈",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READ)
def test_a_number_is_read(text: str, expected: str):
    assert "|".join(brief(text)) == expected


@pytest.mark.parametrize("text", NOT_READ)
def test_a_number_that_states_nothing_is_left_alone(text: str):
    assert brief(text) == []


BESIDE = [
    ("约 30 万元", "约", None),
    ("签约 30 个", None, None),
    ("节约12万元", None, None),
    ("近 30 家", "近", None),
    ("近 3 年", None, None),
    ("附近 3 家", None, None),
    ("超过 30 家", "超过", ">"),
    ("不超过 30%", "不超过", "<="),
    ("不少\n于 30%", "不少于", ">="),
    ("至少 2 件", "至少", ">="),
    ("30 余场", "余", None),
    ("300 多个", "多", None),
    ("95%以上", "以上", ">="),
    ("10%\n以内", "以内", "<="),
    ("占比 30 万元左右", "左右", None),
    ("≥ 60 个", "≥", ">="),
    ("率＜5%", "＜", "<"),
    (">97%", ">", ">"),
    ("=97%", None, "="),
    ("高于 5%", "高于", ">"),
    ("90%≤满意度", None, ">="),
    ("90%＞利用率", None, "<"),
    ("共 30 万元", None, None),
    ("\\geq 95\\%", None, ">="),
    ("约三成", "约", None),
    ("两家以上", "以上", ">="),
    ("十余个项目", "余", None),
]


@pytest.mark.parametrize(("text", "hedge", "operator"), BESIDE)
def test_hedges_and_operators(text: str, hedge: str | None, operator: str | None):
    figure, *others = read(text)
    assert (figure.hedge, figure.operator, others) == (hedge, operator, [])


def test_items_of_a_list_run_together_with_their_figures():
    text = "1.比率＜6%的，得 1分；2.6%≤比率≤12%的，得 0.5 分；3.比率＞12%的，得 0 分。"
    assert brief(text) == ["6 %", "1 分", "6 %", "12 %", "0.5 分", "12 %", "0 分"]
    assert read(text)[2].steps == ("list_number",)
    assert text[read(text)[2].start] == "6"


def test_a_first_item_that_runs_on_is_known_by_the_second():
    assert brief("1.90%≤率；2.80%≤率＜90%")[:2] == ["90 %", "80 %"]


@pytest.mark.parametrize("text", ["增长 2.5%；下降 3.5%。", "1.甲增长 5%；乙增长 2.5%。", "率≥2.5%；2.5%≤率"])
def test_decimals_stay_decimals_where_no_list_runs(text: str):
    assert "2.5 %" in brief(text)


def test_every_conversion_is_told():
    text = "合计 ４，321 .50 万元"
    (figure,) = read(text)
    assert figure.steps == ("full_width", "blanks", "thousands")
    assert text[figure.start : figure.end] == "４，321 .50"
    assert text[figure.unit_start : figure.unit_end] == "万元"


def test_numbers_stand_in_their_stretch():
    text = "前 5 家，中 6 家，后 7 家"
    (figure,) = figures(text, 6, 11, words())
    assert (figure.number, figure.start) == (6, 8)


def test_cells_are_parted_by_tabs():
    assert brief("8 家\t5\t家具") == ["8 家", "5"]


def test_what_latex_left_behind():
    assert brief(r"$\text{率} = (a/b) \times 100\%$ 如 $95\%$") == ["100 %", "95 %"]
