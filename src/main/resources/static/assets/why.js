import { get, post, Refused, spoken } from './api.js';
import { heads, keep, make, mark, say, scrolling } from './dom.js';
import { ahead, column, decimals, fixed, number, prbs, seconds, time, whole, withSign } from './format.js';
import { kind, label } from './outcomes.js';

const EVERY_MS = 3000;
const TERMS = {
  sla: 'SLA violations', allocation: 'Cost of PRBs', change: 'Cost of change', chance: 'Chance constraints', terminal: 'State at the end',
};
const termName = (name) => TERMS[name] ?? name;

/** Bars to both sides of a middle line. Each row has the bar's value and further columns. */
function bars(id, caption, names) {
  const body = make('tbody');
  const others = names.length - 3;
  return {
    element: scrolling(make('table', { class: 'bars', id }, make('caption', { text: caption }), heads(names), body)),
    tell(rows) {
      const most = Math.max(1e-9, ...rows.map((row) => Math.abs(row.value ?? 0)));
      const format = column(rows.map((row) => row.value));
      keep(body, rows, () => make('tr', {}, make('th', { scope: 'row' }), make('td', { class: 'bar-place' }, make('i')), make('td', { class: 'number' }), ...Array.from({ length: others }, () => make('td', { class: 'number dim' }))), (made, row) => {
        const [name, place, value, ...rest] = made.children;
        say(name, row.name);
        mark(place.firstChild, 'class', row.value < 0 ? 'less' : 'more');
        place.firstChild.style.width = `${(Math.abs(row.value ?? 0) / most) * 50}%`;
        say(value, withSign(row.value, format(row.value)));
        rest.forEach((cell, i) => say(cell, row.others[i]));
        mark(made, 'class', row.total ? 'total' : null);
        mark(made, 'title', row.title ?? null);
      });
    },
  };
}

function gains({ present, hold }) {
  const terms = Object.keys(present.terms).map((name) => ({ name: termName(name), plan: present.terms[name], held: hold.terms[name] }));
  const rows = [{ name: 'Score', plan: present.score, held: hold.score, total: true }, ...terms]
    .map((row) => ({ ...row, value: row.plan - row.held }));
  const gain = column(rows.map((row) => row.value));
  // As exact as the gains, and never wider than the card.
  const places = Math.min(decimals(rows.map((row) => row.value)), decimals(rows.flatMap((row) => [row.plan, row.held]), 5));
  const part = (value) => fixed(value, places);
  return rows.filter((row) => row.total || /[1-9]/.test(gain(row.value)))
    .sort((one, other) => (other.total ? 1 : 0) - (one.total ? 1 : 0) || Math.abs(other.value) - Math.abs(one.value))
    .map((row) => ({ ...row, others: [part(row.plan), part(row.held)] }));
}

const slopes = (explained, stepMs) => explained.sensitivity.derivative.map((value, h) => ({
  name: ahead(h + 1, stepMs), value, others: [prbs(explained.plan.prbs[h])],
  title: `From ${number(explained.sensitivity.low_prbs[h])} to ${number(explained.sensitivity.high_prbs[h])} PRBs`,
}));

const promised = (kpi) => Number(kpi.sla_max !== undefined || kpi.sla_min !== undefined);
const average = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** What is known of a neighbour, in words. */
const standing = ({ standing: is, age }) => ({
  USED: age > 0 ? `${age} ${age === 1 ? 'interval' : 'intervals'} old` : age < 0 ? 'newer than the report' : 'of this interval',
  STALE: age > 0 ? `${age} intervals old, not used` : 'from a clock ahead, not used',
}[is] ?? 'nothing announced');

/** Who the neighbours are, what they announce, and what of the forecast that explains. */
function neighbourTable() {
  const body = make('tbody');
  const head = make('tr');
  const element = make('section', { class: 'card apart', hidden: true }, scrolling(make('table', { class: 'neighbours', id: 'neighbours' },
    make('caption', { text: 'Neighbours: what they announce, and what of the forecast it explains (mean over all steps)' }), make('thead', {}, head), body)));
  return {
    element,
    tell(neighbours, model) {
      element.hidden = !neighbours?.length;
      const shown = model.kpis.filter((kpi) => kpi.weight || promised(kpi))
        .sort((one, other) => promised(other) - promised(one) || Math.abs(other.weight) - Math.abs(one.weight)).slice(0, 3);
      const titles = ['Neighbour', 'Share', 'PRBs now', 'PRBs next', 'Plan', ...shown.map((kpi) => `${kpi.name}, ${kpi.unit}`)];
      keep(head, titles, () => make('th', { scope: 'col' }), say);
      const effects = shown.map((kpi) => {
        const values = (neighbours ?? []).map((one) => (one.effect[kpi.name] ? average(one.effect[kpi.name]) : null));
        const format = column(values);
        return values.map((value) => withSign(value, format(value)));
      });
      keep(body, neighbours ?? [], () => make('tr', {}, make('th', { scope: 'row' }), ...titles.slice(1).map((_, i) => make('td', { class: i === 3 ? 'dim' : 'number' }))), (made, one) => {
        const [name, share, now, next, plan, ...rest] = made.children;
        say(name, one.cell);
        say(share, `${Math.round(100 * one.share)} %`);
        say(now, number(one.prbs[0] ?? null));
        say(next, number(one.prbs[1] ?? null));
        say(plan, standing(one));
        rest.forEach((cell, i) => say(cell, effects[i]?.[neighbours.indexOf(one)]));
      });
    },
  };
}

const gainOf = (one) => (one.score === undefined || one.hold_score === null ? null : one.score - one.hold_score);

function recentTable() {
  const body = make('tbody');
  return {
    element: make('section', { class: 'card' }, scrolling(make('table', { class: 'recent' }, make('caption', { text: 'Last decisions for this cell that are still in memory' }),
      heads(['Age', 'State', 'PRBs', 'Gain', 'Latency', 'Why held']), body))),
    tell(recent) {
      const gain = column(recent.map(gainOf));
      keep(body, recent, () => make('tr', {}, make('td', { class: 'number' }), make('td', {}, make('span')), ...Array.from({ length: 3 }, () => make('td', { class: 'number' })), make('td', { class: 'dim' })), (made, one) => {
        const [age, state, allocation, more, latency, detail] = made.children;
        say(age, seconds(one.age_ms));
        say(state.firstChild, label(one.outcome));
        mark(state.firstChild, 'class', `chip ${kind(one.outcome)}`);
        say(allocation, whole(one.prbs));
        say(more, withSign(gainOf(one), gain(gainOf(one))));
        say(latency, `${fixed(one.latency_ms, 2)} ms`);
        say(detail, one.detail);
      });
    },
  };
}

/** Why the plan is as it is: term by term against holding, and what one PRB more would change. */
export function whyPanel(parent, at) {
  const note = make('p', { class: 'note', id: 'why-note' });
  const gain = bars('why-gain', 'Plan against holding the allocation in force', ['Term', '', 'Gain', 'Plan', 'Hold']);
  const slope = bars('why-slope', 'What one PRB more would be worth', ['Step', '', 'Score', 'Planned']);
  const recent = recentTable();
  const both = make('div', { class: 'pair' }, make('section', { class: 'card' }, gain.element), make('section', { class: 'card' }, slope.element));
  const neighbours = neighbourTable();
  parent.append(note, both, neighbours.element, recent.element);
  both.hidden = true;
  note.textContent = 'Asking the model …';
  let askedAt = -Infinity;

  async function ask(model) {
    const [answer, explained] = [await post('what-if', at), await get('explanation', at)];
    both.hidden = false;
    gain.element.hidden = !answer.hold;
    gain.tell(answer.hold ? gains(answer) : []);
    slope.tell(slopes(explained, model.step_ms));
    neighbours.tell(explained.neighbours, model);
    const from = `From the report of ${time(answer.about.interval_end_ms)} on, in units of the reward: weight times standardised KPI, summed over the horizon.`;
    say(note, answer.about.plan_origin === 'DECIDED' ? from : `No plan was decided for the newest report. This is the one that would be made for it now. ${from}`);
  }

  return {
    look(cell, status) {
      recent.tell(cell.recent);
      if (status.model && performance.now() - askedAt >= EVERY_MS) {
        askedAt = performance.now();
        ask(status.model).catch((failure) => {
          both.hidden ||= failure instanceof Refused;
          say(note, both.hidden ? spoken(failure) : `${spoken(failure)} Below is the last answer.`);
        });
      }
      both.hidden ||= !status.model;
    },
    close() {},
  };
}
