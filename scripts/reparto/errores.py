class ErrorDeUso(Exception):
    """A user's mistake, said in one Spanish sentence."""
