"""Text that was damaged before it came here is mended and said so, or refused; it is never taken as it is."""

import pytest

from common.text import Unreadable
from reviews.reading.mending import mended

WHOLE = "It’s a café record – “small” and très belle."


def test_sound_text_is_left_alone():
    assert mended(WHOLE) == (WHOLE, ())


def test_entities_are_resolved():
    assert mended("It&rsquo;s a caf&eacute; &ndash; R&amp;B, AT&T, &#8220;x&#x201D; &unknown; & more").text == (
        "It’s a café – R&B, AT&T, “x” &unknown; & more"
    )


def test_characters_encoded_twice_are_put_right_and_said():
    twice = "Itâ€™s a cafÃ© record â€“ small and trÃ¨s belle."
    text, remarks = mended(twice)
    assert text == "It’s a café record – small and très belle."
    assert "encoded twice" in remarks[0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("It\ufffds a caf\ufffd record.", r"2 characters were lost .*“It\ufffds”"),
        ("One caf\ufffd.", "One character was lost"),
        ("Las primeras opiniones de la m¨²sica, del ¨¢lbum y de la opini¨®n", "read in a wrong encoding"),
        ("Ïëàñòèíêà ñûðàÿ è êðàñèâàÿ, ãðóïïà íèêîãäà íå çâó÷àëà òàê ñìåëî", "another script"),
    ],
)
def test_what_is_lost_is_refused_with_what_to_do(text, message):
    with pytest.raises(Unreadable, match=message):
        mended(text)


def test_accents_of_a_language_that_has_many_are_no_damage():
    text = "Một đĩa nhạc nhỏ và đẹp, được ghi gần như hoàn toàn trong bóng tối."
    assert mended(text).text == text
