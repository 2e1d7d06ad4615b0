"""The refusal of one value: a code and what is needed to say why, with no sentence yet."""


class BadValue(ValueError):
    """One value that cannot stand: `code` names the reason, `params` fill its sentence."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
