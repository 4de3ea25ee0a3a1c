import type { RealityCase } from '../case.ts';
import { behindBalancerCases, idleBalancerCases, standInCases, totalCases } from './balancers.ts';
import { bufferingCases } from './buffering.ts';
import { httpStreamCases } from './http-stream.ts';
import { jobCases, mcpCases, pollCases } from './sessions.ts';
import { grpcCases, webSocketCases } from './sockets.ts';
import { sseCases } from './sse.ts';

/** Every row of the matrix. */
export const allCases: readonly RealityCase[] = [
  ...sseCases,
  ...httpStreamCases,
  ...mcpCases,
  ...jobCases,
  ...pollCases,
  ...webSocketCases,
  ...grpcCases,
  ...bufferingCases,
  ...totalCases,
  ...standInCases,
  ...idleBalancerCases,
  ...behindBalancerCases,
];
