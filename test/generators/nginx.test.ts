import { afterAll, describe, expect, test } from 'vitest';
import type { ProtocolId } from '../../src/schema/protocol.ts';
import { facts } from '../support/facts.ts';
import {
  type Case,
  distinct,
  fileNamed,
  filesOf,
  manyAnswers,
  onlyKnowing,
  otherPaths,
} from '../support/generator-input.ts';
import { Assembly, type Site } from '../support/nginx.ts';

const throughNginx = facts.protocols.filter(({ nginx }) => nginx !== undefined);
const answers = manyAnswers(300);

/** Each protocol as if it were the only one, then all of them, then Nginx without a load balancer, in both languages. */
function* cases(): Iterable<Case> {
  for (const { id } of throughNginx) for (const given of answers) yield { answers: given, facts: onlyKnowing(id) };
  for (const given of answers) yield { answers: given, locale: 'zh-cn' };
  for (const given of answers) yield { answers: given, path: 'nginx-alone', facts: otherPaths };
}

const found = [...distinct(cases(), ({ language }) => language === 'nginx')].map(([text, given]) => ({ text, given }));
const assemblies: Assembly[] = [];
const assemble = (...options: ConstructorParameters<typeof Assembly>): Assembly => {
  const assembly = new Assembly(...options);
  assemblies.push(assembly);
  return assembly;
};
afterAll(() => {
  for (const assembly of assemblies) assembly.remove();
});

/** One site; its name keeps the files of many services apart in one Nginx. */
const siteOf = (given: Case, index: number): Site => {
  const name = `s${index}`;
  return { host: `${name}.test`, files: filesOf({ ...given, service: { name, path: '/live' } }) };
};
const BATCH = 40;
const batches = Array.from({ length: Math.ceil(found.length / BATCH) }, (_, index) =>
  found.slice(index * BATCH, (index + 1) * BATCH).map(({ given }, place) => siteOf(given, index * BATCH + place)),
);

const only = (id: ProtocolId): Case => ({
  answers: { conversation: 'server-streams', ifCut: 'resume', longestRunSeconds: 'open-ended' },
  facts: onlyKnowing(id),
});

describe('configuration for Nginx', () => {
  test('is of every kind that passes Nginx', () => {
    expect(found.length).toBeGreaterThan(100);
    for (const part of [
      'grpc_pass',
      '$streamfit_upgrade',
      'proxy_buffering off',
      'proxy_next_upstream error',
      'proxy_request_buffering off',
    ])
      expect(
        found.some(({ text }) => text.includes(part)),
        part,
      ).toBe(true);
  });

  test.each(batches.map((sites, index) => [index, sites] as const))(
    'is accepted without a warning, batch %i',
    (_, sites) => {
      const { ok, said } = assemble(sites).check();
      expect(said).toBe('');
      expect(ok).toBe(true);
    },
  );

  test('holds nothing that is known to be harmful', () => {
    for (const { text } of found) {
      expect(text).not.toMatch(/timeout 0|add_header|chunked_transfer_encoding|\$http_upgrade;|(^|\s)if\s*\(/);
      expect(text).not.toMatch(/map.*~/);
      if (text.includes('limit_conn ')) expect(text).toContain('limit_conn_status 429;');
    }
  });

  test('is what Nginx really read', () => {
    const { dump } = assemble([siteOf(only('sse'), 0)]).check('-T');
    for (const line of [
      'location ^~ /live {',
      'proxy_buffering off;',
      'keepalive_timeout 620s;',
      'upstream s0.default.8080 {',
    ])
      expect(dump).toContain(line);
  });

  test('is refused when it is damaged, or put at another level', () => {
    const site = siteOf(only('sse'), 0);
    expect(assemble([site], undefined, 'proxy_read_timeout never;').check().ok).toBe(false);
    const misplaced = site.files.map((file) => ({
      ...file,
      name: file.name === 'nginx-http.conf' ? 'nginx-server.conf' : file.name,
    }));
    const { ok, said } = assemble([{ ...site, files: misplaced }]).check();
    expect(ok).toBe(false);
    expect(said).toContain('directive is not allowed here');
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
});
