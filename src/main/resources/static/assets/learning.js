import { get, post, spoken } from './api.js';
import { heads, keep, make, mark, say, scrolling, show } from './dom.js';
import { fixed, percent, whole } from './format.js';
import { lookNow } from './poll.js';
import { askAgain } from './token.js';

const PHASES = {
  idle: 'Waits for a reason to train', copying: 'Copies the store', training: 'Trains, in another process',
  shadow: 'A challenger forecasts, the champion plans', canary: 'A challenger plans for some of the cells',
};

const VERDICTS = { promoted: ['good', 'Promoted'], rejected: ['warn', 'Rejected'], rolled_back: ['bad', 'Rolled back'], abandoned: ['calm', 'Abandoned'] };

const PRB_QUARTERS = ['lowest quarter', 'second', 'third', 'highest quarter'];
const LOADS = ['Low load', 'Below mean', 'Above mean', 'High load'];

const words = (name) => name[0].toUpperCase() + name.slice(1).replaceAll('_', ' ');

/** A table whose cells are texts: the first one of each row is its heading. */
function textTable(id, kind, names) {
  const body = make('tbody');
  return {
    element: scrolling(make('table', { class: kind, id }, heads(names), body)),
    tell(rows) {
      keep(body, rows, () => make('tr', {}, make('th', { scope: 'row' }), ...names.slice(1).map(() => make('td', { class: 'number' }))),
        (made, row) => row.forEach((text, i) => say(made.children[i], text)));
    },
  };
}

function card(id, title, ...children) {
  return make('section', { class: 'card', 'aria-labelledby': id }, make('h2', { id, text: title }), ...children);
}

function nowCard() {
  const facts = make('dl', { class: 'facts-row', id: 'learn-now' });
  ['Doing', 'In service', 'Challenger', 'Plans for'].forEach((name) => facts.append(make('div', {}, make('dt', { text: name }), make('dd'))));
  const missing = make('p', { class: 'dim', id: 'learn-missing' });
  const compared = textTable('learn-compared', 'compared', ['Forecast error (CRPS)', 'Champion', 'Challenger', 'Difference']);
  const bounds = make('p', { class: 'dim', id: 'learn-bounds' });
  return {
    element: card('learn-now-title', 'Now', facts, missing, compared.element, bounds),
    tell(now) {
      const texts = [PHASES[now.phase] ?? words(now.phase), now.version || 'no model', now.challenger || '–', now.share > 0 ? `${percent(now.share, 0)} of the cells` : '–'];
      texts.forEach((text, i) => say(facts.children[i].lastChild, text));
      say(missing, now.missing ? `Still missing: ${now.missing}.` : '');
      const one = now.shadow;
      show(compared.element, Boolean(one));
      show(bounds, Boolean(one));
      if (one) {
        const row = (name, champion, challenger) => [name, fixed(champion, 3), fixed(challenger, 3), fixed(champion - challenger, 3)];
        compared.tell([row(`${whole(one.windows)} windows`, one.champion, one.challenger),
          ...(one.changes > 0 ? [row(`${whole(one.changes)} with other PRBs`, one.changed_champion, one.changed_challenger)] : [])]);
        say(bounds, `The challenger’s error is lower by ${fixed(one.least, 3)} to ${fixed(one.most, 3)} with 95 % confidence at all times together. `
          + `Its 90 % intervals cover ${percent(one.coverage)}.`);
      }
    },
  };
}

function storeCard() {
  const lead = make('p', { class: 'dim', id: 'learn-store' });
  const results = textTable('learn-results', 'kept', ['Reports', 'Since the file was made']);
  const strata = textTable('learn-strata', 'kept', ['Windows by PRBs and load', ...LOADS]);
  const groups = textTable('learn-groups', 'kept', ['Group of cells', 'Windows', 'Excitation']);
  return {
    element: card('learn-store-title', 'What it learns from', lead, results.element, strata.element, groups.element),
    tell(store, keeps) {
      [results, strata, groups].forEach((table) => show(table.element, Boolean(store)));
      if (!store) {
        say(lead, keeps ? 'The store cannot be read now.' : 'Nothing is kept of running cells. presage.learn.store=FILE switches it on.');
        return;
      }
      const hours = store.hours.filter((windows) => windows > 0).length;
      say(lead, `${whole(store.frames)} newest frames, and ${whole(store.windows)} windows of ${hours} ${hours === 1 ? 'hour' : 'hours'} of the day. `
        + 'Below an excitation of 0.05 the effect of the PRBs cannot be learnt; a high value proves nothing.');
      results.tell(Object.entries(store.results).sort(([, one], [, other]) => other - one).map(([name, reports]) => [words(name), whole(reports)]));
      strata.tell(store.strata.map((loads, i) => [`PRBs: ${PRB_QUARTERS[i]}`, ...loads.map(whole)]));
      const names = [...new Set([...Object.keys(store.groups), ...Object.keys(store.excitation)])].sort();
      groups.tell(names.map((name) => [name, whole(store.groups[name] ?? 0), fixed(store.excitation[name], 2)]));
    },
  };
}

function lineageRow(promote) {
  const made = make('tr', {}, make('th', { scope: 'row' }), make('td', {}, make('span', { class: 'chip', tabindex: '-1' })), make('td'), make('td'), make('td'), make('td'), make('td', {}, make('button', { type: 'button', text: 'Promote' })));
  made.querySelector('button').addEventListener('click', () => promote(made.shown));
  return made;
}

function fillLineage(made, model, serving, busy) {
  made.shown = model;
  const [version, verdict, reason, trigger, mode, created, action] = made.children;
  const [kind, text] = model.version === serving ? ['good', 'In service'] : model.verdict ? (VERDICTS[model.verdict] ?? ['calm', words(model.verdict)]) : ['calm', 'On trial'];
  say(version, model.version);
  say(verdict.firstChild, text);
  mark(verdict.firstChild, 'class', `chip ${kind}`);
  say(reason, model.reason);
  say(trigger, model.trigger);
  say(mode, model.mode);
  say(created, new Date(model.created).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' }));
  const button = action.firstChild;
  const hadFocus = document.activeElement === button;
  // The package of a rejected or abandoned one is deleted.
  button.hidden = model.version === serving || !['promoted', 'rolled_back', undefined].includes(model.verdict);
  if (hadFocus && button.hidden) {
    verdict.firstChild.focus();
  }
  mark(button, 'aria-disabled', busy ? true : null);
  mark(button, 'aria-label', `Promote ${model.version}`);
}

// The newest answer: shown again when the user comes back and the server does not answer.
let known = null;

/** What learning does, what it learns from, and what was tried. */
export function learningView(parent) {
  const lead = make('p', { class: 'dim', id: 'learn-lead' });
  const note = make('p', { class: 'note', role: 'status', id: 'learn-note' });
  const reason = make('input', { type: 'text', id: 'learn-reason', maxlength: 200, placeholder: 'Why, for the lineage' });
  const orders = make('div', { class: 'orders' }, make('label', { for: 'learn-reason', text: 'Reason' }), reason,
    make('button', { type: 'button', id: 'learn-train', text: 'Train', onclick: () => order('train', { reason: reason.value }, () => 'A training begins as soon as one may.') }),
    make('button', { type: 'button', id: 'learn-rollback', text: 'Roll back', onclick: () => order('rollback', { reason: reason.value }, serves) }));
  const now = nowCard();
  const store = storeCard();
  const body = make('tbody');
  const lineage = card('learn-lineage-title', 'Lineage', make('p', { class: 'dim', id: 'learn-none', text: 'No challenger has been trained yet.' }),
    scrolling(make('table', { class: 'lineage', id: 'learn-lineage' }, heads(['Version', 'Verdict', 'Reason', 'Trained because of', 'Mode', 'Created', '']), body)));
  let busy = false;

  const serves = (answer) => `Model ${answer.version} serves now.`;

  async function order(name, what, done) {
    if (busy) {
      return;
    }
    busy = true;
    askAgain();
    say(note, '…');
    mark(note, 'class', 'note');
    try {
      say(note, done(await post(`learning/${name}`, what)));
      mark(note, 'class', 'note good');
      reason.value = '';
    } catch (failure) {
      say(note, `Not changed. ${spoken(failure)}`);
      mark(note, 'class', 'note bad');
    } finally {
      busy = false;
      lookNow();
    }
  }

  parent.append(make('h2', { text: 'Learning' }), lead, note, orders, now.element, lineage, store.element);

  function tell(all) {
    say(lead, all.learns
      ? 'A challenger is trained in another process, forecasts beside the champion, then plans for some of the cells. Orders require the role operator. What is rolled back is not tried again by itself.'
      : 'This server does not learn. presage.learn.enabled=true switches it on.');
    show(orders, all.learns);
    show(now.element, all.learns);
    show(lineage, all.learns);
    now.tell(all);
    show(document.getElementById('learn-none'), all.models.length === 0);
    show(document.getElementById('learn-lineage'), all.models.length > 0);
    keep(body, all.models, () => lineageRow((model) => order('promote', { file: model.file }, serves)), (made, model) => fillLineage(made, model, all.version, busy));
    store.tell(all.store, all.keeps);
  }

  return {
    async load() {
      known = await get('learning');
    },
    show() {
      if (known !== null) {
        tell(known);
      }
      return known !== null;
    },
    close() {},
  };
}
