import type { LimitKey } from '../../schema/platform.ts';
import type { Protocol } from '../../schema/protocol.ts';
import { type GeneratorInput, judgedLimit } from '../generator.ts';
import { comment, directive, type NginxNode } from '../print/nginx.ts';
import { configuredLimit, type Route } from '../routes.ts';
import { timeout } from './parts.ts';

/** "Large text" starts above a megabyte; sixteen leave room for a long document and still refuse a file. */
const LARGE_TEXT = '16m';
const KIB = 1024;

/** Bytes as Nginx writes a size: in the largest unit that divides them. */
function nginxSize(bytes: number): string {
  if (bytes % (KIB * KIB) === 0 && bytes > 0) return `${bytes / (KIB * KIB)}m`;
  return bytes % KIB === 0 && bytes > 0 ? `${bytes / KIB}k` : String(bytes);
}

/** Whether a request may carry a body: not where segments are fetched, nor where a job is watched by its id. */
export function sendsBody({ answers, protocol: main }: GeneratorInput, protocol: Protocol): boolean {
  const onlyReads = protocol.segmentsMedia || (main.watchStream && protocol !== main);
  return answers.request !== 'url-only' && protocol.opensWith.includes('body') && !onlyReads;
}

/** Whether a request itself carries a file or media; the file of a job goes another way. */
function uploads(input: GeneratorInput, protocol: Protocol): boolean {
  const { payload } = input.answers;
  return (payload === 'file' || payload === 'media') && sendsBody(input, protocol) && !protocol.watchStream;
}

/** How large a request body may be, and whether it is collected before the service sees it. */
export function bodyPart(input: GeneratorInput, protocol: Protocol): NginxNode[] {
  const { answers, say } = input;
  if (!sendsBody(input, protocol)) return [];
  if (uploads(input, protocol)) {
    return [
      comment(say('nginx-location.uploads')),
      directive('proxy_request_buffering', 'off'),
      directive('client_max_body_size', '0'),
    ];
  }
  if (answers.payload === 'large-text')
    return [comment(say('nginx-location.largeText')), directive('client_max_body_size', LARGE_TEXT)];
  const today = configuredLimit(input, 'nginx', 'requestBodyBytes');
  if (!today) return [];
  return [comment(say('nginx-location.bodySize')), directive('client_max_body_size', nginxSize(today.value))];
}

/** Longest pauses of a client that goes on sending, and of a file on its way. */
export function sendingPauses(input: GeneratorInput, { protocol }: Route): NginxNode[] {
  const isMain = protocol === input.protocol;
  const sends = (limit: LimitKey) => isMain && judgedLimit(input, 'nginx', limit) !== undefined;
  return [
    ...(uploads(input, protocol) || sends('clientBodyTimeoutSeconds')
      ? timeout(input, 'client_body_timeout', 'clientBodyTimeoutSeconds')
      : []),
    ...(sends('proxySendTimeoutSeconds') ? timeout(input, 'proxy_send_timeout', 'proxySendTimeoutSeconds') : []),
  ];
}
