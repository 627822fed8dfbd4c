"""The API, to read and to try out in the browser."""

from drf_spectacular.views import SpectacularSwaggerSplitView


class ApiDocs(SpectacularSwaggerSplitView):
    """Swagger UI from our own host, within the policy that lets no inline script or style in."""

    url_name = "api:schema"
    template_name = "expo/api_docs.html"
