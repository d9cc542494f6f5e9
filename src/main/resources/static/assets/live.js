import { band, chart, limit, line } from './charts.js';
import { make, mark, say } from './dom.js';
import { duration, kpi as shown, number, prbs as inPrbs, whole } from './format.js';
import { kpiCard } from './kpi-card.js';
import { points, scale, scaled, slaBound } from './kpis.js';
import { colour } from './theme.js';

const CARDS = 4;
const SHOWN = [['window', 'Model’s window'], ['all', 'All that is kept']];

const title = (x) => (x === 0 ? 'newest report' : x < 0 ? `${duration(-x * 1000)} ago` : `in ${duration(x * 1000)}`);

/** When the frames ended and the steps will, in seconds from the newest frame. */
function times(cell, frames, horizon) {
  const step = cell.step_ms / 1000;
  const late = (cell.decision?.plan ? cell.decision.interval_end_ms - cell.interval_end_ms : 0) / 1000;
  return {
    past: Array.from({ length: frames }, (_, i) => (i - frames + 1) * step),
    ahead: Array.from({ length: cell.decision?.plan?.length ?? 0 }, (_, h) => late + (h + 1) * step),
    ends: { min: -frames * step, max: horizon * step },
  };
}

function kpiSets(cell, kpi, values, predicted, at) {
  const seen = scaled(values, kpi.unit);
  const sets = [line('Measured', points(at.past, seen), 'ink')];
  if (predicted) {
    const start = { x: at.ahead[0] - cell.step_ms / 1000, y: seen.at(-1) };
    const from = (list) => [start, ...points(at.ahead, scaled(list, kpi.unit))];
    sets.push(...band('90 % interval', from(predicted.low), from(predicted.high), 'accent'),
      line('Predicted', from(predicted.mean), 'accent', { borderDash: [5, 3] }));
    if (predicted.uncorrected) {
      sets.push(line('Not corrected', from(predicted.uncorrected), 'dim', { borderWidth: 1.2, borderDash: [2, 3] }));
    }
  }
  return sets;
}

function card(place, changed) {
  const made = kpiCard(place, { now: true, title, x: { ticks: { callback: (value) => `${number(value)} s` } } }, changed);
  made.show = (cell, model, frames) => {
    const kpi = made.of(model);
    const at = times(cell, frames, model.horizon);
    const values = (cell.kpis.find((one) => one.name === kpi.name)?.values ?? []).slice(-frames);
    const predicted = cell.decision?.predicted?.[kpi.name];
    const sets = kpiSets(cell, kpi, values, predicted, at);
    const sla = slaBound(kpi);
    if (sla !== null) {
      sets.push(limit('SLA', sla, at.ends.min, at.ends.max));
    }
    Object.assign(made.drawn.made.options.scales.x, at.ends);
    made.draw(kpi, sets, sla);
    const short = (value) => number(value === null ? null : value * scale(kpi.unit));
    const told = (format) => (predicted ? `${format(predicted.mean.at(-1))} (${format(predicted.low.at(-1))} to ${format(predicted.high.at(-1))})` : '');
    const before = predicted?.uncorrected ? `, not corrected ${shown(predicted.uncorrected.at(-1), kpi.unit)}` : '';
    const long = (value) => shown(value, kpi.unit);
    const last = values.at(-1) ?? null;
    made.tell(predicted ? `${short(last)} → ${told(short)}` : short(last),
      `${kpi.name}: now ${long(last)}${predicted ? `, in ${duration(at.ahead.at(-1) * 1000)} predicted ${told(long)}${before}` : ''}`);
  };
  return made;
}

function prbCard() {
  const text = make('span', { class: 'dim figure-text' });
  const canvas = make('canvas', { role: 'img', id: 'prb-chart' });
  const drawn = chart(canvas, 'line', {
    now: true, title, label: (item) => `${item.dataset.label}: ${inPrbs(item.parsed.y)}`, x: { ticks: { callback: (value) => `${number(value)} s` } },
  });
  return {
    element: make('figure', { class: 'card kpi wide' }, make('figcaption', {}, make('strong', { text: 'PRBs and plan' }), text), make('div', { class: 'plot low' }, canvas)),
    show(cell, model, frames) {
      const at = times(cell, frames, model.horizon);
      const values = (cell.kpis.find((one) => one.name === model.action)?.values ?? []).slice(-frames);
      const plan = cell.decision?.plan ?? [];
      const stepped = { stepped: 'before' };
      const sets = [line('In force', points(at.past.map((x) => x - cell.step_ms / 1000), values).concat({ x: 0, y: values.at(-1) ?? null }), 'ink', stepped)];
      if (plan.length > 0) {
        const begins = at.ahead.map((x) => x - cell.step_ms / 1000);
        sets.push(line('Plan', points(begins, plan).concat({ x: at.ahead.at(-1), y: plan.at(-1) }), 'accent', { ...stepped, borderWidth: 2.4, fill: 'origin', backgroundColor: () => colour('accent', 0.15) }));
      }
      Object.assign(drawn.made.options.scales.x, at.ends);
      Object.assign(drawn.made.options.scales.y, { min: 0, suggestedMax: model.action_max });
      drawn.draw(sets);
      const told = plan.length > 0 ? `${whole(values.at(-1))} in force, then ${plan.join(', ')}` : `${whole(values.at(-1))} in force, held`;
      say(text, told);
      mark(canvas, 'aria-label', `PRBs: ${told}`);
    },
    close: () => drawn.close(),
  };
}

function choice(changed) {
  const radios = SHOWN.map(([value, text], i) => make('label', {}, make('input', { type: 'radio', name: 'shown', value, checked: i === 0, onchange: () => changed(value) }), text));
  return make('fieldset', { class: 'choice' }, make('legend', { class: 'hidden', text: 'How much is shown' }), ...radios);
}

const KEY = [['ink', 'Measured'], ['accent dashed', 'Predicted, with its 90 % interval'], ['bad dashed', 'SLA']];
const UNCORRECTED = ['dim dashed', 'Without the cell’s correction'];

const keyEntry = ([name, text]) => make('li', {}, make('i', { class: name }), text);
const isCorrected = (cell) => Object.values(cell.decision?.predicted ?? {}).some((one) => one.uncorrected);

/** The window of a cell, and what its plan is expected to bring. */
export function livePanel(parent) {
  let depth = 'window';
  let last = null;
  const draw = () => {
    if (last) {
      const [cell, model] = last;
      const all = cell.kpis[0].values.length;
      const frames = depth === 'all' ? all : Math.min(all, model.window);
      [prbs, ...cards].forEach((one) => one.show(cell, model, frames));
      uncorrected.hidden = !isCorrected(cell);
    }
  };
  const prbs = prbCard();
  const cards = Array.from({ length: CARDS }, (_, i) => card(i, draw));
  const uncorrected = keyEntry(UNCORRECTED);
  const key = make('ul', { class: 'key', 'aria-label': 'Key' }, ...KEY.map(keyEntry), uncorrected);
  const bar = make('div', { class: 'row under-tabs' }, key, make('span', { class: 'spring' }), choice((value) => {
    depth = value;
    draw();
  }));
  const none = make('p', { class: 'note', text: 'Without a model there is nothing to predict; the cell’s window is kept.' });
  const grid = make('div', { class: 'grid' }, prbs.element, ...cards.map((one) => one.element));
  parent.append(bar, none, grid);
  return {
    look(cell, status) {
      none.hidden = status.model !== null;
      grid.hidden = status.model === null;
      if (status.model) {
        last = [cell, status.model];
        draw();
      }
    },
    close() {
      prbs.close();
      cards.forEach((one) => one.drawn.close());
    },
  };
}
