import { get } from './api.js';
import { cellsView } from './cells.js';
import { make, mark, say } from './dom.js';
import { healthView } from './health.js';
import { modelsView } from './models.js';
import { lookNow, poll } from './poll.js';
import { startTheme } from './theme.js';

const main = document.getElementById('main');
const facts = document.getElementById('facts');
const VIEWS = { cells: cellsView, health: healthView, models: modelsView };

let shown = null;

/** Where the page is, from its address: view, node, cell, slice, tab. */
function place() {
  const at = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  return { ...at, view: Object.hasOwn(VIEWS, at.view) ? at.view : 'cells' };
}

function go(changes) {
  const next = new URLSearchParams(Object.entries({ ...place(), ...changes }).filter(([, value]) => value));
  location.hash = next.toString();
}

function turn() {
  const at = place();
  if (shown?.name !== at.view) {
    shown?.view.close();
    const parent = make('div', { class: `view view-${at.view}` });
    main.replaceChildren(parent);
    shown = { name: at.view, view: VIEWS[at.view](parent, go) };
  }
  document.querySelectorAll('nav a').forEach((link) => mark(link, 'aria-current', link.dataset.view === at.view ? 'page' : null));
  lookNow();
}

function told(status) {
  const model = status.model;
  const cells = `${status.cells.toLocaleString('en')} ${status.cells === 1 ? 'cell' : 'cells'}`;
  say(facts, model ? `${cells} · model ${model.version} (${model.architecture})` : `${cells} · no model`);
}

async function look() {
  const status = await get('status');
  told(status);
  await shown.view.look(status, place());
}

startTheme(document.getElementById('theme'));
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
addEventListener('hashchange', turn);
turn();
poll(look);
