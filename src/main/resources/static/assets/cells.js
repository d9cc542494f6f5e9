import { get, Refused } from './api.js';
import { cellPanel } from './cell.js';
import { make, say, show } from './dom.js';
import { cellTable, isSame } from './cell-table.js';
import { label } from './outcomes.js';
import { lookNow } from './poll.js';

const PAGE = 50;
const command = (port) => `java -jar presage.jar attach --target ${location.hostname}:${port}`;

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
  states.append(...options.values());
  return {
    element: make('div', { class: 'toolbar' }, search, states),
    search,
    tell(counts) {
      Object.keys(counts).filter((name) => !options.has(name)).forEach((name) => {
        options.set(name, make('option', { value: name }));
        states.append(options.get(name));
      });
      options.forEach((option, name) => {
        if (name) {
          say(option, `${label(name)} (${counts[name] ?? 0})`);
          option.hidden = !counts[name] && states.value !== name;
        }
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
  const text = make('pre', { tabindex: '0', 'aria-label': 'Command that attaches the simulator' });
  return {
    element: make('div', { class: 'empty', id: 'no-cells' },
      make('h2', { text: 'No cell reports yet' }),
      make('p', { text: 'Cells appear here with their first report. Attach a node to the gRPC API, a RIC (docs/ric-integration.md), or the simulator:' }), text),
    tell: (status) => say(text, command(status.grpc_port)),
  };
}

// The newest answers: shown again when the user comes back and the server does not answer.
let known = null;

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
  parent.append(warning, nothing.element, both);

  const slash = (event) => {
    if (event.key === '/' && !event.target.closest('input, select, textarea, dialog')) {
      event.preventDefault();
      tools.search.focus();
    }
  };
  addEventListener('keydown', slash);

  const chosenOf = (at) => (at.node && at.cell ? at : known.list.cells[0]);

  function tell(status, chosen) {
    const { list, cell } = known;
    const isChosen = (one) => Boolean(chosen) && isSame(one, chosen);
    show(warning, status.model === null);
    show(nothing.element, list.total === 0);
    nothing.tell(status);
    show(both, list.total > 0);
    tools.tell(list.outcomes);
    pages.tell(list);
    table.tell(list.cells.map((one) => (cell && isChosen(one) && isSame(one, cell) ? cell : one)), isChosen);
  }

  /** The chosen cell; null if it does not report any more. */
  async function detail(chosen) {
    try {
      return await get('cell', { node: chosen.node, cell: chosen.cell, slice: chosen.slice ?? '' });
    } catch (failure) {
      if (!(failure instanceof Refused && failure.status === 404)) {
        throw failure;
      }
      return null;
    }
  }

  return {
    async load(at) {
      const list = await get('cells', query);
      if (list.matching > 0 && list.offset >= list.matching) {
        query.offset = 0;
      }
      known = { ...known, list };
      const chosen = chosenOf(at);
      const cell = chosen ? await detail(chosen) : null;
      known = { list, cell: cell ?? known.cell, gone: cell ? null : chosen };
    },
    /** Shows the newest answers; false if there are none. */
    show(status, at, isLost) {
      if (known === null) {
        return false;
      }
      const chosen = chosenOf(at);
      if (chosen && known.gone && isSame(chosen, known.gone)) {
        panel.gone(chosen);
      } else if (known.cell) {
        panel.tell(known.cell, status, at.tab);
        if (isLost && !isSame(known.cell, chosen)) {
          panel.await(chosen);
        }
      }
      tell(status, chosen);
      return true;
    },
    close() {
      removeEventListener('keydown', slash);
      panel.close();
    },
  };
}
