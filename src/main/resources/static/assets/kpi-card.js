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
  const drawn = chart(canvas, 'line', {
    ...options,
    label: (item) => `${item.dataset.label}: ${number(item.parsed.y)} ${canvas.dataset.unit}`.trim(),
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
    tell(caption, aloud) {
      say(text, caption);
      mark(canvas, 'aria-label', aloud);
    },
  };
}
