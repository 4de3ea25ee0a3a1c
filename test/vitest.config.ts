import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const dom = 'test/**/*.dom.test.{ts,tsx}';
const reality = 'test/reality/**/*.test.ts';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    // Tests that start Nginx or compile a sample share two cores with all the others.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Half of the time tests wait for a proxy, a compiler or a stream.
    maxWorkers: 2,
    // A golden that does not exist yet fails instead of being written unread; `npm run test:accept` writes it.
    update: 'none',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [dom, reality, 'test/e2e/**'],
        },
      },
      // Measures tenths of a second on real proxies, so it runs when nothing else does.
      { extends: true, test: { name: 'reality', include: [reality], maxWorkers: 1, sequence: { groupOrder: 1 } } },
      // Only for what needs a document without layout, such as mermaid.parse; rendering is tested in a browser.
      { extends: true, test: { name: 'dom', environment: 'jsdom', include: [dom] } },
    ],
  },
});
