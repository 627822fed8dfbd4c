"""Which address shows personal data of others, and how that is noted in the access log.

`test_sights.py` fails for an endpoint of `permissions.py`, a page of the admin or one of its lists
that is declared neither here nor there."""

VIEW, SEARCH, CHANGE = "view", "search", "change"
PRINT, EXPORT, ERASE = "print", "export", "erase"

SHOWN = {
    "post desk": (SEARCH, "desk.search"),
    "get desk_registration": (VIEW, "desk.card"),
    "get desk_ticket": (VIEW, "desk.card"),
    "post desk_name": (CHANGE, "desk.card"),
    "post desk_cancellation": (CHANGE, "desk.card"),
    "post desk_restoration": (CHANGE, "desk.card"),
    "post desk_separation": (CHANGE, "desk.card"),
    "post desk_arrival": (CHANGE, "desk.card"),
    "post desk_replacement": (CHANGE, "desk.card"),
    "get desk_merge_choice": (SEARCH, "desk.merge"),
    "get desk_merge": (VIEW, "desk.merge"),
    "post desk_merge": (CHANGE, "desk.merge"),
    "post walk_ins": (SEARCH, "desk.walk_in"),
    "get badge": (PRINT, "desk.badge"),
    "get badge_run_file": (PRINT, "desk.badge_run"),
    "post api:gate_search": (SEARCH, "gate.search"),
    "get portal_members": (VIEW, "portal.members"),
    "get portal_member_end": (VIEW, "portal.members"),
    "post portal_member_end": (CHANGE, "portal.members"),
    "post portal_member_role": (CHANGE, "portal.members"),
    "post portal_member_reminder": (CHANGE, "portal.members"),
    "get portal_orders": (VIEW, "portal.orders"),
    "get portal_order": (VIEW, "portal.orders"),
    "get portal_passes": (VIEW, "portal.passes"),
    "get portal_pass_pdf": (PRINT, "portal.passes"),
    "post portal_pass_end": (CHANGE, "portal.passes"),
    "get portal_leads": (VIEW, "portal.leads"),
    "post portal_leads_file": (EXPORT, "portal.leads"),
    "get admin:order_enter": (VIEW, "admin.order"),
    "post admin:privacy_people": (SEARCH, "privacy.person"),
    "get admin:privacy_person": (VIEW, "privacy.person"),
    "post admin:privacy_person_data": (EXPORT, "privacy.person"),
    "post admin:privacy_person_erasure": (ERASE, "privacy.person"),
    "get admin:session_reservations": (VIEW, "admin.session_reservations"),
    "post admin:session_reservations": (CHANGE, "admin.session_reservations"),
    "post admin:session_reservations_table": (EXPORT, "admin.session_reservations"),
    "post admin:mailing_new": (VIEW, "admin.mailing"),
    "get admin:approvals": (VIEW, "admin.approval"),
    "post admin:approvals": (CHANGE, "admin.approval"),
    "get admin:access_log": (SEARCH, "privacy.access_log"),
    "get admin:look": (SEARCH, "privacy.access_log"),
    "post admin:access_log_export": (EXPORT, "privacy.access_log"),
    "get admin:look_review": (VIEW, "privacy.access_log"),
    "get admin:permissions": (VIEW, "privacy.permissions"),
}
"""Method and name → the act and the place of the entry that a look leaves."""

WHY_NOT = {
    "what everybody may read": [
        *("home", "notices", "exhibitors", "exhibitor", "plan", "plan_pdf", "poster", "states"),
        *(
            "programme",
            "programme_states",
            "programme_feed",
            "session",
            "session_feed",
            "logo",
            "privacy",
        ),
        *("api:spaces", "api:space", "api:exhibitors", "api:exhibitor", "api:sessions"),
        *("api:outages", "api:outage", "api:outage_end", "api:schema", "api:docs"),
        *("api:consent_texts", "healthz", "readyz", "metrics", "signup", "email"),
    ],
    "a visitor before his own data": [
        *("register", "register_step", "register_check", "register_done"),
        *("api:registrations", "unsubscription"),
        *("ticket", "ticket_again", "ticket_start", "ticket_open", "ticket_pdf", "ticket_days"),
        *("ticket_worker", "ticket_sessions", "ticket_session", "ticket_sessions_feed"),
        *("ticket_reservation", "ticket_reservation_cancellation", "ticket_details"),
        *("ticket_cancellation", "ticket_restoration", "ticket_consents", "ticket_data"),
        *("ticket_data_file", "ticket_erasure", "ticket_replacement", "ticket_exhibitors"),
        *("ticket_companion", "ticket_stay", "ticket_consent_withdrawal", "ticket_removal"),
        *("ticket_lead_withdrawal", "ticket_renewal"),
    ],
    "a visitor before his own data, on a kiosk that stays a stranger": [
        *("kiosk", "kiosk_visits", "kiosk_check_ins", "kiosk_badge", "kiosk_call", "kiosk_status"),
        *("kiosk_conversion", "kiosk_enrolment", "kiosk_return", "kiosk_exit"),
    ],
    "somebody before his own account": ["stay", "stay_warning", "invitation", "fresh_invitation"],
    "rules, and certificates that never say whose": [
        *("admin:retention", "admin:retention_destroy", "admin:certificates", "admin:certificate"),
    ],
    "numbers of people, no person": [
        *("dashboard", "dashboard_edition", "dashboard_feed"),
        *("dashboard_table", "dashboard_chart"),
        *("published", "published_new", "published_figure"),
        *("reports", "report", "report_file"),
        *("explore", "explore_rows"),  # of rows only pseudonyms that lead to nobody
        *("heat", "heat_file", "wall", "wall_feed", "wall_screen", "wall_screen_feed"),
        *("portal_figures", "headcounts", "withdrawal"),
        "admin:mailing_visitors",
        *("api:figures", "api:attendance", "api:observations", "api:withdrawal"),
        *("api:published_figures", "api:published_figure", "badge_runs", "badge_run"),
        *("badge_run_cancellation", "admin:reservations"),
    ],
    "numbers of people, and which colleague acknowledged a warning": [
        *("safety", "safety_feed", "safety_file", "acknowledgement"),
    ],
    "codes of tickets without a name, which the door needs off-line": [
        *("gate", "gate_worker", "gate_manifest", "gate_in_english"),
        *("api:snapshot", "api:checkins", "api:contact", "api:enrolment"),
    ],
    "devices": [
        *("devices", "device_rows", "device_new", "device", "device_code", "device_revocation"),
        "device_answer",
    ],
    "an empty form, or what the asker typed himself": [
        *("get desk", "get walk_ins", "get admin:privacy_people"),
        *("get admin:privacy_person_data", "get admin:privacy_person_erasure"),  # there is none
        "get admin:session_reservations_table",
    ],
    "what the asker typed himself": ["groups", "group_list", "post portal_members"],
    "what the asker typed himself, once more with the others on its page": [
        *("post portal_passes", "post portal_order"),
    ],
    "an exhibitor before its own texts, booth and guests": [
        *("portal", "portal_exhibitor", "portal_listing", "portal_preview", "portal_logo"),
        *("portal_proposals", "portal_withdrawal", "portal_status", "portal_guests"),
        *("api:portal_listing", "api:portal_listing_changes", "api:portal_logos"),
        "api:portal_status",
    ],
    "exhibitors, spaces and texts that will be public": [
        *("api:listing_changes", "api:listing_decision"),
        *("api:assignments", "api:assignment_move", "api:assignment_release"),
        *("admin:moderation", "admin:moderation_listing", "admin:deadline_missing"),
        *("admin:downtimes", "admin:downtimes_table", "admin:edition_copy", "admin:import"),
        *("admin:imports", "admin:import_faults", "admin:import_template", "admin:export"),
        *("admin:plan", "admin:plan_assign", "admin:plan_reopen", "admin:plan_space"),
        *("admin:plan_move", "admin:plan_swap", "admin:plan_release", "admin:plan_return"),
        *("admin:plan_put_back", "admin:plan_bulk", "admin:plan_table"),
    ],
    "the form alone: addresses stand in the preview": ["get admin:mailing_new"],
    "screens on walls, and which colleague linked or revoked them": [
        *("wall_screens", "wall_screen_revocation"),
    ],
    "what waits, by month and number": ["admin:privacy", "get admin:access_log_export"],
}
"""Why a look is not noted → names of endpoints, or one method of one."""

IMPERSONAL = {
    *("expo.Edition", "expo.Hall", "expo.Session", "expo.Incident"),
    *("booths.Space", "booths.Participation", "booths.Assignment", "booths.Outage"),
    *("booths.Listing", "booths.ListingChange", "booths.Deadline", "visitors.RegistrationOffer"),
    *("visitors.Area", "visitors.Gate", "visitors.Device", "visitors.Observation"),
    *("visitors.PublishedFigure", "visitors.SigningKey", "visitors.ConsentText"),
    "visitors.CapacityWarning",
    *("visitors.CheckIn", "visitors.Adjustment"),  # numbers of tickets, which name nobody
}
"""Models of the admin whose lists and pages show no personal data of visitors or members."""

SILENT_COMMANDS = {
    *("demo", "seed", "simulate", "play", "replay", "audit_pack", "figures", "reconcile"),
    *(
        "rebuild_attendance",
        "verify_log",
        "enrol_device",
        "issue_tickets",
        "erase_expired",
        "verify_certificates",
    ),
}
"""Commands of ours: none prints personal data, so that no shell is a way around the log."""
