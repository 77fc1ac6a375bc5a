# SPDX-License-Identifier: MIT
"""One key an answer, and what must not answer."""
import time

from harness import (HAND_MS, answered, count, has, last, open_page, same,
                     test, web)
from made import code_of, code_page, marks


# ---- answering ----

@test('one key answers and the next card comes')
def _():
    open_page(marks(7))
    same(count(), 'Mục 1/7 · đã xong 0/7')
    web.keys('2', 't', 'k', 'n', '0')
    same(count(), 'Mục 6/7 · đã xong 5/7')
    same(last(), 'Đã ghi Chỉ số 3: 0 – Hơn một lần')
    same(answered(), ['cs1=2', 'cs3=blank', 'cs7=unreadable', 'cs1=several',
                      'cs3=0'])


@test('a click answers, a double click once')
def _():
    open_page(marks(4))
    web.click('[data-answer="1"]', pause=HAND_MS)
    web.click('[data-answer="blank"]', times=2, pause=HAND_MS)
    same(count(), 'Mục 3/4 · đã xong 2/4')
    same(answered(), ['cs1=1', 'cs3=blank'])


@test('no answer is set before one is given')
def _():
    open_page(marks(2))
    same(web.run('return document.querySelectorAll('
                 '"[aria-pressed=true], [data-answer]:focus").length'), 0)
    web.keys('Enter', ' ', '5', '9', 'q', 'x')
    same(count(), 'Mục 1/2 · đã xong 0/2')


@test('undo brings the card and what it had back')
def _():
    open_page(marks(3))
    web.keys('2', '1')
    web.keys('Backspace')
    same(count(), 'Mục 2/3 · đã xong 1/3')
    web.keys('Left', '0')
    web.chord('Control', 'z')
    same(count(), 'Mục 1/3 · đã xong 1/3')
    same(web.text('[aria-pressed="true"]').split(), '2 Sớm hơn hẹn ✓ đã chọn'
         .split())
    web.click('#go-undo', pause=HAND_MS)
    same(count(), 'Mục 1/3 · đã xong 0/3')
    web.keys('Backspace')
    same(last(), 'Không còn gì để hoàn tác')


@test('a card put off comes again at the end')
def _():
    open_page(marks(3))
    web.keys('b')
    same(count(), 'Mục 2/3 · đã xong 0/3')
    has(web.text('#going-left'), 'để sau 1')
    web.keys('1', '1')
    same(count(), 'Mục 1/3 · đã xong 2/3')
    web.keys('b')
    same(last(), 'Đây là mục cuối cùng còn lại')
    web.keys('0')
    same(web.text('#done-title'), 'Đã trả lời hết')


@test('a card with an answer is left, not put off')
def _():
    open_page(marks(3))
    web.keys('1', 'Left', 'b')
    has(last(), 'đã có câu trả lời')
    same(count(), 'Mục 2/3 · đã xong 1/3')
    same('để sau' in web.text('#going-left'), False)


@test('the list shows every card with its state, and leads there')
def _():
    open_page(marks(4))
    web.keys('1', 'b', 'l')
    rows = web.run('return [...document.querySelectorAll(".state")]'
                   '.map((one) => one.textContent)')
    same(rows, ['✓ 1 – Đúng hẹn', '↷ để sau', '○ chưa trả lời',
                '○ chưa trả lời'])
    web.click('[data-which="later"]')
    web.click('#list-rows button')
    same(count(), 'Mục 2/4 · đã xong 1/4')


@test('the pace of answers tells the time left')
def _():
    open_page(marks(400))
    same(web.text('#going-left'), '')
    web.keys(*'111111', pause=300)
    # 394 cards at 0.3 s and what the machine needs
    has(web.text('#going-left'), 'còn khoảng')


# ---- what must not answer ----

@test('a key held down answers one card')
def _():
    open_page(marks(9))
    time.sleep(0.4)
    for repeat in [False] + [True] * 12:
        web.devtools('Input.dispatchKeyEvent', type='keyDown', key='1',
                     code='Digit1', text='1', windowsVirtualKeyCode=49,
                     autoRepeat=repeat)
        time.sleep(0.03)
    web.devtools('Input.dispatchKeyEvent', type='keyUp', key='1',
                 code='Digit1', windowsVirtualKeyCode=49)
    same(count(), 'Mục 2/9 · đã xong 1/9')


def hold_enter():
    for repeat in [False] + [True] * 12:
        web.devtools('Input.dispatchKeyEvent', type='keyDown', key='Enter',
                     code='Enter', text='\r', windowsVirtualKeyCode=13,
                     autoRepeat=repeat)
        time.sleep(0.03)
    web.devtools('Input.dispatchKeyEvent', type='keyUp', key='Enter',
                 code='Enter', windowsVirtualKeyCode=13)


@test('Enter held on an answer answers one card')
def _():
    open_page(marks(9))
    web.run('document.querySelector("[data-answer=\'1\']").focus()')
    time.sleep(0.4)
    hold_enter()
    same(count(), 'Mục 2/9 · đã xong 1/9')


@test('Enter held on a code that was found does not take it')
def _():
    open_page(code_page())
    web.keys('m')
    web.burst('0031')
    web.keys('Down')
    hold_enter()
    same(web.run('return document.getElementById("code-field").value'),
         code_of(31))
    same(count(), 'Mục 1/3 · đã xong 0/3')


@test('a scanner on a card of marks answers nothing')
def _():
    open_page(marks(30))
    web.burst('000.12.H56-260702-0121\n')
    same(count(), 'Mục 1/30 · đã xong 0/30')
    has(last(), 'chưa ghi câu trả lời nào')


@test('the letters on the digits of a Vietnamese keyboard are points')
def _():
    open_page(marks(2))
    time.sleep(0.4)
    web.devtools('Input.dispatchKeyEvent', type='keyDown', key='ă',
                 code='Digit1', text='ă', windowsVirtualKeyCode=49)
    same(last(), 'Đã ghi Chỉ số 1: 1 – Đúng hẹn')
