"""Every address of the expo system: the table of contents."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from booths.api.assignments import AssignmentMove, AssignmentRelease, Assignments
from booths.api.exhibitors import Exhibitors, OneExhibitor
from booths.api.listing_changes import Decision, ListingChanges, OwnChanges
from booths.api.outages import Amendment, End, Outages
from booths.api.portal import Logos, PortalListing
from booths.api.spaces import OneSpace, Spaces
from booths.api.status import Status as BoothStatus
from booths.pages import exhibitors, logos, plan, plan_prints
from booths.pages.states import states
from booths.portal import guests as portal_guests
from booths.portal import home as portal_home
from booths.portal import listing as portal_listing
from booths.portal import members as portal_members
from booths.portal import orders as portal_orders
from booths.portal import status as portal_status
from expo.api import health
from expo.api.docs import ApiDocs
from expo.api.sessions import Sessions
from expo.dashboard import programme_states
from expo.dashboard import views as dashboard
from expo.dashboard.api.attendance import Attendance
from expo.dashboard.explore import page as explore
from expo.dashboard.explore import rows_page as explore_rows
from expo.dashboard.heat import views as heat
from expo.dashboard.pictures import views as chart_files
from expo.dashboard.portal import figures as portal_figures
from expo.dashboard.portal import leads as portal_leads
from expo.dashboard.portal import passes as portal_passes
from expo.dashboard.publishing import pages as publishing
from expo.dashboard.reports import pages as reports
from expo.dashboard.safety import pages as safety
from expo.dashboard.tables import views as table_files
from expo.dashboard.tickets import data as ticket_data
from expo.dashboard.tickets import exhibitors as ticket_exhibitors
from expo.dashboard.walls import links as wall_links
from expo.dashboard.walls import pages as walls
from expo.pages import errors, invitations, privacy, staying
from expo.pages.programme import feeds, pages
from expo.project import metrics
from visitors.api.checkins import CheckInUpload
from visitors.api.contacts import GateContact
from visitors.api.devices import Enrolment
from visitors.api.figures import Figures
from visitors.api.observations import Observations, Withdrawal
from visitors.api.publications import ComparedFigure, PublishedFigures
from visitors.api.registrations import ConsentTexts, Registrations
from visitors.api.searches import GateSearch
from visitors.api.snapshots import GateSnapshot
from visitors.gate import views as gate
from visitors.pages import (
    badge_runs,
    badges,
    card_acts,
    cards,
    desk,
    groups,
    headcounts,
    merging,
    unsubscriptions,
    walk_ins,
)
from visitors.pages.devices import acts, enrolments, lists
from visitors.pages.kiosk import calls, setup, visits
from visitors.pages.registration import checking as register_check
from visitors.pages.registration import ending as register_end
from visitors.pages.registration import starting as register_start
from visitors.pages.registration import steps as register_steps
from visitors.pages.ticket import again as ticket_again
from visitors.pages.ticket import files as ticket_files
from visitors.pages.ticket import offline as ticket_offline
from visitors.pages.ticket import pages as ticket_pages
from visitors.pages.ticket import renewals as ticket_renewals
from visitors.pages.ticket import ways as ticket_ways
from visitors.pages.ticket_acts import cancellations as ticket_cancellations
from visitors.pages.ticket_acts import consents as ticket_consents
from visitors.pages.ticket_acts import details as ticket_details
from visitors.pages.ticket_acts import erasures as ticket_erasures
from visitors.pages.ticket_acts import replacements as ticket_replacements
from visitors.pages.ticket_acts import stays as ticket_stays
from visitors.pages.ticket_sessions import acts as ticket_session_acts
from visitors.pages.ticket_sessions import feeds as ticket_session_feeds
from visitors.pages.ticket_sessions import pages as ticket_sessions

api = [
    path("editions/<slug:slug>/spaces/", Spaces.as_view(), name="spaces"),
    path("editions/<slug:slug>/spaces/<str:code>/", OneSpace.as_view(), name="space"),
    path("editions/<slug:slug>/exhibitors/", Exhibitors.as_view(), name="exhibitors"),
    path("editions/<slug:slug>/exhibitors/<slug:code>/", OneExhibitor.as_view(), name="exhibitor"),
    path("editions/<slug:slug>/assignments/", Assignments.as_view(), name="assignments"),
    path(
        "editions/<slug:slug>/assignments/<int:pk>/move/",
        AssignmentMove.as_view(),
        name="assignment_move",
    ),
    path(
        "editions/<slug:slug>/assignments/<int:pk>/release/",
        AssignmentRelease.as_view(),
        name="assignment_release",
    ),
    path("editions/<slug:slug>/sessions/", Sessions.as_view(), name="sessions"),
    path("editions/<slug:slug>/outages/", Outages.as_view(), name="outages"),
    path("editions/<slug:slug>/outages/<uuid:uuid>/", Amendment.as_view(), name="outage"),
    path("editions/<slug:slug>/outages/<uuid:uuid>/end/", End.as_view(), name="outage_end"),
    path("editions/<slug:slug>/listing-changes/", ListingChanges.as_view(), name="listing_changes"),
    path(
        "editions/<slug:slug>/listing-changes/<uuid:uuid>/decision/",
        Decision.as_view(),
        name="listing_decision",
    ),
    path("editions/<slug:slug>/figures/", Figures.as_view(), name="figures"),
    path("editions/<slug:slug>/attendance/", Attendance.as_view(), name="attendance"),
    path("editions/<slug:slug>/consent-texts/", ConsentTexts.as_view(), name="consent_texts"),
    path("editions/<slug:slug>/registrations/", Registrations.as_view(), name="registrations"),
    path("editions/<slug:slug>/observations/", Observations.as_view(), name="observations"),
    path(
        "editions/<slug:slug>/observations/<uuid:uuid>/withdrawal/",
        Withdrawal.as_view(),
        name="withdrawal",
    ),
    path(
        "editions/<slug:slug>/published-figures/",
        PublishedFigures.as_view(),
        name="published_figures",
    ),
    path(
        "editions/<slug:slug>/published-figures/<uuid:uuid>/",
        ComparedFigure.as_view(),
        name="published_figure",
    ),
    path("portal/listing/", PortalListing.as_view(), name="portal_listing"),
    path("portal/listing/changes/", OwnChanges.as_view(), name="portal_listing_changes"),
    path("portal/logos/", Logos.as_view(), name="portal_logos"),
    path("portal/status/", BoothStatus.as_view(), name="portal_status"),
    path("devices/enrol/", Enrolment.as_view(), name="enrolment"),
    path("checkins/", CheckInUpload.as_view(), name="checkins"),
    path("gate/snapshot/", GateSnapshot.as_view(), name="snapshot"),
    path("gate/contact/", GateContact.as_view(), name="contact"),
    path("gate/search/", GateSearch.as_view(), name="gate_search"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", ApiDocs.as_view(), name="docs"),
]

kiosk = [  # below the path that its cookie is bound to, in every language
    path("return/", setup.return_, name="kiosk_return"),
    path("exit/", setup.exit_, name="kiosk_exit"),
    path("conversion/", setup.conversion, name="kiosk_conversion"),
    path("enrolment/", setup.enrolment, name="kiosk_enrolment"),
    path("visits/", visits.Visits.as_view(), name="kiosk_visits"),
    path("check-ins/", visits.CheckIns.as_view(), name="kiosk_check_ins"),
    path("badges/<str:slip>.pdf", visits.badge, name="kiosk_badge"),
    path("call/", calls.Call.as_view(), name="kiosk_call"),
    path("status/", calls.Status.as_view(), name="kiosk_status"),
]

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("logos/<slug:digest>.png", logos.logo, name="logo"),
    path("api/v1/", include((api, "api"))),
    path("desk/kiosk/", include(kiosk)),
    path("gate/", gate.gate, name="gate"),
    path("gate/sw.js", gate.gate_worker, name="gate_worker"),
    path("gate/manifest.webmanifest", gate.gate_manifest, name="gate_manifest"),
    path("en/gate/", gate.gate_in_english, name="gate_in_english"),
    path("ticket/sw.js", ticket_offline.worker, name="ticket_worker"),
    path("ticket/open/", ticket_ways.open_, name="ticket_open"),
    path("ticket/removal/", ticket_ways.removal, name="ticket_removal"),
    *i18n_patterns(
        path("", dashboard.home, name="home"),
        path("exhibitors/", exhibitors.exhibitors, name="exhibitors"),
        path("exhibitors/<path:code>/", exhibitors.exhibitor, name="exhibitor"),
        path("plan/", plan.plan, name="plan"),
        path("plan/a3.pdf", plan_prints.plan_pdf, {"paper": "a3"}, name="plan_pdf"),
        path("plan/a4.pdf", plan_prints.plan_pdf, {"paper": "a4"}, name="plan_pdf"),
        path("plan/<path:code>/poster.pdf", plan_prints.poster, name="poster"),
        path("notices/", dashboard.home_notices, name="notices"),
        path("states/", states, name="states"),
        path("programme/", pages.programme, name="programme"),
        path("programme.ics", feeds.programme_feed, name="programme_feed"),
        path("programme/states/", programme_states.states, name="programme_states"),
        path("programme/<path:code>.ics", feeds.session_feed, name="session_feed"),
        path("programme/<path:code>/", pages.session, name="session"),
        path("privacy/", privacy.privacy, name="privacy"),
        path("dashboard/", dashboard.dashboard, name="dashboard"),
        path("dashboard/wall/", walls.wall, name="wall"),
        path("dashboard/wall/feed/", walls.wall_feed, name="wall_feed"),
        path("dashboard/wall/<str:token>/", walls.wall_screen, name="wall_screen"),
        path("dashboard/wall/<str:token>/feed/", walls.wall_screen_feed, name="wall_screen_feed"),
        path("dashboard/<slug:slug>/", dashboard.dashboard_edition, name="dashboard_edition"),
        path("dashboard/<slug:slug>/feed/", dashboard.dashboard_feed, name="dashboard_feed"),
        path("dashboard/<slug:slug>/heat/", heat.heat, name="heat"),
        path(
            "dashboard/<slug:slug>/heat/<slug:name>.<slug:ending>",
            heat.heat_file,
            name="heat_file",
        ),
        path("dashboard/<slug:slug>/screens/", wall_links.wall_screens, name="wall_screens"),
        path(
            "dashboard/<slug:slug>/screens/<uuid:uuid>/revocation/",
            wall_links.wall_screen_revocation,
            name="wall_screen_revocation",
        ),
        path("dashboard/<slug:slug>/explore/", explore.explore, name="explore"),
        path("dashboard/<slug:slug>/explore/rows/", explore_rows.rows, name="explore_rows"),
        path(
            "dashboard/<slug:slug>/tables/<slug:name>.<slug:ending>",
            table_files.table,
            name="dashboard_table",
        ),
        path(
            "dashboard/<slug:slug>/charts/<slug:name>.<slug:ending>",
            chart_files.chart,
            name="dashboard_chart",
        ),
        path("dashboard/<slug:slug>/safety/", safety.safety, name="safety"),
        path("dashboard/<slug:slug>/safety/feed/", safety.safety_feed, name="safety_feed"),
        path(
            "dashboard/<slug:slug>/safety/<slug:name>.<slug:ending>",
            safety.safety_file,
            name="safety_file",
        ),
        path(
            "dashboard/<slug:slug>/safety/warnings/<uuid:uuid>/acknowledgement/",
            safety.acknowledgement,
            name="acknowledgement",
        ),
        path("dashboard/<slug:slug>/reports/", reports.reports, name="reports"),
        path("dashboard/<slug:slug>/reports/<uuid:uuid>/", reports.report, name="report"),
        path(
            "dashboard/<slug:slug>/reports/<uuid:uuid>/report.<slug:ending>",
            reports.report_file,
            name="report_file",
        ),
        path("dashboard/<slug:slug>/published/", publishing.published, name="published"),
        path(
            "dashboard/<slug:slug>/published/new/", publishing.published_new, name="published_new"
        ),
        path(
            "dashboard/<slug:slug>/published/<uuid:uuid>/",
            publishing.published_figure,
            name="published_figure",
        ),
        path("invitations/<str:uid>/new/", invitations.fresh_invitation, name="fresh_invitation"),
        path("invitations/<str:uid>/<str:token>/", invitations.invitation, name="invitation"),
        path("portal/", portal_home.portal, name="portal"),
        path("portal/<uuid:exhibitor>/", portal_home.home, name="portal_exhibitor"),
        path("portal/<uuid:exhibitor>/members/", portal_members.members, name="portal_members"),
        path(
            "portal/<uuid:exhibitor>/members/<int:pk>/role/",
            portal_members.role,
            name="portal_member_role",
        ),
        path(
            "portal/<uuid:exhibitor>/members/<int:pk>/reminder/",
            portal_members.reminder,
            name="portal_member_reminder",
        ),
        path(
            "portal/<uuid:exhibitor>/members/<int:pk>/end/",
            portal_members.end,
            name="portal_member_end",
        ),
        path("portal/<uuid:exhibitor>/listing/", portal_listing.listing, name="portal_listing"),
        path(
            "portal/<uuid:exhibitor>/listing/preview/",
            portal_listing.preview,
            name="portal_preview",
        ),
        path("portal/<uuid:exhibitor>/listing/logo/", portal_listing.logo, name="portal_logo"),
        path(
            "portal/<uuid:exhibitor>/proposals/",
            portal_listing.proposals,
            name="portal_proposals",
        ),
        path(
            "portal/<uuid:exhibitor>/proposals/<uuid:proposal>/withdrawal/",
            portal_listing.withdrawal,
            name="portal_withdrawal",
        ),
        path("portal/<uuid:exhibitor>/status/", portal_status.status, name="portal_status"),
        path("portal/<uuid:exhibitor>/orders/", portal_orders.orders, name="portal_orders"),
        path(
            "portal/<uuid:exhibitor>/orders/<slug:kind>/",
            portal_orders.order,
            name="portal_order",
        ),
        path("portal/<uuid:exhibitor>/passes/", portal_passes.passes, name="portal_passes"),
        path(
            "portal/<uuid:exhibitor>/passes/<int:pk>/end/",
            portal_passes.pass_end,
            name="portal_pass_end",
        ),
        path(
            "portal/<uuid:exhibitor>/passes/<int:pk>/pass.pdf",
            portal_passes.pass_pdf,
            name="portal_pass_pdf",
        ),
        path("portal/<uuid:exhibitor>/guests/", portal_guests.guests, name="portal_guests"),
        path("portal/<uuid:exhibitor>/leads/", portal_leads.leads, name="portal_leads"),
        path(
            "portal/<uuid:exhibitor>/leads/table/",
            portal_leads.leads_file,
            name="portal_leads_file",
        ),
        path("portal/<uuid:exhibitor>/figures/", portal_figures.figures, name="portal_figures"),
        path("register/", register_start.start, name="register"),
        path("register/again/", ticket_again.again, name="ticket_again"),
        path("register/<uuid:draft>/check/", register_check.check, name="register_check"),
        path("register/<uuid:draft>/done/", register_end.done, name="register_done"),
        path("register/<uuid:draft>/<slug:step>/", register_steps.step, name="register_step"),
        path("unsubscribe/<str:token>/", unsubscriptions.unsubscription, name="unsubscription"),
        path("ticket/", ticket_ways.start, name="ticket_start"),
        path("ticket/<str:token>/", ticket_pages.ticket, name="ticket"),
        path("ticket/<str:token>/ticket.pdf", ticket_files.ticket_pdf, name="ticket_pdf"),
        path("ticket/<str:token>/days.ics", ticket_files.ticket_days, name="ticket_days"),
        path("ticket/<str:token>/renewal/", ticket_renewals.renewal, name="ticket_renewal"),
        path("ticket/<str:token>/details/", ticket_details.details, name="ticket_details"),
        path(
            "ticket/<str:token>/companions/<uuid:companion>/",
            ticket_details.companion,
            name="ticket_companion",
        ),
        path("ticket/<str:token>/stay/", ticket_stays.stay, name="ticket_stay"),
        path(
            "ticket/<str:token>/cancellation/",
            ticket_cancellations.cancellation,
            name="ticket_cancellation",
        ),
        path(
            "ticket/<str:token>/restoration/",
            ticket_cancellations.restoration,
            name="ticket_restoration",
        ),
        path("ticket/<str:token>/consents/", ticket_consents.consents, name="ticket_consents"),
        path(
            "ticket/<str:token>/consents/<int:consent>/withdrawal/",
            ticket_consents.withdrawal,
            name="ticket_consent_withdrawal",
        ),
        path("ticket/<str:token>/data/", ticket_data.data, name="ticket_data"),
        path("ticket/<str:token>/data.json", ticket_data.data_file, name="ticket_data_file"),
        path("ticket/<str:token>/erasure/", ticket_erasures.erasure, name="ticket_erasure"),
        path(
            "ticket/<str:token>/replacement/",
            ticket_replacements.replacement,
            name="ticket_replacement",
        ),
        path(
            "ticket/<str:token>/exhibitors/",
            ticket_exhibitors.exhibitors,
            name="ticket_exhibitors",
        ),
        path(
            "ticket/<str:token>/exhibitors/<uuid:lead>/withdrawal/",
            ticket_exhibitors.withdrawal,
            name="ticket_lead_withdrawal",
        ),
        path("ticket/<str:token>/sessions/", ticket_sessions.sessions, name="ticket_sessions"),
        path(
            "ticket/<str:token>/sessions.ics",
            ticket_session_feeds.sessions,
            name="ticket_sessions_feed",
        ),
        path(
            "ticket/<str:token>/sessions/<path:code>/reservation/",
            ticket_session_acts.reservation,
            name="ticket_reservation",
        ),
        path(
            "ticket/<str:token>/sessions/<path:code>/cancellation/",
            ticket_session_acts.cancellation,
            name="ticket_reservation_cancellation",
        ),
        path(
            "ticket/<str:token>/sessions/<path:code>/",
            ticket_sessions.session,
            name="ticket_session",
        ),
        path("desk/", desk.desk, name="desk"),
        path("desk/registrations/<uuid:uuid>/", cards.registration, name="desk_registration"),
        path("desk/registrations/<uuid:uuid>/name/", card_acts.name, name="desk_name"),
        path(
            "desk/registrations/<uuid:uuid>/cancellation/",
            card_acts.cancellation,
            name="desk_cancellation",
        ),
        path(
            "desk/registrations/<uuid:uuid>/restoration/",
            card_acts.restoration,
            name="desk_restoration",
        ),
        path(
            "desk/registrations/<uuid:uuid>/separation/",
            card_acts.separation,
            name="desk_separation",
        ),
        path("desk/registrations/<uuid:uuid>/merge/", merging.choice, name="desk_merge_choice"),
        path(
            "desk/registrations/<uuid:uuid>/merge/<uuid:other>/", merging.merge, name="desk_merge"
        ),
        path("desk/tickets/<str:ticket>/", cards.ticket, name="desk_ticket"),
        path("desk/tickets/<str:ticket>/arrival/", card_acts.arrival, name="desk_arrival"),
        path(
            "desk/tickets/<str:ticket>/replacement/",
            card_acts.replacement,
            name="desk_replacement",
        ),
        path("desk/walk-ins/", walk_ins.walk_ins, name="walk_ins"),
        path("desk/groups/", groups.groups, name="groups"),
        path("desk/groups/list/", groups.group_list, name="group_list"),
        path("desk/badges/<str:ticket>.pdf", badges.badge, name="badge"),
        path("desk/badge-runs/", badge_runs.badge_runs, name="badge_runs"),
        path("desk/badge-runs/<uuid:uuid>/", badge_runs.badge_run, name="badge_run"),
        path(
            "desk/badge-runs/<uuid:uuid>/badges.pdf",
            badge_runs.badge_run_file,
            name="badge_run_file",
        ),
        path(
            "desk/badge-runs/<uuid:uuid>/cancellation/",
            badge_runs.badge_run_cancellation,
            name="badge_run_cancellation",
        ),
        path("desk/headcounts/", headcounts.headcounts, name="headcounts"),
        path("desk/headcounts/<uuid:uuid>/withdrawal/", headcounts.withdrawal, name="withdrawal"),
        path("desk/kiosk/", setup.kiosk, name="kiosk"),
        path("desk/devices/", lists.devices, name="devices"),
        path("desk/devices/rows/", lists.device_rows, name="device_rows"),
        path("desk/devices/new/", enrolments.device_new, name="device_new"),
        path("desk/devices/<uuid:uuid>/", acts.device, name="device"),
        path("desk/devices/<uuid:uuid>/code/", enrolments.device_code, name="device_code"),
        path(
            "desk/devices/<uuid:uuid>/revocation/",
            acts.device_revocation,
            name="device_revocation",
        ),
        path("desk/devices/<uuid:uuid>/answer/", acts.device_answer, name="device_answer"),
        path("admin/", admin.site.urls),
        path("accounts/stay/", staying.stay, name="stay"),
        path("accounts/warning/", staying.warning, name="stay_warning"),
        path("accounts/signup/", errors.closed, name="signup"),  # made by invitation
        path("accounts/email/", errors.closed, name="email"),  # an organiser changes it
        path("accounts/", include("allauth.urls")),
        prefix_default_language=False,
    ),
]

handler403 = "expo.pages.errors.forbidden"
handler404 = "expo.pages.errors.not_found"
handler500 = "expo.pages.errors.server_error"
