#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How well marks are read: scan records against the truth beside the photos.

Usage: marks.py [--svg FILE] [--list] LEVEL=TRUTH.csv,SCAN.csv ...

TRUTH has photo, code, did and a column a question (points, empty: blank,
!: two marks), SCAN is what `phieu scan` wrote. Prints a table of levels; with
--svg draws the calibration and the curve of doubtful against wrong; --list
names every wrong answer that was accepted as sure.
"""
import csv
import math
import os
import re
import sys

MARK = re.compile(r"([\w-]+)=([^@ ]*)@([0-9.]+)")
ABOUT = {"photo", "code", "did", "level", "page", "slot", "pen", "scene"}
# What anyone would read alike; a struck-out mark, a hesitation, a tick far out
# of its box or a remark over boxes may need a person.
PLAIN = {"blank", "tick", "cross", "slash", "dot", "filled", "circle", "small",
         "corrected", "double"}
COLOURS = ["#1b6ca8", "#2a9d5c", "#8a5fbf", "#d98032", "#c0392b"]


def rows(path):
    with open(path, newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def pair(truth, scan):
    """Each form of the truth with its record: by photo and code, else the
    photo's only one that is left."""
    left = {}
    for record in scan:
        left.setdefault(os.path.basename(record["photo"]), []).append(record)
    pairs, unmatched = [], []
    for form in truth:
        records = left.get(os.path.basename(form["photo"]), [])
        same = [r for r in records if r["code"] == form["code"]]
        if same:
            records.remove(same[0])
            pairs.append((form, same[0]))
        else:
            unmatched.append(form)
    for form in unmatched:
        records = left.get(os.path.basename(form["photo"]), [])
        pairs.append((form, records.pop(0) if records else None))
    return pairs, sum(len(r) for r in left.values())


class Level:
    def __init__(self, name, truth, scan):
        self.name = name
        self.forms = self.whole = self.lost = self.wrong_code = 0
        self.plain = self.plain_whole = 0
        self.answers = self.sure = self.wrong = self.doubtful = 0
        self.list, self.points, self.kinds = [], [], {}
        pairs, self.extra = pair(rows(truth), rows(scan))
        for form, record in pairs:
            self.add(form, record)

    def add(self, form, record):
        fields = [f for f in form if f not in ABOUT]
        kinds = dict(zip(fields, form["did"].split()))
        plain = all(set(k.split("+")) <= PLAIN for k in kinds.values())
        self.forms += 1
        self.plain += plain
        if record is None or (record["status"] == "unread"
                              and not record.get("marks")):
            self.lost += 1
            return
        if record["code"] and record["code"] != form["code"]:
            self.wrong_code += 1
            self.list.append(f"{form['photo']}: code {record['code']} "
                             f"is {form['code']}")
        whole = record["status"] == "read" and record["code"] == form["code"]
        guesses = {f: (g, float(c))
                   for f, g, c in MARK.findall(record.get("marks", ""))}
        for field in fields:
            kind = kinds.get(field, "")
            if "beside" in kind:
                continue
            whole &= self.answer(form, record, field, kind,
                                 guesses.get(field))
        self.whole += whole
        self.plain_whole += whole and plain

    def answer(self, form, record, field, kind, guess):
        told, true = record.get(field, "?"), form[field]
        counts = self.kinds.setdefault(kind, [0, 0, 0])
        self.answers += 1
        counts[0] += 1
        if guess:
            value = "" if guess[0] in ("blank", "-") else guess[0]
            self.points.append((guess[1], value == true))
        if told in ("?", "-"):
            self.doubtful += 1
            counts[1] += 1
            return False
        self.sure += 1
        if told != true:
            self.wrong += 1
            counts[2] += 1
            self.list.append(f"{form['photo']}: {field} ({kind}) read "
                             f"«{told}» is «{true}» {guess}")
        return told == true


def upper(wrong, n):
    """The 95 % upper bound of a share (Clopper & Pearson 1934, one-sided), by
    bisection over the binomial's tail."""
    if n == 0:
        return 1.0
    low, high = wrong / n, 1.0
    for _ in range(60):
        p = (low + high) / 2
        if p in (0.0, 1.0):
            break
        tail = sum(math.exp(math.lgamma(n + 1) - math.lgamma(k + 1)
                            - math.lgamma(n - k + 1) + k * math.log(p)
                            + (n - k) * math.log1p(-p))
                   for k in range(wrong + 1))
        low, high = (p, high) if tail > 0.05 else (low, p)
    return high


def table(levels):
    print("| level | forms | wholly read | of the plain ones | answers "
          "| wrong as sure | 95 % bound | doubtful | not found "
          "| wrong codes |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for v in levels:
        bound = upper(v.wrong, v.answers)
        print(f"| {v.name} | {v.forms} | {100 * v.whole / v.forms:.1f} % "
              f"| {100 * v.plain_whole / max(1, v.plain):.1f} % of {v.plain} "
              f"| {v.answers} | {v.wrong} | 1 in {1 / bound:,.0f} "
              f"| {100 * v.doubtful / max(1, v.answers):.2f} % | {v.lost} "
              f"| {v.wrong_code} |")
    kinds = {}
    for v in levels:
        for kind, counts in v.kinds.items():
            sums = kinds.setdefault(kind, [0, 0, 0])
            for i in range(3):
                sums[i] += counts[i]
    print("\n| what the pen did | answers | doubtful | wrong as sure |")
    print("|---|---|---|---|")
    for kind, (n, doubtful, wrong) in sorted(kinds.items()):
        print(f"| {kind or '–'} | {n} | {100 * doubtful / n:.2f} % "
              f"| {wrong} |")


# ---- the picture ----

def axis(out, x, y, w, h, title, xs, ys, xlabel, ylabel):
    out.append(f'<rect x="{x}" y="{y}" width="{w}" height="{h}" '
               'fill="none" stroke="#888"/>')
    out.append(f'<text x="{x}" y="{y - 12}" font-size="15" '
               f'font-weight="bold">{title}</text>')
    for at, label in xs:
        out.append(f'<line x1="{at}" y1="{y}" x2="{at}" y2="{y + h}" '
                   'stroke="#ddd"/>')
        out.append(f'<text x="{at}" y="{y + h + 18}" '
                   f'text-anchor="middle">{label}</text>')
    for at, label in ys:
        out.append(f'<line x1="{x}" y1="{at}" x2="{x + w}" y2="{at}" '
                   'stroke="#ddd"/>')
        out.append(f'<text x="{x - 8}" y="{at + 4}" '
                   f'text-anchor="end">{label}</text>')
    out.append(f'<text x="{x + w / 2}" y="{y + h + 40}" '
               f'text-anchor="middle">{xlabel}</text>')
    out.append(f'<text transform="translate({x - 58},{y + h / 2}) '
               f'rotate(-90)" text-anchor="middle">{ylabel}</text>')


def decade(value, low=-4.5):
    return max(low, math.log10(value)) if value > 0 else low


def calibration(out, levels, x, y, w, h):
    """Observed against predicted share of wrong guesses, in bins of equal
    width on a logarithmic scale."""
    def at(v):
        return (decade(v) + 4.5) / 4.5
    ticks = [(0.0001, "0.01 %"), (0.001, "0.1 %"), (0.01, "1 %"),
             (0.1, "10 %"), (1, "100 %")]
    axis(out, x, y, w, h, "Calibration: confidence against truth",
         [(x + w * at(v), t) for v, t in ticks],
         [(y + h - h * at(v), t) for v, t in ticks],
         "predicted share of wrong guesses (1 − confidence)",
         "observed share")
    out.append(f'<line x1="{x}" y1="{y + h}" x2="{x + w}" y2="{y}" '
               'stroke="#999" stroke-dasharray="5 4"/>')
    bins = {}
    for level in levels:
        for confidence, right in level.points:
            key = math.floor(decade(1 - confidence) * 2)
            total = bins.setdefault(key, [0, 0, 0.0])
            total[0] += 1
            total[1] += not right
            total[2] += 1 - confidence
    for n, wrong, predicted in bins.values():
        px = x + w * at(predicted / n)
        high = y + h - h * at(upper(wrong, n))
        out.append(f'<line x1="{px:.1f}" y1="{high:.1f}" x2="{px:.1f}" '
                   f'y2="{y + h - h * at(wrong / n):.1f}" stroke="#1b6ca8"/>')
        out.append(f'<circle cx="{px:.1f}" cy="{y + h - h * at(wrong / n):.1f}"'
                   f' r="{3 + math.log10(n):.1f}" fill="#1b6ca8"/>')
        out.append(f'<text x="{px + 8:.1f}" y="{high - 4:.1f}" '
                   f'fill="#555" font-size="11">{n}</text>')


def curve(out, levels, x, y, w, h):
    """Share of doubtful against share wrong, for every threshold."""
    def at(v):
        return (decade(v) + 4.5) / 4.5
    most = 0.2
    axis(out, x, y, w, h, "The price of certainty",
         [(x + w * v / most, f"{100 * v:.0f} %")
          for v in (0, 0.05, 0.1, 0.15, 0.2)],
         [(y + h - h * at(v), t) for v, t in
          [(0.0001, "0.01 %"), (0.001, "0.1 %"), (0.01, "1 %"),
           (0.1, "10 %")]],
         "answers left to a person", "wrong answers accepted")
    for i, level in enumerate(merged(levels)):
        points = sorted(level.points)
        n, wrong = len(points), sum(not right for _, right in points)
        path = []
        for k, (_, right) in enumerate(points):
            if k / n > most:
                break
            path.append(f"{x + w * k / n / most:.1f},"
                        f"{y + h - h * at(wrong / n):.1f}")
            wrong -= not right
        out.append(f'<polyline points="{" ".join(path)}" fill="none" '
                   f'stroke="{COLOURS[i % 5]}" stroke-width="2"/>')
        ly = y + 20 + 20 * i
        out.append(f'<line x1="{x + w - 110}" y1="{ly - 4}" '
                   f'x2="{x + w - 86}" y2="{ly - 4}" '
                   f'stroke="{COLOURS[i % 5]}" stroke-width="3"/>')
        out.append(f'<text x="{x + w - 78}" y="{ly}">{level.name}</text>')
        share = level.doubtful / max(1, level.answers)
        out.append(f'<circle cx="{x + w * min(share, most) / most:.1f}" '
                   f'cy="{y + h - h * at(level.wrong / max(1, level.answers)):.1f}" '
                   f'r="5" fill="{COLOURS[i % 5]}" stroke="#fff"/>')


class Merged:
    """The forms of one level together: a5/office and a4/office."""

    def __init__(self, name, levels):
        self.name = name
        self.points = [p for v in levels for p in v.points]
        self.answers = sum(v.answers for v in levels)
        self.doubtful = sum(v.doubtful for v in levels)
        self.wrong = sum(v.wrong for v in levels)


def merged(levels):
    names = dict.fromkeys(v.name.split("/")[-1] for v in levels)
    return [Merged(name, [v for v in levels
                          if v.name.split("/")[-1] == name])
            for name in names]


def picture(levels, path):
    out = ['<svg xmlns="http://www.w3.org/2000/svg" width="1120" '
           'height="500" font-family="sans-serif" font-size="12">',
           '<rect width="1120" height="500" fill="#fff"/>']
    calibration(out, levels, 90, 50, 420, 380)
    curve(out, levels, 640, 50, 420, 380)
    out.append("</svg>")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(out) + "\n")


def main(arguments):
    svg, wanted, levels = None, False, []
    while arguments:
        argument = arguments.pop(0)
        if argument == "--svg":
            svg = arguments.pop(0)
        elif argument == "--list":
            wanted = True
        else:
            name, files = argument.split("=", 1)
            levels.append(Level(name, *files.split(",")))
    if not levels:
        sys.exit(__doc__)
    table(levels)
    if wanted:
        for level in levels:
            for line in level.list:
                print(f"{level.name}: {line}")
    if svg:
        picture(levels, svg)


main(sys.argv[1:])
