import { get, Refused } from './api.js';
import { cellPanel } from './cell.js';
import { make, say, show } from './dom.js';
import { cellTable } from './cell-table.js';
import { label, NAMES } from './outcomes.js';
import { lookNow } from './poll.js';

const PAGE = 50;
const COMMAND = 'java -jar presage.jar attach --target localhost:50051';

function toolbar(query) {
  const changed = () => {
    query.offset = 0;
    lookNow();
  };
  const search = make('input', {
    type: 'search', id: 'search', placeholder: 'Search cells', 'aria-label': 'Search cells by name', autocomplete: 'off', spellcheck: 'false',
    'aria-keyshortcuts': '/',
    oninput: () => {
      query.search = search.value;
      changed();
    },
  });
  const states = make('select', { id: 'state', 'aria-label': 'Show cells of a state', onchange: () => {
    query.outcome = states.value;
    changed();
  } });
  const options = new Map([['', make('option', { value: '', text: 'All states' })]]);
  NAMES.forEach((name) => options.set(name, make('option', { value: name })));
  states.append(...options.values());
  return {
    element: make('div', { class: 'toolbar' }, search, states),
    search,
    tell(counts) {
      NAMES.forEach((name) => {
        const option = options.get(name);
        say(option, `${label(name)} (${counts[name] ?? 0})`);
        option.hidden = !counts[name] && states.value !== name;
      });
    },
  };
}

function pager(query) {
  const text = make('span', { class: 'dim', role: 'status' });
  const turn = (pages) => () => {
    query.offset = Math.max(0, query.offset + pages * PAGE);
    lookNow();
  };
  const back = make('button', { type: 'button', 'aria-label': 'Previous cells', text: '‹', onclick: turn(-1) });
  const on = make('button', { type: 'button', 'aria-label': 'Next cells', text: '›', onclick: turn(1) });
  return {
    element: make('div', { class: 'pager' }, text, make('span', { class: 'spring' }), back, on),
    tell(list) {
      const end = Math.min(list.matching, list.offset + PAGE);
      say(text, list.matching === 0 ? 'No cell' : `${list.offset + 1}–${end} of ${list.matching.toLocaleString('en')}`);
      back.disabled = list.offset === 0;
      on.disabled = end >= list.matching;
    },
  };
}

function empty() {
  return make('div', { class: 'empty', id: 'no-cells' },
    make('h2', { text: 'No cell reports yet' }),
    make('p', { text: 'Cells appear here with their first report. Attach a node to the gRPC API, a RIC (docs/ric-integration.md), or the simulator:' }),
    make('pre', { text: COMMAND, tabindex: '0', 'aria-label': 'Command that attaches the simulator' }));
}

const isSame = (one, other) => one.node === other.node && one.cell === other.cell && (one.slice ?? '') === (other.slice ?? '');

/** The cells beside the one that is chosen. */
export function cellsView(parent, go) {
  const query = { search: '', outcome: '', sort: 'name', direction: 'up', offset: 0, limit: PAGE };
  const choose = (cell) => go({ node: cell.node, cell: cell.cell, slice: cell.slice });
  const tools = toolbar(query);
  const pages = pager(query);
  const table = cellTable(query, choose);
  const panel = cellPanel(go);
  const nothing = empty();
  const warning = make('p', { class: 'note bad', id: 'no-model', text: 'No model is loaded: every cell keeps the allocation that it has. The log says why; presage.model.path names the package.' });
  const both = make('div', { class: 'split' },
    make('section', { class: 'card list', 'aria-label': 'Cells' }, tools.element, table.element, pages.element), panel.element);
  parent.append(warning, nothing, both);
  show(nothing, false);
  show(warning, false);

  const slash = (event) => {
    if (event.key === '/' && !event.target.closest('input, select, textarea, dialog')) {
      event.preventDefault();
      tools.search.focus();
    }
  };
  addEventListener('keydown', slash);

  async function look(status, at) {
    const list = await get('cells', query);
    if (list.matching > 0 && list.offset >= list.matching) {
      query.offset = 0;
    }
    show(warning, status.model === null);
    show(nothing, list.total === 0);
    show(both, list.total > 0);
    tools.tell(list.outcomes);
    pages.tell(list);
    const chosen = at.node && at.cell ? at : list.cells[0];
    const isChosen = (cell) => Boolean(chosen) && isSame(cell, chosen);
    const newest = chosen ? await detail(chosen, status, at.tab) : null;
    table.tell(list.cells.map((cell) => (newest && isChosen(cell) ? newest : cell)), isChosen);
  }

  /** The chosen cell, shown; null if it is gone. */
  async function detail(chosen, status, tab) {
    try {
      return await panel.look(chosen, status, tab);
    } catch (failure) {
      if (!(failure instanceof Refused && failure.status === 404)) {
        throw failure;
      }
      panel.gone(chosen);
      return null;
    }
  }

  return {
    look,
    close() {
      removeEventListener('keydown', slash);
      panel.close();
    },
  };
}
