ON CONFLICT (edition_id, area_id, ticket_id, day) DO UPDATE SET
    person_id = excluded.person_id, came = excluded.came, heads = excluded.heads,
    classes = excluded.classes, scans = excluded.scans, gates = excluded.gates,
    stays = excluded.stays, stay_seconds = excluded.stay_seconds
