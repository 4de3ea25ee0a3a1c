// Light, dark or as the system has it. Runs in the head, before anything is painted: hence one plain script without imports.
(() => {
  const KEY = 'streamfit.theme';
  const root = document.documentElement;
  let lasting = true;
  const stored = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      lasting = false; // forbidden: the choice then holds for the page
      return null;
    }
  };

  /** @param {string | null | undefined} wanted */
  const apply = (wanted) => {
    const choice = wanted === 'light' || wanted === 'dark' ? wanted : 'system';
    root.dataset.theme = choice;
    for (const meta of document.querySelectorAll('meta[name=theme-color]')) {
      const own = meta.getAttribute('data-for');
      const media = choice === 'system' ? `(prefers-color-scheme: ${own})` : choice === own ? 'all' : 'not all';
      meta.setAttribute('media', media);
    }
    for (const radio of document.querySelectorAll('input[name=theme]'))
      if (radio instanceof HTMLInputElement) radio.checked = radio.value === choice;
  };
  apply(stored());

  document.addEventListener('DOMContentLoaded', () => apply(root.dataset.theme));
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.name !== 'theme') return;
    apply(target.value);
    try {
      localStorage.setItem(KEY, target.value);
    } catch {
      lasting = false; // forbidden or full
    }
  });
  // Another tab has changed it, or this page comes back from the history as it was.
  window.addEventListener('storage', ({ key, newValue }) => key === KEY && apply(newValue));
  window.addEventListener('pageshow', ({ persisted }) => persisted && lasting && apply(stored()));
})();
