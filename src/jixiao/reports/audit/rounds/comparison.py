"""A second round: what of an earlier audit is fixed, what still stands, what is new, and what nobody looked at again.

Documents are the same when unit, kind and year are, whatever their files are called. A finding that is gone counts as
fixed only where its document was read again, was changed, and its check found something to look at: silence is no pass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.text import Text
from jixiao.reports.audit.rounds.earlier import Earlier, read_earlier
from jixiao.reports.audit.rounds.noted import Noted, noted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from jixiao.core.kernel.text import Language
    from jixiao.reports.audit.book import AuditBook
    from jixiao.reports.audit.record import FindingRow, Sheet

Row = Mapping[str, Any]
NOTE = "rounding"
NO_DOCUMENT = Text("本次没有这份文件", "the document is not in this round")
NOT_READ = Text("这份文件本次未能读取", "the document could not be read this time")
UNCHANGED = Text("文件未改动，本次规则不再提出", "the file is unchanged, and the rules no longer say so")
NOT_RUN = Text("这条规则本次没有运行", "the check did not run this time")
NOTHING = Text("这条规则本次没有可核对的内容", "the check found nothing to look at this time")
LEFT_OUT = Text("疑点较多，这条规则的疑点本次未全部列出", "not all leads of the check are listed this time")


@dataclass(frozen=True, slots=True)
class Still:
    """A finding of both rounds; the figure at fault may be another wrong one by now."""

    earlier: Row
    now: FindingRow


@dataclass(frozen=True, slots=True)
class Unseen:
    """A finding that this round can say nothing of, and why."""

    earlier: Row
    reason: Text


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of findings: every earlier one is fixed, still there or unseen."""

    fixed: tuple[Row, ...] = ()
    still: tuple[Still, ...] = ()
    new: tuple[FindingRow, ...] = ()
    unseen: tuple[Unseen, ...] = ()

    def without_notes(self) -> Changes:
        """Errors and leads only: nobody is asked to mend rounding."""
        return Changes(
            tuple(row for row in self.fixed if row["severity"] != NOTE),
            tuple(one for one in self.still if one.now["severity"] != NOTE),
            tuple(row for row in self.new if row["severity"] != NOTE),
            tuple(one for one in self.unseen if one.earlier["severity"] != NOTE),
        )


@dataclass(frozen=True, slots=True)
class DocumentRound:
    """A document in both rounds.

    `path` is None where it is missing now, and `absent` says why; `earlier_path` is None where it was missing before.
    """

    path: str | None
    earlier_path: str | None
    kind: str
    entity: str | None
    period: str | None
    changes: Changes
    absent: Text | None = None


@dataclass(frozen=True)
class Rounds:
    """The documents of this round, then those that are missing from it; `related` are findings across documents."""

    documents: tuple[DocumentRound, ...]
    related: Changes

    def all(self) -> Changes:
        """Everything together."""
        return together([*(one.changes for one in self.documents), self.related])

    def answered_by(self, path: str) -> DocumentRound | None:
        """The round of a document, with the findings across documents whose first place stands in it."""
        own = next((one for one in self.documents if one.path == path), None)
        if own is None:
            return None
        across = Changes(
            tuple(row for row in self.related.fixed if path_of(row) == own.earlier_path),
            tuple(one for one in self.related.still if path_of(one.now) == path),
            tuple(row for row in self.related.new if path_of(row) == path),
            tuple(one for one in self.related.unseen if path_of(one.earlier) == own.earlier_path),
        )
        return replace(own, changes=together([own.changes, across]))


def path_of(row: Row) -> str:
    """The path of the document in which the first place of a finding stands."""
    return str(row["places"][0]["path"])


def together(parts: Sequence[Changes]) -> Changes:
    """Several changes as one."""
    return Changes(
        tuple(row for one in parts for row in one.fixed),
        tuple(row for one in parts for row in one.still),
        tuple(row for one in parts for row in one.new),
        tuple(row for one in parts for row in one.unseen),
    )


def compare(earlier: object, book: AuditBook) -> Rounds:
    """Hold an audit against an earlier one (parsed JSON); raises `InputFault` where that is none."""
    before = read_earlier(earlier)
    partners = _partners(before.documents, [one["document"] for one in book.sheets])
    return _Comparison(before, book, partners).rounds()


class _Comparison:
    """One audit against another; `partners` gives the path in this round by the path in the earlier one."""

    def __init__(self, before: Earlier, book: AuditBook, partners: Mapping[str, str]) -> None:
        self.before, self.book, self.partners = before, book, partners
        self.over_all = {row["check"]: row["applied"] for row in book.related_checks}
        self.failed = {PurePath(one["path"]).name for one in book.failures}
        self.across: list[Noted] = []
        self.by_document: dict[str, list[Noted]] = defaultdict(list)
        for row in before.findings:
            one = noted(row, lambda path: partners.get(path, path))
            if len({place["path"] for place in row["places"]}) > 1:
                self.across.append(one)
            else:
                self.by_document[row["places"][0]["path"]].append(one)

    def rounds(self) -> Rounds:
        origins = {now: path for path, now in self.partners.items()}
        related: dict[str, list[Noted]] = defaultdict(list)
        across: list[Noted] = []
        for row in self.book.related:
            one = noted(row, str)
            (across if len(one.places) > 1 else related[one.places[0]]).append(one)
        seen = [
            self._document(sheet, origins.get(sheet["document"]["path"]), related[sheet["document"]["path"]])
            for sheet in self.book.sheets
        ]
        gone = [self._missing(one) for one in self.before.documents if one["path"] not in self.partners]
        listed = {one["path"] for one in self.before.documents}
        gone += [self._missing({"path": path}) for path in self.by_document if path not in listed]
        return Rounds((*seen, *gone), _changes(self.across, across, self._across_unseen))

    def _document(self, sheet: Sheet, path: str | None, related: list[Noted]) -> DocumentRound:
        document = sheet["document"]
        old = next((one for one in self.before.documents if one["path"] == path), None)
        before = [] if path is None else self.by_document[path]
        now = [*(noted(row, str) for row in sheet["findings"]), *related]
        is_same_file = old is not None and old.get("sha256") == document["sha256"]
        applied = self.over_all | {row["check"]: row["applied"] for row in sheet["checks"]}
        faults = {fault["check"] for fault in sheet["faults"]}

        def unseen(one: Noted) -> Text | None:
            if one.check in faults or one.check not in applied:
                return NOT_RUN
            if not one.is_note and one.row["severity"] == "suspicious" and sheet["left_out"].get(one.check):
                return LEFT_OUT
            return UNCHANGED if is_same_file else NOTHING if not applied[one.check] else None

        changes = _changes(before, now, unseen)
        return DocumentRound(document["path"], path, document["kind"], document["entity"], document["period"], changes)

    def _missing(self, document: Row) -> DocumentRound:
        path = document["path"]
        reason = NOT_READ if PurePath(path).name in self.failed else NO_DOCUMENT
        changes = Changes(unseen=tuple(Unseen(one.row, reason) for one in self.by_document[path]))
        kind = str(document.get("kind") or "other")
        return DocumentRound(None, path, kind, document.get("entity"), document.get("period"), changes, reason)

    def _across_unseen(self, one: Noted) -> Text | None:
        paths = {place["path"] for place in one.row["places"]}
        if not paths <= self.partners.keys():
            return NO_DOCUMENT
        if one.check not in self.over_all or one.check in {fault["check"] for fault in self.book.related_faults}:
            return NOT_RUN
        return None if self.over_all[one.check] else NOTHING


def _changes(before: Sequence[Noted], now: Sequence[Noted], unseen: Callable[[Noted], Text | None]) -> Changes:
    """Each finding with the one that is most like it; `unseen` says why the absence of one tells nothing."""
    pairs = _pairs(before, now)
    paired = set(pairs.values())
    fixed: list[Row] = []
    lost: list[Unseen] = []
    for index, one in enumerate(before):
        if index not in pairs:
            reason = unseen(one)
            if reason is None:
                fixed.append(one.row)
            else:
                lost.append(Unseen(one.row, reason))
    still = tuple(Still(before[index].row, _now(now[pairs[index]])) for index in sorted(pairs))
    new = tuple(_now(one) for index, one in enumerate(now) if index not in paired)
    return Changes(tuple(fixed), still, new, tuple(lost))


def _now(one: Noted) -> FindingRow:
    return one.row  # type: ignore[return-value]  # findings of a book are rows of a record


def _pairs(before: Sequence[Noted], now: Sequence[Noted]) -> dict[int, int]:
    """Which finding is which, the most alike first, each once."""
    by_check: dict[tuple[str, bool, tuple[str, ...]], list[int]] = defaultdict(list)
    for index, one in enumerate(now):
        by_check[one.check, one.is_note, one.places].append(index)
    found = []
    for index, one in enumerate(before):
        for other in by_check[one.check, one.is_note, one.places]:
            likeness = one.likeness(now[other])
            if likeness is not None:
                found.append((likeness, -index, -other))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, index, other in sorted(found, reverse=True):
        if -index not in pairs and -other not in taken:
            pairs[-index] = -other
            taken.add(-other)
    return pairs


def _partners(before: Iterable[Row], now: Iterable[Row]) -> dict[str, str]:
    """The path in this round of each earlier document: same unit, kind and year.

    Of several such documents, and where the unit is not known, content or name of the file tells them apart.
    """
    ours, theirs = _by_identity(now), _by_identity(before)
    found: dict[str, str] = {}
    for identity, documents in theirs.items():
        left = ours.get(identity, [])
        for is_same in (_same_content, _same_name):
            for one in documents:
                same = next((other for other in left if is_same(one, other)), None)
                if same is not None and one["path"] not in found:
                    found[one["path"]] = same["path"]
                    left.remove(same)
        rest = [one for one in documents if one["path"] not in found]
        if identity[0] and len(rest) == len(left) == 1:
            found[rest[0]["path"]] = left[0]["path"]
    return found


def _by_identity(documents: Iterable[Row]) -> dict[tuple[str, ...], list[Row]]:
    found: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for one in documents:
        found[tuple(str(one.get(key) or "") for key in ("entity", "kind", "period"))].append(one)
    return found


def _same_content(one: Row, other: Row) -> bool:
    return one.get("sha256") is not None and one.get("sha256") == other.get("sha256")


def _same_name(one: Row, other: Row) -> bool:
    return PurePath(one["path"]).name == PurePath(other["path"]).name


def round_entry(rounds: Rounds, lang: Language = "zh") -> dict[str, Any]:
    """The rounds for JSON; new findings and those still there by their ids, earlier ones as they were given."""
    documents = [
        {
            "path": one.path,
            "earlier_path": one.earlier_path,
            "kind": one.kind,
            "entity": one.entity,
            "period": one.period,
            **_entry(one.changes, lang),
        }
        for one in rounds.documents
    ]
    all_of_it = rounds.all()
    counts = {name: len(getattr(all_of_it, name)) for name in ("fixed", "still", "new", "unseen")}
    return {**counts, "documents": documents, "related": _entry(rounds.related, lang)}


def _entry(changes: Changes, lang: Language) -> dict[str, Any]:
    return {
        "fixed": [dict(row) for row in changes.fixed],
        "still": [{"id": one.now["id"], "earlier": dict(one.earlier)} for one in changes.still],
        "new": [row["id"] for row in changes.new],
        "unseen": [{"reason": one.reason.said(lang), "earlier": dict(one.earlier)} for one in changes.unseen],
    }
