'use strict';
(() => {
  const told = JSON.parse(document.getElementById('data').textContent);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const LIGHT = ['#0b6bcb', '#c2255c', '#7a828a', '#b07d00', '#1b8a4b', '#7048c8', '#b8500f', '#0a7f8c'];
  const DARK = ['#58a6ff', '#ff7aa8', '#9aa4ae', '#e0b03a', '#56d38a', '#b59cff', '#ff9d5c', '#4fd0dd'];
  const colour = (i) => (dark.matches ? DARK : LIGHT)[i % LIGHT.length];
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const charts = [];

  function draw(grid, caption, x, y, datasets) {
    if (!datasets.some((one) => one.data.some((point) => typeof point.y === 'number'))) {
      return;
    }
    const box = document.getElementById(grid).appendChild(document.createElement('figure'));
    box.appendChild(document.createElement('figcaption')).textContent = caption;
    const plot = box.appendChild(document.createElement('div'));
    plot.className = 'plot';
    const canvas = plot.appendChild(document.createElement('canvas'));
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', caption);
    const axis = (text) => ({
      type: 'linear', title: { display: true, text, color: css('--dim') }, ticks: { color: css('--dim') }, grid: { color: css('--line') },
    });
    charts.push(new Chart(canvas, {
      type: 'line',
      data: { datasets },
      options: {
        animation: false, maintainAspectRatio: false, parsing: false,
        plugins: { legend: { labels: { color: css('--ink'), filter: (item) => !item.text.startsWith('_') } } },
        scales: { x: axis(x), y: axis(y) },
      },
    }));
  }

  const line = (label, points, i, more) => ({
    label, data: points, borderColor: colour(i), backgroundColor: colour(i), pointRadius: 0, borderWidth: 2, ...more,
  });
  const steps = (list) => list.map((y, h) => ({ x: h + 1, y }));

  function latents() {
    const { plane, prior_mean: prior, explained_variance: share, plane_of: of } = told.latents;
    const spot = (label, points, i, radius) => line(label, points, i, { showLine: false, pointRadius: radius });
    const places = plane.map(([x, y]) => ({ x, y }));
    const percent = share.map((part) => (100 * part).toFixed(0) + ' %');
    draw('latents', `State over time in the plane of its largest variance (${of}; ${percent.join(' + ')})`, 'first axis', 'second axis', [
      line('_path', places, 2, { borderWidth: 1 }), spot('windows', places, 0, 2), spot('now', places.slice(-1), 1, 7)]);
    if (prior.length > 0 && prior[0].length > 0) {
      draw('latents', 'Prior mean of each latent, window by window', 'window', 'standard deviations', prior[0].map((_, z) =>
        line('z' + z, prior.map((mean, x) => ({ x, y: mean[z] })), z, {})));
    }
  }

  function plans() {
    const what = told.what_if;
    const shown = what
      ? [['present', what.present], ['what if', what.alternative], ...(what.hold ? [['hold last', what.hold]] : [])]
      : [['present', told.plan]];
    draw('plans', 'PRBs', 'step', 'PRBs', shown.map(([name, plan], i) => line(name, steps(plan.prbs), i, { stepped: 'middle' })));
    draw('plans', 'Probability that the step meets the SLA', 'step', 'probability', shown.map(([name, plan], i) =>
      line(name, steps(plan.sla_probability), i, {})));
    Object.keys(shown[0][1].kpis).forEach((kpi) => {
      draw('plans', kpi + ': mean and 90 % interval', 'step', kpi, shown.slice(0, 2).flatMap(([name, plan], i) => [
        line('_low', steps(plan.kpis[kpi].low), i, { borderWidth: 0 }),
        line('_high', steps(plan.kpis[kpi].high), i, { borderWidth: 0, fill: '-1', backgroundColor: colour(i) + '33' }),
        line(name, steps(plan.kpis[kpi].mean), i, {})]));
    });
  }

  function all() {
    charts.splice(0).forEach((chart) => chart.destroy());
    ['latents', 'plans'].forEach((grid) => document.getElementById(grid).replaceChildren());
    latents();
    plans();
  }

  dark.addEventListener('change', all);
  all();
})();
