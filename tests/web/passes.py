# SPDX-License-Identifier: MIT
"""Who answers: first, second, third; and data that are odd."""
import made
from harness import answered, has, open_page, same, saved, test, web
from made import card, code_of, data, form


# ---- the passes ----

@test('the second pass says so and shows nothing of the first')
def _():
    open_page(data([form(1)], [card(0, **{'pass': 2, 'now': '!'})],
                   second=True))
    has(web.text('#second'), 'Lượt thứ hai, độc lập')
    same('Trong sổ' in web.text('#facts'), False)
    web.keys('0')
    same(saved()[1][0]['pass'], '2')


@test('the first pass shows what the ledger has')
def _():
    open_page(data([form(1)], [card(0, now='!')]))
    same('Lượt thứ hai' in web.text('body'), False)
    has(web.text('#facts').replace('\n', ' '), 'Trong sổ nhiều dấu')


@test('the second pass asks for the code without the one that was given')
def _():
    open_page(data([form(1)], [card(0, 'code', **{'pass': 2}),
                               card(0, **{'pass': 2})], second=True))
    same(code_of(1) in web.text('body'), False)
    web.keys('k')
    same(code_of(1) in web.text('body'), False)
    same('Lê Văn Toàn' in web.text('body'), False)


@test('the third pass shows both answers')
def _():
    said = [{'by': 'Nguyễn Văn An', 'answer': '2', 'code': ''},
            {'by': 'Trần Thị Bình', 'answer': 'blank', 'code': ''}]
    codes = [{'by': 'Nguyễn Văn An', 'answer': 'code', 'code': code_of(7)},
             {'by': 'Trần Thị Bình', 'answer': 'none', 'code': ''}]
    open_page(data([form(1)], [
        card(0, 'code', said=codes, **{'pass': 3}),
        card(0, said=said, **{'pass': 3})]))
    has(web.text('#said'), 'Nguyễn Văn An: ' + code_of(7))
    has(web.text('#said'), 'Trần Thị Bình: Không có mã')
    web.keys('x')
    has(web.text('#said'), 'Nguyễn Văn An: 2 – Không lần nào')
    has(web.text('#said'), 'Trần Thị Bình: Trống')
    web.keys('t')
    same([row['pass'] for row in saved()[1]], ['3', '3'])


@test('an empty queue says that there is nothing to do')
def _():
    open_page(data([], []))
    same(web.text('#done-title'), 'Không có gì phải xem xét')
    web.keys('1', 'Backspace', 'b', 'p', 'Left', 'l', 'Escape')
    same(web.shown('#card'), False)


@test('a card without pictures or dossier can be answered')
def _():
    open_page(data([form(1, code='', dossier=None, code_picture=-1,
                         small=-1, reason='')],
                   [card(0, picture=-1, spot=None, saw=None,
                         confidence=None)]))
    has(web.text('#pictures'), 'Không có ảnh')
    web.keys('p', 't')
    same(answered(), ['cs3=blank'])


# ---- safety ----

@test('texts of the data are shown as texts')
def _():
    evil = '"\'><img src=x onerror="window.bad=1"></script><b>&amp;{{style}}'
    content = data(
        [form(1, file=evil, code=evil, form=evil, reason=evil, detail=evil,
              dossier=[evil] * 7)],
        [card(0, 'code', now=evil, saw=evil, suggestions=[evil],
              said=[{'by': evil, 'answer': 'code', 'code': evil}] * 2),
         card(0)], unit=evil)
    content['questions'] = [dict(made.QUESTIONS[1], name=evil, ask=evil,
                                 options=[{'points': 1, 'label': evil}])]
    content['dossiers'] = [[evil] * 7]
    open_page(content)
    same(web.text('#unit'), evil)
    has(web.text('#code-list'), evil)
    web.keys('l', 'Escape', 'x')
    has(web.text('#card-title'), evil)
    has(web.text('#facts'), evil)
    web.keys('l')
    same(web.run('return [window.bad, document.querySelectorAll('
                 '"#card b, #list b").length]'), [None, 0])
