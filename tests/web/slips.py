# SPDX-License-Identifier: MIT
"""What was meant for another card, or for none: scans, slips, late clicks."""
import time

from harness import (HAND_MS, answered, count, has, last, open_page, same,
                     test, web)
from made import card, code_of, code_page, data, form, marks

OTHER = '000.17.22.H56-260827-0009'
SCAN = 'chưa ghi câu trả lời nào'


def mark_then_code():
    return data([form(1), form(2, code='', dossier=None, reason='no-code')],
                [card(0), card(1, 'code', suggestions=[code_of(7)]), card(1)])


def field():
    return web.run('return document.getElementById("code-field").value')


def nothing_was_taken(where):
    same(count(), where)
    same(web.run('return document.querySelector("dialog[open]")'), None)
    has(last(), SCAN)
    same(web.run('return answers.size'), 0)


# ---- scans ----

def scan_a_mark(text):
    @test('%s scanned on a mark before a code answers neither' % text)
    def _():
        open_page(mark_then_code())
        web.burst(text + '\n')
        nothing_was_taken('Mục 1/3 · đã xong 0/3')
        web.keys('1')
        same(field(), '')
        same(count(), 'Mục 2/3 · đã xong 1/3')


for one in (OTHER, '2' + OTHER, 'T17-260827-0009', '10', 'b' + OTHER,
            's' + OTHER, code_of(9)):
    scan_a_mark(one)


def scan_a_code(letter):
    @test('a code scanned from %s on, a key of the card, is none' % letter)
    def _():
        open_page(data([form(1, code=''), form(2, code='')],
                       [card(0, 'code'), card(1, 'code')]))
        web.burst(letter + '0017-260827-0009\n')
        nothing_was_taken('Mục 1/2 · đã xong 0/2')


for one in 'xkbls':
    scan_a_code(one)


@test('a scan on the last card takes it back, and nothing opens')
def _():
    open_page(marks(1))
    web.burst('2' + OTHER + '\n')
    nothing_was_taken('Mục 1/1 · đã xong 0/1')


@test('a scan on a card with an answer leaves that answer')
def _():
    open_page(mark_then_code())
    web.keys('1', 'Left')
    web.burst(OTHER + '\n')
    has(last(), SCAN)
    same(count(), 'Mục 1/3 · đã xong 1/3')
    same(answered(), ['cs3=1'])


@test('a scan in a dialog does nothing there')
def _():
    for key in '?lsp':
        open_page(mark_then_code())
        web.keys(key)
        web.burst(OTHER + '\n')
        same(web.run('return document.querySelectorAll("dialog[open]")'
                     '.length'), 1)
        web.keys('Escape')
        nothing_was_taken('Mục 1/3 · đã xong 0/3')


@test('a scan while an unknown code is asked about does not take it')
def _():
    for text in ('V17-260827-0009\n', 'v17-260827-0009\n', OTHER + '\n'):
        open_page(code_page())
        web.burst(OTHER + '\n')
        same(web.text('#unknown-code'), OTHER)
        web.burst(text)
        same(web.run('return answers.size'), 0)
        same(count(), 'Mục 1/3 · đã xong 0/3')


@test('a scanner that ends with two line ends takes the code once')
def _():
    open_page(code_page())
    web.burst(code_of(9) + '\n\n')
    same(last(), 'Đã ghi Mã hồ sơ: ' + code_of(9))
    same(count(), 'Mục 2/3 · đã xong 1/3')
    open_page(code_page())
    web.burst(OTHER + '\n\n')
    same(web.text('#unknown-code'), OTHER)


@test('two codes scanned at once: the second answers no mark')
def _():
    open_page(code_page())
    web.burst(code_of(9) + '\n' + '000.1\n')
    same(count(), 'Mục 2/3 · đã xong 1/3')
    same(answered(), ['code=' + code_of(9)])


@test('a scan after a suggestion was chosen takes the scanned code')
def _():
    for first in ('', '0'):
        open_page(code_page())
        web.keys('1')
        same(field(), code_of(7))
        web.burst(first + code_of(9) + '\n')
        if first:
            same(web.text('#unknown-code'), first + code_of(9))
        else:
            same(last(), 'Đã ghi Mã hồ sơ: ' + code_of(9))


@test('Enter that comes with the digit of a suggestion does not take it')
def _():
    open_page(code_page())
    web.burst('1\n\n')
    same(field(), code_of(7))
    same(count(), 'Mục 1/3 · đã xong 0/3')
    web.keys('Enter')
    same(answered(), ['code=' + code_of(7)])


@test('a scan after undo and after a card was put off takes nothing')
def _():
    open_page(mark_then_code())
    web.keys('1', 'Backspace')
    web.burst(OTHER + '\n')
    nothing_was_taken('Mục 1/3 · đã xong 0/3')
    time.sleep(0.6)
    web.keys('b', 'b')
    web.burst('0.1\n')
    nothing_was_taken('Mục 3/3 · đã xong 0/3')


@test('a scanner that falters is one scan')
def _():
    open_page(marks(5))
    web.burst('000.17.2')
    web.burst('1')
    web.burst('22')
    nothing_was_taken('Mục 1/5 · đã xong 0/5')


@test('a key that corrects what is scanned undoes no other card')
def _():
    open_page(marks(5))
    web.keys('1')
    web.actions('key', [{'type': 'pause', 'duration': 190}] + [
        {'type': kind, 'value': key} for key in 'aa\ue003\ue003'
        for kind in ('keyDown', 'keyUp')])
    same(count(), 'Mục 2/5 · đã xong 1/5')


# ---- slips ----

@test('a key that bounces answers once, two keys at once answer nothing')
def _():
    open_page(marks(5))
    web.burst('11')
    same(count(), 'Mục 2/5 · đã xong 1/5')
    web.burst('12')
    same(count(), 'Mục 2/5 · đã xong 1/5')
    has(last(), SCAN)


@test('a button that had the focus does not answer the next card')
def _():
    for key in ('Enter', ' '):
        open_page(marks(5))
        web.run('document.querySelector("[data-answer=\'1\']").focus()')
        web.keys('2', key, key)
        same(count(), 'Mục 2/5 · đã xong 1/5')


@test('a key before the picture is drawn answers nothing')
def _():
    script = web.devtools('Page.addScriptToEvaluateOnNewDocument', source='''
        const real = HTMLImageElement.prototype.decode;
        HTMLImageElement.prototype.decode = function () {
            return real.call(this).then(() => new Promise(
                (drawn) => {
                    const before = window.draw;
                    window.draw = () => { before && before(); drawn(); };
                }));
        };''')['identifier']
    open_page(marks(1))
    web.devtools('Page.removeScriptToEvaluateOnNewDocument',
                 identifier=script)
    web.burst('1')
    has(last(), 'Ảnh chưa hiện ra')
    same(count(), 'Mục 1/1 · đã xong 0/1')
    web.until('Boolean(window.draw)', 'the picture is decoded')
    web.run('window.draw()')
    web.keys('2')
    same(count(), 'đã xong 1/1')
    same(answered(), ['cs1=2'])


@test('a picture that is broken does not hold the work up')
def _():
    content = marks(2)
    content['pictures'] = ['data:image/png;base64,AAAA'] * 3
    open_page(content)
    web.keys('1')
    same(count(), 'Mục 2/2 · đã xong 1/2')


# ---- clicks ----

def press(css, down=0, up=0, key=None):
    """Over the element: waits, presses, holds (a key meanwhile), lets go."""
    x, y = web.run('''
        const box = document.querySelector(arguments[0])
            .getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2];''', css)

    def mouse(kind):
        web.devtools('Input.dispatchMouseEvent', type=kind, x=x, y=y,
                     button='left', clickCount=1)
    time.sleep(down)
    mouse('mousePressed')
    web.faltered |= not down and web.run(
        'return performance.now() - Math.max(changedAt, frontAt)') > 250
    time.sleep(up)
    if key:
        web.burst(key)
    mouse('mouseReleased')


@test('a finger that came down before the card was looked at answers nothing')
def _():
    open_page(marks(5))
    web.keys('1')
    press('[data-answer="2"]', up=0.4)
    same(count(), 'Mục 2/5 · đã xong 1/5')


@test('a finger that was down when the card changed answers nothing')
def _():
    open_page(mark_then_code())
    press('[data-answer="2"]', down=0.4, key='1')
    same(web.run('return answers.size'), 1)
    press('#go-later', down=0.4, key='k')
    same(count(), 'Mục 3/3 · đã xong 2/3')


@test('the second click of a double click does not reach what lay below')
def _():
    open_page(mark_then_code())
    web.keys('l', 'Escape')
    press('[data-answer="2"]')
    same(web.run('return answers.size'), 0)
    open_page(code_page())
    web.burst(OTHER + '\n')
    press('#unknown-take')
    same(web.run('return answers.size'), 0)
    press('#unknown-take', down=0.4)
    same(web.run('return answers.size'), 1)


@test('the click that brings the window to the front answers nothing')
def _():
    open_page(marks(3))
    time.sleep(0.4)
    web.run('window.dispatchEvent(new Event("focus"))')
    press('[data-answer="2"]')
    same(count(), 'Mục 1/3 · đã xong 0/3')
    web.click('[data-answer="2"]', pause=HAND_MS)
    same(count(), 'Mục 2/3 · đã xong 1/3')


@test('a page that the browser brings back looks whose the work is')
def _():
    open_page(marks(3))
    web.run('''
        localStorage.setItem(ownerKey, 'another');
        window.dispatchEvent(
            new PageTransitionEvent('pageshow', { persisted: true }));''')
    has(web.text('#done-title'), 'cửa sổ khác')
