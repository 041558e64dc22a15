"""The gist of a document: out as plain data, back the very same, for every sample in every format."""

import json
from pathlib import Path

import pytest

from jixiao.core.audit.audited import Audited
from jixiao.reports.audit.record import AuditRecord
from jixiao.usecases.audit_checks import checks_of
from jixiao.usecases.auditing.document import audited_file, record_of
from jixiao.usecases.auditing.gist import audited_from, gist_of
from tests.audit.sample_files import RULEBOOK, SAMPLES, WRITERS, write


def there_and_back(audited: Audited) -> Audited:
    """Through the very text that a record is kept as."""
    document = audited.document
    kept = {
        "document": {"path": "some/where.txt", "sha256": document.sha256, "form": document.form},
        "text": document.text,
        "pages": [{"number": page.number, "start": page.start, "end": page.end} for page in document.pages],
        "gist": gist_of(audited),
    }
    record: AuditRecord = json.loads(json.dumps(kept))
    return audited_from(record, 3, audited.vocabulary)


@pytest.mark.parametrize("kind", SAMPLES)
@pytest.mark.parametrize("form", WRITERS)
def test_what_a_document_states_comes_back_exactly(tmp_path: Path, kind: str, form: str):
    audited = audited_file(write(tmp_path, kind, form), RULEBOOK)
    assert audited.statements.facts
    back = there_and_back(audited)
    assert back.statements == audited.statements
    assert back.recomputed == audited.recomputed
    # Equal numbers may be printed with other places (1.5, 1.50): the words tell them apart.
    assert repr(back.statements) == repr(audited.statements)
    assert repr(back.recomputed) == repr(audited.recomputed)
    assert back.document.text == audited.document.text
    assert back.document.blocks == ()
    offsets = range(0, len(audited.document.text), 97)
    pages = [audited.document.page_of(offset) for offset in offsets]
    found = [back.document.page_of(offset) for offset in offsets]
    assert [page and page.number for page in found] == [page and page.number for page in pages]


def test_a_claim_points_to_the_very_fact_of_the_list(tmp_path: Path):
    audited = audited_file(write(tmp_path), RULEBOOK)
    back = there_and_back(audited)

    def numbers(one: Audited) -> list[list[int | None]]:
        known = {id(fact): number for number, fact in enumerate(one.statements.facts)}
        return [[known.get(id(figure)) for figure in claim.figures] for claim in one.statements.claims]

    assert numbers(back) == numbers(audited)
    assert any(number is not None for claim in numbers(back) for number in claim)
    claim = next(claim for claim in back.statements.claims if None not in claim.figures)
    assert back.term(claim.figures[0]) is back.term(claim.figures[0])


def test_a_document_is_known_by_its_path_and_places_by_its_number(tmp_path: Path):
    back = there_and_back(audited_file(write(tmp_path, "budget"), RULEBOOK))
    assert (back.index, back.path, back.document.name) == (3, "some/where.txt", "budget.txt")
    assert back.place(1, 2).document == 3


def test_a_record_carries_its_gist(tmp_path: Path):
    audited = audited_file(write(tmp_path, "self_evaluation"), RULEBOOK)
    record = json.loads(json.dumps(record_of(audited, checks_of(RULEBOOK), RULEBOOK)))
    assert audited_from(record, 0, RULEBOOK.vocabulary).statements == audited.statements


def test_what_has_no_form_is_refused(tmp_path: Path):
    audited = audited_file(write(tmp_path, "budget"), RULEBOOK)
    odd = Audited(0, audited.path, audited.document, audited.statements, audited.vocabulary, (1.5,))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="float has no form in a gist"):
        gist_of(odd)
