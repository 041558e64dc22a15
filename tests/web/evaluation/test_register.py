"""The register of figures: added, replaced, withdrawn, never overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.web.evaluation.conftest import AT, LATER

if TYPE_CHECKING:
    from jixiao.web.platform.people.models import Person
    from jixiao.web.registers.figures.models import Figure


def entry(printed: str = "44,350.00", **words: Any) -> Any:
    from jixiao.web.registers.figures.entries import BY_HAND, Entry

    source = {"document": BY_HAND, "kind": "person"}
    said = {"concept": "initial_budget", "period": "2022", "unit": "万元", "source": source}
    return Entry(printed=printed, **(said | words))


@pytest.fixture
def figure(district: Any, people: dict[str, Person]) -> Figure:
    from jixiao.web.registers.figures.actions import add

    return add(organisation=district.service, year=2022, entry=entry(), by=people["filler"], at=AT)


def test_what_replaces_stands_where_it_stood_and_the_old_one_stays(figure: Figure, people: dict[str, Person]):
    from jixiao.web.registers.figures.actions import add, replace
    from jixiao.web.registers.figures.queries import history, holding

    who = {"by": people["filler"], "at": LATER}
    add(organisation=figure.organisation, year=2022, entry=entry("2,949.00", concept="initial_personnel"), **who)
    new = replace(figure=figure.pk, entry=entry("44,351.00"), **who)
    assert [one.printed for one in holding(figure.organisation, 2022)] == ["44,351.00", "2,949.00"]
    assert [one.printed for one in history(new)] == ["44,351.00", "44,350.00"]
    assert new.shown == "44,351.00 万元"


def test_the_second_of_two_people_is_told(figure: Figure, people: dict[str, Person]):
    from jixiao.web.registers.figures.actions import Replaced, replace, withdraw

    new = replace(figure=figure.pk, entry=entry("1.00"), by=people["filler"], at=LATER)
    with pytest.raises(Replaced) as told:
        replace(figure=figure.pk, entry=entry("2.00"), by=people["unit_head"], at=LATER)
    assert told.value.figure == new
    with pytest.raises(Replaced):
        withdraw(figure=figure.pk, by=people["unit_head"], at=LATER)


def test_what_is_withdrawn_holds_no_more_and_can_be_found(figure: Figure, people: dict[str, Person]):
    from jixiao.web.registers.figures.actions import Replaced, withdraw
    from jixiao.web.registers.figures.queries import history, holding

    withdraw(figure=figure.pk, by=people["filler"], at=LATER)
    assert list(holding(figure.organisation, 2022)) == []
    gone = history(figure)[0]
    assert gone.is_withdrawal
    assert gone.shown == "—"
    with pytest.raises(Replaced):
        withdraw(figure=gone.pk, by=people["filler"], at=LATER)


@pytest.mark.parametrize(
    "words",
    [{"concept": "no_such_thing"}, {"unit": "斤"}, {"unit": "%"}, {"printed": "many"}, {"printed": "-1"},
     {"period": "22"}, {"hedge": "maybe"}, {"dimensions": {"colour": "red"}}],
)  # fmt: skip
def test_what_cannot_be_a_figure_is_refused(district: Any, people: dict[str, Person], words: dict[str, Any]):
    from jixiao.core.kernel.faults import InputFault
    from jixiao.web.registers.figures.actions import add
    from jixiao.web.registers.figures.models import Figure

    with pytest.raises(InputFault):
        add(organisation=district.service, year=2022, entry=entry(**words), by=people["filler"], at=AT)
    assert not Figure.objects.exists()


@pytest.mark.parametrize("change", ["change", "delete", "replace twice"])
def test_the_database_itself_refuses(figure: Figure, people: dict[str, Person], change: str):
    from django.db import IntegrityError, transaction

    from jixiao.web.registers.figures.actions import replace
    from jixiao.web.registers.figures.models import Figure

    new = replace(figure=figure.pk, entry=entry("1.00"), by=people["filler"], at=LATER)
    rows = Figure.objects.filter(pk=figure.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        if change == "change":
            Figure.objects.filter(pk=new.pk).update(printed="2.00")
        elif change == "delete":
            Figure.objects.filter(pk=new.pk)._raw_delete("default")
        else:
            rows.update(replaced_by=None)


def test_every_write_is_in_the_trail(figure: Figure, people: dict[str, Person]):
    from jixiao.web.platform.trail.models import Event
    from jixiao.web.registers.figures.actions import replace

    replace(figure=figure.pk, entry=entry("1.00"), by=people["filler"], at=LATER)
    event = Event.objects.get(action="figures.replace")
    assert (event.before["printed"], event.after["printed"]) == ("44,350.00", "1.00")
