import { number } from './format.js';

/** Parts of an axis that what must be seen may leave to the rest of an interval, on each side. */
const MOST_BEYOND = 1.5;
const FEWEST_TICKS = 3;
const TICKS = 5;

/** How a KPI is drawn: as it is, or by the logarithm if the model takes that of it. */
const LINEAR = { to: (value) => value, from: (value) => value, isLog: false };
const LOG = { to: (value) => Math.log1p(Math.max(0, value)), from: (value) => Math.expm1(value), isLog: true };

export const scaleOf = (kpi) => (kpi.transform === 'log1p' ? LOG : LINEAR);

/** Values that people read off a logarithmic axis: decades, or 1, 2 and 5 of each where those are too few. */
export function logTicks(min, max) {
  const decades = Array.from({ length: 13 }, (_, i) => 10 ** (i - 3));
  const inside = (values) => [0, ...values].filter((value) => LOG.to(value) >= min && LOG.to(value) <= max);
  const coarse = inside(decades);
  const ticks = coarse.length >= FEWEST_TICKS ? coarse : inside(decades.flatMap((decade) => [decade, 2 * decade, 5 * decade]));
  let last = -Infinity;
  return ticks.map(LOG.to).filter((at) => {
    const fits = at - last >= (max - min) / TICKS;
    last = fits ? at : last;
    return fits;
  });
}

/**
 * The ends of an axis: they widen at once, and narrow only when much less is needed, so that a
 * live chart does not breathe.
 */
function steady() {
  let ends = null;
  return (low, high, isLog) => {
    const span = Math.max(high - low, isLog ? 0.3 : Math.abs(high) * 0.02, 1e-6);
    if (ends === null || low < ends.min || high > ends.max || span < (ends.max - ends.min) * 0.45) {
      ends = { min: low < 0 || low > span * 2 ? low - span * 0.12 : Math.max(0, low - span * 0.12), max: high + span * 0.12 };
    }
    return ends;
  };
}

const known = (sets) => sets.flatMap((set) => set.data.map((point) => point.y)).filter((value) => value !== null && value !== undefined);

/**
 * The axis of one KPI. What was measured, what is expected and the SLA are always legible: an interval that would flatten them is cut, and its end
 * is written at the edge.
 */
export function kpiAxis() {
  let range = steady();
  let of = '';
  return (kpi, sets, unit) => {
    if (of !== kpi.name) {
      of = kpi.name;
      range = steady();
    }
    const { to, from, isLog } = scaleOf(kpi);
    const needed = known(sets.map((set) => (set.interval ? { data: set.data.slice(0, 2) } : set))).map(to);
    if (needed.length === 0) {
      return { min: undefined, max: undefined, marks: [] };
    }
    const all = known(sets).map(to);
    const [low, high] = [Math.min(...needed), Math.max(...needed)];
    const [least, most] = [Math.min(...all), Math.max(...all)];
    const room = MOST_BEYOND * Math.max(high - low, isLog ? 0.3 : Math.abs(high) * 0.02);
    const { min, max } = range(Math.max(least, low - room), Math.min(most, high + room), isLog);
    const mark = (value, at, arrow) => ({ at, text: `${arrow} 90 % interval to ${number(from(value))} ${unit}`.trim(), colour: 'dim' });
    return { min, max, marks: [...(most > max ? [mark(most, 'top', '▲')] : []), ...(least < min ? [mark(least, 'bottom', '▼')] : [])] };
  };
}
