"""Draws the program's icon: a ring on a stem, standing in a window of time.

Called by fonts.sh as: fonts_icon.py <file to write>
All measures are in pixels of the finished picture, which is drawn eight times
larger and scaled down, so that edges are smooth.
"""

import sys

from PIL import Image, ImageDraw

SIZE = 256
SCALE = 8

PAPER = (0xFA, 0xF7, 0xF1, 255)
BORDER = (0xD3, 0xCA, 0xBB, 255)
INK = (0x24, 0x21, 0x1C, 255)
WINDOW = (0xBF, 0x3B, 0x24, 255)
WINDOW_TINT = (0xF2, 0xDD, 0xD4, 255)


def scaled(*values):
    """Measures of the finished picture → of the drawing."""
    return [v * SCALE for v in values]


def box(left, top, right, bottom):
    """A box in the drawing; Pillow counts the last row and column in."""
    left, top, right, bottom = scaled(left, top, right, bottom)
    return [left, top, right - 1, bottom - 1]


def draw():
    """The icon as an RGBA picture."""
    big = Image.new("RGBA", (SIZE * SCALE, SIZE * SCALE), (0, 0, 0, 0))
    pen = ImageDraw.Draw(big)

    # The sheet, with a hairline that keeps it visible on white.
    pen.rounded_rectangle(box(8, 8, 248, 248), radius=scaled(52)[0], fill=BORDER)
    pen.rounded_rectangle(box(11, 11, 245, 245), radius=scaled(49)[0], fill=PAPER)

    # Edges lie on multiples of 8 where they can: sharp at 32 pixels too.
    # The window of time, on the line that runs through it.
    pen.rectangle(box(64, 160, 192, 216), fill=WINDOW_TINT)
    pen.rounded_rectangle(box(32, 184, 224, 192), radius=scaled(4)[0], fill=INK)

    # Its bracket: two upright handles with feet turned inwards.
    for x, foot in ((64, 64), (184, 168)):
        pen.rectangle(box(x, 152, x + 8, 224), fill=INK)
        for y in (152, 216):
            pen.rectangle(box(foot, y, foot + 24, y + 8), fill=INK)

    # The marker: a ring tapering into a stem that stands on the line.
    pen.polygon(scaled(112, 128, 144, 128, 136, 192, 120, 192), fill=WINDOW)
    pen.ellipse(box(72, 32, 184, 144), fill=WINDOW)
    pen.ellipse(box(98, 58, 158, 118), fill=PAPER)

    return big.resize((SIZE, SIZE), Image.Resampling.BOX)


if __name__ == "__main__":
    draw().save(sys.argv[1], optimize=True)
