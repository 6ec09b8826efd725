"""A stub of the system's voices for browser tests: it notes what it is to say, and ends or fails when it is told to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

VOICES = (
    {"name": "Emma", "lang": "en-GB", "localService": True, "default": True},
    {"name": "Jorge", "lang": "es-ES", "localService": True, "default": False},
)

# Put before the scripts of a page; `stub` is what tests talk to.
STUB = """
(() => {
  const stub = {voices: [], said: [], cancelled: 0, now: null, changed: [], media: {}};
  const over = (then) => {
    const utterance = stub.now;
    stub.now = null;
    if (utterance) then(utterance);
  };
  stub.end = () => over((utterance) => utterance.onend({}));
  stub.fail = (error) => over((utterance) => utterance.onerror({error}));
  stub.arrive = (voices) => {
    stub.voices = voices.map((voice) => ({voiceURI: voice.name, ...voice}));
    for (const job of stub.changed) job();
  };
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  Object.defineProperty(window, "speechSynthesis", {value: {
    get speaking() { return stub.now !== null; },
    pending: false,
    getVoices: () => stub.voices,
    addEventListener: (type, job) => stub.changed.push(job),
    speak: (utterance) => {
      if (stub.now) throw new Error("two at once");
      stub.said.push([utterance.voice.name, utterance.text, utterance.rate]);
      stub.now = utterance;
    },
    cancel: () => {
      stub.cancelled++;
      over((utterance) => utterance.onerror({error: "canceled"}));
    },
  }});
  navigator.mediaSession.setActionHandler = (name, job) => (stub.media[name] = job);
  window.stub = stub;
  stub.arrive(VOICES);
})();
"""


@contextmanager
def voices(browser, *found: dict[str, object]) -> Iterator[None]:
    """While this holds, pages that are opened find these voices in the system."""
    source = STUB.replace("VOICES", json.dumps(found))
    script = browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": source})
    try:
        yield
    finally:
        browser.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)


def said(browser) -> list[list[object]]:
    """What has been spoken so far: voice, text and rate of each utterance."""
    found = browser.js("stub.said")
    assert isinstance(found, list)
    return found


def texts_said(browser) -> list[object]:
    return [text for _, text, _ in said(browser)]


def end(browser, times: int = 1) -> None:
    """The voice comes to the end of what it is saying, that many times."""
    for _ in range(times):
        browser.driver.execute_script("stub.end()")
        browser.settle()
