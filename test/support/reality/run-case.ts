import type { Browser } from '@playwright/test';
import { simulate } from '../../../src/simulation/simulate.ts';
import type { CleanUp } from '../live.ts';
import { wait } from '../stream-client.ts';
import type { Session } from './attempt.ts';
import { browserFetchClient, browserWebSocketClient, runEventSource } from './browser-clients.ts';
import type { Prepared, RealityCase } from './case.ts';
import { startChain } from './chain.ts';
import { type Comparison, compare } from './compare.ts';
import { type Address, fetchClient, http2Client, type Method, pollClient } from './http-clients.ts';
import { measuredSights } from './measure.ts';
import { Play } from './play.ts';
import { prepare } from './prepare.ts';
import { runApplication } from './session.ts';
import { predictedSights, type Sight } from './sights.ts';
import { grpcClient, webSocketClient } from './socket-clients.ts';

/** A case with what was predicted and what was measured. */
export type Result = Comparison & {
  readonly prepared: Prepared;
  readonly predicted: readonly Sight[];
  readonly measured: readonly Sight[];
  readonly runs: number;
};

const methodOf = ({ protocol }: RealityCase): Method =>
  protocol === 'http-stream' || protocol === 'mcp-http' ? 'POST' : 'GET';

function runClient(cleanUp: CleanUp, browser: Browser, given: RealityCase, address: Address, play: Play) {
  const gone = new AbortController();
  cleanUp(() => gone.abort());
  const { client } = given;
  const run = (connect: Parameters<typeof runApplication>[2]): Promise<Session> => runApplication(given, play, connect);
  switch (given.clientKind) {
    case 'event-source':
      return runEventSource(cleanUp, browser, address, given);
    case 'browser-fetch':
      return run(browserFetchClient(cleanUp, browser, address, methodOf(given)));
    case 'browser-websocket':
      return run(browserWebSocketClient(cleanUp, browser, address));
    case 'fetch':
      return run(fetchClient(address, methodOf(given), gone.signal));
    case 'http2':
      return run(http2Client(address, methodOf(given)));
    case 'websocket':
      return run(webSocketClient(address, client));
    case 'grpc':
      return run(grpcClient(cleanUp, address, client));
    case 'poll':
      return run(pollClient(address, gone.signal));
  }
}

const MOST_MILLISECONDS = 16_000;

async function runOnce(browser: Browser, prepared: Prepared, predicted: readonly Sight[]) {
  const closers: (() => void | Promise<void>)[] = [];
  const cleanUp: CleanUp = (close) => void closers.push(close);
  try {
    const play = new Play(prepared.input);
    const chain = await startChain(cleanUp, prepared, play);
    const late = wait(MOST_MILLISECONDS).then(() => {
      throw new Error(`${prepared.given.name}: not over after ${MOST_MILLISECONDS} ms`);
    });
    late.catch(() => undefined);
    const session = await Promise.race([runClient(cleanUp, browser, prepared.given, chain.address, play), late]);
    // What Nginx writes to its log comes a moment later.
    await wait(30);
    const measured = measuredSights(prepared, session, play, chain);
    return { ...compare(predicted, measured), measured };
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

/** Events that a kind of client has no way to see. */
const unseen: { readonly [K in RealityCase['clientKind']]?: RegExp } = {};

/** Predicts a case and runs it; once or twice more where only times differ, as they may under load. */
export async function runCase(browser: Browser, given: RealityCase): Promise<Result> {
  const prepared = prepare(given);
  const predicted = predictedSights(simulate(prepared.input), (text) => !unseen[given.clientKind]?.test(text));
  for (let runs = 1; ; runs += 1) {
    const found = await runOnce(browser, prepared, predicted);
    if (found.late.length === 0 || runs === 3) return { ...found, prepared, predicted, runs };
  }
}
