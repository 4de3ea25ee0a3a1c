import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { findTool } from './support/tools.mjs';

// Not Astro's own, so that a running `npm start` is neither hit nor in the way.
const port = Number(process.env['STREAMFIT_TEST_PORT'] ?? 4329);
const executablePath = findTool('chromium');

export default defineConfig({
  testDir: './e2e',
  testMatch: '**/*.spec.ts',
  outputDir: './test-results',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  timeout: 30_000,
  reporter: 'list',
  expect: {
    toMatchAriaSnapshot: { pathTemplate: '{testDir}/snapshots/{arg}{ext}' },
    // Another version of the browser draws the edges of letters otherwise; a box in the wrong place is more than that.
    toHaveScreenshot: {
      pathTemplate: '{testDir}/snapshots/{arg}-{projectName}{ext}',
      maxDiffPixelRatio: 0.03,
      threshold: 0.3,
    },
  },
  use: {
    baseURL: `http://localhost:${port}/`,
    locale: 'en-US',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      chromiumSandbox: false, // tests also run as root, in containers
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1440, height: 900 } } },
    {
      name: 'phone',
      // Files and paper are the same whatever the screen.
      testIgnore: ['**/export.spec.ts', '**/print.spec.ts'],
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
  ],
  webServer: {
    command: `astro preview --ignore-lock --port ${port}`,
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    port,
    env: { ASTRO_TELEMETRY_DISABLED: '1' },
  },
});
