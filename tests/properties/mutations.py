"""Small wounds to a parsed file: a key lost or renamed, a value of another kind, a number beyond all bounds."""

import copy
from typing import Any

from hypothesis import strategies as st

Path = tuple[Any, ...]

STRANGE: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    5,
    10**40,
    "",
    " ",
    "0",
    "-1",
    "1e9",
    "NaN",
    "99999999999999999999",
    "0.000000001",
    "100%",
    "1/3",
    "1/0",
    "$points",
    "$gap",
    "2022-02-30",
    "9999-12-31",
    "none",
    "@",
    "a@q1",
    "satisfaction@q9",
    "-",
    "text",
    "÷",
    [],
    [[]],
    ["satisfaction"],
    {},
    {"": ""},
    {"of": "satisfaction", "to": "satisfaction"},
    {"shape": "sum", "of": []},
    {"parameter": "adjustment_tolerance"},
)


def places(value: Any, here: Path = ()) -> list[Path]:
    """The path of every part below the whole."""
    found = [here] if here else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        found += places(item, (*here, key))
    return found


@st.composite
def wounded(draw: st.DrawFn, sound: Any, most: int = 3) -> Any:
    """A copy with one to a few wounds."""
    value = copy.deepcopy(sound)
    for _ in range(draw(st.integers(1, most))):
        paths = places(value)
        if not paths:
            break
        path = draw(st.sampled_from(paths))
        holder = value
        for key in path[:-1]:
            holder = holder[key]
        _wound(draw, holder, path[-1])
    return value


def _wound(draw: st.DrawFn, holder: Any, key: Any) -> None:
    match draw(st.sampled_from(("replace", "replace", "delete", "rename", "repeat", "swap"))):
        case "delete":
            del holder[key]
        case "rename" if isinstance(holder, dict):
            holder[f"{key}x"] = holder.pop(key)
        case "repeat" if isinstance(holder, list):
            holder.append(copy.deepcopy(holder[key]))
        case "swap" if isinstance(holder, dict):
            other = draw(st.sampled_from(sorted(holder)))
            holder[key], holder[other] = holder[other], holder[key]
        case _:
            holder[key] = copy.deepcopy(draw(st.sampled_from(STRANGE)))
