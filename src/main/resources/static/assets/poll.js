import { Unreachable } from './api.js';
import { make, mark, say } from './dom.js';
import { askAgain } from './token.js';

const PERIOD_MS = 1000;
const LONGEST_MS = 8000;

const state = document.getElementById('link-state');
const banner = document.getElementById('banner');

let lostAt = null;
let failures = 0;
let wake = () => {};

function lost(retryMs) {
  lostAt ??= performance.now();
  const seconds = Math.round((performance.now() - lostAt) / 1000);
  document.body.classList.add('lost');
  mark(state, 'data-state', 'lost');
  say(state, 'Connection lost');
  banner.hidden = false;
  delete banner.dataset.message;
  say(banner, `Connection lost ${seconds} s ago: what is shown is from then. Trying again in ${Math.round(retryMs / 1000)} s.`);
}

function found(text) {
  lostAt = null;
  failures = 0;
  delete banner.dataset.message;
  document.body.classList.remove('lost');
  mark(state, 'data-state', 'live');
  say(state, text);
  banner.hidden = true;
}

function refused(failure) {
  failures = 0;
  mark(state, 'data-state', 'refused');
  say(state, 'Refused');
  banner.hidden = false;
  if (banner.dataset.message !== failure.message) {
    banner.dataset.message = failure.message;
    banner.replaceChildren(failure.message);
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

/** Looks now, and not only when it is time. */
export const lookNow = () => wake();

/** Looks once a second as long as somebody can see it; says so when the server does not answer, and goes on trying. */
export async function poll(look) {
  document.addEventListener('visibilitychange', () => wake());
  for (;;) {
    let waitMs = PERIOD_MS;
    if (document.visibilityState === 'visible') {
      try {
        await look();
        found('Live');
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
    await pause(waitMs);
  }
}
