#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""phieu key at a real pseudo-terminal: keys in, screen out."""

import csv
import glob
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
from terminal import Tap, Terminal  # noqa: E402

PHIEU = os.path.abspath(sys.argv[1])
SAMPLE = os.path.join(os.environ["PH_TEST_SOURCE"], "data", "sample")
ENTER = "\r"
ESCAPE = "\x1b"
BACK = "\x7f"
NOT_THERE = "000.17.22.H56-260702-0003"  # a digit from CODES[1]

tap = Tap()


def phieu(*arguments, **more):
    return subprocess.run([PHIEU, *arguments], capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, check=False, **more)


def codes():
    with open(os.path.join(SAMPLE, "dossiers.csv"), encoding="utf-8") as file:
        return [row["code"] for row in csv.DictReader(file)]


CODES = codes()


def make_ledger():
    phieu("init", "--unit", "000.17.22.H56", "--name", "UBND phường")
    for kind in ("units", "officers", "dossiers"):
        done = phieu("load", kind, os.path.join(SAMPLE, kind + ".csv"))
        assert done.returncode == 0, done.stderr


ALL = ("--fields", "cs1,cs3,cs4,cs7,hl")


def start(*arguments, rows=24, columns=80, term="xterm"):
    return Terminal([PHIEU, "key", *arguments], rows, columns,
                    {"TERM": term})


def begin(*arguments):
    """With all questions of the rule set, unless a form is named."""
    terminal = start(*arguments, *(() if "--form" in arguments else ALL))
    terminal.shows("Mã hồ sơ", "Backspace")
    return terminal


def row(code, answers):
    return code + ENTER + answers + ENTER


def drafts():
    return glob.glob("phieu.ledger.keying/*.csv")


def draft_rows():
    rows = []
    for path in sorted(drafts()):
        with open(path, encoding="utf-8") as file:
            rows += [r["code"] + " " + "".join(
                r[q] or "." for q in ("cs1", "cs3", "cs4", "cs7", "hl"))
                for r in csv.DictReader(file)]
    return rows


def finish(terminal, key="g"):
    """The end of the batch: Esc, its totals, the key; the exit status."""
    terminal.rest(0.3)
    terminal.send(ESCAPE)
    terminal.shows("ĐỐI CHIẾU TỔNG")
    terminal.hand(key)
    return terminal.wait()


def batch_number(terminal):
    found = re.search(rb"--verify (\d+)", terminal.raw)
    return found.group(1).decode() if found else "0"


def keyed_in_ledger():
    done = subprocess.run(
        ["sqlite3", "phieu.ledger", "SELECT count(*) FROM sheet"],
        capture_output=True, text=True, check=False)
    return int(done.stdout or -1)


# ---- each in a folder of its own ----

def a_batch_is_keyed_from_scan_to_ledger():
    t = begin("--date", "30/09/2026", "--box", "H1", "--by", "An",
              "--count", "2")
    tap.check("lô 20" in t.screen.text() and "thu 30/09/2026" in t.screen.text()
              and "hòm H1" in t.screen.text()
              and "Người nhập: An" in t.screen.text(),
              "the screen says what is keyed, and by whom", t.screen.text())
    t.send(CODES[0] + ENTER)
    tap.check(t.shows("Nguyễn Thị Minh Hạnh", "Hộ tịch", "06/07/2026"),
              "the dossier and its officer are shown at once",
              t.screen.text())
    t.hand("2101.")
    tap.check(t.shows("1 phiếu / 2 đếm tay", "2 1 0 1 ."),
              "the last digit takes the row", t.screen.text())
    tap.check(draft_rows() == [CODES[0] + " 2101."],
              "and it is on the disk", draft_rows())
    t.send(row(CODES[1], "22222"))
    tap.check(t.shows("2 phiếu", "Tổng điểm 14"),
              "Enter behind the digits takes it, too", t.screen.text())
    tap.check(t.screen.bells == 0, "all without a sound")
    t.send(ESCAPE)
    tap.check(t.shows("đếm tay 2: khớp", "Tổng điểm", "14"),
              "the control totals agree", t.screen.text())
    t.hand("g")
    tap.check(t.wait() == 0, "the status is 0", t.screen.text())
    tap.check(t.shows("batch 5: 2 forms, 14 points"), "the batch is told",
              t.screen.text())
    tap.check(t.restored(), "the terminal is given back")
    tap.check(keyed_in_ledger() == 2 and not drafts(),
              "the ledger has the rows, and the draft is gone")
    t.close()


def wrong_keys_sound():
    t = begin()
    t.send(CODES[0] + ENTER)
    t.shows("Nguyễn Thị Minh Hạnh")
    t.hand("2")
    t.hand("7")
    tap.check(t.shows("Phím này không phải") and t.screen.bells == 1,
              "a wrong key is refused with a sound", t.screen.text())
    t.hand("1111")
    tap.check(t.shows("2 1 1 1 1"), "and the row goes on", t.screen.text())
    bells = t.screen.bells
    t.send(NOT_THERE + ENTER)
    tap.check(t.shows("Không có trong sổ", CODES[1])
              and t.screen.bells == bells + 1,
              "a code that is not registered asks, with a sound and what is "
              "near", t.screen.text())
    t.send("22222" + ENTER)
    t.rest()
    tap.check(len(draft_rows()) == 1,
              "nothing is taken while it waits", draft_rows())
    t.hand("1")
    tap.check(t.shows("Trần Quốc Bảo"), "a suggestion is one key away",
              t.screen.text())
    t.send("22222" + ENTER + CODES[1] + ENTER)
    tap.check(t.shows("đã nhập ở phiếu số 2"),
              "a code keyed twice asks", t.screen.text())
    t.close()


def undo_takes_back():
    t = begin()
    t.send(row(CODES[0], "00000") + row(CODES[1], "11111"))
    t.shows("2 phiếu")
    t.hand(BACK)
    tap.check(t.shows("Đã mở lại phiếu") and len(draft_rows()) == 1,
              "one key opens the last row again", t.screen.text())
    t.send("22222" + ENTER)
    t.shows("2 2 2 2 2")
    t.hand("\x1a" * 2)
    t.send(row(CODES[2], "11111"))
    t.shows("1 1 1 1 1")
    tap.check(draft_rows() == [CODES[0] + " 00000", CODES[2] + " 11111"],
              "undone rows are gone from the disk", draft_rows())
    t.close()


def a_scan_in_the_middle_is_refused():
    t = begin()
    t.send(CODES[0] + ENTER)
    t.shows("Nguyễn Thị Minh Hạnh")
    t.hand("00")
    t.send(CODES[1] + "\r\n")
    tap.check(t.shows("mã khác được quét", "còn thiếu 3")
              and t.screen.bells == 1,
              "a scan in the middle of a row is refused with a sound",
              t.screen.text())
    t.send(row(CODES[2], "22222"))
    t.rest()
    tap.check(not draft_rows(), "and what follows is not eaten as answers",
              draft_rows())
    t.hand("c")
    t.hand("111")
    tap.check(t.until(lambda: draft_rows() == [CODES[0] + " 00111"]),
              "the row goes on where it was", draft_rows())
    t.close()


def a_killed_session_is_resumed():
    t = begin("--by", "An", "--box", "H7", "--date", "2026-09-30")
    t.send("".join(row(code, "21212") for code in CODES[:7]))
    t.shows("7 phiếu")
    t.send(CODES[7] + ENTER + "22")
    t.rest()
    t.signal(signal.SIGKILL)
    tap.check(t.wait() == -9 and len(draft_rows()) == 7,
              "kill -9 leaves every row that was taken", draft_rows())
    t.close()
    with open("phieu.ledger.keying/empty.csv", "w", encoding="utf-8") as file:
        file.write("code,cs1,cs3,cs4,cs7,hl,date,box,officer,serial,by\n")
    t = start()
    tap.check(t.shows("CÒN BẢN NHÁP", "1  ", "7 phiếu", "An"),
              "the draft is offered, with its forms and person",
              t.screen.text())
    tap.check("empty" not in t.screen.text(), "an empty one is not",
              t.screen.text())
    os.remove("phieu.ledger.keying/empty.csv")
    t.hand("1")
    tap.check(t.shows("7 phiếu", "hòm H7", "Người nhập: An"),
              "it goes on with its day, box and person", t.screen.text())
    t.hand(BACK)
    tap.check(len(draft_rows()) == 6, "and can be undone after it")
    other = start("--resume")
    tap.check(other.wait() == 75 and b"another session" in other.raw,
              "a second session cannot have it at the same time", other.raw)
    other.close()
    t.send("22222" + ENTER + "".join(row(c, "11111") for c in CODES[8:40]))
    t.shows("39 phiếu")
    with open(drafts()[0], encoding="utf-8") as file:
        last = list(csv.DictReader(file))[-1]
    tap.check((last["box"], last["by"], last["date"])
              == ("H7", "An", "2026-09-30"),
              "new rows have them, too", last)
    tap.check(finish(t) == 0 and keyed_in_ledger() == 39,
              "all are in the ledger", t.screen.text())
    t.close()


def a_hang_up_loses_nothing():
    t = begin("--name", "x")
    t.send("".join(row(code, "11111") for code in CODES[:3]))
    t.shows("3 phiếu")
    t.hang_up()
    tap.check(t.wait() == 1 and len(draft_rows()) == 3,
              "a hang-up ends it with the draft kept", t.status)
    t.close()
    t = begin("--name", "x")
    tap.check(t.shows("3 phiếu"), "--name resumes it", t.screen.text())
    t.signal(signal.SIGTERM)
    tap.check(t.wait() == 1 and t.restored(),
              "SIGTERM gives the terminal back", t.screen.text())
    tap.check(t.shows("phieu key --name x"), "and says how to go on",
              t.screen.text())
    t.close()
    t = begin("--resume")
    t.send("\x03")
    tap.check(t.wait() == 1 and t.restored(), "Ctrl-C, too")
    t.close()
    t = begin("--name", "empty")
    t.send("\x03")
    tap.check(t.wait() == 0 and len(drafts()) == 1,
              "an empty draft is not kept", drafts())
    t.close()


def a_window_may_change():
    t = begin("--name", "x")
    t.send(CODES[0] + ENTER)
    t.shows("Nguyễn Thị Minh Hạnh")
    t.resize(10, 40)
    tap.check(t.shows("Cửa sổ quá nhỏ: 40 × 10", "80 × 24"),
              "a small window says what to do", t.screen.text())
    t.send("22222" + ENTER)
    t.rest()
    tap.check(not draft_rows() and t.screen.bells > 0,
              "and takes no key blindly")
    t.resize(40, 132)
    tap.check(t.shows("Nguyễn Thị Minh Hạnh", "Backspace"),
              "a larger one shows all again", t.screen.text())
    t.send("22222" + ENTER)
    tap.check(t.shows("1 phiếu"), "and goes on", t.screen.text())
    widest = max(len(line) for line in t.screen.text().splitlines())
    tap.check(widest <= 132, "nothing is drawn past the edge")
    t.close()


def a_pasted_stream_loses_nothing(count=200):
    t = begin("--name", "x")
    stream = "".join(
        row("-", f"{i % 3}{i // 3 % 3}{i // 9 % 3}{i // 27 % 3}{i // 81 % 3}")
        for i in range(count))
    began = time.monotonic()
    t.send(stream)
    fine = t.until(lambda: f"{count} phiếu" in t.screen.text(), 60)
    rate = count / (time.monotonic() - began)
    wanted = [" " + "".join(str(i // 3 ** p % 3) for p in range(5))
              for i in range(count)]
    tap.check(fine and draft_rows() == wanted,
              f"{count} rows pasted at once are all taken, in their order",
              t.screen.text())
    tap.check(rate >= 10, "at 10 rows a second and more", rate)
    print(f"# {rate:.0f} rows a second")
    tap.check(t.screen.bells == 0, "without a sound")
    t.close()


def a_steady_stream_loses_nothing():
    t = begin("--name", "x")
    for code in CODES[:30]:
        t.send(row(code, "21012"))
        t.wait_quiet(0.1)
    tap.check(t.until(lambda: draft_rows() == [c + " 21012"
                                               for c in CODES[:30]]),
              "10 rows a second are all taken", draft_rows())
    t.close()


def verify_is_blind_and_settles():
    t = begin("--by", "An")
    t.send(row(CODES[0], "22222") + row(CODES[1], "11111")
           + row(CODES[2], "00000"))
    t.shows("3 phiếu")
    finish(t)
    batch = batch_number(t)
    t.close()
    t = start("--verify", batch, "--by", "Bình", "-o", "khac.csv")
    t.shows("NHẬP LẦN HAI")
    t.send(row(CODES[1], "11111") + CODES[0] + ENTER)
    t.shows("Nguyễn Thị Minh Hạnh")
    tap.check("2 2 2 2 2" not in t.screen.text()
              and "đã có đánh giá" not in t.screen.text(),
              "the first keying is not shown", t.screen.text())
    t.send("20221" + ENTER)
    t.shows("2 phiếu / 3")
    t.signal(signal.SIGKILL)
    t.wait()
    t.close()
    t = start("--verify", batch, "--by", "Bình", "-o", "khac.csv")
    tap.check(t.shows("2 phiếu / 3 của đợt"), "verifying is resumed, too",
              t.screen.text())
    t.send(ESCAPE)
    t.shows("lệch -1")
    t.hand("g")
    tap.check(t.shows("KHÁC NHAU", "Lần đầu    2", "Lần hai    0"),
              "a difference is shown with both words", t.screen.text())
    t.hand("0")
    t.shows("hài lòng về việc")
    t.hand("b")
    tap.check(t.shows("CHƯA ĐƯỢC NHẬP LẦN HAI", CODES[2]),
              "so is a form that was not keyed again", t.screen.text())
    t.hand("b")
    tap.check(t.wait() == 1, "what is left open makes status 1",
              t.screen.text())
    t.close()
    with open("khac.csv", encoding="utf-8") as file:
        got = [",".join(list(r)[2:]) for r in csv.reader(file)]
    tap.check(got[1:] == [f"{CODES[0]},cs3,2,0,0", f"{CODES[0]},hl,2,1,open",
                          f"{CODES[2]},,,,open"],
              "all differences are listed", got)
    t = start("--verify", batch, "--by", "an")
    t.shows("2 phiếu", "Phiếu số 3")
    tap.check(b"was keyed by An, too" in t.raw
              and "cũng do người này nhập" in t.screen.text(),
              "the same person is warned", t.screen.text())
    tap.check("Phiếu số 3" in t.screen.text()
              and "_" not in t.screen.text(),
              "words are not shown as forms", t.screen.text())
    t.send(NOT_THERE + ENTER)
    t.shows("không có phiếu mang mã này")
    t.hand("c")
    t.hand("22222")
    t.shows("3 phiếu / 3")
    t.send(ESCAPE)
    t.shows("khớp")
    t.hand("g")
    t.shows("hài lòng về việc")
    t.hand("2")
    tap.check(t.shows("KHÔNG CÓ TRONG ĐỢT", NOT_THERE, "1  " + CODES[2]),
              "a form that the batch lacks is shown, and what it may be",
              t.screen.text())
    t.hand("1")
    tap.check(t.shows("hai mã".upper(), "2  lần hai   " + NOT_THERE),
              "which code is right is asked", t.screen.text())
    t.hand(BACK)
    t.shows("KHÔNG CÓ TRONG ĐỢT")
    t.hand("x")
    t.shows("CHƯA ĐƯỢC NHẬP LẦN HAI", CODES[2])
    t.hand("n")
    tap.check(t.shows("NHẬP LẦN HAI", "Phiếu số 3", CODES[2]),
              "a form that was not keyed again is keyed at once",
              t.screen.text())
    t.hand("00000")
    t.shows("3 phiếu / 3")
    t.send(ESCAPE)
    t.shows("khớp")
    t.hand("g")
    tap.check(t.wait() == 0 and not drafts(),
              "once all is settled the draft is gone", t.screen.text())
    t.close()
    done = subprocess.run(
        ["sqlite3", "phieu.ledger", "SELECT cs1, cs3, hl FROM ratings"
         " WHERE code = '" + CODES[0] + "'"],
        capture_output=True, text=True, check=False)
    tap.check("2|0|2" in done.stdout, "and the ledger has what settled it",
              done.stdout + done.stderr)


def it_is_for_terminals_alone():
    done = phieu("key")
    tap.check(done.returncode == 64 and "phieu import" in done.stderr,
              "a stream is sent to import", done.stderr)
    t = start(term="dumb")
    tap.check(t.wait() == 64 and b"cannot move its cursor" in t.raw,
              "a terminal that cannot is told", t.raw)
    t.close()
    t = Terminal([PHIEU, "key", "--no-input"])
    tap.check(t.wait() == 64 and b"--no-input: keying is nothing" in t.raw,
              "--no-input is refused for what it is", t.raw)
    t.close()
    t = start("--verify", "99", "--by", "Bình")
    tap.check(t.wait() == 66 and b"no such batch" in t.raw
              and b"phieu log --batches" in t.raw and b"Try" not in t.raw,
              "a batch that there is not is told, and what to do", t.raw)
    t.close()
    t = start("--verify", "1")
    tap.check(t.wait() == 64 and b"--by" in t.raw,
              "--verify wants a name", t.raw)
    t.close()


def a_wrong_count_is_said():
    t = begin("--count", "3", "--name", "x")
    t.send(row(CODES[0], "22222"))
    t.shows("1 phiếu / 3")
    bells = t.screen.bells
    t.send(ESCAPE)
    tap.check(t.shows("đếm tay 3: lệch -2") and t.screen.bells > bells,
              "a count that differs is said with a sound", t.screen.text())
    t.hand("g")
    tap.check(t.shows("vẫn ghi") and keyed_in_ledger() == 0,
              "and not written by the usual key", t.screen.text())
    t.send(CODES[1] + ENTER)
    t.rest()
    tap.check("ĐỐI CHIẾU TỔNG" in t.screen.text(),
              "nor does a scan press a key there", t.screen.text())
    t.hand("d")
    tap.check(t.wait() == 1 and len(drafts()) == 1,
              "the draft is kept for later", t.screen.text())
    t.close()
    t = begin("--name", "x")
    tap.check(t.shows("1 phiếu / 3 đếm tay"),
              "with its count", t.screen.text())
    t.send(ESCAPE)
    t.shows("đếm tay 3: lệch -2")
    t.hand("n")
    t.shows("SỐ PHIẾU ĐẾM TAY")
    t.hand("1\r")
    tap.check(t.shows("đếm tay 1: khớp"), "which may be typed there",
              t.screen.text())
    t.hand("g")
    tap.check(t.wait() == 0 and not os.listdir("phieu.ledger.keying"),
              "and goes with it", t.screen.text())
    t.close()


def what_a_form_does_not_ask_takes_no_key():
    t = start("--name", "x")
    t.send(CODES[0] + ENTER)
    t.shows("Nguyễn Thị Minh Hạnh", "Chỉ số 7")
    t.hand("2101")
    tap.check(t.until(lambda: draft_rows() == [CODES[0] + " 2101-"]),
              "the form that print hands out has no question on satisfaction",
              draft_rows())
    t.send("\x03")
    t.wait()
    t.close()
    t = start("--name", "x", "--form", "a4")
    t.send(row(CODES[1], "21012"))
    t.until(lambda: len(draft_rows()) == 2)
    tap.check(t.shows("2 1 0 1 -", "2 1 0 1 2"),
              "another form may be named", t.screen.text())
    tap.check(finish(t) == 0, "it is written", t.screen.text())
    t.close()
    done = subprocess.run(
        ["sqlite3", "phieu.ledger", "SELECT DISTINCT hl FROM ratings"
         " ORDER BY 1"], capture_output=True, text=True, check=False)
    tap.check(done.stdout == "\n2\n", "what was not asked is absent",
              repr(done.stdout + done.stderr))
    t = start("--fields", "cs1,cs99")
    tap.check(t.wait() == 64 and "«cs99» is no question".encode() in t.raw,
              "a question that there is not is refused", t.raw)
    t.close()


def a_long_name_is_cut():
    with open("o.csv", "w", encoding="utf-8") as file:
        file.write("officer,name,title,unit\nCB01,"
                   + "Nguyễn Thị Minh Hạnh " * 3 + ",,001.17.22.H56\n")
    phieu("load", "officers", "o.csv")
    t = start("--by", "Công Tằng Tôn Nữ Thị Như Ý Nguyễn Phúc Bửu Lộc Quý",
              "--box", "H3")
    t.send(CODES[0] + ENTER)
    tap.check(t.shows("Nguyễn Thị Minh Hạnh Nguyễn Th… Lĩnh vực"),
              "an officer's long name ends before the next field",
              t.screen.text())
    head = t.screen.text().splitlines()[0]
    tap.check("…" in head and "hòm H3" in head,
              "so does a long name at the top", head)
    t.close()


TESTS = [
    a_batch_is_keyed_from_scan_to_ledger,
    wrong_keys_sound,
    undo_takes_back,
    a_scan_in_the_middle_is_refused,
    a_killed_session_is_resumed,
    a_hang_up_loses_nothing,
    a_window_may_change,
    a_pasted_stream_loses_nothing,
    a_steady_stream_loses_nothing,
    verify_is_blind_and_settles,
    a_wrong_count_is_said,
    what_a_form_does_not_ask_takes_no_key,
    a_long_name_is_cut,
    it_is_for_terminals_alone,
]


def main():
    base = tempfile.mkdtemp(prefix="phieu-tty-")
    try:
        os.chdir(base)
        os.environ.pop("PHIEU_LEDGER", None)
        make_ledger()
        ledger = os.path.join(base, "phieu.ledger")
        for test in TESTS:
            folder = os.path.join(base, test.__name__)
            os.mkdir(folder)
            shutil.copy(ledger, folder)
            os.chdir(folder)
            print(f"# {test.__name__}", flush=True)
            test()
    finally:
        os.chdir("/")
        shutil.rmtree(base)
    tap.finish()


if __name__ == "__main__":
    main()
