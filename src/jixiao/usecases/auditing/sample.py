"""An audit to look at: sample documents with a few slips, audited, with every form of the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.usecases.auditing.files import AuditFiles, AuditForm, write_audit
from jixiao.usecases.auditing.many import audit_many
from jixiao.usecases.publishing import write_all

if TYPE_CHECKING:
    from pathlib import Path

    from jixiao.core.kernel.text import Language
    from jixiao.rulebook_loader import Rulebook
    from jixiao.usecases.auditing.many import ManyAudited


def audit_samples(folder: Path, rulebook: Rulebook, language: Language) -> tuple[ManyAudited, AuditFiles]:
    """Write the samples into `folder`, audit them, and write page, workbook, memo and marked PDFs beside them."""
    from jixiao.reports.samples.as_pdf import as_pdf
    from jixiao.reports.samples.wounded import wounded_documents

    documents = {folder / "documents" / f"{one.name}.pdf": as_pdf(one) for one in wounded_documents()}
    write_all(documents)
    done = audit_many(list(documents), rulebook, folder / "kept")
    forms = AuditFiles(
        folder / "audit.html", folder / "audit.xlsx", folder / "audit.docx", folder / "marked", folder / "audit.json"
    )
    write_audit(done, forms, AuditForm(language))
    return done, forms
