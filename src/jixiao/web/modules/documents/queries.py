"""What pages show of documents; every list is narrowed to what the person may read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.http import urlencode

from jixiao.core.kernel.text import Text, same
from jixiao.reports.facts.plain_words import visible
from jixiao.web.modules.documents.models import Decision, Document, Finding
from jixiao.web.platform.manifest import Cell, Hit, Waiting
from jixiao.web.platform.people.models import Organisation
from jixiao.web.platform.people.permissions import may_anywhere, organisations_with, records_with

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet

    from jixiao.web.platform.people.models import Person

A_PAGE = 50
# Documents that the first page names; the others are counted.
MOST_WAITING = 12
MOST_HITS = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; None and "" for everything."""

    organisation: Organisation | None = None
    kind: str = ""
    year: int | None = None
    state: str = ""
    check: str = ""


def readable(person: Person) -> QuerySet[Document]:
    """The documents that a person may read."""
    return Document.objects.filter(records_with(person, "documents.read"))


def undecided() -> QuerySet[Finding]:
    """Errors of current documents on which nobody has decided."""
    decided = Decision.objects.filter(document=OuterRef("document"), key=OuterRef("key")).exclude(state="undecided")
    return Finding.objects.filter(severity="error", document__is_current=True).exclude(Exists(decided))


def open_errors(organisations: Sequence[Organisation], year: int) -> dict[int, Cell]:
    """Errors of a year's current documents on which nobody has decided, by organisation; two queries."""
    mine = Document.objects.filter(organisation__in=organisations, year=year, is_current=True, state="done").order_by()
    filed = set(mine.values_list("organisation", flat=True).distinct())
    rows = undecided().filter(document__in=mine).order_by().values_list("document__organisation")
    counted = dict(rows.annotate(n=Count("pk")))
    found = {}
    for key in filed:
        count = counted.get(key, 0)
        url = f"{reverse('documents:list')}?{urlencode({'organisation': key, 'year': year})}"
        found[key] = Cell(str(count), url, "red" if count else "green", Decimal(count))
    return found


def listed(person: Person, wanted: Wanted) -> QuerySet[Document]:
    """Documents, the worst first, each with `undecided`, its errors on which nobody has decided."""
    open_errors = undecided().filter(document=OuterRef("pk")).order_by().values("document").annotate(n=Count("pk"))
    found = (
        readable(person)
        .select_related("file", "organisation", "by")
        .annotate(undecided=Coalesce(Subquery(open_errors.values("n"), output_field=IntegerField()), Value(0)))
    )
    if wanted.organisation is not None:
        found = found.filter(organisation__path__startswith=wanted.organisation.path)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.year is not None:
        found = found.filter(year=wanted.year)
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.check:
        with_it = Finding.objects.filter(document=OuterRef("pk"), check_code=wanted.check, severity="error")
        found = found.filter(Exists(with_it))
    return found


def choices(person: Person) -> dict[str, list[Any]]:
    """What the filters of the list offer: only what there is."""
    mine = readable(person).order_by()
    here = Organisation.objects.filter(pk__in=mine.values("organisation"))
    return {
        "organisations": list(here.order_by("path")),
        "kinds": sorted(one for one in mine.values_list("kind", flat=True).distinct() if one),
        "years": sorted((one for one in mine.values_list("year", flat=True).distinct() if one), reverse=True),
    }


def ahead_of(document: Document) -> int:
    """How many documents wait before this one."""
    return Document.objects.filter(state__in=("waiting", "working"), at__lt=document.at).count()


@dataclass(frozen=True)
class Trend:
    """Errors by check (rows) and department (columns), the most first; `others` are columns that are not shown."""

    departments: list[tuple[Organisation, int, int]]
    rows: list[tuple[str, int, list[int]]]
    others: int
    total: int
    documents: int


def trend(person: Person, year: int | None, most: int = 12) -> Trend:
    """Errors in current documents that nobody rejected, counted by check and by department."""
    rejected = Decision.objects.filter(document=OuterRef("document"), key=OuterRef("key"), state="rejected")
    current = readable(person).filter(is_current=True, state="done").order_by()
    if year is not None:
        current = current.filter(year=year)
    rows = (
        Finding.objects.filter(severity="error", document__in=current)
        .exclude(Exists(rejected))
        .order_by()
        .values_list("check_code", "document__organisation__path")
        .annotate(n=Count("pk"))
    )
    paths = list(current.values_list("organisation__path", flat=True))
    departments = _departments(paths)
    cells: dict[tuple[str, int], int] = {}
    for code, path, count in rows:
        at = code, departments[path].pk
        cells[at] = cells.get(at, 0) + count
    filed: dict[int, int] = {}
    for path in paths:
        filed[departments[path].pk] = filed.get(departments[path].pk, 0) + 1
    by_id = {one.pk: one for one in departments.values()}
    sums = {pk: sum(count for (_, at), count in cells.items() if at == pk) for pk in by_id}
    order = sorted(by_id, key=lambda pk: (-sums[pk], by_id[pk].path))
    shown = order[:most]
    return Trend(
        [(by_id[pk], sums[pk], filed[pk]) for pk in shown],
        _rows(cells, shown),
        len(order) - len(shown),
        sum(cells.values()),
        len(paths),
    )


def _rows(cells: Mapping[tuple[str, int], int], shown: list[int]) -> list[tuple[str, int, list[int]]]:
    totals: dict[str, int] = {}
    for (code, _), count in cells.items():
        totals[code] = totals.get(code, 0) + count
    order = sorted(totals, key=lambda code: (-totals[code], code))
    return [(code, totals[code], [cells.get((code, pk), 0) for pk in shown]) for code in order]


def _departments(paths: list[str]) -> dict[str, Organisation]:
    """The department in which each organisation stands, by its path: itself or the nearest one above it."""
    numbers = {int(one) for path in paths for one in path.strip("/").split("/")}
    known = Organisation.objects.in_bulk(numbers)
    found = {}
    for path in set(paths):
        line = [known[int(one)] for one in path.strip("/").split("/")]
        department = next((one for one in reversed(line) if one.kind == "department"), line[-1])
        found[path] = department
    return found


def search(person: Person, asked: str) -> list[Hit]:
    """Documents by title, file, unit or year."""
    if not may_anywhere(person, "documents.read"):
        return []
    asked = asked.replace("\x00", "")
    fits = Q(title__icontains=asked) | Q(file__name__icontains=asked) | Q(organisation__name__icontains=asked)
    if asked.isascii() and asked.isdigit() and len(asked) == 4:
        fits |= Q(year=int(asked))
    found = readable(person).filter(fits).select_related("file", "organisation").order_by("-is_current", "-at")
    return [
        Hit(same(visible(str(one))), one.organisation.name, reverse("documents:document", args=[one.pk]))
        for one in found[:MOST_HITS]
    ]


def waiting(person: Person) -> list[Waiting]:
    """Documents with errors on which a person may decide and nobody has decided."""
    mine = organisations_with(person, "documents.decide")
    rows = (
        undecided()
        .filter(document__organisation__in=mine, document__state="done")
        .order_by()
        .values_list("document", "document__organisation__name", "document__file__name", "document__title")
        .annotate(n=Count("pk"))
        .order_by("-n", "document")
    )
    found = [
        Waiting(
            Text(f"{count} 处错误待决定", f"errors to decide on: {count}"),
            f"{unit} · {title or name}",
            reverse("documents:reader", args=[document]),
        )
        for document, unit, name, title, count in rows[:MOST_WAITING]
    ]
    rest = rows.count() - len(found)
    if rest > 0:
        found.append(
            Waiting(
                Text(f"另有 {rest} 份文书的错误待决定", f"{rest} more documents have errors to decide on"),
                "",
                reverse("documents:list"),
            )
        )
    return found
