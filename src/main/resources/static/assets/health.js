import { chart, limit, line } from './charts.js';
import { heads, keep, make, mark, say, scrolling } from './dom.js';
import { column, duration, fixed, number, percent, whole } from './format.js';
import { kind, label } from './outcomes.js';
import { decisions, seen, SEEN_S } from './seen.js';
import { colour } from './theme.js';

/** Counts of each bucket alone; the last one is of all that is above. */
function buckets(latency, before) {
  const minus = (now, then) => now - (then ?? 0);
  const cumulative = latency.buckets.map((bucket, i) => minus(bucket.count, before?.buckets[i]?.count));
  const all = minus(latency.count ?? 0, before?.count);
  const alone = cumulative.map((count, i) => count - (cumulative[i - 1] ?? 0));
  return { alone: [...alone, Math.max(0, all - (cumulative.at(-1) ?? 0))], cumulative, all };
}

/** The smallest bucket's end that a share of the decisions kept within. */
function within(share, latency, counts) {
  const at = counts.cumulative.findIndex((count) => count >= share * counts.all);
  return counts.all === 0 ? '–' : at < 0 ? `over ${number(latency.buckets.at(-1).le_ms)} ms` : `≤ ${number(latency.buckets[at].le_ms)} ms`;
}

function latencyCard() {
  const canvas = make('canvas', { role: 'img', id: 'latency-chart' });
  const texts = make('dl', { class: 'facts-row' });
  ['Half', '99 %', '99.9 %', 'Mean', 'Over budget'].forEach((name) => texts.append(make('div', {}, make('dt', { text: name }), make('dd'))));
  let ranges = [];
  const drawn = chart(canvas, 'bar', {
    x: { type: 'category', grid: { display: false }, ticks: { maxTicksLimit: 20 }, title: { display: true, text: 'latency up to, ms', color: () => colour('dim') } },
    y: { beginAtZero: true },
    title: (x) => ranges[x],
    label: (item) => `${whole(item.parsed.y)} ${item.parsed.y === 1 ? 'decision' : 'decisions'}`,
  });
  return {
    element: make('section', { class: 'card', 'aria-labelledby': 'latency-title' }, make('h2', { id: 'latency-title', text: 'Latency' }), make('p', { class: 'dim', text: 'From receipt of a report to its decision.' }), texts, make('div', { class: 'plot tall' }, canvas)),
    tell(status, before) {
      const counts = buckets(status.latency, before?.latency);
      const ends = status.latency.buckets.map((bucket) => bucket.le_ms);
      ranges = [...ends.map((end, i) => `${number(ends[i - 1] ?? 0)} to ${number(end)} ms`), `above ${number(ends.at(-1))} ms`];
      const late = [...ends, Infinity].map((end, i) => (ends[i - 1] ?? 0) >= status.budget_ms);
      drawn.draw([{ label: 'Decisions', data: counts.alone, backgroundColor: (item) => colour(late[item.dataIndex] ? 'bad' : 'accent', 0.75), borderRadius: 3 }],
        [...ends.map(String), 'more']);
      const total = (status.latency.total_ms ?? 0) - (before?.latency.total_ms ?? 0);
      const values = [within(0.5, status.latency, counts), within(0.99, status.latency, counts), within(0.999, status.latency, counts),
        counts.all > 0 ? `${number(total / counts.all)} ms` : '–', whole(status.deadline_missed - (before?.deadline_missed ?? 0))];
      values.forEach((value, i) => say(texts.children[i].lastChild, value));
      mark(canvas, 'aria-label', `Histogram of the latency of ${whole(counts.all)} decisions: half ${values[0]}, 99 % ${values[1]}; the budget is ${number(status.budget_ms)} ms`);
    },
    close: () => drawn.close(),
  };
}

function outcomesCard() {
  const body = make('tbody');
  return {
    element: make('section', { class: 'card', 'aria-labelledby': 'outcomes-title' }, make('h2', { id: 'outcomes-title', text: 'Decisions by outcome' }),
      scrolling(make('table', { class: 'outcomes', id: 'outcomes' }, heads(['Outcome', '', 'Decisions', 'Share', 'Per second']), body))),
    tell(status, before, seconds) {
      const counts = decisions(status, before);
      const all = counts.reduce((sum, one) => sum + one.count, 0);
      const rates = column(counts.map((one) => one.count / seconds));
      const rows = counts.filter((one) => one.count > 0 || one.name === 'PLANNED').sort((one, other) => other.count - one.count);
      keep(body, rows, () => make('tr', {}, make('th', { scope: 'row' }, make('span')), make('td', { class: 'bar-place' }, make('i')), ...Array.from({ length: 3 }, () => make('td', { class: 'number' }))), (made, row) => {
        const [name, place, count, share, rate] = made.children;
        say(name.firstChild, label(row.name));
        mark(name.firstChild, 'class', `chip ${kind(row.name)}`);
        mark(place.firstChild, 'class', `from-left ${kind(row.name)}`);
        place.firstChild.style.width = all > 0 ? `${(100 * row.count) / all}%` : '0';
        say(count, whole(row.count));
        say(share, all > 0 ? percent(row.count / all) : '–');
        say(rate, before ? rates(row.count / seconds) : '–');
      });
    },
  };
}

function surpriseCard() {
  const canvas = make('canvas', { role: 'img', id: 'surprise-chart' });
  const text = make('p', { class: 'dim' });
  const drawn = chart(canvas, 'line', {
    x: { min: -SEEN_S, max: 0, ticks: { callback: (value) => `${number(value)} s` } }, y: { min: 0, suggestedMax: 2 }, title: (x) => `${duration(-x * 1000)} ago`,
    label: (item) => `${item.dataset.label}: ${number(item.parsed.y)}`,
  });
  return {
    element: make('section', { class: 'card', 'aria-labelledby': 'surprise-title' }, make('h2', { id: 'surprise-title', text: 'Surprise' }), text, make('div', { class: 'plot middle' }, canvas)),
    tell(status) {
      const now = status.surprise === null ? 'Nothing has been predicted yet.' : `Now ${number(status.surprise)}, over all cells; about 1 while the model is right.`;
      say(text, status.surprise_limit > 0 ? `${now} A cell above ${number(status.surprise_limit)} is held.` : now);
      drawn.draw([line('Surprise', seen.trail((one) => one.surprise), 'accent'), limit('Calm', 1, -SEEN_S, 0)]);
      Object.assign(drawn.made.data.datasets[1], { borderColor: () => colour('dim') });
      drawn.made.update('none');
      mark(canvas, 'aria-label', `Surprise in the last minute: ${now}`);
    },
    close: () => drawn.close(),
  };
}

function coverageCard() {
  const body = make('tbody');
  return {
    element: make('section', { class: 'card', 'aria-labelledby': 'coverage-title' }, make('h2', { id: 'coverage-title', text: 'Coverage of the intervals' }),
      make('p', { class: 'dim', text: 'Share of KPIs, one step ahead, inside the interval that was sent. It should be the interval’s level, which the mark shows.' }),
      scrolling(make('table', { class: 'coverage', id: 'coverage' }, heads(['Interval', '', 'Covers', 'Uncorrected', 'Width']), body))),
    tell(status) {
      keep(body, status.coverage, () => make('tr', {}, make('th', { scope: 'row' }), make('td', { class: 'bar-place' }, make('i', { class: 'from-left' }), make('i', { class: 'level' })), ...Array.from({ length: 3 }, () => make('td', { class: 'number' }))), (made, one) => {
        const [name, place, sent, uncorrected, width] = made.children;
        const off = one.sent !== null && Math.abs(one.sent - one.level) > 0.05;
        say(name, percent(one.level, 0));
        mark(place.firstChild, 'class', `from-left ${off ? 'warn' : 'good'}`);
        place.firstChild.style.width = `${100 * (one.sent ?? 0)}%`;
        place.lastChild.style.left = `${100 * one.level}%`;
        say(sent, percent(one.sent));
        say(uncorrected, percent(one.uncorrected));
        say(width, one.scale === null ? '–' : `${fixed(one.scale, 2)} ×`);
      });
    },
  };
}

/** How well the xApp performs, from the meters of the program. */
export function healthView(parent) {
  let span = 'minute';
  let newest = null;
  const period = make('span', { class: 'dim', role: 'status' });
  const choice = make('fieldset', { class: 'choice' }, make('legend', { class: 'hidden', text: 'Period' }),
    ...[['minute', 'Last minute'], ['start', 'Since the start']].map(([value, text], i) => make('label', {}, make('input', { type: 'radio', name: 'span', value, checked: i === 0, onchange: () => {
      span = value;
      tell(newest);
    } }), text)));
  const [latency, outcomes, surprise, coverage] = [latencyCard(), outcomesCard(), surpriseCard(), coverageCard()];
  parent.append(make('div', { class: 'row' }, make('h2', { text: 'Health' }), period, make('span', { class: 'spring' }), choice),
    make('div', { class: 'grid' }, latency.element, outcomes.element, surprise.element, coverage.element));

  function tell(status) {
    newest = status;
    const before = span === 'minute' ? seen.before() : null;
    say(period, span === 'start' ? 'since the start of the program' : before ? `the last ${Math.round(seen.seconds())} s, as this page saw them` : 'since the start, until this page has seen more');
    latency.tell(status, before);
    outcomes.tell(status, before, seen.seconds());
    surprise.tell(status);
    coverage.tell(status);
  }

  return {
    async load() {},
    show(status) {
      tell(status);
      return true;
    },
    close() {
      latency.close();
      surprise.close();
    },
  };
}
