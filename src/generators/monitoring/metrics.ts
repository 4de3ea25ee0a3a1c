/** One metric the service itself exposes; its meaning in words is the text `metrics.<name>`. */
export type Metric = {
  /** As Prometheus names metrics: what is counted, its unit, `_total` for a counter. */
  readonly name: string;
  readonly type: 'gauge' | 'counter' | 'histogram';
  /** Its labels, and every value each of them can have. */
  readonly labels: { readonly [label: string]: readonly string[] };
};

/**
 * The contract between a service and its rules and dashboard: the metrics a service exposes under these names. Series of
 * all label values exist from the start, at 0, because the first increase of a series that was absent is not seen.
 */
export const metrics = {
  openConnections: { name: 'stream_open_connections', type: 'gauge', labels: {} },
  opens: { name: 'stream_opens_total', type: 'counter', labels: { resumed: ['false', 'true'] } },
  closes: {
    name: 'stream_closes_total',
    type: 'counter',
    labels: { reason: ['end', 'recycle', 'client', 'error'] },
  },
  streamFirstByte: { name: 'stream_first_byte_seconds', type: 'histogram', labels: {} },
  heartbeats: { name: 'stream_heartbeats_total', type: 'counter', labels: {} },
  /** The name Prometheus uses in its examples; `status` stands for the status code of the response. */
  requests: { name: 'http_requests_total', type: 'counter', labels: { code: ['status'] } },
  requestFirstByte: { name: 'http_first_byte_seconds', type: 'histogram', labels: {} },
  queueAge: { name: 'job_queue_oldest_seconds', type: 'gauge', labels: {} },
  jobRuns: {
    name: 'job_runs_total',
    type: 'counter',
    labels: { outcome: ['succeeded', 'failed', 'cancelled', 'abandoned'] },
  },
  webhookAttempts: {
    name: 'webhook_attempts_total',
    type: 'counter',
    labels: { outcome: ['delivered', 'failed'] },
  },
  webhooksGivenUp: { name: 'webhook_given_up_total', type: 'counter', labels: {} },
} as const satisfies { readonly [id: string]: Metric };

/** A metric with its labels as people read it, such as `stream_opens_total{resumed="false|true"}`. */
export function metricSignature({ name, labels }: Metric): string {
  const printed = Object.entries(labels).map(([label, values]) => `${label}="${values.join('|')}"`);
  return printed.length > 0 ? `${name}{${printed.join(',')}}` : name;
}
