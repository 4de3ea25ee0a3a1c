import { describe, test, vi } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import type { Facts } from '../../src/schema/facts.ts';
import type { ProtocolId } from '../../src/schema/protocol.ts';
import { cuttingBalancer } from '../support/broken-proxies.ts';
import { fileNamed, onlyKnowing } from '../support/generator-input.ts';
import { runScript } from '../support/verify-run.ts';
import { type Kind, type Manner, startService } from '../support/verify-service.ts';

// Only this file is used here.
vi.mock('../../src/generators/index.ts', async () => ({
  generators: [(await import('../../src/generators/verify-script.ts')).default],
}));
vi.setConfig({ maxConcurrency: 12 });
/** Under load a piece may once be late. */
const AGAIN = { retry: 1 };

/** Facts in which connections are recycled after two seconds, and the load balancer ends them today after so many. */
function shortLived(id: ProtocolId, todaySeconds: number): Facts {
  const known = structuredClone(onlyKnowing(id));
  Object.assign(known.thresholds.standardLifetimeSeconds, { value: 2.5 });
  Object.assign(known.platform.hops['classic-alb']?.limits.backendTimeoutSeconds ?? {}, {
    value: todaySeconds,
    maximum: 300,
  });
  return known;
}

const recycled: Answers = {
  conversation: 'server-streams',
  ifCut: 'resume',
  longestRunSeconds: 'open-ended',
  heartbeat: 'no',
};
const single: Answers = {
  ...recycled,
  ifCut: 'costly',
  request: 'url-only',
  framing: 'sse-events',
  longestRunSeconds: 2,
};

type Row = {
  readonly name: string;
  readonly answers: Answers;
  readonly manner: Manner;
  readonly seconds: number;
  readonly says: string;
  readonly exitCode: 0 | 1;
  readonly id?: ProtocolId;
  readonly kind?: Kind;
  /** Milliseconds after which a load balancer ends every connection; none without. */
  readonly cutAfter?: number;
};

const rows: readonly Row[] = [
  {
    name: 'the service ends a connection as planned',
    answers: recycled,
    manner: { messages: 8 },
    seconds: 5,
    says: 'PASS lifetime: ended by itself after ',
    exitCode: 0,
  },
  {
    name: 'the service ends it too early',
    answers: recycled,
    manner: { messages: 3 },
    seconds: 5,
    says: 'FAIL lifetime: ended by the service after ',
    exitCode: 1,
  },
  {
    name: 'the service forgets to end it',
    answers: recycled,
    manner: {},
    seconds: 4,
    says: 'FAIL lifetime: still open after ',
    exitCode: 1,
  },
  {
    name: 'it lives as long as it has to',
    answers: single,
    manner: {},
    seconds: 4,
    says: 'PASS lifetime: still open after ',
    exitCode: 0,
  },
  {
    name: 'it was not listened to for long enough',
    answers: { ...single, longestRunSeconds: 200 },
    manner: {},
    seconds: 2,
    says: ' s; --full waits until 3 minutes 30 seconds have passed',
    exitCode: 0,
  },
  {
    name: 'a limit of the path ends it',
    answers: { ...single, longestRunSeconds: 200 },
    manner: {},
    seconds: 5,
    cutAfter: 2000,
    says: 'which is about Classic Application Load Balancer: Backend timeout, still at 2 seconds as before the change – ',
    exitCode: 1,
  },
  {
    name: 'heartbeats do not come',
    answers: { ...single, longestRunSeconds: 200, heartbeat: 'yes', longestSilenceSeconds: 1 },
    manner: { pause: 4000, messages: 4 },
    seconds: 6,
    says: 'FAIL silence: silent for 4',
    exitCode: 1,
  },
  {
    name: 'it is not known what ended it, because curl answers no ping',
    id: 'websocket',
    kind: 'socket',
    answers: { conversation: 'interleaved', ifCut: 'resume', longestRunSeconds: 200 },
    manner: { breaksOff: true },
    seconds: 3,
    says: 'SKIP lifetime: the connection ended after a ping that curl cannot answer',
    exitCode: 0,
  },
];

describe.concurrent('the script tells that', () => {
  test.for(rows)('$name', AGAIN, async (row, { onTestFinished: cleanUp, expect }) => {
    const { answers, manner, seconds, says, exitCode, kind = 'stream', cutAfter } = row;
    const id = row.id ?? (answers.ifCut === 'costly' ? 'http-stream' : 'sse');
    const service = await startService(cleanUp, kind, manner);
    const port = cutAfter === undefined ? service : await cuttingBalancer(cleanUp, service, cutAfter);
    const facts = shortLived(id, cutAfter === undefined ? 300 : cutAfter / 1000);
    const nginx = facts.platform.hops['nginx']?.limits.proxyReadTimeoutSeconds;
    // With an idle limit of three seconds a heartbeat is due every second.
    if (nginx && answers.heartbeat === 'yes') Object.assign(nginx, { value: 3, maximum: 3 });
    const script = fileNamed({ answers, facts }, 'verify.sh');
    const args = ['--url', `http://127.0.0.1:${port}/live`, '--seconds', String(seconds)];
    const report = await runScript(script, args);
    expect(report.output).toContain(says);
    expect(report).toMatchObject({ errors: '', left: [], exitCode });
  });
});
