import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { targets } from '../../src/schema/target.ts';
import { facts } from '../support/facts.ts';
import { type Case, fileNamed, filesOf, onlyKnowing, verdictOf } from '../support/generator-input.ts';
import { Assembly, installed, newest, type Reader, type Site } from '../support/nginx.ts';
import { batchesOf, covered, distinctFiles, manyCases, throughNginx } from '../support/nginx-cases.ts';

// Thousands of cases: the other kinds of files have tests of their own.
vi.mock('../../src/generators/index.ts', async () => ({
  generators: [(await import('../../src/generators/nginx-location.ts')).default],
}));

let made: ReturnType<typeof distinctFiles>;
beforeAll(() => {
  made = distinctFiles(manyCases(3));
});

const assemblies: Assembly[] = [];
const assemble = (...options: ConstructorParameters<typeof Assembly>): Assembly => {
  const assembly = new Assembly(...options);
  assemblies.push(assembly);
  return assembly;
};
afterAll(() => {
  for (const assembly of assemblies) assembly.remove();
});

/** What a newer Nginx says of the form that the oldest one needs. */
const DEPRECATED = /^nginx: \[warn\] the "listen \.\.\. http2" directive is deprecated.*\n/gm;
const knowsHttp2Directive = ({ version: [major = 0, minor = 0] }: Reader) => major > 1 || minor > 25;
/** The real reader of files for a version: the machine's own where it is old enough to need the old form. */
const readerFor = (version: string): Reader => (version === '1.22' ? installed : newest());

const only = (id: (typeof throughNginx)[number]): Case => ({
  answers: { conversation: 'server-streams', ifCut: 'resume', longestRunSeconds: 'open-ended' },
  facts: onlyKnowing(id),
});
const siteOf = (given: Case): Site => ({ host: 'a.test', files: filesOf(given) });

describe('the cases', () => {
  test('let every two values meet that the questionnaire asks for together', () => {
    const { factors, rows, impossible } = covered;
    const met = new Set<string>();
    for (const row of rows)
      for (const [one, place] of row.entries())
        for (const [other, otherPlace] of row.entries())
          if (one < other) met.add([one, place, other, otherPlace].join());
    const sizes = factors.map(({ values }) => values.length);
    const pairs = sizes.flatMap((size, index) => sizes.slice(index + 1).map((other) => size * other));
    const all = pairs.reduce((sum, count) => sum + count, 0);
    expect(met.size + impossible.length).toBe(all);
    expect(impossible.length).toBeLessThan(all * 0.05);
    expect(impossible.filter((pair) => /\b(protocol|path|nginxVersion|tls|locale|service)=/.test(pair))).toEqual([]);
  });

  test('make at least 2,000 different files, of every kind that passes Nginx', () => {
    expect(made.texts.size).toBeGreaterThanOrEqual(2000);
    expect(made.namelessTexts.size).toBeGreaterThanOrEqual(200);
    const all = [...made.texts];
    for (const part of [
      'grpc_pass',
      '$streamfit_upgrade',
      'proxy_buffering off',
      'proxy_next_upstream error',
      'proxy_next_upstream off',
      'proxy_request_buffering off',
      'limit_conn ',
      'http2 on;',
      'listen 443 ssl http2;',
      'listen 50051 http2;',
      'listen 80;',
      'keepalive_timeout 620s;',
      '/events {',
    ])
      expect(
        all.some((text) => text.includes(part)),
        part,
      ).toBe(true);
  });
});

describe('configuration for Nginx', () => {
  test.each(targets.nginxVersion)('for %s is accepted by a real one without a warning', (version) => {
    const reader = readerFor(version);
    const batches = batchesOf(made.sites.filter((site) => site.version === version));
    expect(batches.length).toBeGreaterThan(3);
    for (const sites of batches) {
      const { ok, said } = assemble(sites, { reader }).check();
      const expected = version === '1.22' && knowsHttp2Directive(reader) ? DEPRECATED : '';
      expect(said.replace(expected, '')).toBe('');
      expect(ok).toBe(true);
    }
  });

  test('holds nothing that is known to be harmful', () => {
    for (const text of made.texts) {
      expect(text).not.toMatch(/timeout 0|add_header|chunked_transfer_encoding|\$http_upgrade;|(^|\s)if\s*\(/);
      expect(text).not.toMatch(/map.*~|proxy_buffer_size|undefined|NaN|null/);
      if (text.includes('limit_conn ')) expect(text).toContain('limit_conn_status 429;');
      if (text.includes('grpc_pass'))
        expect(text).toMatch(/grpc_read_timeout[\s\S]*grpc_send_timeout[\s\S]*client_body_timeout/);
    }
  });

  test('raises every limit that the verdict raises', () => {
    const directives = {
      proxyReadTimeoutSeconds: /(?:proxy|grpc)_read_timeout (\d+)s/,
      proxySendTimeoutSeconds: /(?:proxy|grpc)_send_timeout (\d+)s/,
      clientBodyTimeoutSeconds: /client_body_timeout (\d+)s/,
    };
    const raised = made.sites.flatMap(({ given }) =>
      verdictOf(given)
        .hops.filter(({ component, verdict }) => component === 'nginx' && verdict === 'raise')
        .map((row) => ({ given, ...row })),
    );
    expect(new Set(raised.map(({ limit }) => limit))).toEqual(new Set(Object.keys(directives)));
    for (const { given, limit, proposed } of raised) {
      const found = directives[limit as keyof typeof directives].exec(fileNamed(given, 'nginx-location.conf'));
      expect(Number(found?.[1]), limit).toBe(proposed);
    }
  });

  test('is what Nginx really read', () => {
    const { dump } = assemble([siteOf({ ...only('sse'), service: { path: '/live' } })]).check('-T');
    for (const line of [
      'worker_shutdown_timeout ',
      'location ^~ /live {',
      'proxy_buffering off;',
      'keepalive_timeout 620s;',
      'upstream stream.default.8080 {',
    ])
      expect(dump).toContain(line);
  });

  test('is refused when it is damaged, or put at another level', () => {
    const site = siteOf(only('sse'));
    expect(assemble([site]).check().ok).toBe(true);
    expect(assemble([site], { around: 'proxy_read_timeout never;' }).check().ok).toBe(false);
    const [location] = site.files.filter(({ name }) => name === 'nginx-location.conf');
    for (const level of ['nginx-main.conf', 'nginx-http.conf']) {
      const files = site.files.map((file) => (file.name === level ? { ...file, text: location?.text ?? '' } : file));
      const { ok, said } = assemble([{ ...site, files }]).check();
      expect(ok).toBe(false);
      expect(said).toContain('directive is not allowed here');
    }
  });

  test.each([46, 47, 110, 111, 253])('takes a host name of %i characters', (length) => {
    const host = `${`${'a'.repeat(20)}.`.repeat(13)}${'b'.repeat(40)}`.slice(0, length).replace(/\.$/, 'c');
    const site = { host, files: filesOf({ ...only('sse'), service: { host } }) };
    expect(host.length).toBe(length);
    // With one server alone Nginx has no need of the table.
    const other = { host: 'b.test', files: filesOf({ ...only('sse'), service: { name: 'other' } }) };
    expect(assemble([site, other]).check()).toMatchObject({ ok: true, said: '' });
    const files = site.files.map((file) => ({
      ...file,
      text: file.text.replace(/server_names_hash_bucket_size .*/, ''),
    }));
    expect(assemble([{ ...site, files }, other]).check().ok).toBe(length <= 46);
  });

  test('does not start before the platform has filled in the certificate', () => {
    const site = siteOf({ ...only('sse'), target: { tls: 'proxy' } });
    expect(assemble([site]).check().ok).toBe(true);
    const files = site.files.map((file) => ({
      ...file,
      text: file.text.replace(/ssl_certificate /, 'ssl_trusted_certificate '),
    }));
    expect(site.files.some(({ text }) => text.includes('ssl_certificate /etc/nginx/certificates/FILL-IN.crt;'))).toBe(
      true,
    );
    expect(assemble([{ ...site, files }]).check().ok).toBe(false);
  });

  test('watches a job below its path', () => {
    const given: Case = {
      answers: { useCase: 'ai-agent', conversation: 'server-streams', longestRunSeconds: 1800, ifCut: 'must-finish' },
      service: { path: '/jobs/' },
    };
    const text = fileNamed(given, 'nginx-location.conf');
    expect(text).toContain('location ^~ /jobs {');
    expect(text).toContain('location ^~ /jobs/events {');
  });

  test('knows how every protocol that passes Nginx is served', () => {
    expect(throughNginx.length).toBe(facts.protocols.filter(({ nginx }) => nginx !== undefined).length);
    for (const id of throughNginx) expect(covered.at(0).some(({ values }) => values.protocol === id)).toBe(true);
  });
});
