"""How a row of the permission matrix is read."""

from __future__ import annotations

from tests.web.administration.permission_rows import BELOW, DONE, ELSEWHERE, OWN, REFUSED, Row


def test_who_may_is_let_in_over_the_own_and_below_and_refused_elsewhere():
    row = Row("x", may=("filler",))
    assert [row.expected("filler", relation) for relation in (OWN, BELOW, ELSEWHERE)] == [DONE, DONE, REFUSED]
    assert row.expected("auditor", OWN) == REFUSED


def test_everywhere_makes_no_difference_and_single_cells_have_the_last_word():
    row = Row("x", may=("filler",), everywhere=True, but={("filler", OWN): (409,)})
    assert (row.expected("filler", ELSEWHERE), row.expected("filler", OWN)) == (DONE, (409,))
