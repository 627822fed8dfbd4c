import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from expo.migrating import together


class Migration(migrations.Migration):
    """The day boundary lies outside the opening hours, whichever of the two is written."""

    dependencies = [
        ('expo', '0001_rows'),
    ]

    operations = together([
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='boundary_outside_hours', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE earliest time;', func="\n                    SELECT min(opens) INTO earliest FROM expo_showday WHERE edition_id = NEW.id;\n                    IF earliest < NEW.day_boundary THEN \n    RAISE EXCEPTION 'The day boundary would lie inside the opening hours.'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'expo_the_day_boundary_lies_outside_hours';\n END IF;\n                    RETURN NEW;\n                ", hash='d64e29893b9485c583fbfb94d3a56871ef2ba351', operation='UPDATE OF "day_boundary"', pgid='pgtrigger_boundary_outside_hours_7c090', table='expo_edition', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='showday',
            trigger=pgtrigger.compiler.Trigger(name='hours_outside_boundary', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE boundary time;', func="\n                    SELECT day_boundary INTO boundary FROM expo_edition\n                    WHERE id = NEW.edition_id FOR SHARE;\n                    IF NEW.opens < boundary THEN \n    RAISE EXCEPTION 'The day boundary would lie inside the opening hours.'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'expo_the_day_boundary_lies_outside_hours';\n END IF;\n                    RETURN NEW;\n                ", hash='56f50deea499c42c76a3ab5e9e3185be7bd0cb85', operation='INSERT OR UPDATE', pgid='pgtrigger_hours_outside_boundary_8558d', table='expo_showday', when='BEFORE')),
        ),
    ])
