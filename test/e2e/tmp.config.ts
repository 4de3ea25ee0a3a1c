import base from '../playwright.config.ts';

const port = 4391;
export default {
  ...base,
  testDir: '.',
  outputDir: '/tmp/pw-results',
  use: { ...base.use, baseURL: `http://localhost:${port}/` },
  webServer: { ...(base.webServer as object), command: `astro preview --ignore-lock --port ${port}`, port },
};
