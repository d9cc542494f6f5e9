import { askAgain } from './token.js';
import { post, spoken } from './api.js';
import { band, limit, line } from './charts.js';
import { heads, make, mark, say } from './dom.js';
import { ahead, column, kpi as shown, number, percent, prbs, time, withSign } from './format.js';
import { kpiCard } from './kpi-card.js';
import { points, scaled, slaBound } from './kpis.js';
import { planBars } from './plan-bars.js';

const CARDS = 4;
/** What each button asks for: nothing for the plan as it is, a change of it, or PRBs. */
const CHANGES = [
  ['As planned', () => ({})],
  ['Hold', (answer) => ({ prbs: answer.present.prbs.map(() => answer.about.in_force ?? answer.present.prbs[0]) })],
  ['−20 %', (answer) => ({ percent: -20, steps: answer.present.prbs.length })],
  ['+20 %', (answer) => ({ percent: 20, steps: answer.present.prbs.length })],
  ['All', (answer, most) => ({ prbs: answer.present.prbs.map(() => most) })],
];

const HELP = 'Drag a bar, use the arrow keys, or type a number.';
const NO_DECISION = 'No plan was decided for the newest report. “Plan” is the one that would be made for it now.';
const ROUNDED = 'whole PRBs';

/** What may not be decided as it was asked for: the allocation of which step is another one, and why. */
function moved(answer, stepMs) {
  const others = answer.projected.filter((step) => step.reason !== ROUNDED);
  const texts = others.map((step) => `${ahead(step.step + 1, stepMs)}: ${number(step.requested)} → ${number(step.prbs)} (${step.reason})`);
  return [...(others.length > 0 ? [`Changed to what may be decided: ${texts.join('; ')}.`] : []),
    ...(others.length < answer.projected.length ? ['Rounded to whole PRBs.'] : [])];
}

function sets(kpi, answer, stepMs) {
  const steps = answer.present.prbs.map((_, h) => (h + 1) * stepMs / 1000);
  const of = (outlook, part) => points(steps, scaled(outlook.kpis[kpi.name][part], kpi.unit));
  const drawn = [
    ...band('Plan, 90 %', of(answer.present, 'low'), of(answer.present, 'high'), 'accent', 0.14),
    line('Plan', of(answer.present, 'mean'), 'accent', { borderDash: [5, 3] }),
  ];
  if (answer.alternative.prbs.some((prbs, h) => prbs !== answer.present.prbs[h])) {
    drawn.push(...band('Yours, 90 %', of(answer.alternative, 'low'), of(answer.alternative, 'high'), 'warm', 0.18),
      line('Yours', of(answer.alternative, 'mean'), 'warm', { borderDash: [] }));
  }
  return answer.hold ? [...drawn, line('Holding', of(answer.hold, 'mean'), 'dim', { borderWidth: 1.2, borderDash: [2, 3] })] : drawn;
}

function card(place, stepMs, changed) {
  const made = kpiCard(place, { title: (x) => `in ${number(x)} s`, x: { ticks: { callback: (value) => `+${number(value)} s` } } }, changed);
  made.show = (answer, model) => {
    const kpi = made.of(model);
    const data = sets(kpi, answer, stepMs);
    const sla = slaBound(kpi);
    if (sla !== null) {
      data.push(limit('SLA', sla, stepMs / 1000, (answer.present.prbs.length * stepMs) / 1000));
    }
    made.draw(kpi, data, sla);
    const last = (outlook) => shown(outlook.kpis[kpi.name].mean.at(-1), kpi.unit);
    made.tell(`plan ${last(answer.present)}, yours ${last(answer.alternative)}`,
      `${kpi.name} at the end: with the plan ${last(answer.present)}, with yours ${last(answer.alternative)}`);
  };
  return made;
}

function scores() {
  const names = [['Plan', 'accent dashed'], ['Yours', 'warm'], ['Holding', 'dim dashed']];
  const cells = names.map(() => [make('td', { class: 'number' }), make('td', { class: 'number' }), make('td', { class: 'number' })]);
  const rows = names.map(([name, line], i) => make('tr', {}, make('th', { scope: 'row' }, make('span', { class: 'key' }, make('i', { class: line }), name)), ...cells[i]));
  const kept = (outlook) => Math.min(...outlook.sla_probability);
  return {
    element: make('table', { class: 'scores', id: 'what-if-scores' }, make('caption', { class: 'hidden', text: 'Scores of the plans' }),
      heads(['', 'Score', 'Gain', 'SLA kept']),
      make('tbody', {}, ...rows)),
    tell(answer) {
      const all = [answer.present, answer.alternative, answer.hold];
      const known = all.filter(Boolean);
      const score = column(known.map((one) => one.score), 4);
      const gain = column(known.map((one) => one.score - answer.present.score));
      all.forEach((outlook, i) => {
        rows[i].hidden = !outlook;
        if (outlook) {
          const more = outlook.score - answer.present.score;
          say(cells[i][0], score(outlook.score));
          say(cells[i][1], i === 0 ? '' : withSign(more, gain(more)));
          say(cells[i][2], percent(kept(outlook)));
          mark(cells[i][2], 'title', 'Probability that the SLA is kept, at the worst step');
        }
      });
    },
  };
}

/** Other PRBs for the next steps, and what the model predicts of them beside the plan. */
export function whatIfPanel(parent, at) {
  const note = make('p', { class: 'note', id: 'what-if-note', role: 'status', text: 'Asking the model …' });
  const when = make('span', { class: 'dim', id: 'what-if-when' });
  const table = scores();
  let refused = [];
  const bars = planBars((limited) => {
    refused = limited ? [`${limited.name}: ${number(limited.value)} is ${limited.value > limited.used ? 'above the most' : 'below the fewest'} that may be decided; ${prbs(limited.used)} ${limited.used === 1 ? 'is' : 'are'} used.`] : [];
    ask({ prbs: bars.values() });
  });
  const act = (body) => {
    askAgain();
    refused = [];
    ask(body());
  };
  const presets = CHANGES.map(([text, change]) => make('button', { type: 'button', text, disabled: true, onclick: () => act(() => change(answer, model.action_max)) }));
  const again = make('button', {
    type: 'button', text: 'Ask again', title: 'Predict the same PRBs from the newest report on', disabled: true, onclick: () => act(() => ({ prbs: bars.values() })),
  });
  const top = make('section', { class: 'card what-if-top' },
    make('div', {}, make('div', { class: 'row' }, ...presets), bars.element),
    make('div', { class: 'what-if-side' }, table.element, note, make('span', { class: 'spring' }), make('div', { class: 'row' }, when, make('span', { class: 'spring' }), again)));
  const grid = make('div', { class: 'grid' });
  parent.append(top, grid);
  let cards = [];
  let model = null;
  let answer = null;
  let asking = false;
  let waiting = null;

  function tell() {
    table.tell(answer);
    cards.forEach((one) => one.show(answer, model));
    say(note, [...refused, ...moved(answer, model.step_ms)].join(' ') || (answer.about.plan_origin === 'DECIDED' ? HELP : `${NO_DECISION} ${HELP}`));
    say(when, `From the report of ${time(answer.about.interval_end_ms)} on`);
  }

  function begin() {
    bars.start(answer.present.prbs, { min: model.action_min, max: model.action_max }, model.step_ms);
    cards = Array.from({ length: CARDS }, (_, i) => card(i, model.step_ms, tell));
    grid.replaceChildren(...cards.map((one) => one.element));
    [...presets, again].forEach((button) => {
      button.disabled = false;
    });
  }

  function take(body) {
    if (cards.length === 0) {
      begin();
    } else if (body.prbs) {
      bars.compare(answer.present.prbs);
    } else {
      bars.take(answer.alternative.prbs, answer.present.prbs);
    }
    tell();
  }

  /** One question at a time; what is wanted meanwhile is asked afterwards. */
  async function ask(body) {
    if (asking) {
      waiting = body;
      return;
    }
    asking = true;
    try {
      answer = await post('what-if', { ...at, ...body });
      take(body);
    } catch (failure) {
      say(note, spoken(failure));
    } finally {
      asking = false;
    }
    if (waiting) {
      const next = waiting;
      waiting = null;
      await ask(next);
    }
  }

  return {
    look(cell, status) {
      model = status.model ?? model;
      if (!status.model) {
        say(note, 'No model is loaded, so nothing can be predicted.');
      } else if (cards.length === 0 && !asking) {
        ask({});
      }
    },
    close() {
      cards.forEach((one) => one.drawn.close());
    },
  };
}
