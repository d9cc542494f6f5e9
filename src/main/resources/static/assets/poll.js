import { spoken, Unreachable } from './api.js';
import { make, mark, say } from './dom.js';
import { askAgain } from './token.js';

const PERIOD_MS = 1000;
const LONGEST_MS = 8000;

const state = document.getElementById('link-state');
const banner = document.getElementById('banner');

let lostAt = null;
let failures = 0;
let wake = () => {};
let isAsked = false;

function lost(retryMs) {
  lostAt ??= performance.now();
  const seconds = Math.round((performance.now() - lostAt) / 1000);
  document.body.classList.add('lost');
  mark(state, 'data-state', 'lost');
  say(state, 'Connection lost');
  banner.hidden = false;
  delete banner.dataset.message;
  say(banner, `The server has not answered for ${seconds} s. The page shows the last data that it received. Trying again in ${Math.round(retryMs / 1000)} s.`);
}

function found() {
  lostAt = null;
  failures = 0;
  delete banner.dataset.message;
  document.body.classList.remove('lost');
  mark(state, 'data-state', 'live');
  say(state, 'Live');
  banner.hidden = true;
}

function refused(failure) {
  failures = 0;
  mark(state, 'data-state', 'refused');
  say(state, 'Refused');
  banner.hidden = false;
  const text = spoken(failure);
  if (banner.dataset.message !== text) {
    banner.dataset.message = text;
    banner.replaceChildren(text);
    if (failure.status === 401) {
      banner.append(' ', make('button', { type: 'button', text: 'Enter a token', onclick: () => {
        askAgain();
        wake();
      } }));
    }
  }
}

const pause = (ms) => new Promise((done) => {
  const timer = setTimeout(done, ms);
  wake = () => {
    clearTimeout(timer);
    done();
  };
});

/** Looks now, or again as soon as the present look ends. */
export const lookNow = () => {
  isAsked = true;
  wake();
};

/** Looks once a second while the page is visible; says so when the server does not answer, and goes on trying. */
export async function poll(look) {
  document.addEventListener('visibilitychange', () => wake());
  for (;;) {
    let waitMs = PERIOD_MS;
    isAsked = false;
    if (document.visibilityState === 'visible') {
      try {
        await look();
        found();
      } catch (failure) {
        waitMs = Math.min(LONGEST_MS, PERIOD_MS * 2 ** Math.min(failures, 3));
        if (failure instanceof Unreachable) {
          failures++;
          lost(waitMs);
        } else {
          refused(failure);
        }
      }
    }
    if (!isAsked) {
      await pause(waitMs);
    }
  }
}
