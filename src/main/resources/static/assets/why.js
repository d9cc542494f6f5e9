import { get, post, Refused } from './api.js';
import { heads, keep, make, mark, say } from './dom.js';
import { ahead, duration, number, signed, time, whole } from './format.js';
import { kind, label } from './outcomes.js';

const EVERY_MS = 3000;
const TERMS = {
  sla: 'Broken agreement', allocation: 'Cost of PRBs', change: 'Cost of change', chance: 'Chance constraints', terminal: 'State at the end',
};
const termName = (name) => TERMS[name] ?? name;

/** Bars to both sides of a middle line. */
function bars(id, caption, names) {
  const body = make('tbody');
  return {
    element: make('table', { class: 'bars', id }, make('caption', { text: caption }),
      heads(names), body),
    tell(rows) {
      const most = Math.max(1e-9, ...rows.map((row) => Math.abs(row.value)));
      keep(body, rows, () => make('tr', {}, make('th', { scope: 'row' }), make('td', { class: 'bar-place' }, make('i')), make('td', { class: 'number' }), make('td', { class: 'number dim' })), (made, row) => {
        const [name, place, value, note] = made.children;
        say(name, row.name);
        mark(place.firstChild, 'class', row.value < 0 ? 'less' : 'more');
        place.firstChild.style.width = `${(Math.abs(row.value) / most) * 50}%`;
        say(value, signed(row.value, 2));
        say(note, row.note);
        mark(made, 'class', row.total ? 'total' : null);
        mark(made, 'title', row.title ?? null);
      });
    },
  };
}

function gains(answer) {
  const rows = Object.entries(answer.present.terms).map(([name, value]) => ({
    name: termName(name), value: value - answer.hold.terms[name], note: `${number(value)} | ${number(answer.hold.terms[name])}`,
  }));
  rows.sort((one, other) => Math.abs(other.value) - Math.abs(one.value));
  return [{
    name: 'Score', value: answer.present.score - answer.hold.score, total: true,
    note: `${number(answer.present.score)} | ${number(answer.hold.score)}`,
  }, ...rows.filter((row) => Math.abs(row.value) >= 0.0005)];
}

const slopes = (explained, stepMs) => explained.sensitivity.derivative.map((value, h) => ({
  name: ahead(h + 1, stepMs), value: value ?? 0, note: `${whole(explained.plan.prbs[h])} PRBs`,
  title: `From ${number(explained.sensitivity.low_prbs[h])} to ${number(explained.sensitivity.high_prbs[h])} PRBs`,
}));

function recentTable() {
  const body = make('tbody');
  return {
    element: make('section', { class: 'card' }, make('table', { class: 'recent' }, make('caption', { text: 'Its last decisions that are still kept in memory' }),
      heads(['Age', 'State', 'PRBs', 'Gain', 'Latency', 'Why held']), body)),
    tell(recent) {
      keep(body, recent, () => make('tr', {}, make('td'), make('td', {}, make('span')), ...Array.from({ length: 3 }, () => make('td', { class: 'number' })), make('td', { class: 'dim' })), (made, one) => {
        const [age, state, prbs, gain, latency, detail] = made.children;
        say(age, duration(one.age_ms));
        say(state.firstChild, label(one.outcome));
        mark(state.firstChild, 'class', `chip ${kind(one.outcome)}`);
        say(prbs, whole(one.prbs));
        say(gain, one.score === undefined || one.hold_score === null ? '–' : signed(one.score - one.hold_score, 2));
        say(latency, `${number(one.latency_ms)} ms`);
        say(detail, one.detail);
      });
    },
  };
}

/** Why the plan is as it is: term by term against holding, and what one PRB more would change. */
export function whyPanel(parent, at) {
  const note = make('p', { class: 'note', id: 'why-note' });
  const gain = bars('why-gain', 'Plan against holding the allocation in force', ['Term', '', 'Gain', 'Plan | hold']);
  const slope = bars('why-slope', 'What one PRB more would be worth', ['Step', '', 'Score', 'Planned']);
  const recent = recentTable();
  const both = make('div', { class: 'pair' }, make('section', { class: 'card' }, gain.element), make('section', { class: 'card' }, slope.element));
  parent.append(note, both, recent.element);
  both.hidden = true;
  note.textContent = 'The model is asked …';
  let askedAt = -Infinity;

  async function ask(model) {
    const [answer, explained] = [await post('what-if', at), await get('explanation', at)];
    both.hidden = false;
    gain.element.hidden = !answer.hold;
    gain.tell(answer.hold ? gains(answer) : []);
    slope.tell(slopes(explained, model.step_ms));
    const from = `From the report of ${time(answer.about.interval_end_ms)} on, in units of the reward: weight times standardised KPI, summed over the horizon.`;
    say(note, answer.about.plan_origin === 'DECIDED' ? from : `The cell is held: this is the plan that would be made for it now. ${from}`);
  }

  return {
    look(cell, status) {
      recent.tell(cell.recent);
      if (status.model && performance.now() - askedAt >= EVERY_MS) {
        askedAt = performance.now();
        ask(status.model).catch((failure) => {
          both.hidden = failure instanceof Refused;
          say(note, failure.message);
        });
      }
      both.hidden ||= !status.model;
    },
    close() {},
  };
}
