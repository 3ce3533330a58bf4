"""A row of which the size is not known is told in words, alone and beside others: nobody reads of "the row of ?"."""

import pytest

from catalog.messages.messages import LANGUAGES, Messages

CODES = ("caution.unread_rows", "ui.brief.unread_rows", "ui.size.unread", "size.unreadable")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_a_row_without_a_size_is_told_in_words(code, language):
    messages = Messages(language)
    alone, both, named = (messages.text(code, {"sizes": sizes}) for sizes in (("?",), ("?", "XL"), ("XL",)))
    assert "?" not in alone + both
    assert alone not in (both, named)
    assert both == named.replace("XL", messages.several(["XL", messages.text("ui.size.nameless")]))
