import django.contrib.postgres.indexes
import django.db.models.expressions
from django.db import migrations, models
from django.db.models import F

from expo.migrating import together

WORDS = """
CREATE FUNCTION visitors_words_of_a_person(
    name text, name_en text, organisation text, email text, phone text
) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT lower(
        ' ' || name || ' ' || replace(name, ' ', '') || ' ' || name_en || ' ' || organisation
        || ' ' || email || ' ' || regexp_replace(phone, '[^0-9]', '', 'g') || ' '
    )
$$
"""


class Migration(migrations.Migration):
    """The desk finds people by half a name and badges by their last digits, among any number.

    Trigrams serve Korean too (the database speaks C.UTF-8): two syllables at the beginning or at
    the end of a word make trigrams with the space beside them.
    """

    dependencies = [
        ('visitors', '0010_badge_runs'),
    ]

    operations = together([
        migrations.RunSQL(
            WORDS,
            "DROP FUNCTION visitors_words_of_a_person(text, text, text, text, text)",
        ),
        migrations.AddIndex(
            model_name='person',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.Func('name', 'name_en', 'organisation', 'email', 'phone', function='visitors_words_of_a_person', output_field=models.TextField()), name='gin_trgm_ops'), name='visitors_person_by_words'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(F('id').bitand(65535), name='visitors_ticket_by_last_digits'),
        ),
    ])
