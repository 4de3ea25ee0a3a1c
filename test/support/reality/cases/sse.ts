import { eventSource, every, type RealityCase } from '../case.ts';

/** A feed through Nginx alone to an EventSource. */
const sse = (name: string, rest: Partial<RealityCase>): RealityCase => ({
  name,
  protocol: 'sse',
  clientKind: 'event-source',
  limits: { readSeconds: 2 },
  client: { comingBack: eventSource() },
  service: { origin: 'feed', framing: 'chunked', missed: 'replay', headersSeconds: 0, sends: every(0.5) },
  runSeconds: 2.7,
  mostConnections: 1,
  ...rest,
});

export const sseCases: readonly RealityCase[] = [
  sse('messages all the time', {}),
  sse('silence longer than the idle limit', {
    service: { origin: 'feed', framing: 'chunked', missed: 'replay', headersSeconds: 0, sends: every(0.5, { messages: 1 }) },
    runSeconds: 20,
    mostConnections: 2,
  }),
];
