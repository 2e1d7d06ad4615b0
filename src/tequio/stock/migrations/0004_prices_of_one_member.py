"""What one workshop gets for its pieces outside is evidence of its own."""

import django.db.models.deletion
from django.db import migrations

import tequio.core.models

GUARD = """
ALTER TABLE stock_priceobservation ADD CONSTRAINT stock_priceobservation_member_id_in_union
FOREIGN KEY (union_id, member_id) REFERENCES members_member (union_id, id) DEFERRABLE INITIALLY DEFERRED;
CREATE TRIGGER keep_whose_it_was BEFORE UPDATE ON stock_priceobservation FOR EACH ROW
WHEN (OLD.member_id IS DISTINCT FROM NEW.member_id) EXECUTE FUNCTION keep_evidence();
"""


class Migration(migrations.Migration):
    dependencies = [("stock", "0003_evidence_and_lots"), ("members", "0004_catalyst_is_no_member")]

    operations = [
        migrations.AddField(
            model_name="priceobservation",
            name="member",
            field=tequio.core.models.UnionForeignKey(
                blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT,
                related_name="+", to="members.member",
            ),
        ),
        migrations.RunSQL(GUARD, migrations.RunSQL.noop),
    ]  # fmt: skip
