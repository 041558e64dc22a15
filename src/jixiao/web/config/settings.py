"""Settings, from the environment; safe without any of it.

JIXIAO_DATA        folder of database, files and secret (var/web)
DATABASE_URL       a PostgreSQL from 15 on; without it an embedded one is started
JIXIAO_HOSTS       host names that the program answers to, separated by commas (localhost)
JIXIAO_SECRET_KEY  without it one is made and kept in the data folder
JIXIAO_LOG_LEVEL   what is logged: DEBUG, INFO, WARNING, ERROR (INFO)
JIXIAO_WEBHOOK_NETWORKS  internal networks that webhooks may reach, separated by commas: 10.8.0.0/16 (none)
JIXIAO_HTTPS       "1" where a proxy before the program speaks TLS: cookies are then sent over it only

Sign-in:

JIXIAO_SECOND_FACTOR       roles that need a second factor, separated by commas: administrator,reviewer (none)
JIXIAO_IDLE_MINUTES        how long a session may rest (60)
JIXIAO_OIDC_ISSUER         a provider of identities (OpenID Connect), with ..._CLIENT_ID and ..._CLIENT_SECRET
JIXIAO_OIDC_NAME           what its button is called (统一身份认证)
JIXIAO_OIDC_CLAIM          what of its word is the sign-in name here (preferred_username)
JIXIAO_OIDC_CREATE         "1": who has no account gets one, without a post
"""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_urlsafe

from csp.constants import NONCE, NONE, SELF

from jixiao.web.config.database import data_folder, database_url, settings_of
from jixiao.web.config.logs import LOGGING as LOGGING
from jixiao.web.config.modules import MODULES


def _secret() -> str:
    """The key that signs sessions: from the environment, else kept in the data folder, readable by its owner only."""
    named = os.environ.get("JIXIAO_SECRET_KEY")
    if named:
        return named
    place = data_folder() / "secret"
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(token_urlsafe(50))
    except FileExistsError:
        pass
    return place.read_text("ascii").strip()


SECRET_KEY = _secret()
DEBUG = False
HTTPS = os.environ.get("JIXIAO_HTTPS") == "1"
ALLOWED_HOSTS = os.environ.get("JIXIAO_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "csp",
    "procrastinate.contrib.django",
    "jixiao.web.platform.changes",
    "jixiao.web.platform.people",
    "jixiao.web.platform.trail",
    "jixiao.web.platform.files",
    "jixiao.web.platform.jobs",
    "jixiao.web.platform.api",
    "jixiao.web.platform.sample",
    "jixiao.web.platform.reorganisations",
    "jixiao.web.registers.figures",
    "jixiao.web.registers.indicators",
    "jixiao.web.registers.problems",
    "jixiao.web.registers.publications",
    "jixiao.web.portal",
    *MODULES,
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jixiao.web.platform.people.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "jixiao.web.platform.remembered.RememberedMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "jixiao.web.config.urls"
WSGI_APPLICATION = "jixiao.web.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "jixiao.web.portal.context.frame",
            ],
            "builtins": ["jixiao.web.portal.templatetags.words", "jixiao.web.portal.templatetags.amounts"],
        },
    },
]
DATABASES = {"default": settings_of(database_url())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Roles that need a second factor. Set where the program runs, not on a page: a stolen session cannot take it back.
SECOND_FACTOR_ROLES = frozenset(filter(None, os.environ.get("JIXIAO_SECOND_FACTOR", "").replace(" ", "").split(",")))
IDLE_MINUTES = int(os.environ.get("JIXIAO_IDLE_MINUTES") or 60)
OIDC = {
    "issuer": os.environ.get("JIXIAO_OIDC_ISSUER", ""),
    "client": os.environ.get("JIXIAO_OIDC_CLIENT_ID", ""),
    "secret": os.environ.get("JIXIAO_OIDC_CLIENT_SECRET", ""),
    "name": os.environ.get("JIXIAO_OIDC_NAME", ""),
    "claim": os.environ.get("JIXIAO_OIDC_CLAIM") or "preferred_username",
    "creates": os.environ.get("JIXIAO_OIDC_CREATE") == "1",
}
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
AXES_FAILURE_LIMIT = 5
AXES_USERNAME_CALLABLE = "jixiao.web.platform.people.sign_in.counted_name"
AXES_CLIENT_IP_CALLABLE = "jixiao.web.platform.people.sign_in.address_of"
AXES_WHITELIST_CALLABLE = "jixiao.web.platform.people.guesses.is_known"  # counted by itself, see there
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "portal/locked.html"
AXES_VERBOSE = False

SESSION_ENGINE = "jixiao.web.platform.people.session_store"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
STATIC_URL = "/static/"
# Colours, type and tables of the reports, so that a page of the web looks like the page that it exports.
STATICFILES_DIRS = [("reports", Path(__file__).parents[2] / "reports" / "assets")]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "jixiao.web.portal.packages.PackageFinder",
]
STATIC_ROOT = data_folder() / "static"
# Networks inside that webhooks may reach; everything else inside is refused.
WEBHOOK_NETWORKS = tuple(filter(None, os.environ.get("JIXIAO_WEBHOOK_NETWORKS", "").replace(" ", "").split(",")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = data_folder() / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
# The largest document that is taken in; reading has limits of its own.
LARGEST_UPLOAD = 60 * 2**20
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
