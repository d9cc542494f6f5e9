import { colour, onTheme } from './theme.js';
import { number } from './format.js';

/* global Chart */
Chart.defaults.animation = false;
Chart.defaults.font.family = 'system-ui, sans-serif';
Chart.defaults.font.size = 11;

/** The line between what was and what is expected. */
const now = {
  id: 'now',
  beforeDatasetsDraw(chart) {
    const x = chart.scales.x;
    const { top, bottom, right } = chart.chartArea;
    const at = x.getPixelForValue(0);
    chart.ctx.save();
    chart.ctx.fillStyle = colour('accent', 0.05);
    chart.ctx.fillRect(at, top, right - at, bottom - top);
    chart.ctx.strokeStyle = colour('dim', 0.7);
    chart.ctx.setLineDash([2, 3]);
    chart.ctx.beginPath();
    chart.ctx.moveTo(at, top);
    chart.ctx.lineTo(at, bottom);
    chart.ctx.stroke();
    chart.ctx.restore();
  },
};

const MARK_PX = 11;

function write(chart, text, x, y, name) {
  chart.ctx.save();
  chart.ctx.font = `${MARK_PX}px system-ui, sans-serif`;
  chart.ctx.textBaseline = 'top';
  chart.ctx.fillStyle = colour(name);
  chart.ctx.fillText(text, x(chart.ctx.measureText(text).width), y);
  chart.ctx.restore();
}

/** Short texts in the chart: what a line is, below all lines, and at the edge where an interval was cut, above all areas. */
const marks = {
  id: 'marks',
  beforeDatasetsDraw(chart) {
    const { top, left } = chart.chartArea;
    (chart.marks ?? []).filter(({ at }) => typeof at === 'number').forEach(({ at, text, colour: name }) => {
      write(chart, text, () => left + 4, Math.max(top, chart.scales.y.getPixelForValue(at) - MARK_PX - 3) + 1, name);
    });
  },
  afterDatasetsDraw(chart) {
    const { top, bottom, right } = chart.chartArea;
    const lines = { top: top + 1, bottom: bottom - MARK_PX - 2 };
    (chart.marks ?? []).filter(({ at }) => at in lines).forEach(({ at, text, colour: name }) => {
      write(chart, text, (width) => right - width - 3, lines[at], name);
    });
  },
};

function axes(options) {
  const axis = (more) => ({
    border: { display: false },
    grid: { color: () => colour('line'), drawTicks: false },
    ...more,
    ticks: { color: () => colour('dim'), maxRotation: 0, padding: 5, ...more.ticks },
  });
  return {
    x: axis({ type: 'linear', ...options.x, ticks: { maxTicksLimit: 8, includeBounds: false, ...options.x?.ticks } }),
    y: axis({ grace: '6%', ...options.y, ticks: { maxTicksLimit: 5, includeBounds: false, callback: (value) => number(value), ...options.y?.ticks } }),
  };
}

/**
 * A chart on a canvas that is told its data again and again. Colours are names of the page’s own, so that they follow its theme.
 */
export function chart(canvas, type, options = {}) {
  const made = new Chart(canvas, {
    type,
    data: { labels: [], datasets: [] },
    plugins: options.now ? [now, marks] : [marks],
    options: {
      responsive: true,
      maintainAspectRatio: false,
      interaction: { mode: 'nearest', axis: 'x', intersect: false },
      elements: { point: { radius: 0, hitRadius: 6 }, line: { borderWidth: 1.8, tension: 0 } },
      plugins: {
        legend: { display: false },
        tooltip: {
          filter: (item) => !item.dataset.unnamed,
          displayColors: false,
          callbacks: { title: (items) => options.title?.(items[0].parsed.x) ?? items[0]?.label, label: options.label },
        },
      },
      scales: axes(options),
    },
  });
  const stop = onTheme(() => made.update('none'));
  return {
    made,
    draw(datasets, labels, written = []) {
      made.marks = written;
      datasets.forEach((data, i) => {
        made.data.datasets[i] = Object.assign(made.data.datasets[i] ?? {}, data);
      });
      made.data.datasets.length = datasets.length;
      if (labels) {
        made.data.labels = labels;
      }
      made.update('none');
    },
    close() {
      stop();
      made.destroy();
    },
  };
}

export const line = (label, data, name, more = {}) => ({
  label, data, borderColor: () => colour(name), backgroundColor: () => colour(name), fill: false, borderWidth: 1.8, borderDash: [], unnamed: false, interval: false, ...more,
});

/** An interval as two data sets. */
export const band = (label, low, high, name, opacity = 0.18) => [
  { label: `${label}, low`, data: low, borderWidth: 0, pointRadius: 0, fill: false, unnamed: true, interval: true },
  { label, data: high, borderWidth: 0, pointRadius: 0, fill: '-1', backgroundColor: () => colour(name, opacity), unnamed: true, interval: true },
];

/** A bound that must not be crossed. */
export const limit = (label, y, from, to) => line(label, [{ x: from, y }, { x: to, y }], 'bad', { borderDash: [5, 4], borderWidth: 1.2 });
