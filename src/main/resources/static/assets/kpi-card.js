import { kpiAxis, logTicks, scaleOf } from './axis.js';
import { chart } from './charts.js';
import { make, mark, say } from './dom.js';
import { number } from './format.js';
import { byWeight, shownUnit } from './kpis.js';

/** A card with a chart of one KPI, which its heading chooses. */
export function kpiCard(place, options, changed) {
  const pick = make('select', { class: 'pick', 'aria-label': `KPI of chart ${place + 1}`, onchange: () => {
    pick.dataset.chosen = pick.value;
    changed();
  } });
  const text = make('span', { class: 'dim figure-text' });
  const canvas = make('canvas', { role: 'img' });
  const element = make('figure', { class: 'card kpi' }, make('figcaption', {}, pick, text), make('div', { class: 'plot' }, canvas));
  const axis = kpiAxis();
  let drawnBy = scaleOf({});
  const drawn = chart(canvas, 'line', {
    ...options,
    y: {
      ticks: { callback: (value) => number(drawnBy.from(value)) },
      afterBuildTicks: (built) => {
        if (drawnBy.isLog) {
          built.ticks = logTicks(built.min, built.max).map((value) => ({ value }));
        }
      },
    },
    label: (item) => `${item.dataset.label}: ${number(drawnBy.from(item.parsed.y))} ${canvas.dataset.unit}`.trim(),
  });
  let known = '';
  return {
    element,
    drawn,
    canvas,
    /** The KPI that it shows. */
    of(model) {
      const kpis = byWeight(model);
      const names = kpis.map((kpi) => kpi.name).join();
      if (names !== known) {
        known = names;
        pick.replaceChildren(...kpis.map((kpi) => make('option', { value: kpi.name, text: shownUnit(kpi.unit) ? `${kpi.name} (${shownUnit(kpi.unit)})` : kpi.name })));
        const wanted = kpis.some((kpi) => kpi.name === pick.dataset.chosen) ? pick.dataset.chosen : kpis[place % kpis.length].name;
        pick.value = wanted;
      }
      const kpi = kpis.find((one) => one.name === pick.value);
      canvas.dataset.unit = shownUnit(kpi.unit);
      canvas.dataset.kpi = kpi.name;
      return kpi;
    },
    /** Draws sets of the shown unit; the SLA, if there is one, is written at its line. */
    draw(kpi, sets, sla) {
      drawnBy = scaleOf(kpi);
      const { min, max, marks } = axis(kpi, sets, canvas.dataset.unit);
      Object.assign(drawn.made.options.scales.y, { min, max });
      const written = sla === null ? marks : [...marks, { at: drawnBy.to(sla), text: `SLA ${number(sla)} ${canvas.dataset.unit}`.trim(), colour: 'bad' }];
      drawn.draw(sets.map((set) => ({ ...set, data: set.data.map(({ x, y }) => ({ x, y: y === null ? null : drawnBy.to(y) })) })), null, written);
    },
    tell(caption, aloud) {
      say(text, caption);
      mark(canvas, 'aria-label', aloud);
    },
  };
}
