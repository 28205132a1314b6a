from django.db import migrations

TAKE_OVER = """
UPDATE matching_run r SET prices = '{}', priced_by_id = (
    SELECT c.id FROM matching_run c WHERE c.scope = 'city' AND (c.ran_at, c.id) < (r.ran_at, r.id)
    ORDER BY c.ran_at DESC, c.id DESC LIMIT 1
)
WHERE r.scope <> 'city'
"""

COPY_AGAIN = """
UPDATE matching_run r SET prices = c.prices, priced_by_id = NULL FROM matching_run c WHERE c.id = r.priced_by_id
"""


class Migration(migrations.Migration):
    """Other runs name the run over the city whose prices they took, in place of a copy of them."""

    dependencies = [("matching", "0028_runs_by_time")]
    operations = [migrations.RunSQL(TAKE_OVER, COPY_AGAIN)]
