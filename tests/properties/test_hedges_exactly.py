"""Hedged figures against trying all that they may mean: scored exactly when every pair of numbers gives one score."""

from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.core.kernel.outcome import Outcome
from jixiao.core.scoring.score import score
from tests.unit.filed import DAY, figures, filing, framework
from tests.unit.scoring.published import result_of

# 编外 of 在编 + 编外: 1 point below 5 %, 0.5 up to 10 %, 0 above.
MOST = 400  # beyond this many people, staff in post only lower the share further
HEDGES = ("{} 人", "约 {} 人", "近 {} 人", "{} 人 以下", "不足 {} 人", "超过 {} 人", "{} 人 以上")
numbers = st.integers(0, 30) | st.sampled_from((40, 50, 80, 100, 150, 180))
written = st.builds(lambda hedge, number: hedge.format(number), st.sampled_from(HEDGES), numbers)


def cents(staff: int, hired: int) -> int | None:
    everyone = staff + hired
    if everyone == 0:
        return None
    return 100 if hired * 20 < everyone else 50 if hired * 10 <= everyone else 0


def near_the_ends(low: int, high: int) -> list[int]:
    """Every number near either end: enough for a share that only grows or only falls."""
    return sorted({*range(low, min(high, low + 60) + 1), *range(max(low, high - 3), high + 1)})


@settings(max_examples=60, deadline=None)
@given(written, written)
def test_a_score_is_given_exactly_when_nothing_meant_gives_another(staff, hired):
    facts = figures(staff_in_post=staff, off_establishment_staff=hired)
    ranges = [fact.meant(0, MOST * 25) for fact in facts]
    tried = [near_the_ends(*ends) for ends in ranges]
    possible = {cents(one, two) for one in tried[0] for two in tried[1]}
    result = result_of(score(framework(), filing(facts), DAY), "off_establishment_staff")
    if len(possible) == 1 and None not in possible:
        assert result.outcome is Outcome.SCORED
        assert result.score is not None
        assert result.score * 100 == possible.pop()
    else:
        assert result.outcome is Outcome.CANNOT_TELL
