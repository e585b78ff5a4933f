"""Times, pages, decisions and flags of intakes that stand there already, by a few statements: the
dashboard decrypts nothing, so what is sealed stays empty."""

from django.db import connection

SPREAD = (
    "DELETE FROM screening_sentpage",
    "DELETE FROM screening_review",
    "UPDATE screening_invitation SET created_at = now() - random() * {weeks} * interval '1 week'",
    """UPDATE screening_intake SET
    status = CASE WHEN intake.id % 5 = 0 THEN 'IN_PROGRESS' ELSE 'SUBMITTED' END,
    submitted_at =
    CASE WHEN intake.id % 5 = 0 THEN NULL ELSE link.created_at + interval '1 day' END,
    started_at = link.created_at + interval '1 hour',
    saved_at = link.created_at + interval '2 hours',
    needs_review = intake.id % 50 = 1,
    waiting_since = CASE WHEN intake.id % 50 = 1 THEN link.created_at END,
    rank = intake.id % 6 + 1
    FROM screening_intake AS intake JOIN screening_invitation AS link ON link.id = invitation_id
    WHERE screening_intake.id = intake.id""",
    """INSERT INTO screening_sentpage
    (clinic_id, intake_id, number, link_id, answer, removed, refused, is_answer, sent_at)
    SELECT clinic_id, id, page, 'question_' || page, '', '', '', true, saved_at
    FROM screening_intake, generate_series(1, 3 + id % 7) AS page WHERE status = 'IN_PROGRESS'""",
    """INSERT INTO screening_review
    (clinic_id, intake_id, number, screening_id, decision, reason, conditions, message, pages, key,
    by_id, at)
    SELECT intake.clinic_id, intake.id, 1, current_screening_id, 'NOT_SUITABLE', '', '', '', 0,
    gen_random_uuid(), link.created_by_id, submitted_at + random() * interval '3 days'
    FROM screening_intake AS intake JOIN screening_invitation AS link ON link.id = invitation_id
    WHERE submitted_at IS NOT NULL AND intake.id % 10 <> 1""",
)
FLAG = """INSERT INTO screening_flag
(clinic_id, intake_id, screening_id, rule, title, severity, truth, evidence, missing, digest,
occurrence, raised_at)
SELECT clinic_id, intake_id, id, 'rule-' || (id + turn * 7) % 40, 'A rule', 'caution', 'RAISED', '',
'', turn::text, 1, at FROM screening_screening, generate_series(1, 4) AS turn
ON CONFLICT DO NOTHING"""


def spread(*, weeks: int) -> None:
    with connection.cursor() as cursor:
        for statement in (*SPREAD, FLAG, "ANALYZE"):
            cursor.execute(statement.format(weeks=weeks))
