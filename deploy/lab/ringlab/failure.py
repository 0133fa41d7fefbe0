"""What goes wrong, with the exit code that tells a script what kind it was."""

NOT_DONE = 1
NOT_UNDERSTOOD = 2
NOT_UP = 3
LATE = 4
INTERRUPTED = 130


class LabError(Exception):
    """Something that the person at the keyboard is told in a line."""

    def __init__(self, text, code=NOT_DONE):
        super().__init__(text)
        self.code = code
