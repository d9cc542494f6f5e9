const KEY = 'presage-theme';
const root = document.documentElement;
const system = matchMedia('(prefers-color-scheme: dark)');
const probe = document.body.appendChild(document.createElement('i'));
probe.hidden = true;

export const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : system.matches);

/** A colour of the page as a canvas understands it, with an opacity. */
export function colour(name, opacity = 1) {
  probe.style.color = `var(--${name})`;
  const parts = getComputedStyle(probe).color.match(/[\d.]+/g);
  return `rgb(${parts[0]} ${parts[1]} ${parts[2]} / ${opacity})`;
}

const listeners = new Set();

/** Is told when the colours change; returns how to stop that. */
export function onTheme(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function startTheme(button) {
  const shown = () => {
    button.textContent = isDark() ? '☀ Light' : '☾ Dark';
    button.setAttribute('aria-label', `Use ${isDark() ? 'light' : 'dark'} colours`);
    listeners.forEach((listener) => listener());
  };
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    localStorage.setItem(KEY, root.dataset.theme);
    shown();
  });
  system.addEventListener('change', shown);
  shown();
}
