'use strict';
(() => {
  const sets = JSON.parse(document.getElementById('data').textContent);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const LIGHT_COLOURS = ['#7a828a', '#b07d00', '#0b6bcb', '#c2255c', '#1b8a4b', '#7048c8', '#b8500f', '#0a7f8c'];
  const DARK_COLOURS = ['#9aa4ae', '#e0b03a', '#58a6ff', '#ff7aa8', '#56d38a', '#b59cff', '#ff9d5c', '#4fd0dd'];
  const charts = [];

  // Java writes what is not a number as a string.
  const value = (x) => (typeof x === 'number' ? x : null);
  const values = (list) => (list || []).map(value);
  const points = (xs, ys) => xs.map((x, i) => ({ x, y: value(ys[i]) }));
  const colour = (i) => (dark.matches ? DARK_COLOURS : LIGHT_COLOURS)[i % LIGHT_COLOURS.length];
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function element(tag, parent, text) {
    const made = parent.appendChild(document.createElement(tag));
    if (text !== undefined) {
      made.textContent = text;
    }
    return made;
  }

  function choice(parent, label, options, changed) {
    const box = element('label', parent, label + ' ');
    const select = element('select', box);
    options.forEach(([key, text]) => {
      element('option', select, text).value = key;
    });
    select.addEventListener('change', changed);
    return select;
  }

  function figure(grid, wide) {
    const box = element('figure', grid);
    if (wide) {
      box.className = 'wide';
    }
    const caption = element('figcaption', box);
    const plot = element('div', box);
    plot.className = 'plot';
    const canvas = element('canvas', plot);
    canvas.setAttribute('role', 'img');
    return { caption, canvas, chart: null };
  }

  function clear(place, caption) {
    place.caption.textContent = caption;
    if (place.chart) {
      charts.splice(charts.indexOf(place.chart), 1);
      place.chart.destroy();
      place.chart = null;
    }
  }

  /** A sentence in place of a chart: an empty box would only take room. */
  function none(place, why) {
    clear(place, why);
    place.canvas.parentElement.hidden = true;
  }

  function draw(place, type, caption, datasets, options) {
    clear(place, caption);
    place.canvas.parentElement.hidden = false;
    place.canvas.setAttribute('aria-label', caption);
    const axis = (title, extra) => ({
      title: { display: true, text: title, color: css('--dim') },
      ticks: { color: css('--dim') }, grid: { color: css('--line') }, ...extra,
    });
    place.chart = new Chart(place.canvas, {
      type,
      data: { labels: options.labels, datasets },
      options: {
        animation: false, responsive: true, maintainAspectRatio: false, interaction: { mode: 'nearest', axis: 'x', intersect: false },
        elements: { point: { radius: 0, hitRadius: 8 }, line: { borderWidth: 2 } },
        plugins: {
          legend: { labels: { color: css('--ink'), boxWidth: 22, filter: (item) => !item.text.startsWith('_') } },
          tooltip: { filter: (item) => !item.dataset.label.startsWith('_') },
        },
        scales: {
          x: axis(options.x, { type: type === 'bar' ? 'category' : 'linear', ...options.xAxis }),
          y: axis(options.y, options.yAxis),
          ...(options.action ? { action: axis(options.action, { position: 'right', grid: { drawOnChartArea: false } }) } : {}),
        },
      },
    });
    charts.push(place.chart);
  }

  const line = (label, data, index, extra) => ({ label, data, borderColor: colour(index), backgroundColor: colour(index), ...extra });
  const band = (label, xs, low, high, index, strength) => [
    { label: '_', data: points(xs, low), borderWidth: 0, fill: false },
    { label, data: points(xs, high), borderWidth: 0, backgroundColor: colour(index) + strength, fill: '-1' },
  ];
  const level = (y, from, to) => ({
    label: '_', data: [{ x: from, y }, { x: to, y }], borderColor: css('--dim'), borderDash: [3, 4], borderWidth: 1,
  });
  const steps = (n) => Array.from({ length: n }, (_, i) => i + 1);

  function fan(set, place, kpi, model, fanIndex) {
    const shown = set.fans[fanIndex];
    if (!shown) {
      none(place, 'The judged rows hold no window to show.');
      return;
    }
    const index = set.models.indexOf(model);
    const horizon = set.horizon;
    const now = shown.times.length - horizon;
    const ahead = shown.times.slice(now);
    const bands = shown.models[model][kpi.name];
    draw(place, 'line', `${kpi.name} of ${shown.title}: what ${model} expected at step 0 (50 % and 90 % bands) and what came`, [
      ...band('90 %', ahead, bands.low90, bands.high90, index, '33'),
      ...band('50 %', ahead, bands.low50, bands.high50, index, '55'),
      line(`${model}, median`, points(ahead, bands.median), index, {}),
      { label: 'truth', data: points(shown.times, shown.truth[kpi.name]), borderColor: css('--ink'), backgroundColor: css('--ink'), pointRadius: 2 },
      { label: set.action, data: points(shown.times, shown.action), borderColor: css('--dim'), backgroundColor: css('--dim'), stepped: 'before', borderWidth: 1, borderDash: [4, 3], yAxisID: 'action' },
    ], { x: `step (${set.stepMs} ms each; 0 is the last row seen)`, y: `${kpi.name} ${kpi.unit}`, action: set.action,
      xAxis: { min: shown.times[0], max: shown.times[shown.times.length - 1] } });
  }

  function errors(set, place, key, title, measure) {
    const lines = set.models.map((model, i) =>
      line(model, points(steps(set.horizon), set.errors[model][key][measure]), i, { pointRadius: 3 }));
    if (!lines.some((one) => one.data.some((point) => point.y !== null))) {
      none(place, `${measure} of ${title}: there is no value.`);
      return;
    }
    draw(place, 'line', `${measure} by step ahead, ${title}, train standard deviations`, lines,
      { x: 'step ahead', y: measure, yAxis: { beginAtZero: true }, xAxis: { ticks: { stepSize: 1, color: css('--dim') } } });
  }

  function reliability(set, place, key, title) {
    const nominal = steps(9).map((k) => k / 10);
    draw(place, 'line', `Reliability, ${title}: share of truths inside an interval against its level; solid calibrated, dashed before`, [
      { label: 'ideal', data: [{ x: 0, y: 0 }, { x: 1, y: 1 }], borderColor: css('--dim'), backgroundColor: css('--dim'), borderWidth: 1 },
      ...set.models.flatMap((model, i) => {
        const of = set.reliability[model][key];
        return [
          line(model, points(of.levels, of.calibrated), i, { pointRadius: 3 }),
          line('_', points(nominal, of.raw), i, { borderDash: [4, 4], borderWidth: 1.5 }),
        ];
      }),
    ], { x: 'level', y: 'share inside', xAxis: { min: 0, max: 1 }, yAxis: { min: 0, max: 1 } });
  }

  function pit(set, place, key, title, model) {
    const shares = values(set.pit[model][key]);
    draw(place, 'bar', `Where the truth fell in ${model}'s distribution before calibration (PIT), ${title}: flat is right`, [
      { label: model, data: shares, backgroundColor: colour(set.models.indexOf(model)), barPercentage: 1, categoryPercentage: 0.95 },
      { label: 'flat', type: 'line', data: shares.map(() => 1 / shares.length), borderColor: css('--dim'), backgroundColor: css('--dim'), borderWidth: 1.5, borderDash: [4, 4] },
    ], { x: 'probability', y: 'share', labels: shares.map((_, i) => (i / shares.length).toFixed(2)), yAxis: { beginAtZero: true } });
  }

  function response(set, place, kpi, model) {
    if (!set.response.models) {
      none(place, 'The data have no action to sweep.');
      return;
    }
    const { actions, models, windows } = set.response;
    if (!models[model]) {
      none(place, `${model} shifts the forecasts of all plans alike: the effect of ${set.action} is that of the model itself.`);
      return;
    }
    const index = set.models.indexOf(model);
    const [, low, high] = models[model][kpi.name];
    draw(place, 'line', `${kpi.name} ${set.horizon} steps ahead if ${set.action} is held at a value (mean over ${windows} windows; 90 % band of ${model})`, [
      ...band('90 %', actions, low, high, index, '33'),
      ...set.models.flatMap((name, i) => (models[name]
        ? [line(name, points(actions, models[name][kpi.name][0]), i, { borderWidth: name === model ? 3 : 1.5 })] : [])),
    ], { x: set.action, y: `${kpi.name} ${kpi.unit}` });
  }

  function rolling(set, place, kpi, model) {
    const of = set.rolling[model];
    const index = set.models.indexOf(model);
    const full = of.rows.filter((_, i) => value(of.FIXED[kpi.name][i]) !== null);
    if (full.length === 0) {
      none(place, `No judged series holds 500 values of ${kpi.name}: there is no rolling coverage.`);
      return;
    }
    const first = full[0];
    const last = full[full.length - 1];
    draw(place, 'line', `Coverage of the next step's 90 % interval of ${kpi.name} by ${model} in the 500 windows before, along the longest judged series`, [
      line('fixed calibration', points(of.rows, of.FIXED[kpi.name]), index, { borderDash: [5, 4] }),
      line('online calibration', points(of.rows, of.ONLINE[kpi.name]), index, {}),
      level(0.85, first, last), level(0.9, first, last), level(0.95, first, last),
    ], { x: 'row of the series', y: 'coverage', xAxis: { min: first, max: last }, yAxis: { suggestedMin: 0.8, suggestedMax: 1 } });
  }

  function show(box) {
    const set = sets[box.dataset.set];
    const controls = element('div', box);
    controls.className = 'controls';
    const redraw = () => {
      const kpi = set.kpis[kpiChoice.value];
      const key = meanChoice.value === 'kpi' ? kpi.name : '';
      const title = key === '' ? 'all KPIs' : key;
      const model = modelChoice.value;
      fan(set, places.fan, kpi, model, fanChoice.value);
      errors(set, places.errors, key, title, measureChoice.value);
      reliability(set, places.reliability, key, title);
      pit(set, places.pit, key, title, model);
      response(set, places.response, kpi, model);
      rolling(set, places.rolling, kpi, model);
    };
    const names = (list) => list.map((name) => [name, name]);
    const kpiChoice = choice(controls, 'KPI', set.kpis.map((kpi, i) => [i, kpi.name]), redraw);
    const modelChoice = choice(controls, 'Model', names(set.models), redraw);
    // The last that answers for the effect of the action too: its correction does not.
    modelChoice.value = set.models.findLast((name) => !set.response.models || set.response.models[name]);
    const fanChoice = choice(controls, 'Window', set.fans.map((one, i) => [i, one.title]), redraw);
    const measureChoice = choice(controls, 'Error', names(Object.keys(set.errors[set.models[0]][''])), redraw);
    const meanChoice = choice(controls, 'Scores of', [['all', 'all KPIs'], ['kpi', 'the chosen KPI']], redraw);
    const grid = element('div', box);
    grid.className = 'grid';
    const places = { fan: figure(grid, true) };
    ['errors', 'reliability', 'pit', 'response', 'rolling'].forEach((name) => {
      places[name] = figure(grid, name === 'rolling');
    });
    redraw();
    return redraw;
  }

  const redraws = Array.from(document.querySelectorAll('.charts'), show);
  dark.addEventListener('change', () => redraws.forEach((redraw) => redraw()));
})();
