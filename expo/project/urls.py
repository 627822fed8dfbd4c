"""Every address of the expo system: the table of contents."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from booths.api.exhibitors import Exhibitors
from booths.api.outages import Outages
from booths.api.spaces import Spaces
from expo.api import health
from expo.api.docs import ApiDocs
from expo.api.sessions import Sessions
from expo.dashboard import views as dashboard
from expo.dashboard.api.attendance import Attendance
from expo.pages import errors
from expo.project import metrics
from visitors.api.checkins import CheckInUpload
from visitors.api.devices import Enrolment
from visitors.api.figures import Figures
from visitors.api.observations import Observations, Withdrawal
from visitors.api.publications import ComparedFigure, PublishedFigures
from visitors.api.snapshots import GateSnapshot
from visitors.pages import headcounts

api = [
    path("editions/<slug:slug>/spaces/", Spaces.as_view(), name="spaces"),
    path("editions/<slug:slug>/exhibitors/", Exhibitors.as_view(), name="exhibitors"),
    path("editions/<slug:slug>/sessions/", Sessions.as_view(), name="sessions"),
    path("editions/<slug:slug>/outages/", Outages.as_view(), name="outages"),
    path("editions/<slug:slug>/figures/", Figures.as_view(), name="figures"),
    path("editions/<slug:slug>/attendance/", Attendance.as_view(), name="attendance"),
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
    path("devices/enrol/", Enrolment.as_view(), name="enrolment"),
    path("checkins/", CheckInUpload.as_view(), name="checkins"),
    path("gate/snapshot/", GateSnapshot.as_view(), name="snapshot"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", ApiDocs.as_view(), name="docs"),
]

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("api/v1/", include((api, "api"))),
    *i18n_patterns(
        path("", dashboard.home, name="home"),
        path("dashboard/", dashboard.dashboard, name="dashboard"),
        path("dashboard/<slug:slug>/feed/", dashboard.dashboard_feed, name="dashboard_feed"),
        path("desk/headcounts/", headcounts.headcounts, name="headcounts"),
        path("desk/headcounts/<uuid:uuid>/withdrawal/", headcounts.withdrawal, name="withdrawal"),
        path("admin/", admin.site.urls),
        path("accounts/signup/", errors.closed, name="signup"),  # made by invitation
        path("accounts/email/", errors.closed, name="email"),  # an organiser changes it
        path("accounts/", include("allauth.urls")),
        prefix_default_language=False,
    ),
]

handler403 = "expo.pages.errors.forbidden"
handler404 = "expo.pages.errors.not_found"
handler500 = "expo.pages.errors.server_error"
