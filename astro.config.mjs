import react from '@astrojs/react';
import { defineConfig } from 'astro/config';

// Where the site is published is known only to whoever deploys it; an empty variable counts as unset.
const site = process.env.SITE || undefined;
const base = process.env.BASE || '/';

export default defineConfig({
  ...(site ? { site } : {}),
  base,
  trailingSlash: 'always',
  // The path is spelled out because Astro lower-cases locale links; no `fallback`, it would emit /zh-cn/zh-cn/.
  i18n: {
    defaultLocale: 'en',
    locales: ['en', { path: 'zh-cn', codes: ['zh-CN'] }],
    routing: { prefixDefaultLocale: false },
  },
  integrations: [react()],
  build: { inlineStylesheets: 'auto' },
  devToolbar: { enabled: false },
  // Shiki writes style attributes, which the policy below blocks; Prism writes classes.
  markdown: { syntaxHighlight: 'prism' },
  security: {
    csp: {
      directives: [
        "default-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
      ],
    },
  },
  // Mermaid's largest chunk is a layout engine that is built but never fetched.
  vite: { build: { chunkSizeWarningLimit: 2000 } },
});
