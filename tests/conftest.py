"""What every test shares."""

from hypothesis import settings as hypothesis_settings

hypothesis_settings.register_profile("suite", deadline=None, derandomize=True, database=None)
hypothesis_settings.load_profile("suite")
