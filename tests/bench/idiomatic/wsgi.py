"""What the web server runs for the yardstick: Django's application, and nothing around it."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
