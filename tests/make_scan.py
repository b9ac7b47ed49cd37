#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the first page of a text as a scanner gives it, for tests: make_scan.py [OPTION]... TEXT OUT.png

    --angle DEGREES   turned counter-clockwise: a page laid in askew, or on its side
    --noise SHARE     of the dots, in a thousand, are black or white by chance; letters are blurred
    --dpi N           dots per inch, 300
"""
import argparse
import random
import textwrap

from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"
WIDTH, HEIGHT, MARGIN, POINTS, LEADING, ROWS, COLUMNS = 8.27, 11.69, 0.9, 11, 1.55, 42, 78


def rows_of(text):
    rows = []
    for line in text.split("\n"):
        rows += [line] if "\t" in line else textwrap.wrap(line, COLUMNS) or [""]
    return rows[:ROWS]


def draw_row(draw, font, y, row, dpi):
    """Columns that tabs part stand side by side."""
    cells = [cell for cell in row.split("\t") if cell]
    for i, cell in enumerate(cells):
        x = MARGIN + i * (WIDTH - 2 * MARGIN) * 0.55
        draw.text((x * dpi, y), cell, font=font, fill=0)


def page(text, dpi):
    image = Image.new("L", (round(WIDTH * dpi), round(HEIGHT * dpi)), 255)
    font = ImageFont.truetype(FONT, round(POINTS * dpi / 72))
    draw = ImageDraw.Draw(image)
    for i, row in enumerate(rows_of(text)):
        draw_row(draw, font, (MARGIN + i * POINTS * LEADING / 72) * dpi, row, dpi)
    return image


def with_noise(image, share):
    random.seed(20210517)
    image = image.filter(ImageFilter.GaussianBlur(1.2))
    dots = image.load()
    for _ in range(image.width * image.height * share // 1000):
        x, y = random.randrange(image.width), random.randrange(image.height)
        dots[x, y] = random.choice((0, 60, 255))
    return image


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--angle", type=float, default=0)
    p.add_argument("--noise", type=int, default=0)
    p.add_argument("--dpi", type=int, default=300)
    p.add_argument("text")
    p.add_argument("out")
    a = p.parse_args()
    with open(a.text, encoding="utf-8") as f:
        image = page(f.read(), a.dpi)
    if a.angle:
        image = image.rotate(a.angle, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    if a.noise:
        image = with_noise(image, a.noise)
    image.save(a.out, dpi=(a.dpi, a.dpi))


if __name__ == "__main__":
    main()
