"""The scorecard on a terminal: 80 columns are enough, and nothing rests on colour.

Chinese characters take two columns, which rich counts; the bars use block characters with a legend.
"""

from __future__ import annotations

import re
from fractions import Fraction
from io import StringIO
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text as Sentence
from jixiao.reports import figures, standing, words

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

    from jixiao.core.kernel.text import Language
    from jixiao.core.scoring.scorecard import IndicatorResult, Scorecard
    from jixiao.reports.standing import Parts

# The parts of a bar in the order in which it is drawn: what was earned, what is claimed, what is open, what is lost.
BAR = (
    ("computed", "█", "cyan", words.COMPUTED),
    ("decided", "▓", "cyan", words.DECIDED),
    ("stated", "░", "cyan", words.STATED_ONLY),
    ("undecided", "?", "yellow", words.UNDECIDED),
    ("not_applicable", "-", "dim", words.NOT_APPLICABLE),
    ("lost", "×", "red", words.LOST),
    ("stated_lost", "÷", "red", words.STATED_LOST),
)
BAR_WIDTH = 28
SHOWN_LEVERS = 2


def scorecard_text(card: Scorecard, lang: Language = "zh", width: int = 80, *, color: bool = False) -> str:
    """The scorecard as lines of at most `width` columns, ending with a newline; `color` adds terminal colours."""
    from rich.console import Console

    out = StringIO()
    console = Console(
        file=out, width=width, force_terminal=color, no_color=not color, color_system="standard" if color else None,
        highlight=False, legacy_windows=False,
    )  # fmt: skip
    _Lines(card, lang, console).draw()
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


# A Chinese character with the marks that must not begin a line, a word, or a space.
_PIECES = re.compile("[\u2e80-\uffef][，。；：、！？）》”…％]*|[^\\s\u2e80-\uffef]+|\\s+")


def line_breaks(plain: str, width: int) -> list[int]:
    """Where a paragraph breaks, as offsets: at spaces, and between Chinese characters, which stand without spaces."""
    from rich.cells import cell_len

    found, used = [], 0
    for piece in _PIECES.finditer(plain):
        size = cell_len(piece[0])
        if used and used + size > width and not piece[0].isspace():
            found.append(piece.start())
            used = 0
        used += size
    return found


class _Lines:
    """Draws the parts of one scorecard in one language."""

    def __init__(self, card: Scorecard, lang: Language, console: Console) -> None:
        self.card = card
        self.lang: Language = lang
        self.console = console

    def said(self, text: Sentence, *values: str) -> str:
        return (words.filled(text, *values) if values else text).said(self.lang)

    def draw(self) -> None:
        self.head()
        if not self.card.framework.letters:
            self.totals()
            self.levels()
            self.rows(words.WHERE_LOST, standing.losing(self.card), words.NOTHING_LOST)
        else:
            self.letters()
        self.rows(words.OTHER_DIFFERENCES, standing.differing_without_loss(self.card))
        self.untold()
        self.conflicts()
        self.stated()
        self.unreadable()

    def text(self, *parts: str | tuple[str, str]) -> Text:
        from rich.text import Text

        return Text.assemble(*parts)

    def print(self, *parts: str | tuple[str, str], indent: int = 0) -> None:
        """One paragraph; lines that wrap keep the indent."""
        paragraph = self.text(*parts)
        for line in paragraph.divide(line_breaks(paragraph.plain, self.console.width - indent)):
            line.rstrip()
            line.pad_left(indent)
            self.console.print(line, soft_wrap=True)

    def grid(self, rows: list[list[RenderableType]], justify: tuple[str, ...], indent: int = 0) -> None:
        """Columns side by side; the first one takes what is left and wraps."""
        from rich.padding import Padding
        from rich.table import Table

        table = Table.grid(padding=(0, 2, 0, 0), expand=True)
        for number, side in enumerate(justify):
            table.add_column(justify=side, ratio=1 if number == 0 else None, no_wrap=number > 0)  # type: ignore[arg-type]
        for row in rows:
            table.add_row(*row)
        self.console.print(Padding(table, (0, 0, 0, indent)))

    def section(self, title: Sentence, count: int) -> None:
        self.console.print()
        self.console.rule(self.text((f"{self.said(title)} {count}", "bold")), align="left", style="dim")

    def head(self) -> None:
        card = self.card
        year = f"{card.filing.period} 年" if self.lang == "zh" else str(card.filing.period)
        self.print((f"{card.filing.entity} {year}", "bold"))
        framework = card.framework
        version = self.said(words.VERSION, str(framework.version))
        self.print((f"{self.said(framework.name)} {version} · {self.said(words.AS_OF, card.as_of.isoformat())}", "dim"))
        self.console.print()

    def totals(self) -> None:
        card = self.card
        rows = [
            (words.EVIDENCED, f"{figures.points(card.total)} / {figures.points(card.decided_points)}", ""),
            (words.TOTAL, *self.combined()),
        ]
        if card.stated_total is not None:
            grade = f" {card.filing.stated_grade}" if card.filing.stated_grade else ""
            foot = standing.footing(card)
            said = self.said(foot) if foot else ""
            rows.append((words.STATED_TOTAL, f"{figures.points(card.stated_total)}{grade}", said))
        from rich.table import Table

        table = Table.grid(padding=(0, 2, 0, 0))
        for name, value, note in rows:
            table.add_row(self.text(self.said(name)), self.text((value, "bold")), self.text((note, "dim")))
        self.console.print(table)
        self.console.print()
        self.legend(standing.parts(card.results))

    def combined(self) -> tuple[str, str]:
        """The total with its grade, and what must be said about it."""
        card = self.card
        if card.combined_total is None:
            return figures.ABSENT, self.said(words.INCOMPLETE)
        grade = "" if card.grade is None else f" {self.said(card.grade.name)}"
        stated = self.said(words.OF_WHICH_STATED, figures.points(card.stated_only)) if card.stated_only else ""
        return f"{figures.points(card.combined_total)}{grade}", stated

    def legend(self, parts: Parts) -> None:
        found = [
            self.text((sign, style), f" {self.said(word)} {figures.points(getattr(parts, name))}")
            for name, sign, style, word in BAR
            if getattr(parts, name)
        ]
        from rich.columns import Columns

        self.console.print(Columns(found, padding=(0, 3)))
        self.console.print()

    def levels(self) -> None:
        groups = [(group, standing.parts(self.card.of_group(group))) for group in self.card.framework.groups]
        longest = max(parts.points for _, parts in groups)
        rows: list[list[RenderableType]] = []
        for group, parts in groups:
            score = f"{figures.points(parts.evidenced)} / {figures.points(parts.evidenced_points)}"
            score = score if parts.evidenced_points else figures.ABSENT
            lost = self.text((f"−{figures.points(parts.lost)}", "red")) if parts.lost else self.text("")
            rows.append([self.text(self.said(group.name)), score, self.bar(parts, longest), lost])
        from rich.table import Table

        table = Table.grid(padding=(0, 2, 0, 0))
        for side in ("left", "right", "left", "right"):
            table.add_column(justify=side, no_wrap=side == "right")
        for row in rows:
            table.add_row(*row)
        self.console.print(table)

    def bar(self, parts: Parts, longest: Fraction) -> Text:
        """A bar whose length is the group's share of the longest; every part that exists gets at least one sign."""
        pieces: list[tuple[str, str]] = []
        drawn, position = 0, Fraction(0)
        for name, sign, style, _ in BAR:
            amount: Fraction = getattr(parts, name)
            if not amount:
                continue
            position += amount
            end = max(drawn + 1, round(position * BAR_WIDTH / longest))
            pieces.append((sign * (end - drawn), style))
            drawn = end
        return self.text(*pieces)

    def letters(self) -> None:
        """A framework of letters has no points: a line for each indicator."""
        rows: list[list[RenderableType]] = []
        for result in self.card.results:
            answer = result.letter or self.said(result.outcome.label)
            rows.append([self.text(self.said(result.indicator.name)), self.text((answer, "bold"))])
        self.grid(rows, ("left", "right"))

    def rows(self, title: Sentence, results: list[IndicatorResult], empty: Sentence | None = None) -> None:
        if not results and empty is None:
            return
        self.section(title, len(results))
        if not results and empty is not None:
            self.print(self.said(empty))
        for result in results:
            self.row(result)

    def row(self, result: IndicatorResult) -> None:
        places = self.card.framework.places
        score = f"{figures.points(result.score, places)} / {figures.points(result.indicator.points, places)}"
        lost = f"−{figures.points(result.lost, places)}" if result.lost else ""
        name = self.text((self.said(result.indicator.name), "bold"))
        self.grid(
            [[name, self.stated_word(result), score, self.text((lost, "red"))]], ("left", "right", "right", "right")
        )
        for step in standing.telling_steps(result):
            self.print(self.said(step), indent=2)
        for lever in result.first_gains(SHOWN_LEVERS):
            self.print("→ ", (self.said(lever.text), "cyan"), indent=2)
        if result.is_reproducible is False:
            not_so = self.said(words.NOT_REPRODUCIBLE, figures.points(result.stated_value))
            self.print("≠ ", (not_so, "red"), indent=2)
        self.readings(result)

    def stated_word(self, result: IndicatorResult) -> Text:
        """What the unit states, with a sign of agreement."""
        if result.stated is not None and result.stated.value is None:
            return self.text((self.said(words.UNREADABLE), "yellow"))
        if result.stated_value is None:
            return self.text("")
        said = f"{self.said(words.STATED)} {figures.points(result.stated_value)}"
        if result.score is None:
            return self.text(said)
        return self.text(f"{said} ", ("≠", "red") if result.differs else ("=", "green"))

    def readings(self, result: IndicatorResult) -> None:
        """One line for each different result: `>` is the one used, `=` the one that gives the stated score."""
        groups: dict[str, list[int]] = {}
        for number, one in enumerate(result.readings):
            groups.setdefault(one.shown or self.said(one.outcome.label), []).append(number)
        if len(groups) < 2:  # nothing to compare
            return
        for shown, numbers in groups.items():
            found = sorted((result.readings[n] for n in numbers), key=lambda one: one.name != result.reading)
            used = ">" if found[0].name == result.reading else " "
            agrees = f" = {self.said(words.STATED)}" if any(one.name in result.reproduces for one in found) else ""
            more = f" {self.said(words.EXCEEDS)}" if found[0].exceeds else ""
            label = f"{self.said(found[0].label)} " if len(found) == 1 else ""
            names = ", ".join(one.name for one in found)
            self.print(f"{used} {shown}{agrees}{more}  ", (f"{label}[{names}]", "dim"), indent=2)

    def untold(self) -> None:
        found = standing.in_state(self.card, "untold")
        if not found:
            return
        self.section(words.CANNOT_TELL, len(found))
        for result in found:
            points = f"? / {figures.points(result.indicator.points)}"
            name = self.text((self.said(result.indicator.name), "bold"))
            self.grid([[name, self.stated_word(result), points]], ("left", "right", "right"))
            for line in standing.missing_lines(result):
                self.print(self.said(line), indent=2)
            for other in result.alternatives:
                score = self.said(other.outcome.label) if other.score is None else figures.points(other.score)
                self.print("→ ", self.said(words.IF_INSTEAD, str(other.fact), score), indent=2)

    def conflicts(self) -> None:
        found = standing.contradictions(self.card)
        if not found:
            return
        self.section(words.CONFLICTS, len(found))
        for one in found:
            facts = [fact for fact in (one.resolution.chosen, *one.resolution.rivals) if fact is not None]
            self.print(("◐ ", "yellow"), (f"{self.said(facts[0].concept.term)} {facts[0].period}", "bold"))
            for fact in facts:
                self.print(f"{fact}  ", (str(fact.source), "dim"), indent=2)

    def stated(self) -> None:
        """The compact block: names and stated points, as many to a line as fit."""
        found = standing.in_state(self.card, "stated")
        if not found:
            return
        self.section(words.NOT_EVIDENCED, len(found))
        items = [
            f"{self.said(result.indicator.name)} {figures.points(result.stated_value)}"
            f"/{figures.points(result.indicator.points)}"
            for result in found
        ]
        self.print(("○ ", "dim"), " · ".join(items))

    def unreadable(self) -> None:
        found = self.card.unreadable
        if not found:
            return
        self.section(words.UNREADABLE_ROWS, len(found))
        for result in found:
            reason = "" if result.stated is None else result.stated.unreadable or ""
            self.print(f"{self.said(result.indicator.name)}  ", (reason, "dim"))
