"""What ``slots.yml`` declares, and what is wrong with the files of a language, a line each."""

from helpers.cli.words_command import fault_in_words
from helpers.presentation import word_faults
from helpers.presentation.word_faults import declared, leaves

__all__ = ["declared", "differences", "faults", "leaves"]


def faults(folder):
    """Return what is wrong with a language, a line each."""
    return [fault_in_words(fault) for fault in word_faults.faults(folder)]


def differences(folder, other):
    """Return where two languages say not the same, a line each."""
    return [fault_in_words(fault) for fault in word_faults.differences(folder, other)]
