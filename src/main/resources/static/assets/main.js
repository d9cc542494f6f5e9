import { get, Unreachable } from './api.js';
import { cellsView } from './cells.js';
import { make, mark, say, show } from './dom.js';
import { percent } from './format.js';
import { healthView } from './health.js';
import { learningView } from './learning.js';
import { modelsView } from './models.js';
import { lookNow, poll } from './poll.js';
import { decisions, seen } from './seen.js';
import { startTheme } from './theme.js';

const main = document.getElementById('main');
const facts = document.getElementById('facts');
const notPlanned = document.getElementById('not-planned');
const VIEWS = { cells: cellsView, health: healthView, models: modelsView, learning: learningView };

/** Over how long the share of decisions without a plan is taken, and from which share on the page warns. */
const RECENT_S = 10;
const WARN_SHARE = 0.1;
const BARS = 6;

let shown = null;
let newest = null;

/** Where the page is, from its address: view, node, cell, slice, tab. */
function place() {
  const at = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  return { ...at, view: Object.hasOwn(VIEWS, at.view) ? at.view : 'cells' };
}

function go(changes) {
  const next = new URLSearchParams(Object.entries({ ...place(), ...changes }).filter(([, value]) => value));
  location.hash = next.toString();
}

/** A view, and what stands in its place until there is something to show. */
function open(name) {
  const parent = make('div', { class: `view view-${name}`, hidden: true });
  const text = make('p', { class: 'note', role: 'status' });
  const skeleton = make('div', { class: 'skeleton', id: 'skeleton' }, text, ...Array.from({ length: BARS }, () => make('i')));
  main.replaceChildren(skeleton, parent);
  mark(main, 'aria-busy', true);
  return {
    name,
    view: VIEWS[name](parent, go),
    ready() {
      show(parent, true);
      skeleton.remove();
      mark(main, 'aria-busy', null);
    },
    wait: () => say(text, 'The server does not answer. This page opens as soon as it does.'),
  };
}

/** Shows what is known, so that a click has its effect at once, also without the server. */
function draw(isLost) {
  if (newest !== null && shown.view.show(newest, place(), isLost)) {
    shown.ready();
  } else if (isLost) {
    shown.wait();
  }
}

function turn() {
  const at = place();
  if (shown?.name !== at.view) {
    shown?.view.close();
    shown = open(at.view);
  }
  document.querySelectorAll('nav a').forEach((link) => mark(link, 'aria-current', link.dataset.view === at.view ? 'page' : null));
  draw(document.body.classList.contains('lost'));
  lookNow();
}

function tell(status) {
  const model = status.model;
  const cells = `${status.cells.toLocaleString('en')} ${status.cells === 1 ? 'cell' : 'cells'}`;
  say(facts, model ? `${cells} · model ${model.version} (${model.architecture})` : `${cells} · no model`);
  const recent = decisions(status, seen.before(RECENT_S));
  const all = recent.reduce((sum, one) => sum + one.count, 0);
  const share = all > 0 ? 1 - (recent.find((one) => one.name === 'PLANNED')?.count ?? 0) / all : 0;
  show(notPlanned, share >= WARN_SHARE);
  say(notPlanned, `${percent(share, 0)} not planned`);
  mark(notPlanned, 'title', `Decisions of the last ${RECENT_S} s that hold a cell. Health shows their outcomes.`);
  document.body.classList.toggle('not-planned', share >= WARN_SHARE);
}

async function look() {
  try {
    const status = await get('status');
    newest = status;
    seen.add(status);
    tell(status);
    await shown.view.load(place());
    draw(false);
  } catch (failure) {
    draw(failure instanceof Unreachable);
    throw failure;
  }
}

startTheme(document.getElementById('theme'));
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
addEventListener('hashchange', turn);
turn();
poll(look);
