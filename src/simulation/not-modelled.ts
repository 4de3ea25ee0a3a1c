import type { Unmodelled } from '../schema/timeline.ts';

/**
 * What `simulate` leaves out, each with a text in room `timeline`. network-latency: the network takes no time.
 * lost-network: a radio or a cable that fails. slow-reader: a client that does not read, and `send_timeout`.
 * stalled-backend: a service that does not read, the only thing `proxy_send_timeout` ends. retries-by-hops: a hop that
 * repeats a request before its headers, as Nginx does with several backends and a load balancer with a GET. error-status:
 * which status a load balancer answers, or whether it only closes. hidden-cuts: a hop that passes a response that was cut
 * behind it on as complete, as Caddy 2.6 does. late-headers: an unbuffered response whose headers wait for its first byte,
 * as in Nginx 1.22 over HTTP/2 with TLS. maintenance: restarts of the load balancer. compressed-pieces: a compressor that
 * passes a full buffer on before the end. http-keep-alive: connections between two requests. other-proxies: hops that the
 * profile does not know, such as carriers and address translators.
 */
export const notModelled: readonly Unmodelled[] = [
  'network-latency',
  'lost-network',
  'slow-reader',
  'stalled-backend',
  'retries-by-hops',
  'error-status',
  'hidden-cuts',
  'late-headers',
  'maintenance',
  'compressed-pieces',
  'http-keep-alive',
  'other-proxies',
];
