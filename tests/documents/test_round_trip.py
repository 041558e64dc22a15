"""The same content gives the same facts, whatever the format: our own documents, also through LibreOffice."""

import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from jixiao.core.document.statement import StatedFact
from jixiao.reports.samples.as_office import as_docx, as_xlsx
from jixiao.reports.samples.as_pdf import as_pdf
from jixiao.reports.samples.as_text import as_html, as_text
from jixiao.reports.samples.content import SampleDocument
from jixiao.reports.samples.documents import accounts, budget
from jixiao.reports.samples.self_evaluation import self_evaluation
from jixiao.rulebook_loader import load_rulebook
from jixiao.usecases.reading import read_document

WRITERS: dict[str, Callable[[SampleDocument], bytes]] = {
    "txt": as_text,
    "html": as_html,
    "docx": as_docx,
    "xlsx": as_xlsx,
    "pdf": as_pdf,
}
DOCUMENTS = {document.name: document for document in (accounts(), budget(), self_evaluation())}
Meaning = tuple[object, ...]


def meanings(path: Path) -> Counter[Meaning]:
    """What a document states: concept, value, unit, period and dimensions of every fact that has a concept."""
    facts = read_document(path, load_rulebook()).statements.facts
    return Counter(_meaning(fact) for fact in facts if fact.concept is not None)


def _meaning(fact: StatedFact) -> Meaning:
    return (fact.concept, fact.figure.number, fact.unit, fact.period, fact.dimensions)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Counter[Meaning]]:
    """The meanings of the plain texts, with which all the others are compared."""
    folder = tmp_path_factory.mktemp("plain")
    found = {}
    for name, document in DOCUMENTS.items():
        path = folder / f"{name}.txt"
        path.write_bytes(as_text(document))
        found[name] = meanings(path)
    return found


def test_the_plain_texts_state_what_was_written_into_them(plain: dict[str, Counter[Meaning]]) -> None:
    for name, found in plain.items():
        assert sum(found.values()) > 10, name


@pytest.mark.parametrize("form", ["html", "docx", "xlsx", "pdf"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_format_states_the_same(name: str, form: str, plain, tmp_path: Path) -> None:
    path = tmp_path / f"document.{form}"
    path.write_bytes(WRITERS[form](DOCUMENTS[name]))
    found = meanings(path)
    assert found == plain[name], {"missing": plain[name] - found, "more": found - plain[name]}


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize(("form", "becomes"), [("docx", "pdf"), ("docx", "html"), ("html", "docx:MS Word 2007 XML")])
def test_what_libreoffice_makes_of_it_states_the_same(form: str, becomes: str, plain, tmp_path: Path) -> None:
    document = accounts()
    source = tmp_path / f"document.{form}"
    source.write_bytes(WRITERS[form](document))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", becomes]
    subprocess.run([*command, "--outdir", tmp_path / "out", source], check=True, capture_output=True, timeout=120)
    (made,) = (tmp_path / "out").iterdir()
    found = meanings(made)
    assert found == plain[document.name], {
        "missing": plain[document.name] - found,
        "more": found - plain[document.name],
    }
