import { limitsMet, type MetLimit } from '../../engine/path.ts';
import type { Component, LimitKey } from '../../schema/platform.ts';
import type { GeneratorInput } from '../generator.ts';
import { configuredLimit } from '../routes.ts';
import type { PlannedRoute } from './settings.ts';

/**
 * What a hop does, in seconds, where nobody has configured it: the usual cause of a cut at exactly this time. Load
 * balancers: docs.cloud.google.com/load-balancing/docs/backend-service. Nginx, and Kong, which runs on it:
 * nginx.org/en/docs/http/ngx_http_proxy_module.html and developer.konghq.com/gateway/entities/service.
 */
const UNCONFIGURED_SECONDS: { readonly [C in Component]?: { readonly [K in LimitKey]?: number } } = {
  'classic-alb': { backendTimeoutSeconds: 30 },
  'global-alb': { backendTimeoutSeconds: 30 },
  'regional-alb': { backendTimeoutSeconds: 30 },
  'internal-alb': { backendTimeoutSeconds: 30 },
  nginx: { proxyReadTimeoutSeconds: 60, proxySendTimeoutSeconds: 60 },
  kong: { proxyReadTimeoutSeconds: 60, proxySendTimeoutSeconds: 60 },
  'ingress-nginx': { proxyReadTimeoutSeconds: 60, proxySendTimeoutSeconds: 60 },
};

function rowsOf(input: GeneratorInput, { hop, key, kind, limit }: MetLimit): string[] {
  const { say, texts } = input;
  const name = texts.platform.limits[key]?.name ?? key;
  const row = (text: string, seconds: number) =>
    `${kind} ${Math.round(seconds * 1000)} ${say(`verify-limits.${text}`, { hop: hop.id, limit: name, limitSeconds: seconds })}`;
  const configured = configuredLimit(input, hop.component, key)?.value ?? limit.value;
  const unconfigured = UNCONFIGURED_SECONDS[hop.component]?.[key];
  return [
    row('configured', configured),
    ...(limit.value === configured ? [] : [row('today', limit.value)]),
    ...(unconfigured === undefined || [configured, limit.value].includes(unconfigured)
      ? []
      : [row('unconfigured', unconfigured)]),
  ];
}

/** The limits of time on the path, one a line: kind, milliseconds, and in words what may have cut the connection. */
export function limitRows(input: GeneratorInput, { protocol, answers }: PlannedRoute): string[] {
  return limitsMet(input.path, protocol, answers.conversation)
    .filter(({ kind }) => kind === 'total' || kind === 'idle')
    .flatMap((met) => rowsOf(input, met));
}
