"""A mark for each place, filled from what is stored."""

import django.db.models.deletion
from django.db import migrations, models

_FILL = """
INSERT INTO events_placemark (place_id, number, news, "both")
SELECT place.id, 1,
    coalesce(encode(sha256(string_agg(event.digest, '' ORDER BY event.digest COLLATE "C")
        FILTER (WHERE NOT event.ledger)::bytea), 'hex'), ''),
    coalesce(encode(sha256(string_agg(event.digest, '' ORDER BY event.digest COLLATE "C")::bytea), 'hex'), '')
FROM gazetteer_place AS place LEFT JOIN events_controlevent AS event
    ON event.place_id = place.id AND event.status = 'accepted'
WHERE event.id IS NOT NULL OR EXISTS (SELECT FROM events_controlperiod AS period WHERE period.place_id = place.id)
GROUP BY place.id
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0003_faster_exclusion")]

    operations = [
        migrations.CreateModel(
            name="PlaceMark",
            fields=[
                (
                    "place",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="mark",
                        serialize=False,
                        to="gazetteer.place",
                        verbose_name="place",
                    ),
                ),
                ("number", models.PositiveBigIntegerField()),
                ("news", models.CharField(blank=True, default="", max_length=64)),
                ("both", models.CharField(blank=True, default="", max_length=64)),
            ],
            options={"verbose_name": "mark of a place", "verbose_name_plural": "marks of places"},
        ),
        migrations.RunSQL(_FILL, migrations.RunSQL.noop),
    ]
