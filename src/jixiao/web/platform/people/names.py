"""Names as people may enter them: on one line, and nothing in them that cannot be seen or turns the line round."""

from __future__ import annotations

import unicodedata

from jixiao.core.kernel.text import Text

# Controls, format characters (zero width, right to left), halves of characters, separators of lines. Private use and
# unassigned characters stay: rare characters of Chinese names live there.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Letters that print as nothing: two names could look alike.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0\u034f")
_MOST_MARKS = 2


class BadName(ValueError):
    """A name that is refused; `said` tells why."""

    def __init__(self, said: Text) -> None:
        super().__init__(said.en)
        self.said = said


def is_unseen(character: str) -> bool:
    """Whether a character cannot be seen where it stands, or changes how its neighbours are shown."""
    return character in _BLANK or unicodedata.category(character) in _UNSEEN


def shown(text: str) -> str:
    """The text with every unseen character shown by its number, for pages that must not be deceived by it."""
    return "".join(f"⟨U+{ord(one):04X}⟩" if is_unseen(one) and one not in "\n\t" else one for one in text)


def plain_name(text: str, most: int) -> str:
    """A name in its composed form, with single spaces; raises `BadName` for what could deceive or is too long."""
    name = " ".join(unicodedata.normalize("NFC", text).split(" ")).strip()
    while "  " in name:
        name = name.replace("  ", " ")
    if not name:
        raise BadName(Text("不能为空。", "It is missing."))
    found = next((one for one in name if is_unseen(one)), None)
    if found is not None:
        number = f"U+{ord(found):04X}"
        said = Text(f"含有看不见或改变文字方向的字符（{number}），请删去。", f"Remove the unseen character {number}.")
        raise BadName(said)
    marks = 0
    for one in name:
        marks = marks + 1 if unicodedata.combining(one) else 0
        if marks > _MOST_MARKS:
            raise BadName(Text("叠加的符号过多。", "Too many marks stand on one letter."))
    if len(name) > most:
        raise BadName(Text(f"最多 {most} 个字。", f"At most {most} characters."))
    return name
