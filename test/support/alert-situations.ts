import type { InputSeries } from './prometheus.ts';

/** Series of one replica of the service, or of another one. */
export const own = (metric: string, labels = '', instance = 'a') =>
  `${metric}{namespace="shop",job="chat-api",instance="${instance}"${labels}}`;
/** A value that stays, and a counter that goes up by so much every 30 seconds, for an hour. */
export const still = (value: number) => `${value}+0x120`;
const rising = (step: number) => `0+${step}x120`;
/** A counter that goes up once, after five minutes. */
const ONCE = '0x10 1x110';
const PER_30_SECONDS = 30;

/** How many of 100 events come late, as a histogram has them. */
const late = (metric: string, limit: number, events: number): InputSeries => ({
  [own(`${metric}_bucket`, `,le="${limit}"`)]: rising(100 - events),
  [own(`${metric}_bucket`, `,le="${limit * 2}"`)]: rising(100),
  [own(`${metric}_bucket`, ',le="+Inf"')]: rising(100),
});
/** So many of 100 events with one label, the others with another. */
const share = (metric: string, bad: string, good: string, events: number): InputSeries => ({
  [own(metric, `,${bad}`)]: rising(events),
  [own(metric, `,${good}`)]: rising(100 - events),
});

const POD = 'pod="chat-api-7d9f8c6b5-x2k4p"';
const cpu = (cores: number, pod = POD): InputSeries => ({
  [`container_cpu_usage_seconds_total{namespace="shop",${pod},container="app"}`]: rising(cores * PER_30_SECONDS),
  // The sum over all containers of the pod, which must not be counted again.
  [`container_cpu_usage_seconds_total{namespace="shop",${pod},container=""}`]: rising(cores * PER_30_SECONDS),
  [`kube_pod_container_resource_requests{namespace="shop",${pod},resource="cpu"}`]: still(1),
});

type Situation = { readonly fires: InputSeries; readonly quiet: InputSeries };

/** For each alert, data just above its limit and data at its limit or just below it. */
export const situations: { readonly [alert: string]: (limit: number) => Situation } = {
  StreamsNearLimit: (limit) => ({
    fires: { [own('stream_open_connections')]: still(limit + 1) },
    quiet: {
      [own('stream_open_connections')]: still(limit),
      [own('stream_open_connections', '', 'b')]: still(limit),
    },
  }),
  StreamsAbovePeak: (limit) => ({
    fires: { [own('stream_open_connections')]: still(limit), [own('stream_open_connections', '', 'b')]: still(1) },
    quiet: { [own('stream_open_connections')]: still(limit - 1), [own('stream_open_connections', '', 'b')]: still(1) },
  }),
  StreamsStartLate: (limit) => ({
    fires: late('stream_first_byte_seconds', limit, 6),
    quiet: late('stream_first_byte_seconds', limit, 4),
  }),
  StreamsCut: () => ({
    fires: share('stream_closes_total', 'reason="error"', 'reason="recycle"', 6),
    quiet: share('stream_closes_total', 'reason="error"', 'reason="client"', 4),
  }),
  ReconnectsTooOften: (limit) => ({
    fires: { [own('stream_opens_total', ',resumed="true"')]: rising(limit * 1.01 * PER_30_SECONDS) },
    quiet: {
      [own('stream_opens_total', ',resumed="true"')]: rising(limit * 0.99 * PER_30_SECONDS),
      [own('stream_opens_total', ',resumed="false"')]: rising(limit * PER_30_SECONDS),
    },
  }),
  HeartbeatsMissing: () => ({
    // The other replica beats; this one has a counter that stays.
    fires: {
      [own('stream_open_connections')]: still(3),
      [own('stream_heartbeats_total')]: still(700),
      [own('stream_open_connections', '', 'b')]: still(3),
      [own('stream_heartbeats_total', '', 'b')]: rising(6),
    },
    quiet: {
      [own('stream_open_connections')]: still(3),
      [own('stream_heartbeats_total')]: rising(6),
      [own('stream_open_connections', '', 'b')]: still(0),
      [own('stream_heartbeats_total', '', 'b')]: still(0),
    },
  }),
  StreamMetricsMissing: () => ({
    fires: { 'stream_open_connections{namespace="shop",job="other"}': still(1) },
    quiet: { [own('stream_open_connections')]: still(0) },
  }),
  RequestsFail: () => ({
    fires: share('http_requests_total', 'code="503"', 'code="200"', 6),
    quiet: share('http_requests_total', 'code="500"', 'code="404"', 4),
  }),
  RequestsSlow: (limit) => ({
    fires: late('http_first_byte_seconds', limit, 6),
    quiet: late('http_first_byte_seconds', limit, 4),
  }),
  RequestMetricsMissing: () => ({ fires: {}, quiet: { [own('http_requests_total', ',code="200"')]: still(0) } }),
  JobsWait: (limit) => ({
    fires: { [own('job_queue_oldest_seconds')]: still(limit + 1) },
    // All replicas report the same queue; their ages must not be added up.
    quiet: {
      [own('job_queue_oldest_seconds')]: still(limit),
      [own('job_queue_oldest_seconds', '', 'b')]: still(limit),
    },
  }),
  JobsFail: () => ({
    fires: share('job_runs_total', 'outcome="failed"', 'outcome="succeeded"', 6),
    quiet: share('job_runs_total', 'outcome="failed"', 'outcome="cancelled"', 4),
  }),
  JobsAbandoned: () => ({
    fires: { [own('job_runs_total', ',outcome="abandoned"')]: ONCE },
    quiet: { [own('job_runs_total', ',outcome="abandoned"')]: still(7) },
  }),
  JobMetricsMissing: () => ({ fires: {}, quiet: { [own('job_queue_oldest_seconds')]: still(0) } }),
  WebhookAttemptsFail: () => ({
    fires: share('webhook_attempts_total', 'outcome="failed"', 'outcome="delivered"', 6),
    quiet: share('webhook_attempts_total', 'outcome="failed"', 'outcome="delivered"', 4),
  }),
  WebhooksGivenUp: () => ({
    fires: { [own('webhook_given_up_total')]: ONCE },
    quiet: { [own('webhook_given_up_total')]: still(7) },
  }),
  WebhookMetricsMissing: () => ({
    fires: {},
    quiet: { [own('webhook_attempts_total', ',outcome="failed"')]: still(0) },
  }),
  CpuHigh: () => ({
    fires: cpu(0.81),
    // Another Deployment whose name begins alike is not ours.
    quiet: { ...cpu(0.79), ...cpu(1, 'pod="chat-api-tools-7d9f8c6b5-x2k4p"') },
  }),
  ProxyNearLimit: (limit) => ({
    fires: { 'nginx_connections_active{namespace="nginx",instance="n"}': still(limit + 1) },
    quiet: {
      'nginx_connections_active{namespace="nginx",instance="n"}': still(limit),
      'nginx_connections_active{namespace="other",instance="n"}': still(limit * 2),
    },
  }),
  ProxyMetricsMissing: () => ({
    fires: { 'nginx_connections_active{namespace="other",instance="n"}': still(1) },
    quiet: { 'nginx_connections_active{namespace="nginx",instance="n"}': still(0) },
  }),
};
