# SPDX-License-Identifier: MIT
"""What every test of the page uses: the browser, pages, looking, saving."""
import csv
import io
import itertools
import os
import re

import made
import webdriver

TIME = r'\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z'
# Milliseconds. What the page must keep on an office machine, and how many
# times slower a busy test machine may be for a moment: with five times as many
# processes as processors, 818 and 131 were seen.
OPEN_MS, KEY_MS, NOISE = 1000, 50, 6

# Between two clicks; the page takes quicker ones for a double click.
HAND_MS = 350

tests = []
web = webdriver.Driver()
serial = itertools.count(1)


def test(sentence):
    def register(function):
        tests.append((sentence, function))
        return function
    return register


def same(got, want):
    if got != want:
        raise AssertionError('got %r, want %r' % (got, want))


def has(text, part):
    if part not in text:
        raise AssertionError('%r is not in %r' % (part, text))


def open_page(content):
    """A fresh page with a ledger of its own: nothing kept from another."""
    number = next(serial)
    content['ledger'] = '%016x' % number
    path = os.path.join(web.folder, 'page-%d.html' % number)
    made.write(path, content)
    web.open(path)
    return path


def count():
    return web.text('#going-count')


def last():
    return web.text('#last')


def saved():
    """Saves by key and click; the table's bytes and its rows."""
    web.keys('s')
    web.click('#save-file')
    name = re.search(r'decisions-\d{8}-\d{6}\.csv',
                     web.text('#save-name')).group()
    content = web.downloaded(name)
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline='')))
    os.unlink(os.path.join(web.downloads, name))
    return content, rows


def answered():
    """field=answer or code, as saved, without the clock."""
    return ['%s=%s' % (row['field'], row['code'] or row['answer'])
            for row in saved()[1]]
