from django.db import migrations, models

from expo.migrating import together


class Migration(migrations.Migration):

    dependencies = [
        ('expo', '0007_dashboards'),
    ]

    operations = together([
        migrations.AddField(
            model_name='reportrun',
            name='page',
            field=models.FileField(blank=True, default='', upload_to='reports/', verbose_name='the same as a page'),
            preserve_default=False,
        ),
    ])
