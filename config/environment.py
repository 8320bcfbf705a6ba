"""What the machine tells the site: the environment, and `.env` where the environment is silent.

Every entry (`manage.py`, `config.serve`, `config.wsgi`, the settings) reads the file first. `config.declared_settings`
lists what may stand there.
"""

from __future__ import annotations

import os
import re
from io import StringIO
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

from config.declared_settings import DEFAULTS

BASE_DIR = Path(__file__).resolve().parent.parent
# As django-environ reads a line. What it would pass over with a warning is refused here.
_LINE = re.compile(r"(?:export )?(?P<name>[A-Za-z_0-9]+)=(?P<value>.*)")
_UNCLOSED = re.compile(r"""(["'])(?!.*\1$)|(["'])$""")
_SWITCHES = dict.fromkeys(["1", "true", "yes", "on"], True) | dict.fromkeys(["0", "false", "no", "off"], False)
_where: dict[str, str] = {}


def read_env_file() -> None:
    """Put what `.env` says into the environment, unless it is there. `ENV_FILE` names another file, or, empty, none.

    Raises ImproperlyConfigured with the file and the number of a line that cannot be read.
    """
    path = Path(os.environ.get("ENV_FILE", BASE_DIR / ".env"))
    try:
        text = path.read_bytes().decode("utf-8-sig") if path.is_file() else ""
    except OSError as error:
        raise ImproperlyConfigured(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise ImproperlyConfigured(f"{path}, line {error.object.count(10, 0, error.start) + 1}: not UTF-8.") from None
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        place = f"{path}, line {number}"
        found = _LINE.fullmatch(line.strip())
        if not found:
            raise ImproperlyConfigured(f"{place}: “{line.strip()}” is not NAME=value.")
        if _UNCLOSED.match(found["value"]):
            raise ImproperlyConfigured(f"{place}: a quotation mark of {found['name']} is not closed.")
        if found["name"] not in os.environ:
            _where[found["name"]] = place
            environ.Env.read_env(StringIO(line.strip()))


class Environment(environ.Env):
    """The environment, with the declared defaults. What is empty counts as not set, and `$` stands for itself."""

    def get_value(
        self, var: str, cast: Any = None, default: Any = environ.Env.NOTSET, parse_default: bool = False
    ) -> Any:
        """The value; ImproperlyConfigured, with where it stands, for one that cannot be read."""
        given = os.environ.get(var) or (DEFAULTS[var] if default is self.NOTSET else default)
        if cast is None or not isinstance(given, str):
            return given
        try:
            return _switch(given) if cast is bool else self.parse_value(given, cast)
        except (ValueError, KeyError) as error:
            place = f" ({_where[var]})" if var in _where else ""
            raise ImproperlyConfigured(f"{var} is “{given}”{place}, which cannot be read: {error}.") from None


def _switch(given: str) -> bool:
    if given.strip().lower() not in _SWITCHES:
        raise ValueError("write 1 or 0")
    return _SWITCHES[given.strip().lower()]


env = Environment()
