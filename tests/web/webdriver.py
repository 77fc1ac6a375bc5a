# SPDX-License-Identifier: MIT
"""A browser, driven over the WebDriver protocol (W3C, WebDriver 2).

Knows chromedriver's process, one session, and the few calls that the tests
need; keys and clicks go through the actions endpoint, so that the page gets
real events. Python's standard library alone.
"""
import base64
import json
import os
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request

ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'
# Keys without a character, by the protocol's table.
KEYS = {
    'Backspace': '\ue003', 'Enter': '\ue007', 'Escape': '\ue00c',
    'Left': '\ue012', 'Up': '\ue013', 'Right': '\ue014', 'Down': '\ue015',
    'Tab': '\ue004', 'Control': '\ue009', 'Shift': '\ue008',
}
# The page refuses keys that come faster than a person's, 150 ms apart; a busy
# machine may deliver one late.
PACE_MS = 190
# Keys of a scanner are closer together than this.
QUICK_MS = 150
WATCH_BURST = '''
    if (!window.burst)
        window.addEventListener('keydown', (event) => {
            burst.longest = Math.max(burst.longest,
                event.timeStamp - burst.at);
            burst.at = event.timeStamp;
        }, true);
    window.burst = { longest: 0, at: Infinity };'''
# The page takes no answer before its picture is drawn.
SEEN = 'typeof pictureShown === "undefined" || pictureShown'


class Missing(Exception):
    """What is needed to run a browser is not here."""


def find_programs():
    """The browser and its driver, or Missing with the reason."""
    browser = shutil.which('chromium')
    driver = shutil.which('chromedriver')
    if not browser:
        raise Missing('no chromium (Debian package chromium)')
    if not driver:
        raise Missing('no chromedriver (Debian package chromium-driver)')
    return browser, driver


class Driver:
    """chromedriver, on a port of its own choice, and one session."""

    def __init__(self):
        self.process = self.session = None
        self.faltered = False  # slower than a scanner or a quick hand

    def start(self, folder):
        """Works in the folder, which is the caller's to remove."""
        browser, driver = find_programs()
        self.folder = folder
        self.downloads = os.path.join(folder, 'downloads')
        os.mkdir(self.downloads)
        home = os.path.join(folder, 'home')
        os.mkdir(home)
        self.log = open(os.path.join(folder, 'driver.log'), 'wb')
        self.process = subprocess.Popen(
            [driver, '--port=0'], stdout=subprocess.PIPE, stderr=self.log,
            env={**os.environ, 'HOME': home, 'TMPDIR': folder})
        # straight, whatever proxy the environment names
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}))
        try:
            self.base = 'http://127.0.0.1:%d' % self.read_port()
            self.open_session(browser, os.path.join(folder, 'profile'))
        except BaseException:
            self.close()
            raise

    def read_port(self):
        for line in self.process.stdout:
            found = re.search(rb'started successfully on port (\d+)', line)
            if found:
                return int(found.group(1))
        raise Missing('chromedriver does not start')

    def open_session(self, browser, profile):
        arguments = [
            '--headless=new', '--disable-gpu', '--no-first-run',
            '--disable-background-networking', '--disable-component-update',
            '--disable-sync', '--disable-extensions', '--disable-quic',
            '--disable-dev-shm-usage', '--hide-scrollbars', '--mute-audio',
            '--user-data-dir=' + profile, '--window-size=1280,720']
        if os.geteuid() == 0:
            arguments.append('--no-sandbox')
        answer = self.call('POST', '/session', {'capabilities': {
            'alwaysMatch': {
                'browserName': 'chrome',
                'unhandledPromptBehavior': 'ignore',
                'goog:loggingPrefs': {'browser': 'ALL', 'performance': 'ALL'},
                'goog:chromeOptions': {
                    'binary': browser, 'args': arguments,
                    'prefs': {'download.default_directory': self.downloads,
                              'download.prompt_for_download': False}}}}})
        self.session = answer['sessionId']

    def close(self):
        if not self.process:
            return
        try:
            if self.session:
                self.call('DELETE', '/session/' + self.session)
        finally:
            self.process.terminate()
            self.process.wait(10)
            self.process.stdout.close()
            self.log.close()
            self.process = self.session = None

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.base + path, data, {'Content-Type': 'application/json'},
            method=method)
        try:
            with self.opener.open(request, timeout=60) as answer:
                return json.load(answer)['value']
        except urllib.error.HTTPError as error:
            value = json.load(error)['value']
            raise RuntimeError('%s: %s' % (
                value['error'], value['message'].split('\n')[0])) from None

    def post(self, path, body=None):
        return self.call('POST', '/session/%s/%s' % (self.session, path),
                         body or {})

    def get(self, path):
        return self.call('GET', '/session/%s/%s' % (self.session, path))

    # ---- the page ----

    def open(self, path):
        self.post('url', {'url': 'file://' + path})

    def run(self, script, *arguments):
        return self.post('execute/sync',
                         {'script': script, 'args': list(arguments)})

    def devtools(self, command, **parameters):
        return self.post('goog/cdp/execute',
                         {'cmd': command, 'params': parameters})

    def find(self, css):
        return self.post('element', {'using': 'css selector',
                                     'value': css})[ELEMENT]

    def text(self, css):
        return self.get('element/%s/text' % self.find(css))

    def shown(self, css):
        return self.get('element/%s/displayed' % self.find(css))

    def role(self, css):
        return self.get('element/%s/computedrole' % self.find(css))

    def label(self, css):
        return self.get('element/%s/computedlabel' % self.find(css))

    def until(self, script, what, seconds=5):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.run('return ' + script):
                return
            time.sleep(0.02)
        raise AssertionError('never happened: ' + what)

    # ---- hands ----

    def actions(self, kind, steps, **more):
        self.post('actions', {'actions': [
            {'type': kind, 'id': kind, 'actions': steps, **more}]})

    def keys(self, *names, pause=PACE_MS):
        """Presses and releases each key as a person does who has seen the
        page."""
        for name in names:
            key = KEYS.get(name, name)
            self.until(SEEN, 'the picture is shown')
            self.actions('key', [{'type': 'pause', 'duration': pause},
                                 {'type': 'keyDown', 'value': key},
                                 {'type': 'keyUp', 'value': key}])

    def chord(self, *names):
        keys = [KEYS.get(name, name) for name in names]
        self.actions('key', [
            {'type': 'keyDown', 'value': key} for key in keys] + [
            {'type': 'keyUp', 'value': key} for key in reversed(keys)])

    def burst(self, text):
        """As a scanner types: capitals with Shift, no time between."""
        steps = []
        for letter in text:
            key = KEYS['Enter'] if letter == '\n' else letter
            shift = letter.isupper()
            if shift:
                steps.append({'type': 'keyDown', 'value': KEYS['Shift']})
            steps += [{'type': 'keyDown', 'value': key},
                      {'type': 'keyUp', 'value': key}]
            if shift:
                steps.append({'type': 'keyUp', 'value': KEYS['Shift']})
        self.run(WATCH_BURST)
        self.actions('key', [{'type': 'pause', 'duration': PACE_MS}] + steps)
        self.faltered |= self.run('return window.burst.longest') >= QUICK_MS

    def click(self, css, times=1, pause=0):
        self.until(SEEN, 'the picture is shown')
        steps = [{'type': 'pause', 'duration': pause},
                 {'type': 'pointerMove', 'duration': 0, 'x': 0, 'y': 0,
                  'origin': {ELEMENT: self.find(css)}}]
        steps += times * [{'type': 'pointerDown', 'button': 0},
                          {'type': 'pointerUp', 'button': 0}]
        self.actions('pointer', steps,
                     parameters={'pointerType': 'mouse'})

    # ---- what it left ----

    def logged(self, kind):
        return self.post('se/log', {'type': kind})

    def picture(self, path):
        with open(path, 'wb') as file:
            file.write(base64.b64decode(self.get('screenshot')))

    def downloaded(self, name):
        """The bytes of a download, once it is whole."""
        path = os.path.join(self.downloads, name)
        end = time.monotonic() + 5
        while not os.path.exists(path):
            if time.monotonic() > end:
                raise AssertionError('never downloaded: ' + name)
            time.sleep(0.02)
        with open(path, 'rb') as file:
            return file.read()
