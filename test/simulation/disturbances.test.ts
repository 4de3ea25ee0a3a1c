import { describe, expect, test } from 'vitest';
import type { Disturbance, SimulationInput } from '../../src/simulation/input.ts';
import { simulate } from '../../src/simulation/simulate.ts';
import { every, fetched, onlyKinds, pathOf } from './inputs.ts';

const ENDS = ['planned-recycle', 'cut', 'end'] as const;
const drain = (seconds: number) => ({ hop: 'classic-alb', limit: 'drainingTimeoutSeconds', seconds }) as const;
const deploy = (change: Partial<Extract<Disturbance, { kind: 'deploy' }>> = {}): Disturbance => ({
  kind: 'deploy',
  atSeconds: 100,
  hop: 'nginx',
  graceSeconds: 30,
  ...change,
});
const endsAfter = (disturbance: Disturbance, change: Partial<SimulationInput> = {}): string[] =>
  onlyKinds(simulate({ ...fetched({ runSeconds: 200 }), disturbances: [disturbance], ...change }), ...ENDS);

describe('a deploy', () => {
  test('cuts at once where the load balancer does not drain', () => {
    expect(endsAfter(deploy({ drain: drain(0) }))).toEqual([
      '100 #1 cut, by classic-alb.drainingTimeoutSeconds, drain, truncated',
      '200 #2 end',
    ]);
  });

  test('cuts when draining is over, if the pod lives so long', () => {
    expect(endsAfter(deploy({ drain: drain(20) }))[0]).toBe(
      '120 #1 cut, by classic-alb.drainingTimeoutSeconds, drain, truncated',
    );
  });

  test('cuts when the pod is killed, however long the load balancer would drain', () => {
    expect(endsAfter(deploy({ drain: drain(3_600) }))[0]).toBe('130 #1 cut, by nginx, deploy, truncated');
  });

  test('cuts nothing that ends within the drain', () => {
    const recycle = { everySeconds: 110, jitterRatio: 0 };
    expect(endsAfter(deploy({ drain: drain(264), graceSeconds: 300 }), { recycle })).toEqual([
      '110 #1 planned-recycle, clean-end',
      '200 #2 end',
    ]);
  });

  test('is a planned end for a service that ends its streams when it is told to stop', () => {
    expect(endsAfter(deploy({ hop: 'service', endsWhenTold: true }))[0]).toBe(
      '100 #1 planned-recycle, deploy, clean-end',
    );
  });

  test('leaves connections alone that were opened after it', () => {
    expect(endsAfter(deploy({ atSeconds: 0 }))).toEqual(['200 #1 end']);
  });

  test('of the service looks like a proper end where only closing tells it', () => {
    const service = { ...fetched().service, framing: 'close' } as const;
    expect(endsAfter(deploy({ hop: 'service' }), { service })[0]).toBe('130 #1 cut, by service, deploy, clean-end');
    expect(endsAfter(deploy({ hop: 'service' }))[0]).toBe('130 #1 cut, by service, deploy, truncated');
  });

  test('before any headers is answered 502 by the hop in front', () => {
    const service = { ...fetched().service, sends: every(150) };
    expect(endsAfter(deploy({ hop: 'service' }), { service })[0]).toBe('130 #1 cut, by service, deploy, error-502');
  });

  test('behind a load balancer that only forwards packets is a connection that was closed', () => {
    const hops = pathOf().map((hop) => (hop.id === 'classic-alb' ? { ...hop, isPassthrough: true } : hop));
    const service = { ...fetched().service, sends: every(150) };
    expect(endsAfter(deploy(), { hops, service })[0]).toBe('130 #1 cut, by nginx, deploy, reset');
  });

  test('closes a WebSocket without a word', () => {
    expect(endsAfter(deploy({ drain: drain(0) }), { wire: 'websocket' })[0]).toBe(
      '100 #1 cut, by classic-alb.drainingTimeoutSeconds, drain, closed-1006',
    );
  });
});

describe('a reload', () => {
  const reload = (seconds?: number): Disturbance => ({
    kind: 'reload',
    atSeconds: 60,
    hop: 'nginx',
    ...(seconds !== undefined && { drain: { limit: 'reloadDrainSeconds', seconds } }),
  });

  test('cuts streams when the time of the old workers is over, heartbeats or not', () => {
    const service = { ...fetched().service, heartbeatSeconds: 1 };
    for (const change of [{}, { service }]) {
      expect(endsAfter(reload(40), change)).toEqual([
        '100 #1 cut, by nginx.reloadDrainSeconds, reload, truncated',
        '200 #2 end',
      ]);
    }
  });

  test('cuts nothing where old workers wait', () => {
    expect(endsAfter(reload())).toEqual(['200 #1 end']);
  });
});
