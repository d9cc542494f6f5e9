import { make, mark, say, show } from './dom.js';
import { ahead, column, duration, number, prbs, whole } from './format.js';
import { livePanel } from './live.js';
import { kind, label, meaning } from './outcomes.js';
import { whatIfPanel } from './what-if.js';
import { whyPanel } from './why.js';

const TABS = [['live', 'Live', livePanel], ['why', 'Why', whyPanel], ['what-if', 'What if', whatIfPanel]];
const FACTS = [
  ['In force', (cell) => prbs(cell.prbs_in_force)],
  ['Decided', (cell) => prbs(cell.prbs)],
  ['Surprise', (cell) => number(cell.surprise, 2)],
  ['Report', (cell) => cell.false_data ?? 'plausible'],
  ['Imputed KPIs', (cell) => cell.decision?.imputed_kpis?.join(', ') || 'none'],
  ['Latency', (cell) => (cell.latency_ms === undefined ? '–' : `${number(cell.latency_ms)} ms`)],
  ['Plans compared', (cell) => whole(cell.decision?.rollouts)],
  ['Frames kept', (cell) => whole(cell.frames)],
  ['Last report', (cell) => `${duration(cell.age_ms)} ago`],
];

/** What the plan does to the allocation, now or later. */
function change(plan, inForce, stepMs) {
  const held = Math.round(inForce);
  if (plan[0] !== held) {
    return `${plan[0] > held ? 'Raises' : 'Lowers'} the allocation from ${whole(held)} to ${prbs(plan[0])}`;
  }
  const later = plan.findIndex((step) => step !== held);
  return later < 0 ? `Keeps ${prbs(held)} over the whole plan` : `Keeps ${prbs(held)} for now and plans ${whole(plan[later])} from ${ahead(later, stepMs)} on`;
}

/** What was decided, in a sentence. */
function sentence(cell, status) {
  const decision = cell.decision;
  if (!decision?.plan || !status.model) {
    return meaning(cell.outcome, cell.detail);
  }
  if (cell.prbs_in_force === null) {
    return `Sets the allocation to ${prbs(decision.prbs)}. The report does not say how many PRBs are in force.`;
  }
  const what = change(decision.plan, cell.prbs_in_force, status.model.step_ms);
  const horizon = `over the next ${number((decision.plan.length * status.model.step_ms) / 1000)} s`;
  const gain = decision.hold_score === null ? null : decision.score - decision.hold_score;
  const text = gain === null ? '' : column([gain], 2)(gain);
  return gain === null ? `${what}.` : gain > 0.0005
    ? `${what}. The model expects ${text} more reward ${horizon} than with ${prbs(cell.prbs_in_force)} throughout.`
    : `${what}. No plan has a higher score ${horizon} than holding the allocation.`;
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
    focus: (key) => buttons[TABS.findIndex(([one]) => one === key)].focus(),
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
  const waits = make('p', { class: 'note bad', id: 'cell-waits', role: 'status', hidden: true });
  const element = make('section', { class: 'detail', 'aria-labelledby': 'cell-title' },
    make('div', { class: 'detail-head' }, waits, make('div', { class: 'row' }, name, node, chip), text, facts), strip.element, panel);
  let open = null;

  function turn(key, cell, model) {
    const [, , build] = TABS.find(([one]) => one === key) ?? TABS[0];
    const id = [key, cell.node, cell.cell, cell.slice, model].join('\n');
    if (open?.id !== id) {
      const hadFocus = panel.contains(document.activeElement);
      open?.view.close();
      panel.replaceChildren();
      mark(panel, 'aria-labelledby', `tab-${key}`);
      open = { id, view: build(panel, cell) };
      if (hadFocus) {
        strip.focus(key);
      }
    }
    strip.tell(key);
  }

  return {
    element,
    /** Shows what is known of a cell. */
    tell(cell, status, tab) {
      const at = { node: cell.node, cell: cell.cell, slice: cell.slice ?? '' };
      show(waits, false);
      say(name, cell.cell);
      say(node, cell.slice ? `${cell.node} · slice ${cell.slice}` : cell.node);
      say(chip, label(cell.outcome));
      mark(chip, 'class', `chip ${kind(cell.outcome)}`);
      say(text, sentence(cell, status));
      FACTS.forEach(([, value], i) => say(facts.children[i].lastChild, value(cell)));
      turn(TABS.some(([key]) => key === tab) ? tab : 'live', at, status.model?.version);
      open.view.look(cell, status);
    },
    /** Says that a cell cannot be shown yet; what is shown stays. */
    await(at) {
      say(waits, `${at.cell} is shown as soon as the server answers.`);
      show(waits, true);
    },
    gone(at) {
      show(waits, false);
      say(name, at.cell);
      say(node, at.node);
      say(chip, 'No reports');
      mark(chip, 'class', 'chip calm');
      say(text, 'This cell does not report any more, so Presage has removed it. It appears again with its next report. Choose another one, or wait.');
    },
    close() {
      open?.view.close();
    },
  };
}
