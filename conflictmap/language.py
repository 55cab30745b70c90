"""The language of a page: Arabic, unless the reader has chosen another one here."""

from django.conf import settings
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class ChosenLanguageMiddleware(LocaleMiddleware):
    """Like Django's, but deaf to Accept-Language.

    Many readers of Arabic use a browser or telephone set to English; what they chose on the page (the language
    cookie) decides, and Arabic where they chose nothing.
    """

    def process_request(self, request):
        """Activate the chosen language, else the site's own."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        known = dict(settings.LANGUAGES)
        translation.activate(chosen if chosen in known else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request, response):
        """Say the language, and that it depends on the cookie alone."""
        response.headers.setdefault("Content-Language", translation.get_language())
        return response
