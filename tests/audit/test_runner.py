"""The runner: everything is counted, and a check that crashes is a fault of ours."""

from jixiao.core.audit.check import Check
from jixiao.core.audit.document_audit import MOST_LEADS, audit_document
from jixiao.core.audit.finding import Finding, Severity, cannot_tell, failed, not_applicable, passed
from jixiao.core.audit.runner import run_checks
from jixiao.core.audit.scan import found_checks
from jixiao.core.kernel.text import Text
from tests.spec.check_runner import audited

DOCUMENT = audited("示例市样本区产业服务局\n\n2024年度部门决算\n", "示例.txt")
HERE = DOCUMENT.place(0, 3)
WORDS = Text("测试", "test")


def check(code: str, run, scope="document") -> Check:
    return Check(code, 3, Severity.SUSPICIOUS, scope, WORDS, "It holds.", run)


def lead(likelihood: int):
    return failed(Finding(Severity.SUSPICIOUS, WORDS, (HERE,), likelihood=likelihood))


def test_every_verdict_is_counted():
    answers = [passed(HERE), passed(HERE), lead(50), not_applicable(WORDS), cannot_tell(WORDS)]
    outcome = run_checks(
        [check("test.all", lambda _: iter(answers)), check("test.none", lambda _: iter(()))], [DOCUMENT]
    )
    first, second = outcome.counts()
    assert (first.applied, first.passed, first.failed, first.not_applicable, first.cannot_tell) == (3, 2, 1, 1, 1)
    assert (second.check, second.applied) == ("test.none", 0)


def test_a_finding_carries_the_code_and_version_of_its_check():
    (finding,) = run_checks([check("test.lead", lambda _: [lead(50)])], [DOCUMENT]).findings
    assert (finding.check, finding.version) == ("test.lead", 3)


def test_a_crash_is_a_fault_of_the_check_and_the_others_go_on():
    def broken(_):
        yield passed(HERE)
        raise ZeroDivisionError("of ours")

    outcome = run_checks([check("test.broken", broken), check("test.good", lambda _: [lead(50)])], [DOCUMENT])
    (fault,) = outcome.faults
    assert (fault.check, fault.documents) == ("test.broken", (0,))
    assert "of ours" in fault.trace
    assert [one.check for one in outcome.findings] == ["test.good"]


def test_checks_over_several_documents_get_them_together():
    seen = []
    run_checks([check("test.all", lambda documents: seen.append(documents) or [], "all")], [DOCUMENT, DOCUMENT])
    assert seen == [(DOCUMENT, DOCUMENT)]


def test_only_the_likeliest_leads_are_shown_and_the_rest_is_counted():
    many = check("test.many", lambda _: [lead(n) for n in range(MOST_LEADS + 5)])
    result = audit_document(DOCUMENT, [many])
    assert [one.likelihood for one in result.findings] == list(range(MOST_LEADS + 4, 4, -1))
    assert result.left_out == {"test.many": 5}
    assert result.counts[0].failed == MOST_LEADS + 5


def test_checks_are_found_by_scan_with_their_code_from_the_path():
    codes = [one.code for one in found_checks()]
    assert codes == sorted(codes)
    assert "numbers.restated" in codes
    assert "tables.class_tree" in codes
