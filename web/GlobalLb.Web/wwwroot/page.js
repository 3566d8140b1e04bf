// Light or dark: by the system, until a person chooses. A cookie, so that the very first bytes of a page know.
(() => {
  'use strict';
  const isDark = () => matchMedia(document.getElementById('theme-dark').media).matches;
  document.addEventListener('click', event => {
    if (!event.target.closest?.('[data-theme-toggle]')) return;
    const theme = isDark() ? 'light' : 'dark';
    for (const name of ['light', 'dark'])
      document.getElementById(`theme-${name}`).media = name === theme ? 'all' : 'not all';
    document.getElementById('colours-dark').media = document.getElementById('theme-dark').media;
    document.cookie = `globallb-theme=${theme}; path=/; max-age=31536000; samesite=strict`;
  });
})();

// Copies the text of the element that the button names, and says so on the button.
document.addEventListener('click', async event => {
  const button = event.target.closest?.('[data-copy]');
  if (!button) return;
  const text = document.getElementById(button.dataset.copy)?.textContent ?? '';
  await navigator.clipboard?.writeText(text.trim());
  button.classList.add('copied');
});

// What pages ask of the browser.
window.globallb = { timeZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone };
