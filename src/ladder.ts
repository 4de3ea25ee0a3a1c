import { staysOpen } from './engine/connection.ts';
import { quietSeconds } from './engine/hops.ts';
import {
  judgeKeepAlive,
  judgeLeaving,
  judgeSilence,
  judgeTotal,
  type LadderOrder,
  type LimitTime,
  type Rung,
  type RungTime,
  smallestOf,
} from './engine/ladder.ts';
import { findPath, sendingLimits } from './engine/path.ts';
import { KEEPALIVE_SECONDS } from './generators/balancers.ts';
import { reloadDrain } from './generators/controllers/reload.ts';
import { drainOf, plannedRoutes } from './generators/drain.ts';
import type { DesignInput } from './generators/generator.ts';
import type { AnswerFile, Answers, OPEN_ENDED } from './schema/answers.ts';
import type { HopLimit } from './schema/assessment.ts';
import type { Facts } from './schema/facts.ts';
import type { LimitKey } from './schema/platform.ts';

/** How long Google's load balancers keep an idle connection to a backend: docs.cloud.google.com/load-balancing/docs/https/request-distribution. */
const BALANCER_KEEPALIVE_SECONDS = 600;
/** Kubernetes' `terminationGracePeriodSeconds` where a pod names none. */
const GRACE_SECONDS = 30;

/** Today, or with the advice followed. */
export type Setting = 'today' | 'proposed';

type Plan = ReturnType<typeof plannedRoutes>[number];
type Verdict = DesignInput['verdict'];

function designOf(verdict: Verdict, file: Pick<AnswerFile, 'path' | 'service'>, facts: Facts): DesignInput | undefined {
  const find = (id: string | null) => facts.protocols.find((protocol) => protocol.id === id);
  const protocol = find(verdict.recommendation.protocol);
  const companions = verdict.recommendation.companions.flatMap((id) => find(id) ?? []);
  const path = findPath(facts.platform, file.path);
  return protocol && { verdict, protocol, companions, path, service: file.service, answers: verdict.answers, facts };
}

const secondsIn = (row: HopLimit, setting: Setting): number =>
  setting === 'today' ? row.today : (row.proposed ?? row.today);

const limitsIn = (rows: readonly HopLimit[], setting: Setting): LimitTime[] =>
  rows.map((row) => ({ hop: row.hop, limit: row.limit, seconds: secondsIn(row, setting) }));

const toRung = (row: HopLimit): Rung => ({
  id: 'limit',
  hop: row.hop,
  component: row.component,
  limit: row.limit,
  today: row.today,
  proposed: secondsIn(row, 'proposed'),
});

const known = (seconds: number | typeof OPEN_ENDED | undefined): RungTime => seconds ?? 'unknown';
const planned = (seconds: number | null | undefined): RungTime => seconds ?? 'none';

/** Heartbeats below every limit on silence. */
function silenceOrder({ verdict }: DesignInput, { answers, protocol, plan }: Plan): LadderOrder {
  const rows = verdict.hops.filter(({ kind }) => kind === 'idle');
  const { heartbeatSeconds } = verdict.recommendation;
  const silent: Answers = { ...answers, heartbeat: 'no' };
  const beatIn = (setting: Setting) => (setting === 'proposed' ? heartbeatSeconds : null);
  const heardIn = (setting: Setting) => {
    const beat = beatIn(setting);
    return quietSeconds(beat === null ? silent : answers, protocol, plan, beat ?? 0);
  };
  const judge = (setting: Setting) => {
    const heard = heardIn(setting);
    const met = limitsIn(rows, setting).map((limit) => ({
      ...limit,
      silenceSeconds: sendingLimits.includes(limit.limit) ? answers.longestSilenceSeconds : heard,
    }));
    return judgeSilence(met, beatIn(setting) ?? undefined);
  };
  return {
    id: 'silence',
    rungs: [
      { id: 'silence', today: known(heardIn('today')), proposed: known(heardIn('proposed')) },
      { id: 'heartbeat', today: 'none', proposed: planned(heartbeatSeconds) },
      ...rows.map(toRung),
    ],
    today: judge('today'),
    proposed: judge('proposed'),
  };
}

/** A planned end below every limit on total time. */
function totalOrder({ verdict }: DesignInput, { answers }: Plan): LadderOrder {
  const rows = verdict.hops.filter(({ kind }) => kind === 'total');
  const { recycleSeconds } = verdict.recommendation;
  const run = answers.longestRunSeconds;
  return {
    id: 'total',
    rungs: [
      { id: 'run', today: known(run), proposed: known(recycleSeconds ?? run) },
      { id: 'recycle', today: 'none', proposed: planned(recycleSeconds) },
      ...rows.map(toRung),
      { id: 'client', hop: 'browser', today: 'unknown', proposed: 'unknown' },
    ],
    today: judgeTotal(limitsIn(rows, 'today'), undefined, run),
    proposed: judgeTotal(limitsIn(rows, 'proposed'), recycleSeconds ?? undefined, run),
  };
}

/** How long a connection lives at most: until it is recycled, until its run is over, or until a limit ends it. */
function lifeIn(setting: Setting, { verdict }: DesignInput, { answers }: Plan): number | typeof OPEN_ENDED | undefined {
  const { recycleSeconds } = verdict.recommendation;
  const planned = setting === 'proposed' ? recycleSeconds : null;
  const cap = smallestOf(
    limitsIn(
      verdict.hops.filter(({ kind }) => kind === 'total'),
      setting,
    ),
  )?.seconds;
  const life = planned ?? answers.longestRunSeconds;
  if (cap === undefined) return life;
  return typeof life === 'number' ? Math.min(life, cap) : cap;
}

/** The end of a connection before the end of draining, and that before the end of its pod. */
function deployOrder(input: DesignInput, plan: Plan): LadderOrder {
  const { path } = input;
  const window = drainOf(input);
  const balancer = path.hops.find(({ component }) => component.endsWith('-alb'));
  const reloader = path.hops.find(({ limits }) => limits.reloadDrainSeconds);
  const drains = balancer?.limits.drainingTimeoutSeconds?.value;
  const reloads = reloader?.limits.reloadDrainSeconds?.value;
  const timesOf = (setting: Setting) => {
    const isToday = setting === 'today';
    const reload =
      isToday || reloads === undefined ? reloads : Math.max(reloads, reloadDrain(input)?.drainSeconds ?? 0);
    return {
      drain: isToday ? drains : window?.drainSeconds,
      grace: isToday ? GRACE_SECONDS : window?.graceSeconds,
      reload,
    };
  };
  const judge = (setting: Setting) => {
    const { drain, grace, reload } = timesOf(setting);
    const at = (hop: string | undefined, limit: LimitKey, seconds: number | undefined) =>
      hop === undefined || seconds === undefined ? undefined : { hop, limit, seconds };
    return judgeLeaving({
      life: lifeIn(setting, input, plan),
      drain: balancer ? at(balancer.id, 'drainingTimeoutSeconds', drain) : null,
      graceSeconds: grace,
      reload: at(reloader?.id, 'reloadDrainSeconds', reload),
    });
  };
  const [today, proposed] = [timesOf('today'), timesOf('proposed')];
  const limitRung = (hop: typeof balancer, limit: LimitKey, name: 'drain' | 'reload'): Rung[] =>
    hop
      ? [
          {
            id: 'limit',
            hop: hop.id,
            component: hop.component,
            limit,
            today: known(today[name]),
            proposed: known(proposed[name]),
          },
        ]
      : [];
  return {
    id: 'deploy',
    rungs: [
      ...limitRung(balancer, 'drainingTimeoutSeconds', 'drain'),
      ...limitRung(reloader, 'reloadDrainSeconds', 'reload'),
      { id: 'grace', today: known(today.grace), proposed: known(proposed.grace) },
    ],
    today: judge('today'),
    proposed: judge('proposed'),
  };
}

/** Idle connections of a load balancer below those of what answers it; a WebSocket is never idle in this sense. */
function keepAliveOrder({ path }: DesignInput, { protocol }: Plan): LadderOrder[] {
  const place = path.hops.findIndex(({ component }) => component.endsWith('-alb'));
  const [balancer, behind] = [path.hops[place], path.hops[place + 1]];
  if (!balancer || !behind || protocol.needsUpgrade) return [];
  // Files for Nginx set it; what another proxy or the service itself keeps is not recorded.
  const proposed = behind.component === 'nginx' ? KEEPALIVE_SECONDS : undefined;
  const kept = BALANCER_KEEPALIVE_SECONDS;
  const { id: hop, component } = balancer;
  return [
    {
      id: 'keepAlive',
      rungs: [
        { id: 'balancerKeepAlive', hop, component, today: kept, proposed: kept },
        { id: 'keepAlive', hop: behind.id, component: behind.component, today: 'unknown', proposed: known(proposed) },
      ],
      today: judgeKeepAlive(behind.id, kept, undefined),
      proposed: judgeKeepAlive(behind.id, kept, proposed),
    },
  ];
}

/**
 * Every time that has to be shorter than another one, today and with the advice followed, and whether it is. Undefined
 * where nothing stays open on the platform.
 */
export function ladderOf(
  verdict: Verdict,
  file: Pick<AnswerFile, 'path' | 'service'>,
  facts: Facts,
): readonly LadderOrder[] | undefined {
  const input = designOf(verdict, file, facts);
  const plan = input && plannedRoutes(input).find((route) => staysOpen(route.plan));
  if (!input || !plan) return undefined;
  return [silenceOrder(input, plan), totalOrder(input, plan), deployOrder(input, plan), ...keepAliveOrder(input, plan)];
}
