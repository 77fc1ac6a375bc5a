#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""phieu review --tui at a real pseudo-terminal: keys in, screen out.

Five questions of three forms: two marks of the first, the code of the second
(the first three suggest none), the code of the third, which is in no register,
and a mark of it.
"""

import csv
import glob
import hashlib
import io
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
from terminal import Tap, Terminal  # noqa: E402

PHIEU = os.path.abspath(sys.argv[1])
PHOTOS = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                      "../../data/sample/photos")
ENTER, ESCAPE, BACK, LEFT = "\r", "\x1b", "\x7f", "\x1b[D"
CODE = "H29.12-240801-000"
ME = "Trần Thị B"
JOURNAL = "phieu.ledger.review-%s.csv" % hashlib.sha256(
    ME.encode()).hexdigest()[:8]

tap = Tap()


def phieu(*arguments, **more):
    return subprocess.run([PHIEU, *arguments], capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, check=False, **more)


def write(name, text):
    with open(name, "w", encoding="utf-8") as file:
        file.write(text)


def sha256(name):
    with open(name, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def make_ledger():
    phieu("init", "--unit", "H29.12", "--name", "UBND xã An Bình")
    write("officers.csv", "officer,name,title,unit\n"
          "A,Nguyễn Văn An,Chuyên viên,H29.12\n")
    write("dossiers.csv", "code,unit,officer,field,received,due,returned\n"
          + "".join(f"{CODE}{i},H29.12,A,Hộ tịch,2024-08-01,2024-08-10,"
                    "2024-08-05\n" for i in (1, 2, 3)))
    os.mkdir("anh")
    rows = [
        ("a", "01", CODE + "1", "qr", "doubtful", "doubtful-mark", "2,?,!,1,2",
         "cs1=2@0.9990 cs3=1@0.6200 cs4=!@0.9000"),
        ("b", "02", "", "", "doubtful", "no-code", "2,2,2,1,2", ""),
        ("c", "03", CODE + "9", "qr", "read", "", "2,2,2,1,?", ""),
    ]
    text = ("photo,page,sha256,form,code,code_from,status,reason,"
            "cs1,cs3,cs4,cs7,hl,part,marks,place\n")
    for name, photo, code, source, status, reason, answers, marks in rows:
        shutil.copy(f"{PHOTOS}/phieu-{photo}.jpg", f"anh/{name}.jpg")
        text += (f"anh/{name}.jpg,1,{sha256(f'anh/{name}.jpg')},mac-dinh,{code},{source},"
                 f"{status},{reason},{answers},1,{marks},"
                 '"0,0 100,0 100,100 0,100"\n')
    write("scan.csv", text)
    for words in (("load", "officers", "officers.csv"),
                  ("load", "dossiers", "dossiers.csv"),
                  ("import", "scan.csv")):
        done = phieu(*words)
        assert done.returncode in (0, 1), done.stderr


def start(*arguments, by=ME, rows=24, columns=80, **environment):
    return Terminal([PHIEU, "review", "--tui", "--by", by, *arguments],
                    rows, columns, environment)


def begin(*arguments, **more):
    t = start(*arguments, **more)
    t.shows("Mục 1 trên", "Esc kết thúc")
    return t


def open_questions():
    rows = csv.DictReader(io.StringIO(phieu("review").stdout))
    return [(row["sheet"], row["field"]) for row in rows]


def journal():
    if not os.path.exists(JOURNAL):
        return []
    with open(JOURNAL, encoding="utf-8") as file:
        return [(r["sheet"], r["field"], r["answer"], r["code"])
                for r in csv.DictReader(file)]


def sql(query):
    done = subprocess.run(["sqlite3", "phieu.ledger", query],
                          capture_output=True, text=True, check=False)
    return done.stdout.strip()


def answer_all(t):
    """The five, as a person would: a digit, a letter, a suggestion …"""
    t.hand("1")
    t.shows("Mục 2 trên 5")
    t.hand("n")
    t.shows("Mục 3 trên 5")
    t.send(CODE + "2" + ENTER)
    t.shows("Mục 4 trên 5")
    t.hand("k")
    t.shows("Mục 5 trên 5")
    t.hand("t")
    return t.shows("Đã trả lời tất cả")


# ---- each in a folder of its own ----

def questions_are_answered_into_the_ledger():
    t = begin()
    tap.check(t.shows("a.jpg", CODE + "1", "Nguyễn Văn An", "Hộ tịch",
                      "hẹn 10/08/2024", "Người xem xét: " + ME),
              "the screen shows the form and its dossier", t.screen.text())
    tap.check("mấy lần" in t.screen.text()
              and "Máy đọc: Một lần, chắc 62,0 %" in t.screen.text()
              and "1  Một lần" in t.screen.text(),
              "the question, what was read and how sure", t.screen.text())
    t.hand("1")
    tap.check(t.shows("Mục 2 trên 5", "Còn 4 mục", "mấy cơ quan"),
              "a digit answers, and the next comes by itself",
              t.screen.text())
    tap.check(journal() == [("1", "cs3", "1", "")]
              and stat.S_IMODE(os.stat(JOURNAL).st_mode) == 0o600,
              "the answer is on the disk, for its owner alone", journal())
    t.hand("7")
    tap.check(t.shows("Phím này không phải") and t.screen.bells == 1
              and "Mục 2" in t.screen.text(),
              "points that the question does not have sound")
    t.hand("n")
    tap.check(t.shows("Mục 3 trên 5", "Mã hồ sơ trên phiếu là gì?",
                      "không đọc được mã"), "a code is asked, too",
              t.screen.text())
    t.send("H29.12-24O801-0002" + ENTER)
    tap.check(t.shows("Không phải mã hồ sơ"), "a letter among its digits is "
              "refused", t.screen.text())
    t.send(ESCAPE)
    t.rest()
    t.send("https://x.vn/tra-cuu?SGT=001090012345&MHS=" + CODE + "2" + ENTER)
    tap.check(t.shows("Mục 4 trên 5", f"1  {CODE}"),
              "an address that a scanner sends has its code found",
              t.screen.text())
    tap.check(journal()[-1] == ("2", "code", "code", CODE + "2")
              and "001090012345" not in open(JOURNAL).read(),
              "and nothing else of it is kept", journal())
    t.hand("1")
    tap.check(t.shows("Enter: lấy mã này"), "a suggestion is chosen",
              t.screen.text())
    t.send(ESCAPE)
    t.rest()
    t.send("H29.12-240801-0077" + ENTER)
    tap.check(t.shows("không có trong sổ hồ sơ: v"),
              "a code that no register has is asked again", t.screen.text())
    t.send("x")
    t.rest()
    tap.check("Mục 4" in t.screen.text() and len(journal()) == 3,
              "another key does not take it")
    t.send(ENTER)
    t.shows("không có trong sổ hồ sơ: v")
    t.send("v")
    t.shows("Mục 5 trên 5")
    t.hand("0")
    tap.check(t.shows("Đã trả lời tất cả", "5 trên 5"),
              "at the end it says so", t.screen.text())
    tap.check(sql("SELECT count(*) FROM judgement") == "0",
              "the ledger is not touched before")
    t.send(ENTER)
    tap.check(t.wait() == 1
              and b"1 code that the register does not have" in t.raw,
              "Enter brings them in, and tells of a code", t.raw[-500:])
    tap.check(t.restored(), "the terminal is given back")
    tap.check(not glob.glob(JOURNAL + "*"), "the journal is gone")
    tap.check(sql("SELECT count(*), count(DISTINCT batch),"
                  " group_concat(DISTINCT by) FROM judgement")
              == f"5|1|{ME}", "five judgements in one batch, by her")
    tap.check(open_questions() == [], "nothing is open any more",
              open_questions())
    t.close()
    t = start()
    tap.check(t.wait() == 0 and b"no question is open" in t.raw,
              "a second session has nothing to ask", t.raw[-300:])
    t.close()


def what_was_answered_is_taken_back():
    t = begin()
    t.hand("1")
    t.shows("Mục 2")
    t.hand("b")
    tap.check(t.shows("Mục 3", "Đã để mục trước lại sau"),
              "a question is put off", t.screen.text())
    t.hand("x")
    t.shows("Mục 4")
    t.send(BACK)
    tap.check(t.shows("Mục 3", "Đã hoàn tác") and len(journal()) == 1,
              "the last answer is taken back, on the disk, too", journal())
    t.send(BACK)
    t.shows("Mục 2")
    t.send(BACK)
    tap.check(t.shows("Mục 1", "Còn 5 mục") and not os.path.exists(JOURNAL),
              "and all before it", t.screen.text())
    t.send(BACK)
    tap.check(t.shows("Không còn gì để hoàn tác"), "then there is none")
    t.hand("2")
    t.shows("Mục 2")
    t.send(LEFT)
    tap.check(t.shows("Mục 1", "2  Không lần nào  ✓ đã chọn"),
              "an answered question is looked at again", t.screen.text())
    t.hand("0")
    t.rest()
    tap.check(journal() == [("1", "cs3", "0", "")],
              "and answered otherwise", journal())
    t.send(BACK)
    t.rest()
    tap.check(journal() == [("1", "cs3", "2", "")],
              "which is taken back by itself", journal())
    t.send(ESCAPE)
    t.shows("Kết thúc khi còn mục chưa trả lời?", "còn 4 mục")
    t.send(ENTER)
    tap.check(t.wait() == 1 and b"4 questions are still open" in t.raw,
              "what is left open is told", t.raw[-300:])
    tap.check(len(open_questions()) == 4, "and stays open")
    t.close()


def what_is_put_off_comes_last():
    t = begin()
    t.hand("b")
    t.shows("Mục 2")
    t.hand("n")
    t.shows("Mục 3")
    t.hand("x")
    t.shows("Mục 4")
    t.hand("k")
    t.shows("Mục 5")
    t.hand("k")
    tap.check(t.shows("Mục 1 trên 5", "Còn 1 mục"),
              "what was put off comes when no other is left",
              t.screen.text())
    t.close()


def a_cut_off_session_loses_nothing():
    t = begin()
    t.hand("1")
    t.shows("Mục 2")
    t.hand("0")
    t.shows("Mục 3")
    t.signal(signal.SIGKILL)
    t.wait()
    t.close()
    tap.check(len(journal()) == 2, "a killed session leaves its answers")
    t = start()
    tap.check(t.shows("Mục 1 trên 3") and not os.path.exists(JOURNAL),
              "the next one applies them, and asks the rest",
              t.screen.text())
    tap.check(sql("SELECT group_concat(answer) FROM judgement") == "1,0",
              "they are in the ledger")
    t.hand("x")
    t.shows("Mục 2")
    t.signal(signal.SIGTERM)
    tap.check(t.wait() == 1 and t.restored(),
              "SIGTERM gives the terminal back", t.status)
    tap.check(b"1 answer is kept in" in t.raw and len(journal()) == 1,
              "and tells where the answer is", t.raw[-300:])
    t.close()
    t = start()
    t.shows("Mục 1 trên 2")
    t.hang_up()
    tap.check(t.wait() == 1, "so does a terminal that hangs up", t.status)
    t.close()
    write(JOURNAL, "sheet,photo,field,answer,code,pass,at\n1,x,cs3,7,,1,\n")
    t = start()
    tap.check(t.wait() == 65 and b"mend it, or remove it" in t.raw
              and os.path.exists(JOURNAL),
              "a journal that was spoilt is told, and kept", t.raw[-400:])
    t.close()


def two_of_one_name_do_not_meet():
    t = begin()
    t.hand("1")
    t.shows("Mục 2")
    other = start()
    tap.check(other.wait() == 75 and b"is under way" in other.raw,
              "a second session of one name is refused", other.raw[-300:])
    other.close()
    other = begin(by="Lê C")
    other.hand("2")
    other.shows("Mục 2")
    tap.check(len(glob.glob("phieu.ledger.review-*.csv")) == 2,
              "another person has a journal of their own")
    other.send(ESCAPE)
    other.shows("Kết thúc")
    other.send(ENTER)
    other.wait()
    other.close()
    t.send(ESCAPE)
    t.shows("Kết thúc")
    t.send(ENTER)
    tap.check(t.wait() == 1 and b"not applied: settled meanwhile" in t.raw,
              "what the other settled meanwhile is told", t.raw[-300:])
    t.close()


def a_scanner_answers_no_mark():
    t = begin()
    t.send(CODE + "1" + ENTER)
    tap.check(t.shows("Phím gõ quá nhanh") and t.screen.bells == 1,
              "a scan into a question of marks sounds", t.screen.text())
    t.rest()
    tap.check("Mục 1" in t.screen.text() and not os.path.exists(JOURNAL),
              "and answers nothing")
    t.close()


def seen():
    """What the viewer was called with; it is not to be called with more."""
    for _ in range(100):
        if os.path.exists("seen"):
            break
        time.sleep(0.05)
    if not os.path.exists("seen"):
        return None
    with open("seen", encoding="utf-8") as file:
        words = file.read()
    os.unlink("seen")
    return words


def make_viewer():
    write("viewer", '#!/bin/sh\nprintf "%s|" "$#" "$@" >seen.new\n'
          "[ -t 0 ] || [ -t 1 ] || [ -t 2 ] || mv seen.new seen\n")
    os.chmod("viewer", 0o755)


def the_photo_is_opened_beside():
    make_viewer()
    os.rename("anh", "-a; touch bad; ")
    t = begin(PHIEU_VIEWER="./viewer")
    t.hand("p")
    tap.check(t.shows("Không mở được tệp: anh/a.jpg"),
              "a photo that is not there is told", t.screen.text())
    os.rename("-a; touch bad; ", "anh")
    t.hand("p")
    tap.check(t.shows("Đã mở bằng ./viewer"), "one that is there is opened",
              t.screen.text())
    tap.check(seen() == "1|anh/a.jpg|",
              "as one word, away from the terminal")
    t.hand("c")
    tap.check(t.shows("Không có ảnh cắt"), "a crop that is not there is told")
    spot = hashlib.sha256(b"mac-dinh 0,0 100,0 100,100 0,100").hexdigest()
    crop = (f"phieu.ledger.crops/{sha256('anh/a.jpg')[:16]}-1-1-cs3-"
            f"{spot[:8]}.png")
    os.makedirs("phieu.ledger.crops", exist_ok=True)
    write(crop, "")
    t.hand("c")
    shown = t.shows("Đã mở bằng ./viewer")
    word = seen()
    tap.check(shown and word and word.startswith("1|")
              and word.endswith(crop + "|"), "one that is there is opened",
              word)
    t.close()
    t = begin(PHIEU_VIEWER="no-such-viewer")
    t.hand("p")
    tap.check(t.shows("Không chạy được no-such-viewer"),
              "so is a viewer that is not there", t.screen.text())
    t.close()


def another_photo_is_not_opened():
    make_viewer()
    t = begin(PHIEU_VIEWER="./viewer")
    for what, source in (("another form's", "anh/b.jpg"),
                         ("an empty file", "/dev/null")):
        with open(source, "rb") as file, open("anh/a.jpg", "wb") as other:
            other.write(file.read())
        t.hand("p")
        tap.check(t.shows("Ảnh ở đường dẫn này đã là ảnh khác"),
                  f"{what} at the photo's path is told", t.screen.text())
        t.hand("b")
        t.rest()
        t.send(LEFT)
        t.shows("Mục 1 trên 5")
    shutil.copy(f"{PHOTOS}/phieu-01.jpg", "anh/a.jpg")
    t.hand("p")
    tap.check(t.shows("Đã mở bằng ./viewer") and seen() == "1|anh/a.jpg|"
              and not os.path.exists("seen.new"),
              "and only the right one was opened", t.screen.text())
    t.close()


def a_second_person_does_not_see_the_first():
    t = begin()
    answer_all(t)
    t.send(ENTER)
    t.wait()
    t.close()
    t = start("--second", by=ME.lower())
    tap.check(t.wait() == 0 and b"a second answer is another person" in t.raw,
              "the first person is not asked again", t.raw[-300:])
    t.close()
    t = begin("--second", by="Lê C")
    tap.check(t.shows("LƯỢT HAI", "Chỉ số 3: ?")
              and "đã chọn" not in t.screen.text(),
              "the second pass shows what the first person saw",
              t.screen.text())
    t.hand("2")
    t.shows("Mục 2")
    t.send(ESCAPE)
    t.shows("Kết thúc")
    t.send(ENTER)
    tap.check(t.wait() == 1 and b"1 differed" in t.raw,
              "where they differ it is told", t.raw[-400:])
    t.close()
    for by in ("  lê   C", ME.upper()):
        t = start(by=by)
        tap.check(t.wait() == 0 and b"a third person settles that" in t.raw,
                  f"of the two '{by}' is not asked again", t.raw[-300:])
        t.close()
    t = begin(by="Phạm D")
    tap.check(t.shows(f"{ME}: Một lần", "Lê C: Không lần nào"),
              "and the third sees both", t.screen.text())
    t.close()


def what_another_left_is_told():
    t = begin(by="Lê C")
    t.hand("1")
    t.shows("Mục 2")
    other = begin()
    tap.check("người khác" not in other.screen.text(),
              "a session under way is not forgotten", other.screen.text())
    other.close()
    t.hand("n")
    t.shows("Mục 3")
    t.signal(signal.SIGKILL)
    t.wait()
    t.close()
    t = begin()
    tap.check(t.shows("Cạnh sổ còn 2 câu trả lời của người khác")
              and b"2 answers of another person" in t.raw
              and os.path.basename(
                  glob.glob("phieu.ledger.review-*.csv")[0]).encode()
              in t.raw, "one that was killed is told", t.raw[:400])
    t.hand("1")
    t.shows("Mục 2")
    tap.check("người khác" not in t.screen.text(), "once")
    t.close()
    write("phieu.ledger.review-0123.csv", "sheet,photo,field\n")
    os.mkdir("phieu.ledger.review-0.csv")
    t = start(by="Lê C")
    tap.check(t.shows("Mục 1 trên 3") and b"review-0123" not in t.raw
              and b"review-0.csv: another person's answers" in t.raw,
              "their own brings it in; one without answers is nothing, one "
              "that cannot be read is told", t.raw[:400])
    t.close()


def small_windows_and_no_terminal():
    t = start(rows=20, columns=70)
    tap.check(t.shows("Cửa sổ quá nhỏ: 70 × 20"), "a small window is told",
              t.screen.text())
    t.hand("1")
    tap.check(not os.path.exists(JOURNAL), "and takes no answer")
    t.resize(24, 80)
    tap.check(t.shows("Mục 1 trên 5"), "a larger one goes on",
              t.screen.text())
    t.close()
    done = phieu("review", "--tui", "--by", ME)
    tap.check(done.returncode == 64 and "at a terminal" in done.stderr,
              "without a terminal it is a usage error", done.stderr)
    done = phieu("review", "--tui")
    tap.check(done.returncode == 64 and "--by" in done.stderr,
              "so it is without a name", done.stderr)


CASES = [
    questions_are_answered_into_the_ledger,
    what_was_answered_is_taken_back,
    what_is_put_off_comes_last,
    a_cut_off_session_loses_nothing,
    two_of_one_name_do_not_meet,
    a_scanner_answers_no_mark,
    the_photo_is_opened_beside,
    another_photo_is_not_opened,
    a_second_person_does_not_see_the_first,
    what_another_left_is_told,
    small_windows_and_no_terminal,
]


def main():
    os.umask(0o022)
    os.environ.pop("PHIEU_LEDGER", None)
    for case in CASES:
        if len(sys.argv) > 2 and case.__name__ not in sys.argv[2:]:
            continue
        folder = tempfile.mkdtemp(prefix="phieu-tty.")
        os.chdir(folder)
        try:
            make_ledger()
            case()
        finally:
            os.chdir("/")
            shutil.rmtree(folder)
    tap.finish()


main()
