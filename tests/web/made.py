# SPDX-License-Identifier: MIT
"""Pages to test with: made forms, made pictures, the page's files."""
import base64
import json
import os
import re
import struct
import zlib

LEDGER = '0123456789abcdef'
QUESTIONS = [
    {'id': 'cs1', 'name': 'Chỉ số 1',
     'ask': 'Hồ sơ được trả kết quả sớm hay muộn so với ngày hẹn?',
     'options': [{'points': 2, 'label': 'Sớm hơn hẹn'},
                 {'points': 1, 'label': 'Đúng hẹn'},
                 {'points': 0, 'label': 'Muộn hơn hẹn'}]},
    {'id': 'cs3', 'name': 'Chỉ số 3',
     'ask': 'Ông/Bà liên hệ nơi tiếp nhận mấy lần để hoàn thiện hồ sơ?',
     'options': [{'points': 2, 'label': 'Không lần nào'},
                 {'points': 1, 'label': 'Một lần'},
                 {'points': 0, 'label': 'Hơn một lần'}]},
    {'id': 'cs7', 'name': 'Chỉ số 7',
     'ask': 'Ông/Bà có phản ánh gì về thái độ của cán bộ, công chức?',
     'options': [{'points': 2, 'label': 'Không, hồ sơ trả sớm hẹn'},
                 {'points': 1, 'label': 'Không, hồ sơ trả đúng hẹn'},
                 {'points': 0, 'label': 'Có phản ánh, kiến nghị'}]},
]
OFFICERS = ['Nguyễn Thị Minh Hạnh', 'Lê Văn Toàn', 'Trần Quốc Bảo']
FIELDS = ['Hộ tịch', 'Đất đai', 'Chứng thực']


def code_of(number):
    return 'H56.17-2607%02d-%04d' % (number % 28 + 1, number)


def dossier(number):
    day = number % 28 + 1
    return [code_of(number), OFFICERS[number % 3], FIELDS[number % 3],
            '2026-07-%02d' % day, '2026-08-%02d' % day,
            '2026-07-%02d' % min(day + 2, 31), 'H56.17', number == 8]


# ---- pictures ----

class Sheet:
    """Grey paper with a little grain, so that it weighs like a photograph."""

    def __init__(self, width, height, grain):
        self.width, self.height = width, height
        self.rows = []
        state = 1
        for y in range(height):
            row = bytearray(width)
            for x in range(width):
                state = (state * 1103515245 + 12345) & 0x7fffffff
                row[x] = 232 - y * 20 // height - (
                    0 if state >> 16 & 511 > grain else 3)
            self.rows.append(row)

    def bar(self, x, y, w, h, grey):
        for row in self.rows[max(y, 0):y + h]:
            row[x:x + w] = bytes([grey]) * len(row[x:x + w])

    def box(self, x, y, size):
        for at in (0, size - 2):
            self.bar(x, y + at, size, 2, 60)
            self.bar(x + at, y, 2, size, 60)

    def tick(self, x, y, size):
        for i in range(size):
            down = i if i < size // 3 else 2 * (size // 3) - i
            self.bar(x + i, y + size // 2 + down, 4, 4, 70)

    def lines(self, x, y, w, count):
        for i in range(count):
            self.bar(x, y + i * 16, w - (i % 3) * w // 6, 7, 120)

    def data_url(self):
        raw = b''.join(b'\0' + bytes(row) for row in self.rows)
        head = struct.pack('>IIBBBBB', self.width, self.height, 8, 0, 0, 0, 0)
        out = b'\x89PNG\r\n\x1a\n'
        for kind, body in ((b'IHDR', head), (b'IDAT', zlib.compress(raw, 6)),
                           (b'IEND', b'')):
            out += struct.pack('>I', len(body)) + kind + body
            out += struct.pack('>I', zlib.crc32(kind + body))
        return 'data:image/png;base64,' + base64.b64encode(out).decode()


def question_picture():
    sheet = Sheet(640, 130, 56)
    sheet.lines(16, 14, 420, 1)
    for i in range(3):
        sheet.box(24 + i * 205, 60, 34)
        sheet.lines(70 + i * 205, 70, 110, 1)
    sheet.tick(230, 50, 40)
    sheet.tick(26, 66, 16)
    return sheet.data_url()


def code_picture():
    sheet = Sheet(420, 110, 40)
    at = 20
    for i in range(74):
        wide = 2 + (i * i * 7 + i) % 4
        if i % 2 == 0:
            sheet.bar(at, 14, wide, 62, 30)
        at += wide
    sheet.lines(120, 86, 170, 1)
    return sheet.data_url()


def page_picture():
    sheet = Sheet(420, 594, 28)
    sheet.lines(60, 30, 300, 2)
    sheet.bar(40, 80, 160, 40, 90)
    for question in range(5):
        top = 160 + question * 80
        sheet.lines(40, top, 330, 1)
        for i in range(3):
            sheet.box(50 + i * 110, top + 26, 18)
            sheet.lines(76 + i * 110, top + 32, 60, 1)
        sheet.tick(52 + question % 3 * 110, top + 22, 20)
    return sheet.data_url()


PICTURES = []


def pictures():
    if not PICTURES:
        PICTURES.extend([question_picture(), code_picture(), page_picture()])
    return list(PICTURES)


# ---- data ----

def form(number, **more):
    made = {'sheet': 100 + number, 'photo': '%016x' % (0xa0 + number),
            'file': 'IMG_%04d.jpg' % (12 + number), 'page': 1, 'part': 1,
            'form': 'a5', 'reason': 'doubtful-mark', 'detail': 'cs3',
            'code': code_of(number), 'code_picture': 1, 'small': 2,
            'dossier': dossier(number),
            'answers': {'cs1': '2', 'cs3': '?', 'cs7': '1'}}
    made.update(more)
    return made


def card(form_number, field='cs3', **more):
    made = {'form': form_number, 'field': field, 'pass': 1, 'saw': '1',
            'confidence': 0.7134, 'now': '?', 'picture': 0,
            'spot': [0.08, 0.4, 0.84, 0.09], 'said': [], 'suggestions': []}
    if field == 'code':
        made.update(saw=None, confidence=None, now='no-code', picture=1,
                    spot=[0.09, 0.13, 0.4, 0.08])
    made.update(more)
    return made


def data(forms, cards, **more):
    made = {'format': 1, 'ledger': LEDGER, 'made': '2026-09-30T16:59:59Z',
            'unit': 'UBND phường Đông Hương (mẫu)', 'second': False,
            'register': 40,
            'questions': QUESTIONS,
            'dossiers': [dossier(i) for i in range(1, 41)],
            'pictures': pictures(), 'forms': forms, 'cards': cards}
    made.update(more)
    return made


def marks(count, **more):
    """A page of so many doubtful marks, three a form."""
    fields = ['cs1', 'cs3', 'cs7']
    return data([form(i) for i in range((count + 2) // 3)],
                [card(i // 3, fields[i % 3]) for i in range(count)], **more)


def code_page(**more):
    """A form without a code, then two doubtful marks."""
    return data([form(1, code='', dossier=None, reason='no-code'), form(2)],
                [card(0, 'code', suggestions=[code_of(7), code_of(8)],
                      **more), card(0), card(1)])


def write(path, made):
    """Fills the page as phieu review does: each mark by the file it names."""
    of_phieu = os.environ.get('PHIEU_DATA') or os.path.join(
        os.environ['PH_TEST_SOURCE'], 'data')
    folder = os.path.join(of_phieu, 'review')
    data_text = json.dumps(made, ensure_ascii=False).replace('<', '\\u003c')

    def load(name):
        with open(os.path.join(folder, name), encoding='utf-8') as file:
            return file.read()

    def put(mark):
        return data_text if mark[1] == 'data' else load(mark[1])

    template = load('page.html')
    if template.count('{{data}}') != 1:
        raise AssertionError('{{data}} must stand in page.html, once')
    # one pass: texts that are put in may look like a mark
    html = re.sub(r'\{\{([a-z0-9.-]+)\}\}', put, template)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(html)
    return path
