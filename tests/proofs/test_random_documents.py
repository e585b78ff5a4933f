"""Whatever the document, every remark is about a patient on whom the engine agrees."""

from hypothesis import HealthCheck, Phase, given, settings

from screening.proofs import Weight, check_data
from tests.rules.strategies import documents

# A failing document is shown as it was drawn: making it smaller would take minutes.
FEW = settings(
    max_examples=30,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)


@FEW
@given(documents())
def test_no_document_confuses_the_checks(source):
    found = check_data(source)
    assert {"proof-disagrees", "not-proved", "schema"} & {one.code for one in found} == set()
    weights = [list(Weight).index(one.severity) for one in found]
    assert weights == sorted(weights)
