# SPDX-License-Identifier: MIT
"""Runs three readers over photographs; see scripts/bench-reading."""
import csv
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys

CHARSETS = ("utf-8", "cp932", "latin-1")


def decodings(raw):
    for charset in CHARSETS:
        try:
            yield "".join(raw.decode(charset).split())
        except UnicodeDecodeError:
            pass


def holds(raw, truth):
    """Does a text that was read say what the truth says?"""
    for text in decodings(raw):
        for want, whole in truth:
            if text == want if whole else want in text:
                return True
    return False


def run_phieu(program, photo):
    out = subprocess.run([program, "-w", photo], capture_output=True).stdout
    fields = out.rstrip(b"\n").split(b"\t")[1:-1]
    return [field.split(b":", 1)[1] for field in fields]


def run_zbarimg(program, photo):
    # dbus, which it tells of what it reads, is not there everywhere.
    out = subprocess.run([program, "-q", photo], capture_output=True).stdout
    starts = re.split(rb"^(QR-Code|CODE-128|CODE-39|[A-Z0-9-]+):", out,
                      flags=re.M)
    return [text.strip() for kind, text in zip(starts[1::2], starts[2::2])
            if kind in (b"QR-Code", b"CODE-128", b"CODE-39")]


def run_zxing(program, photo):
    out = subprocess.run([program, photo], capture_output=True).stdout
    texts = []
    for part in re.split(rb"^Text: +", out, flags=re.M)[1:]:
        text = re.match(rb'"(.*?)"\nBytes:', part, re.S)
        kind = re.search(rb"^Format: +(\S+)", part, re.M)
        if text and kind and kind[1] in (b"QRCode", b"Code128", b"Code39"):
            texts.append(text[1])
    return texts


def load_truth(folder):
    truth = {}
    with open(os.path.join(folder, "truth.csv"), encoding="utf-8") as file:
        for row in csv.DictReader(file):
            whole = "text" in row
            text = row["text"] if whole else row["code"]
            if text:
                truth.setdefault(row["photo"], []).append(
                    ("".join(text.split()), whole))
    return truth


def cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(name, run, program, folder, truth):
    read, misread, times = 0, [], []
    for photo in sorted(truth):
        before = cpu()
        texts = run(program, os.path.join(folder, photo))
        times.append(cpu() - before)
        read += any(holds(text, truth[photo]) for text in texts)
        if any(not holds(text, truth[photo]) for text in texts):
            misread.append(photo)
    times.sort()
    print("| %s | %d | %d | %d | %.1f | %.1f | %.1f |" % (
        name, len(truth), read, len(misread),
        1000 * statistics.median(times),
        1000 * times[min(len(times) - 1, len(times) * 95 // 100)],
        len(times) / sum(times)), flush=True)
    for photo in misread:
        print("%s: misread by %s" % (photo, name), file=sys.stderr)


def main():
    ours, folder, most = sys.argv[1], sys.argv[2], int(sys.argv[3])
    truth = load_truth(folder)
    if most and most < len(truth):
        names = sorted(truth)
        truth = {name: truth[name] for name in
                 names[::len(names) // most][:most]}
    print("| reader | photographs | read | misread | median CPU ms "
          "| 95 % below | photographs a CPU second |")
    print("|---|---|---|---|---|---|---|")
    for name, run, program in (
            ("phieu", run_phieu, ours),
            ("zbarimg", run_zbarimg, shutil.which("zbarimg")),
            ("ZXingReader", run_zxing, shutil.which("ZXingReader"))):
        if program:
            measure(name, run, program, folder, truth)


if __name__ == "__main__":
    main()
