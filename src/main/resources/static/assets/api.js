import { askForToken } from './token.js';

const KEY = 'presage-token';
const API = '/api/v1/';
const TIMEOUT_MS = 15_000;

/** The server answered, and not with what was asked for. */
export class Refused extends Error {
  constructor(status, told) {
    super(told.message ?? `the server answered ${status}`);
    this.status = status;
    this.field = told.field ?? '';
    this.role = roleOf(told);
  }
}

/** The role that an answer says is needed; empty if it names none. */
const roleOf = (told) => /role (\w+)/.exec(told.expected ?? '')?.[1] ?? '';

/** The server did not answer. */
export class Unreachable extends Error {
}

/** A failure in a sentence for people. */
export function spoken(failure) {
  if (failure instanceof Unreachable) {
    return 'The server does not answer.';
  }
  if (failure.status === 401) {
    return `This needs an access token${failure.role ? ` with the role ${failure.role}` : ''}.`;
  }
  if (failure.status === 403 && failure.field === 'authorization') {
    return `Your access token does not have the role ${failure.role}.`;
  }
  const text = failure.message;
  return text[0].toUpperCase() + text.slice(1) + (text.endsWith('.') ? '' : '.');
}

async function send(path, options) {
  const token = sessionStorage.getItem(KEY);
  const headers = { ...options.headers, ...(token ? { Authorization: `Bearer ${token}` } : {}) };
  try {
    return await fetch(API + path, { ...options, headers, cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (failure) {
    throw new Unreachable(failure.message);
  }
}

async function told(answer) {
  try {
    return await answer.json();
  } catch {
    return {};
  }
}

async function call(path, options) {
  for (;;) {
    const answer = await send(path, options);
    if (answer.ok) {
      return answer.json();
    }
    const problem = await told(answer);
    const given = answer.status === 401 ? await askForToken(roleOf(problem), sessionStorage.getItem(KEY) !== null) : null;
    if (given === null) {
      throw answer.status >= 502 && !problem.message ? new Unreachable(`the server answered ${answer.status}`) : new Refused(answer.status, problem);
    }
    sessionStorage.setItem(KEY, given);
  }
}

export const get = (path, query = {}) => {
  const parameters = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '' && value !== null));
  return call(parameters.size > 0 ? `${path}?${parameters}` : path, {});
};

export const post = (path, body) => call(path, {
  method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
});
