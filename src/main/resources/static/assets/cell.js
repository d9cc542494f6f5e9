import { get } from './api.js';
import { make, mark, say } from './dom.js';
import { duration, number, whole } from './format.js';
import { livePanel } from './live.js';
import { kind, label, meaning } from './outcomes.js';
import { whatIfPanel } from './what-if.js';
import { whyPanel } from './why.js';

const TABS = [['live', 'Live', livePanel], ['why', 'Why', whyPanel], ['what-if', 'What if', whatIfPanel]];
const FACTS = [
  ['In force', (cell) => `${whole(cell.prbs_in_force)} PRBs`],
  ['Decided', (cell) => `${whole(cell.prbs)} PRBs`],
  ['Surprise', (cell) => number(cell.surprise, 2)],
  ['Report', (cell) => cell.false_data ?? 'plausible'],
  ['Imputed KPIs', (cell) => cell.decision?.imputed_kpis?.join(', ') || 'none'],
  ['Latency', (cell) => (cell.latency_ms === undefined ? '–' : `${number(cell.latency_ms)} ms`)],
  ['Imagined plans', (cell) => whole(cell.decision?.rollouts)],
  ['Frames kept', (cell) => whole(cell.frames)],
  ['Last report', (cell) => `${duration(cell.age_ms)} ago`],
];

/** What was decided, in a sentence. */
function sentence(cell, status) {
  const decision = cell.decision;
  if (decision?.plan && status.model) {
    const seconds = number((decision.plan.length * status.model.step_ms) / 1000);
    const gain = decision.hold_score === null ? null : decision.score - decision.hold_score;
    const change = decision.prbs - cell.prbs_in_force;
    const what = change === 0 ? `Keeps ${whole(decision.prbs)} PRBs` : `${change > 0 ? 'Raises' : 'Lowers'} the allocation to ${whole(decision.prbs)} PRBs`;
    const why = gain === null ? '' : gain > 0.0005 ? `: worth ${number(gain, 2)} more than holding over the next ${seconds} s` : `: nothing better than holding was found for the next ${seconds} s`;
    return `${what}${why}.`;
  }
  return meaning(cell.outcome, cell.detail);
}

function tabs(go) {
  const buttons = TABS.map(([key, text]) => make('button', {
    type: 'button', role: 'tab', id: `tab-${key}`, 'aria-controls': 'tab-panel', text, onclick: () => go({ tab: key }),
  }));
  const element = make('div', { class: 'tabs', role: 'tablist', 'aria-label': 'About this cell' }, ...buttons);
  element.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = buttons.indexOf(document.activeElement);
    if (step && at >= 0) {
      const next = buttons[(at + step + buttons.length) % buttons.length];
      next.focus();
      next.click();
    }
  });
  return {
    element,
    tell(key) {
      buttons.forEach((button, i) => {
        const chosen = TABS[i][0] === key;
        mark(button, 'aria-selected', chosen);
        mark(button, 'tabindex', chosen ? 0 : -1);
      });
    },
  };
}

/** The chosen cell. */
export function cellPanel(go) {
  const name = make('h2', { id: 'cell-title' });
  const node = make('span', { class: 'dim' });
  const chip = make('span', { class: 'chip' });
  const text = make('p', { class: 'sentence', id: 'cell-sentence' });
  const facts = make('dl', { class: 'facts-row' });
  FACTS.forEach(([title]) => facts.append(make('div', {}, make('dt', { text: title }), make('dd'))));
  const strip = tabs(go);
  const panel = make('div', { id: 'tab-panel', role: 'tabpanel' });
  const element = make('section', { class: 'detail', 'aria-labelledby': 'cell-title' },
    make('div', { class: 'detail-head' }, make('div', { class: 'row' }, name, node, chip), text, facts), strip.element, panel);
  let open = null;

  function turn(key, cell, model) {
    const [, , build] = TABS.find(([one]) => one === key) ?? TABS[0];
    const id = [key, cell.node, cell.cell, cell.slice, model].join('\n');
    if (open?.id !== id) {
      open?.view.close();
      panel.replaceChildren();
      mark(panel, 'aria-labelledby', `tab-${key}`);
      open = { id, view: build(panel, cell) };
    }
    strip.tell(key);
  }

  return {
    element,
    async look(chosen, status, tab) {
      const at = { node: chosen.node, cell: chosen.cell, slice: chosen.slice ?? '' };
      const cell = await get('cell', at);
      say(name, cell.cell);
      say(node, cell.slice ? `${cell.node} · slice ${cell.slice}` : cell.node);
      say(chip, label(cell.outcome));
      mark(chip, 'class', `chip ${kind(cell.outcome)}`);
      say(text, sentence(cell, status));
      FACTS.forEach(([, value], i) => say(facts.children[i].lastChild, value(cell)));
      turn(TABS.some(([key]) => key === tab) ? tab : 'live', at, status.model?.version);
      open.view.look(cell, status);
      return cell;
    },
    gone(at) {
      say(name, at.cell);
      say(node, at.node);
      say(chip, 'Gone');
      mark(chip, 'class', 'chip calm');
      say(text, 'This cell does not report any more, and was forgotten. It comes back with its next report; or choose another one.');
    },
    close() {
      open?.view.close();
    },
  };
}
