import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One presence per ticket and area is an index by ticket already: each scan keeps one less."""

    dependencies = [("visitors", "0023_badge_days_by_ticket")]

    operations = [
        migrations.AlterField(
            model_name="presence",
            name="ticket",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="presences",
                to="visitors.ticket",
            ),
        ),
    ]
