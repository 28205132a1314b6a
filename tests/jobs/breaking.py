"""What breaks in the middle of a sweep: the database refuses a row of one person."""

from django.db import connection

from profiles.models import User

REFUSE = """
CREATE FUNCTION refuse_notice() RETURNS trigger LANGUAGE plpgsql AS
'BEGIN IF NEW.recipient_id = TG_ARGV[0]::bigint THEN RAISE check_violation; END IF; RETURN NEW; END';
CREATE TRIGGER refuse_notice BEFORE INSERT ON profiles_notice FOR EACH ROW EXECUTE FUNCTION refuse_notice({});
"""


def refuse_notices_to(user: User) -> None:
    """Let no notice to this person be written until the test's transaction is undone."""
    with connection.cursor() as cursor:
        cursor.execute(REFUSE.format(user.pk))
