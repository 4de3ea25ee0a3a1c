import { test, vi } from 'vitest';
import { runCase } from '../support/reality/run-case.ts';
import { prepare } from '../support/reality/prepare.ts';
import { allCases } from '../support/reality/cases/index.ts';
vi.mock('../../src/generators/index.ts', async () => ({
  generators: [(await import('../../src/generators/nginx-location.ts')).default],
}));
test('some', async () => {
  for (const p of allCases.filter(({name, protocol}) => `${protocol} ${name}`.match(process.env['ONLY'] ?? '')).map(prepare)) {
    if (process.env['FILES']) console.log(p.files.map(f => f.text.replace(/^ *#.*\n/gm,'')).join('\n---\n'), JSON.stringify(p.hops));
    const r = await runCase(null as never, p);
    console.log(`${p.given.protocol} ${p.given.name} ${r.largestSeconds.toFixed(3)}\n P ` + r.predicted.map(s=>`#${s.connection} ${s.atSeconds.toFixed(2)} ${s.kind}`).join(', ') + '\n M ' + r.measured.map(s=>`#${s.connection} ${s.atSeconds.toFixed(2)} ${s.kind}`).join(', ')+'\n  ' + [...r.differences, ...r.delays].join('\n  '));
  }
}, 300_000);
