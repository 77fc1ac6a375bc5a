# SPDX-License-Identifier: MIT
"""For a screen reader, for a small window, for tired eyes."""
import made
from harness import HAND_MS, count, has, open_page, same, test, web
from made import code_page, marks
from webdriver import SEEN


# ---- reading aloud ----

@test('a screen reader finds its way')
def _():
    open_page(marks(3))
    same(web.run('return document.documentElement.lang'), 'vi')
    for css, role, label in (
            ('main', 'main', ''), ('header', 'banner', ''),
            ('footer', 'contentinfo', ''), ('nav', 'navigation', 'Công cụ'),
            ('aside', 'complementary', 'Thông tin của phiếu'),
            ('#card', 'region', made.QUESTIONS[0]['ask']),
            ('#going-bar', 'progressbar', 'Tiến độ'),
            ('#live', 'status', ''), ('#marks', 'group', 'Câu trả lời'),
            ('[data-answer="2"]', 'button', '2 Sớm hơn hẹn'),
            ('[data-answer="unreadable"]', 'button', 'K Không đọc được'),
            ('#open-list', 'button', 'Danh sách L'),
            ('.crop button', 'button', 'Phóng to: Ảnh chụp: Chỉ số 1'),
            ('#card-title', 'heading', made.QUESTIONS[0]['ask'])):
        same((css, web.role(css)), (css, role))
        if label:
            same((css, web.label(css)), (css, label))
    web.keys('2')
    same(web.run('return document.getElementById("live").textContent'),
         'Đã ghi Chỉ số 1: 2 – Sớm hơn hẹn. Còn 2 mục. Mục 2 trên 3. '
         'Chỉ số 3. ' + made.QUESTIONS[1]['ask'])


@test('the code of a form is a combobox with a list')
def _():
    open_page(code_page())
    same(web.role('#code-field'), 'combobox')
    has(web.label('#code-field'), 'Mã hồ sơ')
    same(web.role('#code-list'), 'listbox')
    same(web.role('#code-list li'), 'option')
    web.keys('m', 'Down')
    same(web.run('return document.getElementById("code-field")'
                 '.getAttribute("aria-activedescendant")'), 'code-option-0')


@test('every dialog has a name, takes the focus and gives it back')
def _():
    open_page(marks(3))
    for key, name in (('?', 'Phím tắt'), ('l', 'Tất cả các mục'),
                      ('s', 'Lưu kết quả'),
                      ('p', 'Cả phiếu')):
        web.keys(key)
        same((web.role('dialog[open]'), web.label('dialog[open]')),
             ('dialog', name))
        same(web.run('return document.querySelector("dialog[open]")'
                     '.contains(document.activeElement)'), True)
        web.keys('1', 'Escape')
        same(web.run('return document.querySelector("dialog[open]")'), None)
    same(count(), 'Mục 1/3 · đã xong 0/3')


@test('single keys can be turned off')
def _():
    open_page(marks(3))
    web.keys('?')
    web.click('#use-keys')
    web.keys('Escape', '2', 'l')
    same(count(), 'Mục 1/3 · đã xong 0/3')
    web.click('[data-answer="2"]', pause=HAND_MS)
    same(count(), 'Mục 2/3 · đã xong 1/3')


# ---- room ----

def size(width, height, dark=False):
    web.devtools('Emulation.setDeviceMetricsOverride', width=width,
                 height=height, deviceScaleFactor=1, mobile=width < 600)
    web.devtools('Emulation.setEmulatedMedia', features=[
        {'name': 'prefers-color-scheme',
         'value': 'dark' if dark else 'light'}])


OUTSIDE = '''
    return [...document.querySelectorAll(arguments[0])].filter((one) => {
        const box = one.getBoundingClientRect();

        return box.width && (box.top < 0 || box.left < 0
            || box.right > innerWidth + 1 || box.bottom > innerHeight + 1);
    }).map((one) => one.textContent);'''
SMALL = '''
    return [...document.querySelectorAll('button, input, [role=option]')]
        .filter((one) => {
            const box = (one.closest('label') || one)
                .getBoundingClientRect();

            return box.width && (box.height < 44 || box.width < 44);
        }).map((one) => one.textContent);'''
WIDE = 'return document.documentElement.scrollWidth - innerWidth'


@test('all that answers is on the window, a desk\'s and a phone\'s')
def _():
    try:
        for width, height in ((1280, 720), (1024, 600), (360, 740)):
            size(width, height)
            for content in (marks(3), code_page()):
                open_page(content)
                web.until('[...document.images].every((one) => '
                          'one.complete)', 'the pictures are there')
                same((width, web.run(
                    OUTSIDE, '.answers button, #code-field')), (width, []))
                same(web.run(SMALL), [])
                tall = web.run('return document.querySelector('
                               '".crop .picture").offsetHeight')
                # a phone's width bounds the picture; a tap makes it large
                least = 60 if width < 600 else 90
                same((width, tall, tall >= least),
                     (width, tall, True))
                same(web.run(WIDE) <= 0, True)
    finally:
        web.devtools('Emulation.clearDeviceMetricsOverride')


# The lowest ratio of contrast of any text to its ground (WCAG 2.2, 1.4.3),
# of what is shown; grounds are opaque or none.
CONTRAST = r'''
    const parts = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);
    const light = ([r, g, b]) => [r, g, b].map((part) => part / 255)
        .map((part) => part <= 0.04045 ? part / 12.92 :
            ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i],
            0);
    const ground = (one) => {
        for (; one; one = one.parentElement) {
            const colour = parts(getComputedStyle(one).backgroundColor);

            if (colour.length === 3 || colour[3] > 0)
                return colour;
        }
        return [255, 255, 255];
    };
    let least = [21, ''];

    for (const one of document.querySelectorAll('body *')) {
        const own = [...one.childNodes].some((node) => node.nodeType === 3
            && node.data.trim());

        if (!own || !one.getClientRects().length
            || one.closest('script, .unseen'))
            continue;
        const a = light(parts(getComputedStyle(one).color));
        const b = light(ground(one));
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

        if (ratio < least[0])
            least = [ratio, one.textContent];
    }
    return least;'''


@test('texts stand out from their ground, by day and in the dark')
def _():
    try:
        for dark in (False, True):
            size(1280, 720, dark)
            for content, keys in ((code_page(), ()), (marks(3), ('1', 'Left')),
                                  (marks(3), ('l',)), (marks(3), ('s',))):
                open_page(content)
                web.keys(*keys)
                ratio, text = web.run(CONTRAST)
                if ratio < 4.5:
                    raise AssertionError('%.2f: %r' % (ratio, text))
    finally:
        web.devtools('Emulation.clearDeviceMetricsOverride')
        web.devtools('Emulation.setEmulatedMedia', features=[])


# ---- pages without a form ----

@test('a page too small to be read says why and asks for the paper')
def _():
    for height, blind in ((200, True), (594, False)):
        content = code_page(picture=-1)
        content['forms'][0].update(form='', code_picture=-1)
        content['pictures'][2] = made.Sheet(142, height, 28).data_url()
        open_page(content)
        web.until(SEEN, 'the picture is shown')
        words = web.text('#pictures figcaption')
        same((height, 'phải xem phiếu giấy' in words), (height, blind))
        same((height, 'mã QR' in words), (height, blind))


@test('the page calls its work as the other commands do')
def _():
    open_page(marks(1))
    same(web.run('return document.title'), 'Xem xét phiếu đánh giá')
    same('rà soát' in web.run('return document.documentElement.outerHTML')
         .lower(), False)
