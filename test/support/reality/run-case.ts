import type { BrowserContext } from '@playwright/test';
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
import { runApplication } from './session.ts';
import { predictedSights, type Sight } from './sights.ts';
import { grpcClient, webSocketClient } from './socket-clients.ts';

/** A case with what was predicted and what was measured. */
export type Result = Comparison & {
  readonly prepared: Prepared;
  readonly predicted: readonly Sight[];
  readonly measured: readonly Sight[];
};

const methodOf = ({ protocol }: RealityCase): Method =>
  protocol === 'http-stream' || protocol === 'mcp-http' ? 'POST' : 'GET';

function runClient(cleanUp: CleanUp, context: BrowserContext, given: RealityCase, address: Address, play: Play) {
  const gone = new AbortController();
  cleanUp(() => gone.abort());
  const { client } = given;
  const run = (connect: Parameters<typeof runApplication>[2]): Promise<Session> => runApplication(given, play, connect);
  switch (given.clientKind) {
    case 'event-source':
      return runEventSource(cleanUp, context, address, given);
    case 'browser-fetch':
      return run(browserFetchClient(cleanUp, context, address, methodOf(given)));
    case 'browser-websocket':
      return run(browserWebSocketClient(cleanUp, context, address));
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

/** What is compared of the sights of a case: all of them, or all but what the simulation says it leaves out. */
function compared(sights: readonly Sight[], { notModelled }: RealityCase): readonly Sight[] {
  if (!notModelled) return sights;
  if (notModelled === 'late-headers') return sights.filter(({ kind }) => kind !== 'headers');
  return sights.map((sight) => ({ ...sight, text: sight.text.replace(/seen as \S+$/, 'seen as something') }));
}

const MOST_MILLISECONDS = 16_000;

/** Fails when something takes longer than any case may. */
async function inTime<T>(running: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not over after ${MOST_MILLISECONDS} ms`)), MOST_MILLISECONDS);
  });
  try {
    return await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Predicts a case and runs it. */
export async function runCase(context: BrowserContext, prepared: Prepared): Promise<Result> {
  const predicted = predictedSights(simulate(prepared.input));
  const closers: (() => void | Promise<void>)[] = [];
  const cleanUp: CleanUp = (close) => void closers.push(close);
  try {
    const play = new Play(prepared.input);
    const chain = await startChain(cleanUp, prepared, play);
    const session = await inTime(runClient(cleanUp, context, prepared.given, chain.address, play));
    // What Nginx writes to its log comes a moment later.
    await wait(30);
    const measured = measuredSights(prepared, session, play, chain);
    const found = compare(compared(predicted, prepared.given), compared(measured, prepared.given));
    return { ...found, prepared, predicted, measured };
  } finally {
    for (const close of closers.reverse()) await close();
  }
}
