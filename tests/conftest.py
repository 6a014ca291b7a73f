"""Names of tests: the Chinese text that a test reads is its name, bytes are shown as they are escaped."""


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a test by bytes in plain signs; everything else goes by what pytest makes of it."""
    return ascii(val)[2:-1][:60] if isinstance(val, bytes) else None
