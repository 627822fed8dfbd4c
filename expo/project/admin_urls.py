"""The admin's pages that are no list and no form of rows: addresses below /admin/, in one table."""

from collections.abc import Callable
from typing import NamedTuple

from django.http.response import HttpResponseBase

from booths.admin import deadlines, downtimes, mailings, moderation, service_orders
from booths.admin.imports import exports
from booths.admin.imports import views as imports
from booths.admin.plan import acts, bulk, tables
from expo.dashboard import copies
from expo.dashboard.privacy import (
    certificates,
    log,
    months,
    overview,
    people,
    permissions,
    retention,
)
from visitors.admin import approvals, seats
from visitors.admin import mailings as visitor_mailings


class Page(NamedTuple):
    """`admin:<name>`. The site guards the view as it guards its own; it asks for roles itself."""

    route: str
    view: Callable[..., HttpResponseBase]
    name: str


pages: list[Page] = [
    Page("moderation/", moderation.waiting, "moderation"),
    Page("moderation/<int:listing>/", moderation.decide, "moderation_listing"),
    Page("deadlines/<str:kind>/missing/", deadlines.missing, "deadline_missing"),
    Page("orders/<int:participation>/<str:kind>/", service_orders.enter, "order_enter"),
    Page("downtimes/", downtimes.page, "downtimes"),
    Page("downtimes/table.<str:format_>", downtimes.table, "downtimes_table"),
    Page("mails/new/", mailings.write, "mailing_new"),
    Page("mails/visitors/", visitor_mailings.write, "mailing_visitors"),
    Page("approvals/", approvals.page, "approvals"),
    Page("reservations/", seats.overview, "reservations"),
    Page("reservations/<path:code>/table.<str:format_>", seats.table, "session_reservations_table"),
    Page("reservations/<path:code>/", seats.page, "session_reservations"),
    Page("plan/", acts.plan, "plan"),
    Page("plan/spaces/<path:code>/assignment/", acts.assign, "plan_assign"),
    Page("plan/spaces/<path:code>/reopening/", acts.reopen, "plan_reopen"),
    Page("plan/spaces/<path:code>/", acts.space, "plan_space"),
    Page("plan/assignments/<int:pk>/move/", acts.move, "plan_move"),
    Page("plan/assignments/<int:pk>/swap/", acts.swap, "plan_swap"),
    Page("plan/assignments/<int:pk>/release/", acts.release, "plan_release"),
    Page("plan/assignments/<int:pk>/return/", acts.give_again, "plan_return"),
    Page("plan/last-act/", acts.put_back, "plan_put_back"),
    Page("plan/chosen/", bulk.bulk, "plan_bulk"),
    Page("plan/table/", tables.table, "plan_table"),
    Page("editions/<slug:slug>/copy/", copies.edition_copy, "edition_copy"),
    Page("privacy/", overview.overview, "privacy"),
    Page("privacy/access-log/", log.access_log, "access_log"),
    Page("privacy/access-log/<int:pk>/", log.entry, "look"),
    Page("privacy/access-log/export.<str:format_>", log.export, "access_log_export"),
    Page("privacy/access-log/reviews/<int:year>-<int:month>/", months.review, "look_review"),
    Page("privacy/permissions/", permissions.permissions, "permissions"),
    Page("privacy/retention/", retention.page, "retention"),
    Page("privacy/retention/<str:code>/", retention.destroy, "retention_destroy"),
    Page("privacy/certificates/", certificates.page, "certificates"),
    Page("privacy/certificates/<int:number>/", certificates.certificate, "certificate"),
    Page("privacy/people/", people.search, "privacy_people"),
    Page("privacy/people/<uuid:uuid>/", people.person, "privacy_person"),
    Page("privacy/people/<uuid:uuid>/data/", people.data, "privacy_person_data"),
    Page("privacy/people/<uuid:uuid>/erasure/", people.erasure, "privacy_person_erasure"),
    Page("imports/", imports.imports, "imports"),
    Page("imports/<uuid:key>/", imports.import_, "import"),
    Page("imports/<uuid:key>/errors.csv", imports.import_faults, "import_faults"),
    Page("imports/<str:kind>/template.<str:format_>", exports.template, "import_template"),
    Page("imports/<str:kind>/export.<str:format_>", exports.export, "export"),
]
