"""The review memo 审核意见 as DOCX: what a reviewer sends to a unit, with a table in which the unit answers."""

from __future__ import annotations

from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.reports.audit.memo.content import content
from jixiao.reports.audit.memo.paper import Paper
from jixiao.reports.audit.rounds import words as round_words
from jixiao.reports.facts.plain_words import visible
from jixiao.reports.printed.fixed_zip import with_fixed_times

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from jixiao.core.kernel.text import Language
    from jixiao.reports.audit.book import AuditBook
    from jixiao.reports.audit.memo.content import Content, Item, Quote
    from jixiao.reports.audit.rounds import DocumentRound, Rounds

UNTITLED = Text("审核意见", "Review")
TITLE = Text("关于《{}》的审核意见", "Review of {}")
ERRORS = Text("需要更正的问题", "To be corrected")
LEADS = Text("需要核实说明的疑点", "To be looked into and explained")
NOTES = Text("尾差提示", "Rounding")
UNTOLD = Text("未能核对的内容", "Not checked")
NONE = Text("无。", "None.")
NO_ERRORS = Text("没有发现需要更正的问题。", "Nothing that has to be corrected was found.")
NO_LEADS = Text("没有需要核实说明的疑点。", "Nothing has to be explained.")
NO_NOTES = Text("没有尾差。", "There are no rounding differences.")
SOME_NOTES = Text(
    "另有 {} 处尾差，都在印出位数的四舍五入范围之内，一般不需要更正。",
    "Differences within the rounding of what is printed: {}. As a rule nothing has to be corrected.",
)
ROUND = Text("上一轮意见的落实情况", "What became of our earlier comments")
OLD = Text("（上一轮已提出）", " (named in the earlier round)")
QUOTE, AGAINST = Text("原文", "Document"), Text("对照", "Held against")
EXPLAINS = Text("这一处可以解释以下不符：", "It explains these:")
REPLY = Text("答复表", "Answers")
HEADS = (Text("序号", "No."), Text("问题", "Problem"), Text("单位答复", "Answer"), Text("更正情况", "Correction"))
SIGNED = Text("审核人（签章）：", "Reviewer (signature):")
NO_DAY = Text("　　　　年　　月　　日", "Date:")
OTHERS = Text("没有审核的文件", "Documents that were not reviewed")
NUMERALS = ("一", "二", "三", "四")


def audit_memo(
    book: AuditBook, language: Language = "zh", *, rounds: Rounds | None = None, as_of: date | None = None
) -> bytes:
    """One memo per document, each on a page of its own; the same audit gives the same bytes.

    `rounds` adds what became of an earlier round; `as_of` is the day under the memo, left blank without it.
    """
    paper = Paper(language)
    old = frozenset(one.now["id"] for one in rounds.all().still) if rounds is not None else frozenset()
    for number, sheet in enumerate(book.sheets):
        path = sheet["document"]["path"]
        related = [row for row in book.related if row["places"][0]["path"] == path]
        memo = _Memo(paper, content(sheet, related, book.catalogue, old), language)
        memo.write(None if rounds is None else rounds.answered_by(path), as_of, is_first=number == 0)
    _write_others(paper, book, rounds, language)
    made = datetime.combine(as_of, time(), UTC) if as_of is not None else datetime(1980, 1, 1, tzinfo=UTC)
    out = BytesIO()
    paper.finish(UNTITLED.said(language), made).save(out)
    return with_fixed_times(out.getvalue())


class _Memo:
    """Writes one memo."""

    def __init__(self, paper: Paper, of: Content, language: Language) -> None:
        self.paper, self.of, self.language = paper, of, language

    def said(self, text: Text) -> str:
        return text.said(self.language)

    def write(self, of_round: DocumentRound | None, as_of: date | None, *, is_first: bool) -> None:
        of, paper = self.of, self.paper
        paper.title(self.said(TITLE).replace("{}", of.title), breaks=not is_first)
        if of.unit:
            paper.plain(f"{of.unit}：" if self.language == "zh" else f"{of.unit}:")
        paper.running(self.said(of.reviewed))
        if of_round is not None and of_round.earlier_path is not None:
            self.round(of_round)
        self.section(0, ERRORS, of.errors, NO_ERRORS)
        self.section(1, LEADS, of.leads, NO_LEADS)
        if of.left_out is not None:
            paper.running(self.said(of.left_out))
        self.heading(2, NOTES)
        paper.running(self.said(SOME_NOTES).replace("{}", str(of.notes)) if of.notes else self.said(NO_NOTES))
        self.heading(3, UNTOLD)
        for line in of.untold or (NONE,):
            paper.running(self.said(line))
        paper.signature(self.said(SIGNED), self.day(as_of))
        self.replies()

    def day(self, as_of: date | None) -> str:
        if as_of is None:
            return self.said(NO_DAY)
        return f"{as_of.year} 年 {as_of.month} 月 {as_of.day} 日" if self.language == "zh" else as_of.isoformat()

    def heading(self, number: int, title: Text) -> None:
        self.paper.heading(f"{NUMERALS[number]}、{title.zh}" if self.language == "zh" else f"{number + 1}. {title.en}")

    def section(self, number: int, title: Text, items: Sequence[Item], none: Text) -> None:
        self.heading(number, title)
        for one in items:
            self.item(one)
        if not items:
            self.paper.running(self.said(none))

    def item(self, item: Item) -> None:
        paper = self.paper
        old = self.said(OLD) if item.is_old else ""
        paper.running(f"{item.number}. {self.located(item)}{old}", is_bold=True)
        self.quote(QUOTE, item.quote)
        for other in item.others:
            self.quote(AGAINST, other)
        if item.figures is not None:
            paper.detail(self.said(item.figures))
        if item.explained:
            paper.detail(self.said(EXPLAINS))
        for number, one in enumerate(item.explained, 1):
            paper.detail(f"（{number}）{one.zh}" if self.language == "zh" else f"({number}) {one.en}")

    def located(self, item: Item) -> str:
        where, sentence = self.said(item.where), self.said(item.sentence)
        colon = "：" if self.language == "zh" else ": "
        return f"{where}{colon}{sentence}" if where else sentence

    def quote(self, word: Text, quote: Quote) -> None:
        where = self.said(quote.where)
        gap = "" if self.language == "zh" or not where else " "
        colon = "：" if self.language == "zh" else ": "
        head = f"{self.said(word)}{colon}{where}{gap}“{quote.before}"
        self.paper.marked(head, quote.words, f"{quote.after}”")

    def round(self, of_round: DocumentRound) -> None:
        """Counts, what was changed and is still wrong, what was not looked at; the rest is marked where it stands."""
        changes = of_round.changes.without_notes()
        self.paper.heading(self.said(ROUND))
        self.paper.running(round_words.count_line(changes, self.language) + ("。" if self.language == "zh" else "."))
        for name, sign, word in round_words.OUTCOMES:
            for row, remark in round_words.rows_of(changes, name, self.language):
                if remark:
                    said = round_words.message(row, self.language)
                    self.paper.detail(f"{sign} {self.said(word)}  {said} → {remark}")

    def replies(self) -> None:
        """The table in which the unit answers, a row for every numbered problem."""
        items = (*self.of.errors, *self.of.leads)
        if items:
            self.paper.heading(self.said(REPLY))
            rows = [(str(item.number), self.located(item), "", "") for item in items]
            self.paper.table([self.said(head) for head in HEADS], rows)


def _write_others(paper: Paper, book: AuditBook, rounds: Rounds | None, language: Language) -> None:
    """Files that could not be read, and documents of the earlier round that are missing."""
    colon = "：" if language == "zh" else ": "
    lines = [f"{visible(one['path'])}{colon}{visible(one['error'][language])}" for one in book.failures]
    for one in () if rounds is None else rounds.documents:
        if one.absent is not None:
            lines.append(f"{round_words.document_name(one, language)}{colon}{one.absent.said(language)}")
    if lines:
        paper.title(OTHERS.said(language), breaks=bool(book.sheets))
        for line in lines:
            paper.running(line)
