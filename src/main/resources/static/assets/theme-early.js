'use strict';
// Before anything is drawn, so that a dark page does not begin white.
(() => {
  const chosen = localStorage.getItem('presage-theme');
  if (chosen === 'light' || chosen === 'dark') {
    document.documentElement.dataset.theme = chosen;
  }
})();
