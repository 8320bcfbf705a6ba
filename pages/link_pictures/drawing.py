"""Pictures for sharing, drawn: 1200 x 630 pixels of paper and ink, as the site's pages are."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

from pages.link_pictures.contents import PictureContents, QuotedWords
from pages.link_pictures.lettering import Hand, Paragraph, SetLine
from pages.link_pictures.painted_covers import cover

WIDTH, HEIGHT = 1200, 630
LARGEST = 300_000
"""Bytes: what is more, messengers leave away."""
QUALITIES = (90, 80, 65, 45)

PAPER, INK, QUIET, HAIRLINE, ACCENT = "#faf7f1", "#1c1a16", "#5d574c", "#dcd5c7", "#a33122"
BLUSH = "#d7a096"
VERDICTS = {"rave": "#00674f", "positive": "#1b62a5", "mixed": "#875c00", "pan": "#a3234d"}

EDGE = 56
SIDE = 320
"""The width of the left column, and of the cover in it."""
TEXT = EDGE + SIDE + 52
TEXT_WIDTH = WIDTH - EDGE - TEXT
QUOTED = TEXT_WIDTH - 24
FOOT = HEIGHT - EDGE
TITLES = ((64, 1), (54, 2), (47, 2), (41, 3), (36, 3))
"""Sizes of a title with the most lines it may take in each; the last is cut where it is longer still."""


def drawn(shown: PictureContents) -> bytes:
    """The picture as a JPEG of at most 300 kB."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    sheet = _Sheet(picture)
    sheet.left(shown)
    sheet.right(shown)
    for quality in QUALITIES:
        file = BytesIO()
        picture.save(file, "JPEG", quality=quality, subsampling=0, optimize=True)
        if file.tell() <= LARGEST:
            break
    return file.getvalue()


class _Sheet:
    """One picture as it is being drawn."""

    def __init__(self, picture: Image.Image) -> None:
        self.picture = picture
        self.brush = ImageDraw.Draw(picture)

    def left(self, shown: PictureContents) -> None:
        """The cover, and the figure with its range."""
        top = EDGE
        if shown.cover is not None:
            self.picture.paste(cover(*shown.cover, SIDE), (EDGE, EDGE))
            top += SIDE
        baseline = top + 122
        width = self._figure(shown, baseline)
        if shown.beside:
            self._line(shown.beside, Hand(26, serif=False), EDGE + width + 14, baseline, QUIET, SIDE - width - 14)
        if shown.interval:
            self._interval(shown.interval, baseline + 34)
        if shown.falls:
            self._bar(shown, baseline + 34)
        colour = VERDICTS.get(shown.verdict, INK) if shown.verdict and shown.below != "No grade" else INK
        under = baseline + (84 if shown.interval or shown.falls else 42)
        self._lines(Paragraph(shown.below, Hand(24, 500, serif=False)).set(SIDE, 3), EDGE, under, SIDE, colour)

    def _figure(self, shown: PictureContents, baseline: int) -> float:
        """Draw the large number, or word; return how wide it is."""
        for size in (132, 104, 80, 62, 50, 40, 32):
            figure = Paragraph(shown.figure, Hand(size, 600))
            if figure.fits(SIDE - (90 if shown.beside else 0), 1):
                break
        colour = VERDICTS.get(shown.verdict, INK)
        lines = figure.set(SIDE, 1)
        for line in lines:
            line.draw(self.brush, EDGE, baseline, colour)
        return lines[0].width if lines else 0

    def _interval(self, interval: tuple[float, float, float], y: int) -> None:
        low, score, high = (EDGE + SIDE * value / 100 for value in interval)
        self.brush.line([(EDGE, y), (EDGE + SIDE, y)], fill=QUIET, width=1)
        self.brush.rectangle([(low, y - 8), (high, y + 8)], fill=BLUSH)
        self.brush.rectangle([(score - 1.5, y - 13), (score + 1.5, y + 13)], fill=INK)

    def _bar(self, shown: PictureContents, y: int) -> None:
        for verdict, _, x, width in shown.falls:
            start = EDGE + SIDE * x / 100
            if width:
                self.brush.rectangle(
                    [(start, y - 10), (start + SIDE * width / 100 - 1, y + 10)], fill=VERDICTS[verdict]
                )

    def right(self, shown: PictureContents) -> None:
        """Of what it is, by whom, and what is said of it; below, the site's name."""
        name = Paragraph(shown.site, Hand(30, 700)).set(TEXT_WIDTH // 2, 1)
        for line in name:
            line.draw(self.brush, WIDTH - EDGE - line.width, EDGE + 24, INK)
        room = TEXT_WIDTH - sum(line.width for line in name) - 30
        for line in Paragraph(shown.eyebrow, Hand(23, 500, serif=False)).set(room, 1):
            line.draw(self.brush, TEXT, EDGE + 24, QUIET)
        y = self._title(shown, EDGE + 48)
        by = Paragraph(shown.by, Hand(33, language=shown.language))
        for line in by.set(TEXT_WIDTH, 1) if by else []:
            y = self._lines([line], TEXT, y + 38, TEXT_WIDTH, INK) - line.hand.leading
        if shown.quotes or shown.says_less:
            self.brush.line([(TEXT, y + 26), (WIDTH - EDGE, y + 26)], fill=HAIRLINE, width=2)
        self._quotes(shown, y + 52, FOOT)

    def _title(self, shown: PictureContents, y: int) -> int:
        """The title as large as it fits; return where it ends."""
        for size, most in TITLES:
            title = Paragraph(shown.title, Hand(size, 700, language=shown.language))
            if title.fits(TEXT_WIDTH, most):
                break
        if not title:
            return y
        lines = title.set(TEXT_WIDTH, most)
        return self._lines(lines, TEXT, y + size, TEXT_WIDTH, INK) - title.hand.leading + size // 3

    def _quotes(self, shown: PictureContents, top: int, bottom: int) -> None:
        """The quotations, both as large as both can be; what is too long still, is cut."""
        quotes = [quote for quote in shown.quotes if _sayable(quote)]
        if not quotes and shown.says_less:
            self._lines(Paragraph(shown.says_less, Hand(28)).set(TEXT_WIDTH, 2), TEXT, top + 26, TEXT_WIDTH, QUIET)
        rooms = bottom - top - sum(36 if quote.by else 0 for quote in quotes) - 24 * (len(quotes) - 1)
        for size in (36 if len(quotes) == 1 else 30, 28, 26, 24, 22):
            lines = [Paragraph(quote.words, Hand(size, language=quote.language)).set(QUOTED, 9) for quote in quotes]
            if sum(line.hand.leading for quoted in lines for line in quoted) <= rooms:
                break
        most = max(rooms // max(len(quotes), 1) // Hand(size).leading, 1)
        if sum(map(len, lines)) * Hand(size).leading > rooms:
            lines = [Paragraph(quote.words, Hand(size, language=quote.language)).set(QUOTED, most) for quote in quotes]
        for quote, quoted in zip(quotes, lines, strict=True):
            top = self._quote(quote, quoted, top)

    def _quote(self, quote: QuotedWords, lines: list[SetLine], top: int) -> int:
        """One quotation with who said it; return where the next may stand."""
        right = bool(lines) and lines[0].right_to_left
        start = TEXT if right else TEXT + TEXT_WIDTH - QUOTED
        hand = lines[0].hand
        y = self._lines(lines, start, top + round(hand.size * 0.9), QUOTED, INK) - hand.leading
        bottom = y + 10
        for line in Paragraph(quote.by, Hand(22, 600, serif=False)).set(QUOTED, 1) if quote.by else []:
            line.draw(self.brush, start + QUOTED - line.width if right else start, y + 34, QUIET)
            bottom = y + 40
        bar = TEXT + TEXT_WIDTH - 4 if right else TEXT
        self.brush.rectangle([(bar, top), (bar + 4, bottom)], fill=VERDICTS.get(quote.verdict, HAIRLINE))
        return bottom + 24

    def _line(self, text: str, hand: Hand, x: float, baseline: int, colour: str, width: float) -> None:
        for line in Paragraph(text, hand).set(width, 1):
            line.draw(self.brush, x, baseline, colour)

    def _lines(self, lines: list[SetLine], x: float, baseline: int, width: float, colour: str) -> int:
        """Draw them from that baseline on, those that run to the left at the right; return the next baseline."""
        for line in lines:
            line.draw(self.brush, x + width - line.width if line.right_to_left else x, baseline, colour)
            baseline += line.hand.leading
        return baseline


def _sayable(quote: QuotedWords) -> bool:
    """Whether every sign of it can be drawn: a quotation is shown as it was written, or not at all."""
    paragraph = Paragraph(quote.words, Hand(24, language=quote.language))
    return bool(paragraph) and paragraph.complete
