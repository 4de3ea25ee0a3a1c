import type { Protocol } from '../../schema/protocol.ts';
import type { GeneratorInput } from '../generator.ts';
import { comment, directive, type NginxNode, nginxSeconds } from '../print/nginx.ts';
import { configuredLimit } from '../routes.ts';

/** "Large text" starts above a megabyte; sixteen leave room for a long document and still refuse a file. */
const LARGE_TEXT = '16m';
const KIB = 1024;

/** Bytes as Nginx writes a size: in the largest unit that divides them. */
function nginxSize(bytes: number): string {
  if (bytes % (KIB * KIB) === 0 && bytes > 0) return `${bytes / (KIB * KIB)}m`;
  return bytes % KIB === 0 && bytes > 0 ? `${bytes / KIB}k` : String(bytes);
}

/** Whether a request itself carries a file or media: not where segments are fetched, or a job's file goes another way. */
function uploads({ answers }: GeneratorInput, { segmentsMedia, watchStream }: Protocol): boolean {
  return (answers.payload === 'file' || answers.payload === 'media') && !segmentsMedia && !watchStream;
}

/** How large a request body may be, and whether it is collected before the service sees it. */
export function bodyPart(input: GeneratorInput, protocol: Protocol): NginxNode[] {
  const { answers, say } = input;
  if (answers.request === 'url-only' || !protocol.opensWith.includes('body')) return [];
  if (uploads(input, protocol)) {
    const pause = configuredLimit(input, 'nginx', 'clientBodyTimeoutSeconds');
    return [
      comment(say('nginx-location.uploads')),
      directive('proxy_request_buffering', 'off'),
      directive('client_max_body_size', '0'),
      ...(pause ? [directive('client_body_timeout', nginxSeconds(pause.value))] : []),
    ];
  }
  if (answers.payload === 'large-text')
    return [comment(say('nginx-location.largeText')), directive('client_max_body_size', LARGE_TEXT)];
  const today = configuredLimit(input, 'nginx', 'requestBodyBytes');
  if (!today) return [];
  return [comment(say('nginx-location.bodySize')), directive('client_max_body_size', nginxSize(today.value))];
}
