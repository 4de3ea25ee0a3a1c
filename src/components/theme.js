// Light, dark or as the system has it. Runs in the head, before anything is painted: hence one plain script without
// imports. `theme-script.ts` takes the comments and indents out; a comment has a line to itself.
(() => {
  const key = 'streamfit.theme';
  const { dataset } = document.documentElement;
  let lasting = true;
  const stored = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      // Forbidden: the choice then holds for the page.
      lasting = false;
      return null;
    }
  };
  /** @param {string | null | undefined} wanted */
  const apply = (wanted) => {
    const theme = wanted === 'light' || wanted === 'dark' ? wanted : 'system';
    dataset['theme'] = theme;
    for (const meta of document.querySelectorAll('meta[data-for]')) {
      const own = meta.getAttribute('data-for');
      meta.setAttribute(
        'media',
        theme === 'system' ? `(prefers-color-scheme:${own})` : theme === own ? 'all' : 'not all',
      );
    }
    /** @type {HTMLInputElement | null} */
    const radio = document.querySelector(`[name=theme][value=${theme}]`);
    if (radio) radio.checked = true;
  };
  apply(stored());
  document.addEventListener('DOMContentLoaded', () => apply(dataset['theme']));
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.name !== 'theme') return;
    apply(target.value);
    try {
      localStorage.setItem(key, target.value);
    } catch {
      lasting = false;
    }
  });
  // Another tab has changed it, or this page comes back from the history as it was.
  addEventListener('storage', (event) => event.key === key && apply(event.newValue));
  addEventListener('pageshow', ({ persisted }) => persisted && lasting && apply(stored()));
})();
