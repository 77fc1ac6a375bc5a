# SPDX-License-Identifier: MIT
"""The code of a form: suggested, typed, scanned, pasted."""
import made
from harness import (HAND_MS, answered, count, has, last, open_page, same,
                     test, web)
from made import code_of, code_page


@test('a suggestion is chosen by key, seen, and taken')
def _():
    open_page(code_page())
    web.keys('2')
    same(web.run('return document.getElementById("code-field").value'),
         code_of(8))
    has(web.text('#code-known'), 'Trần Quốc Bảo · Chứng thực · nhận '
        '09/07/2026 · hẹn 09/08/2026 · trả 11/07/2026 · đã có phiếu đánh giá')
    same(count(), 'Mục 1/3 · đã xong 0/3')
    web.keys('1', 'Enter')
    has(web.text('#facts'), code_of(7))
    has(web.text('#facts'), 'Lê Văn Toàn')
    same(answered(), ['code=' + code_of(7)])


@test('a suggestion is chosen and taken by clicks')
def _():
    open_page(code_page())
    web.click('#code-list li', pause=HAND_MS)
    web.click('#code-take')
    web.click('[data-answer="1"]', pause=HAND_MS)
    same(answered(), ['code=' + code_of(7), 'cs3=1'])


@test('a code in small letters with other dashes is the same code')
def _():
    open_page(code_page())
    web.keys('m')
    web.burst(' %s \n' % code_of(9).lower().replace('-', '–'))
    same(last(), 'Đã ghi Mã hồ sơ: ' + code_of(9))


@test('the last digits find the code in the register')
def _():
    open_page(code_page())
    web.keys('m')
    web.burst('0031')
    same(web.text('#code-list [role=option] code'), code_of(31))
    web.keys('Down', 'Enter', 'Enter')
    same(answered(), ['code=' + code_of(31)])


@test('a code typed with one wrong character finds its neighbour')
def _():
    open_page(code_page())
    web.keys('m')
    web.burst(code_of(31).replace('-0031', '-0O31'))
    has(web.text('#code-list'), code_of(31))


@test('a scanner types the code without the field being chosen')
def _():
    for code in (code_of(9), '1' + code_of(9)[1:]):
        page = code_page()
        page['dossiers'].append([code] + made.dossier(9)[1:])
        open_page(page)
        web.burst(code + '\n')
        same(last(), 'Đã ghi Mã hồ sơ: ' + code)
        same(count(), 'Mục 2/3 · đã xong 1/3')


@test('a code that the register does not have asks first')
def _():
    open_page(code_page())
    web.keys('m')
    web.burst('H56.17-260701-9999\n\n')
    same(count(), 'Mục 1/3 · đã xong 0/3')
    same(web.text('#unknown-code'), 'H56.17-260701-9999')
    web.keys('v')
    same(answered(), ['code=H56.17-260701-9999'])


@test('a page with a part of the register says so')
def _():
    content = code_page()
    content['register'] = 30000
    open_page(content)
    web.keys('m')
    web.burst('H56.17-260701-9999')
    web.keys('Enter')
    has(web.text('#unknown-title'), 'không có trong 40 hồ sơ mà trang này '
        'mang theo (sổ có 30000)')


@test('of a look-up address the code alone is taken')
def _():
    open_page(code_page())
    web.keys('m')
    web.burst('https://dvc.example/tra-cuu?SGT=012345678901&MHS=%s\n'
              % code_of(9))
    same(last(), 'Đã ghi Mã hồ sơ: ' + code_of(9))
    kept = web.run('return JSON.stringify(localStorage)')
    same('012345678901' in kept, False)


@test('of an identity card nothing is taken')
def _():
    open_page(code_page())
    web.keys('m')
    web.burst('012345678901|123456789|Tran Thi B|01011990|Nam|01012020\n')
    has(web.text('#code-known'), 'Chưa có mã hồ sơ')
    same(web.run('return document.getElementById("code-field").value'), '')
    same(web.shown('#unknown'), False)


@test('a pasted address leaves its code in the field')
def _():
    open_page(code_page())
    web.run('''
        const data = new DataTransfer();
        data.setData('text', arguments[0]);
        document.getElementById('code-field').dispatchEvent(
            new ClipboardEvent('paste', { clipboardData: data,
                cancelable: true }));''',
            'https://dvc.example/?SoDinhDanh=012345678901&MaHoSo='
            + code_of(9))
    same(web.run('return document.getElementById("code-field").value'),
         code_of(9))


@test('a form without a code, and one that cannot be read')
def _():
    open_page(code_page())
    web.keys('x')
    has(web.text('#facts'), 'chưa biết mã')
    web.keys('Left', 'k')
    same(answered(), ['code=unreadable'])
