"""What a workshop would have got outside for the pieces of a ticket: the evidence that stands behind its benefit."""

import django.db.models.deletion
from django.db import migrations

import tequio.core.models

IN_UNION = """
ALTER TABLE sales_ticket ADD CONSTRAINT sales_ticket_outside_id_in_union FOREIGN KEY (union_id, outside_id)
REFERENCES stock_priceobservation (union_id, id) DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [("sales", "0006_withheld_and_returned"), ("stock", "0004_prices_of_one_member")]

    operations = [
        migrations.AddField(
            model_name="ticket",
            name="outside",
            field=tequio.core.models.UnionForeignKey(
                blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT,
                related_name="+", to="stock.priceobservation",
            ),
        ),
        migrations.RunSQL(IN_UNION, migrations.RunSQL.noop),
    ]  # fmt: skip
