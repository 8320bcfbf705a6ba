#!/usr/bin/env python3
"""Chorus's command line: every task starts here."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from config.environment import env, read_env_file
from config.observing import report_errors

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        read_env_file()
        if dsn := env("SENTRY_DSN"):
            report_errors(dsn)
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit(f"{problem}")
