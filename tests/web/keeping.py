# SPDX-License-Identifier: MIT
"""The work in the browser, and the table that it ends in."""
import re

from harness import (HAND_MS, TIME, answered, count, has, open_page,
                     same, saved, serial, test, web)
from made import code_page, marks


@test('the table of decisions is exact')
def _():
    content = code_page()
    content['forms'][0]['photo'] = '00000000000000ff'
    open_page(content)
    web.keys('m')
    web.burst('a"b,c\n')
    web.keys('v', '2')
    got = saved()[0].decode()
    want = ('sheet,photo,field,answer,code,pass,at\r\n'
            '101,00000000000000ff,code,code,"A""B,C",1,%s\r\n'
            '101,00000000000000ff,cs3,2,,1,%s\r\n')
    pattern = re.escape(want).replace('%s', TIME)
    if not re.fullmatch(pattern, got):
        raise AssertionError('got %r' % got)
    has(web.text('#save-command'), 'phieu review --apply decisions-')


@test('a reload keeps the work, the undo and the place')
def _():
    open_page(marks(6))
    web.keys('2', 'b', '0')
    web.post('refresh')
    same(count(), 'Mục 4/6 · đã xong 2/6')
    has(web.text('#going-left'), 'để sau 1')
    web.keys('Backspace')
    same(count(), 'Mục 3/6 · đã xong 1/6')
    same(answered(), ['cs1=2'])


@test('the work can be removed from the browser')
def _():
    open_page(marks(3))
    web.keys('2', '1')
    saved()
    web.click('#save-forget')
    web.click('#forget-do', pause=HAND_MS)
    has(web.text('#done-title'), 'Đã xóa các câu trả lời')
    ledger = '%016x' % (next(serial) - 1)
    same(ledger in web.run('return JSON.stringify(localStorage)'), False)
    web.keys('1')
    web.post('refresh')
    same(count(), 'Mục 1/3 · đã xong 0/3')


@test('a second window takes the work over, and the first stops')
def _():
    path = open_page(marks(5))
    web.keys('2')
    first = web.get('window')
    second = web.post('window/new', {'type': 'tab'})['handle']
    web.post('window', {'handle': second})
    web.open(path)
    same(count(), 'Mục 2/5 · đã xong 1/5')
    web.keys('1')
    web.post('window', {'handle': first})
    web.until('document.getElementById("done-title").textContent'
              '.includes("cửa sổ khác")', 'the first window stops')
    web.keys('0')
    same(web.text('#going-count').endswith('đã xong 1/5'), True)
    web.click('#done-actions button')
    web.until('document.getElementById("going-count").textContent'
              ' === "Mục 3/5 · đã xong 2/5"', 'the first window goes on')
    web.post('window', {'handle': second})
    web.keys('0')
    has(web.text('#done-title'), 'cửa sổ khác')
    web.call('DELETE', '/session/%s/window' % web.session)
    web.post('window', {'handle': first})
    same(answered(), ['cs1=2', 'cs3=1'])


@test('a browser that keeps nothing says so and warns before leaving')
def _():
    script = web.devtools('Page.addScriptToEvaluateOnNewDocument', source='''
        Storage.prototype.setItem = () => {
            throw new DOMException('full', 'QuotaExceededError');
        };''')['identifier']
    open_page(marks(3))
    web.devtools('Page.removeScriptToEvaluateOnNewDocument',
                 identifier=script)
    has(web.text('#trouble'), 'không cho giữ câu trả lời')
    same(web.role('#trouble'), 'alert')
    web.keys('2')
    same(leaving_is_stopped(), True)
    same(answered(), ['cs1=2'])
    same(leaving_is_stopped(), False)


def leaving_is_stopped():
    return web.run('return !window.dispatchEvent('
                   'new Event("beforeunload", { cancelable: true }))')


def open_with(kept):
    """A page of which this was kept."""
    path = open_page(marks(2))
    web.run('''
        const key = Object.keys(localStorage).find(
            (one) => one.includes(arguments[0]) && one.endsWith('/owner'));
        localStorage.setItem(key.replace('/owner', '/work'), arguments[1]);''',
            '%016x' % (next(serial) - 1), kept)
    web.open(path)


@test('kept work of another format is not taken for this one')
def _():
    open_with('{"format":2,"answers":{"100/cs1/1":{"answer":"2","code":"",'
              '"at":""}},"later":[],"trail":[]}')
    has(web.text('#trouble'), 'Không đọc được các câu trả lời')
    same(count(), 'Mục 1/2 · đã xong 0/2')


@test('kept work that cannot be read is set aside')
def _():
    open_with('{"half')
    has(web.text('#trouble'), 'Không đọc được các câu trả lời')
    has(web.run('return Object.values(localStorage).join(" ")'), '{"half')
    web.keys('2')
    same(count(), 'Mục 2/2 · đã xong 1/2')
    saved()
    web.click('#save-forget')
    web.click('#forget-do', pause=HAND_MS)
    same('{"half' in web.run('return Object.values(localStorage).join(" ")'),
         False)


@test('a file that is saved stays the newest when a card is put off')
def _():
    open_page(marks(3))
    web.keys('2')
    saved()
    web.keys('Escape', 'b', 'Backspace', 's')
    same('câu trả lời mới' in web.text('#save-name'), False)
    web.keys('Escape', 'Backspace', 's')
    has(web.text('#save-name'), 'câu trả lời mới')
