import { keep, make, mark, say, scrolling } from './dom.js';
import { fixed, seconds, whole } from './format.js';
import { kind, label } from './outcomes.js';
import { lookNow } from './poll.js';

const COLUMNS = [
  ['name', 'Cell', 'Cell and its node'],
  ['outcome', 'State', 'Outcome of its last report'],
  ['prbs', 'PRBs', 'PRBs in force, and those that were decided'],
  ['surprise', 'Surprise', 'Mean squared error of the predictions over their predicted variance; about 1 while the model is right'],
  ['age', 'Age', 'Time since its last report'],
];

export const isSame = (one, other) => one.node === other.node && one.cell === other.cell && (one.slice ?? '') === (other.slice ?? '');

function head(query) {
  const cells = COLUMNS.map(([key, text, title]) => {
    const button = make('button', { type: 'button', class: 'sort', title, onclick: () => {
      query.direction = query.sort === key && query.direction === 'up' ? 'down' : 'up';
      query.sort = key;
      query.offset = 0;
      lookNow();
    } }, text, make('span', { 'aria-hidden': 'true', class: 'arrow' }));
    return make('th', { scope: 'col', class: key }, button);
  });
  return {
    element: make('thead', {}, make('tr', {}, ...cells)),
    tell() {
      cells.forEach((cell, i) => {
        const sorted = COLUMNS[i][0] === query.sort;
        mark(cell, 'aria-sort', sorted ? (query.direction === 'up' ? 'ascending' : 'descending') : 'none');
        say(cell.querySelector('.arrow'), sorted ? (query.direction === 'up' ? ' ↑' : ' ↓') : '');
      });
    },
  };
}

function row(choose) {
  const button = make('button', { type: 'button', class: 'cell-name' }, make('span'), make('small'));
  const made = make('tr', {}, make('th', { scope: 'row' }, button), make('td', {}, make('span', { class: 'chip' })),
    make('td', { class: 'number' }), make('td', { class: 'number' }), make('td', { class: 'number' }));
  made.addEventListener('click', () => choose(made.shown));
  return made;
}

function fill(made, cell, isChosen) {
  made.shown = cell;
  const [name, state, prbs, surprise, age] = made.children;
  const [first, second] = name.firstChild.children;
  say(first, cell.cell);
  say(second, cell.slice ? `${cell.node} · slice ${cell.slice}` : cell.node);
  mark(name.firstChild, 'title', `${cell.node}/${cell.cell}`);
  mark(name.firstChild, 'aria-pressed', isChosen);
  mark(made, 'class', isChosen ? 'chosen' : null);
  say(state.firstChild, label(cell.outcome));
  mark(state.firstChild, 'class', `chip ${kind(cell.outcome)}`);
  mark(state.firstChild, 'title', cell.detail || null);
  const changes = cell.prbs !== null && cell.prbs !== undefined && cell.prbs !== Math.round(cell.prbs_in_force);
  say(prbs, changes ? `${whole(cell.prbs_in_force)} → ${whole(cell.prbs)}` : whole(cell.prbs_in_force));
  say(surprise, fixed(cell.surprise, 2));
  say(age, seconds(cell.age_ms));
}

/** The list of cells: one stop for Tab, arrow keys move in it. */
export function cellTable(query, choose) {
  const top = head(query);
  const body = make('tbody');
  const buttons = () => [...body.querySelectorAll('.cell-name')];

  function stop(at) {
    buttons().forEach((button, i) => mark(button, 'tabindex', i === at ? 0 : -1));
  }

  body.addEventListener('keydown', (event) => {
    const all = buttons();
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (at >= 0 && to !== undefined && all[to]) {
      event.preventDefault();
      stop(to);
      all[to].focus();
    }
  });

  return {
    element: scrolling(make('table', { class: 'cells' },
      make('caption', { class: 'hidden', text: 'Cells; arrow keys move, Enter chooses' }), top.element, body)),
    tell(cells, isChosen) {
      const focused = body.contains(document.activeElement) ? document.activeElement.closest('tr').shown : null;
      top.tell();
      keep(body, cells, () => row(choose), (made, cell) => fill(made, cell, isChosen(cell)));
      const all = buttons();
      const at = focused ? cells.findIndex((cell) => isSame(cell, focused)) : -1;
      if (at >= 0) {
        // A row shows another cell after sorting: the focus goes with the cell.
        stop(at);
        all[at].focus();
      } else {
        const there = all.indexOf(document.activeElement);
        stop(there >= 0 ? there : Math.max(0, cells.findIndex(isChosen)));
      }
    },
  };
}
