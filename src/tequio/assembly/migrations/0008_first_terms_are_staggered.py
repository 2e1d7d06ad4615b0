"""A body renewed in parts that is elected whole begins with terms of different lengths."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assembly", "0007_members_ask"),
        ("unions", "0004_catalyst_deeds"),
    ]

    operations = [
        migrations.AddField(
            model_name="vote",
            name="is_staggered",
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_staggered", False), models.Q(("office__isnull", False), ("term_years__gt", 1)), _connector="OR"
                ),
                name="vote_staggers_terms",
            ),
        ),
    ]
