"""All settings, read from the environment (docs/operations.md lists every variable).

`make run`, `make test` and `make manage` set them for private services (config/local/servers.py).
"""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("DASI_VAR", str(BASE_DIR / "var" / "run")))

# Who we are in this process, and where --------------------------------------------------------------------------------
LOCAL = env.flag("DASI_LOCAL", default=False)  # on one's own machine: http, local mailbox, no manifest of static files
PROCESS = env.choice("DASI_PROCESS", ("web", "worker", "command"), default="command")
DEBUG = env.flag("DASI_DEBUG", default=False)
SECRET_KEY = env.secret("SECRET_KEY")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"] if LOCAL else [])
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
BEHIND_PROXY = env.flag("BEHIND_PROXY", default=False)  # one proxy of ours: its word counts for https and addresses
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEMO = env.flag("DASI_DEMO", default=LOCAL)  # says on every page that people and figures are made up
DEMO_MARKER = env.text("DASI_DEMO_MARKER", "")  # a file; while it is missing /health/ready says no
_LOCAL_URL = f"http://127.0.0.1:{env.number('PORT', 8000, least=1, most=65535)}" if LOCAL else None
PUBLIC_URL = env.text("PUBLIC_URL", _LOCAL_URL).rstrip("/")  # where people find us: links in mails begin with it
LICENCES_CLEARED = env.words("LICENCES_CLEARED")  # outside formats that are off until cleared: recmnt
SILENT_AFTER_DAYS = env.number(
    "SILENT_AFTER_DAYS", 14, least=1, most=365
)  # our own promise: then an application goes up
MOVES_HELD_MINUTES = env.number(
    "MOVES_HELD_MINUTES", 10, most=1440
)  # so long a batch of applicants can be put back before anybody is told; 0: told at once
CONFLICT_NAMES = env.number(
    "CONFLICT_NAMES", 10, least=1, most=100
)  # that one person may declare by name at a posting: whether the name applied shows
INFO_REQUESTS_A_STAGE = env.number(
    "INFO_REQUESTS_A_STAGE", 3, least=1, most=10
)  # documents asked of one applicant while they stand at a stage: each stops the clock of the answer
PEOPLE_LOOKS_A_DAY = env.number(
    "PEOPLE_LOOKS_A_DAY", 100, least=1, most=1000
)  # so often an officer may count whom a posting could have
QUESTION_WAITS_DAYS = env.number(
    "QUESTION_WAITS_DAYS", 3, least=1, most=365
)  # then officers are reminded of a question
WARM_PEOPLE_MB = env.number(
    "WARM_PEOPLE_MB", 1_500, most=100_000
)  # of a worker, for everybody as the matcher reads them
HELPLINE = env.text("HELPLINE", "02-000-0050" if DEMO else "")  # shown on every page; nothing is shown without one
HELPLINE_HOURS = env.text("HELPLINE_HOURS", "") or _("평일 오전 9시~오후 6시")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",  # FORM_RENDERER reads templates of the project first and Django's own after them
    "pgtrigger",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.kakao",
    "allauth.socialaccount.providers.naver",
    "rest_framework",
    "drf_spectacular",
    "django_filters",
    "django_htmx",
    "csp",
    "profiles",
    "jobs",
    "matching",
    "config",
]

MIDDLEWARE = [
    "config.middleware.stamp",  # first: request.received_at is when the request came, not when its view began
    "config.ui.framed",  # before all that may answer with a page
    "django.middleware.gzip.GZipMiddleware",  # pads each page at random, so that lengths tell nothing of a token (BREACH)
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",  # every view is closed unless login_not_required
    "django.contrib.messages.middleware.MessageMiddleware",
    "config.middleware.bounded_uploads",  # before anything reads the form
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.private_pages",
    "config.pwa.marked",
    "config.acting.acting",  # after all that asks who signed in: from here on it may be whom they act for
    "config.middleware.broken_rules",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "DIRS": [BASE_DIR / "config" / "templates"],  # before the apps', so that allauth's pages can be replaced
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "config.ui.shell",
            ],
        },
    },
]
FORM_RENDERER = "config.ui.FormRenderer"
SEARCH_ENGINE = (
    "matching.finding"  # what jobs.search asks for the order of postings and for words that were meant (ADR 15)
)
REASON_WORDS = "matching.sentences"  # what jobs.applicants asks for the words of the reasons that the matcher gave
OCCUPATION_ENGINE = (
    "matching.occupation_finding"  # what profiles.occupations asks for the occupations that words come near to
)

# Database -------------------------------------------------------------------------------------------------------------
_TIME_OUTS = {"web": "-c lock_timeout=5s -c statement_timeout=10s"}  # a page gives up; a worker or command waits
_DATABASE = env.database("DATABASE_URL")
DATABASES = {
    "default": {
        **_DATABASE,
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **_DATABASE.get("OPTIONS", {}),
            "connect_timeout": 5,
            "options": f"{_TIME_OUTS.get(PROCESS, '')} -c idle_in_transaction_session_timeout=60s",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIELD_KEYS = env.keyring("FIELD_KEYS")
BLIND_INDEX_KEY = env.key("BLIND_INDEX_KEY")

# Cache: a broken Redis makes a page slower, never wrong (config/caches.py) ---------------------------------------------
CACHES = {
    "default": {
        "BACKEND": "config.caches.FailSafeRedisCache",
        "LOCATION": env.url("REDIS_URL", ("redis", "rediss", "unix")),
        "KEY_PREFIX": "dasi",
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    }
}

# Text messages through SOLAPI: off without its keys ------------------------------------------------------------------
SOLAPI_API_KEY = env.text("SOLAPI_API_KEY", "")
SOLAPI_API_SECRET = env.text("SOLAPI_API_SECRET", "")
SMS_SENDER = env.phone("SMS_SENDER")  # registered with the provider (전기통신사업법 art. 84-2)
env.require_together(SOLAPI_API_KEY=SOLAPI_API_KEY, SOLAPI_API_SECRET=SOLAPI_API_SECRET, SMS_SENDER=SMS_SENDER)
SOLAPI_URL = env.text("SOLAPI_URL", "https://api.solapi.com").rstrip("/")
ALIMTALK_TEMPLATES = env.pairs("ALIMTALK_TEMPLATES")  # kind of notice -> template that the provider approved
ALIMTALK_CHANNEL = env.text("ALIMTALK_CHANNEL", "")
env.require_together(ALIMTALK_CHANNEL=ALIMTALK_CHANNEL, ALIMTALK_TEMPLATES=",".join(ALIMTALK_TEMPLATES))

# Outside postings: each source is off until it is named and its key is there -----------------------------------------
OUTSIDE_SOURCES = env.words("OUTSIDE_SOURCES", ["senuri", "recmnt", "work24"])  # getjobinfo was ended by the city
DATA_GO_KR_KEY = env.text("DATA_GO_KR_KEY", "")  # senuri
SEOUL_DATA_KEY = env.text("SEOUL_DATA_KEY", "")  # recmnt, whose licence has to be cleared besides; getjobinfo
WORK24_KEY = env.text("WORK24_KEY", "")  # institutions only
DATA_GO_KR_URL = env.text("DATA_GO_KR_URL", "https://apis.data.go.kr").rstrip("/")
SEOUL_DATA_URL = env.text("SEOUL_DATA_URL", "http://openapi.seoul.go.kr:8088").rstrip("/")  # has no https
WORK24_URL = env.text("WORK24_URL", "https://www.work24.go.kr").rstrip("/")
OUTSIDE_PAGE_SECONDS = env.number("OUTSIDE_PAGE_SECONDS", 60, least=1, most=600)
OUTSIDE_PAUSE_SECONDS = env.number("OUTSIDE_PAUSE_SECONDS", 5, most=600)

# Accounts -------------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "profiles.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "landing"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
_BY_PHONE = ["phone"] if SOLAPI_API_KEY else []  # people sign up and in by mobile number where codes can be sent
ACCOUNT_LOGIN_METHODS = {"email", *_BY_PHONE}
ACCOUNT_ADAPTER = "profiles.web.accounts.Adapter"
ACCOUNT_FORMS = {
    "login": "profiles.web.accounts.LoginForm",
    "signup": "profiles.web.accounts.SignupForm",
    "add_email": "profiles.web.accounts.AddEmailForm",
    "change_password": "profiles.web.accounts.ChangePasswordForm",
    "set_password": "profiles.web.accounts.SetPasswordForm",
    "reset_password": "profiles.web.accounts.ResetPasswordForm",
    "reset_password_from_key": "profiles.web.accounts.ResetPasswordKeyForm",
    "reauthenticate": "profiles.web.accounts.ReauthenticateForm",
    "verify_phone": "profiles.web.phone_accounts.VerifyPhoneForm",
    "change_phone": "profiles.web.phone_accounts.ChangePhoneForm",
    "request_login_code": "profiles.web.phone_accounts.RequestLoginCodeForm",
    "confirm_login_code": "profiles.web.phone_accounts.ConfirmLoginCodeForm",
}
ACCOUNT_CHANGE_EMAIL = True  # one address a person; a new one counts once it is confirmed
ACCOUNT_SIGNUP_FIELDS = ["email*", *_BY_PHONE, "password1*", "password2*"]  # SignupForm asks for one of the two
ACCOUNT_LOGIN_BY_CODE_ENABLED = ACCOUNT_PHONE_VERIFICATION_ENABLED = bool(_BY_PHONE)
ACCOUNT_PHONE_VERIFICATION_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_PHONE_VERIFICATION_MAX_ATTEMPTS = ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_PHONE_VERIFICATION_TIMEOUT = ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = env.choice(
    "ACCOUNT_EMAIL_VERIFICATION", ("mandatory", "optional", "none"), default="none" if LOCAL else "mandatory"
)
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[다시] "
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a new password or address is told to the old address
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # an open screen isn't enough to change them
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0  # else everyone would count as the proxy
# A 50+ centre's whole course signs in from one address at once: the address is counted generously, the account strictly.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "40/m/ip,5/300s/key",
    "signup": "40/m/ip",
    "verify_phone": "1/30s/key,10/d/key,40/m/ip,400/d/ip",  # each is a text that the city pays
    "request_login_code": "1/30s/key,10/d/key,40/m/ip,400/d/ip",
    "change_phone": "5/m/user",
}

# Kakao and Naver: doors that are there with their keys alone -----------------------------------------------------------
KAKAO_CLIENT_ID, KAKAO_CLIENT_SECRET = env.text("KAKAO_CLIENT_ID", ""), env.text("KAKAO_CLIENT_SECRET", "")
NAVER_CLIENT_ID, NAVER_CLIENT_SECRET = env.text("NAVER_CLIENT_ID", ""), env.text("NAVER_CLIENT_SECRET", "")
env.require_together(KAKAO_CLIENT_ID=KAKAO_CLIENT_ID, KAKAO_CLIENT_SECRET=KAKAO_CLIENT_SECRET)
env.require_together(NAVER_CLIENT_ID=NAVER_CLIENT_ID, NAVER_CLIENT_SECRET=NAVER_CLIENT_SECRET)
_DOORS = {
    "kakao": (KAKAO_CLIENT_ID, KAKAO_CLIENT_SECRET, "https://kauth.kakao.com", "https://accounts.kakao.com"),
    "naver": (NAVER_CLIENT_ID, NAVER_CLIENT_SECRET, "https://nid.naver.com"),
}
_OPEN_DOORS = {name: door for name, door in _DOORS.items() if door[0]}
SOCIALACCOUNT_PROVIDERS = {
    name: {"APPS": [{"client_id": client_id, "secret": secret}]}
    for name, (client_id, secret, *_hosts) in _OPEN_DOORS.items()
}
SOCIALACCOUNT_ADAPTER = "profiles.web.social.Adapter"
SOCIALACCOUNT_FORMS = {"signup": "profiles.web.accounts.SocialSignupForm"}
SOCIALACCOUNT_AUTO_SIGNUP = False  # consents are asked for first
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # an address is no proof of whose an account is

# Sessions, cookies and headers ----------------------------------------------------------------------------------------
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = env.number("SESSION_IDLE_SECONDS", 1800, least=300, most=86400)
SESSION_SAVE_EVERY_REQUEST = True  # idle time counts from the last page, not from signing in
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
SESSION_COOKIE_NAME = "sessionid" if LOCAL else "__Host-sessionid"
CSRF_COOKIE_NAME = "csrftoken" if LOCAL else "__Host-csrftoken"
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
LANGUAGE_COOKIE_HTTPONLY, LANGUAGE_COOKIE_SECURE, LANGUAGE_COOKIE_SAMESITE = True, not LOCAL, "Lax"
LANGUAGE_COOKIE_AGE = 31_536_000  # a year: the choice outlives the browser's session
SECURE_SSL_REDIRECT = not LOCAL
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # the balancer asks over plain http
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 0 if LOCAL else 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not LOCAL
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *(host for _id, _secret, *hosts in _OPEN_DOORS.values() for host in hosts)],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "worker-src": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_242_880
UPLOAD_MAX_MB = env.number("UPLOAD_MAX_MB", 16, least=1, most=100)  # of a whole request; a larger one isn't read at all
FILE_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_MAX_MB * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]  # none that writes to a disk
CV_MAX_MB = env.number("CV_MAX_MB", 5, least=1, most=100)
CV_KEPT_MINUTES = env.number("CV_KEPT_MINUTES", 60, least=5, most=1440)  # what was read waits so long for the person
CV_PER_HOUR = env.number("CV_PER_HOUR", 10, least=1, most=1000)  # files of one person
CV_READERS = env.number("CV_READERS", 2, least=1, most=64)  # CVs read at once in one web process
FILE_READERS = env.number(
    "FILE_READERS", 2, least=1, most=64
)  # PDFs with applications, looked through at once beside them
CV_SECONDS = env.number("CV_SECONDS", 10, least=2, most=60)  # for reading one file, then its process is ended
FILES_UNSENT = env.number("FILES_UNSENT", 12, least=3, most=1000)  # of one person, over all postings
FILES_PER_HOUR = env.number("FILES_PER_HOUR", 30, least=1, most=1000)  # with applications, of one person
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # a page of 1,000 applicants in one batch form

# Language and time ----------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", _("한국어")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "Asia/Seoul"
USE_TZ = True

# Static files ---------------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = None if LOCAL else env.text("STATIC_ROOT", str(BASE_DIR / "staticfiles"))
_STATIC_STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage"
_MANIFEST_STORAGE = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STATIC_STORAGE if LOCAL else _MANIFEST_STORAGE},
}
WHITENOISE_USE_FINDERS = LOCAL  # no collectstatic on one's own machine

# Mail -----------------------------------------------------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 25, least=1, most=65535)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("DEFAULT_FROM_EMAIL", "다시 <no-reply@dasi.example>")

# Web push: off without its keys (make them once: docs/operations.md) ----------------------------------------------------
VAPID_PRIVATE_KEY = env.push_key("VAPID_PRIVATE_KEY")
VAPID_SUBJECT = env.text("VAPID_SUBJECT", "")  # whom the push services may write to: mailto:somebody@city
env.require_together(VAPID_PRIVATE_KEY=VAPID_PRIVATE_KEY, VAPID_SUBJECT=VAPID_SUBJECT)
PUSH_SERVICES = [  # the browsers' makers' own; nothing is pushed anywhere else
    "https://fcm.googleapis.com",
    "https://updates.push.services.mozilla.com",
    "https://*.notify.windows.com",
    "https://*.push.apple.com",
]

# REST -----------------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": 20,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "config.errors.api_exception_handler",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "다시 (Dasi)",
    "DESCRIPTION": "The doors of the pages, for other systems: same rules, same rights.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "config.api_schema.add_problems",
    ],
    "ENUM_NAME_OVERRIDES": {
        "PostingState": "jobs.models.Posting.State",
        "ApplicationState": "jobs.models.Application.State",
        "ProgrammeKind": "jobs.models.Programme.Kind",
        "PayKind": "jobs.models.ProgrammeYear.PayKind",
    },
}

# Celery: Redis and Celery together promise nothing; the rows are the truth (docs/adr/0003) -----------------------------
CELERY_BROKER_URL = env.url("CELERY_BROKER_URL", ("redis", "rediss", "redis+socket"))
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,  # longer than any task, or a slow one would run twice
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,  # kombu's default of 10 sweeps only every 100 s
    "socket_timeout": 10,  # its default waits for ever on a frozen Redis
    "socket_connect_timeout": 2,
}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SOFT_TIME_LIMIT = 780
CELERY_TASK_TIME_LIMIT = 840
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 1000
CELERY_TIMEZONE = TIME_ZONE
CELERY_DB_REUSE_MAX = 1000  # without it Celery opens a connection a task: three times slower

# Logs -----------------------------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"code": {"()": "config.request_codes.WithCode"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {code}{message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["code"]}},
    "root": {
        "handlers": ["console"],
        "level": env.choice("LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), "WARNING"),
    },
}
