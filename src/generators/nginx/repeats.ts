import { mayRepeat } from '../controllers/endpoints.ts';
import type { GeneratorInput } from '../generator.ts';
import { comment, directive, type NginxNode } from '../print/nginx.ts';
import type { Route } from '../routes.ts';

/**
 * Whether a request of this endpoint may reach the service twice. A job is started by POST, which Nginx does not repeat;
 * everything else it asks for, the stream that watches it included, only reads.
 */
const mayRunTwice = (input: GeneratorInput, { protocol }: Route): boolean =>
  input.protocol.watchStream || protocol !== input.protocol || mayRepeat(input);

/** Nothing is sent again where a second run may do harm: not even when a kept connection broke under it. */
export function onlyOnce(input: GeneratorInput, route: Route): NginxNode[] {
  if (mayRunTwice(input, route)) return [];
  return [comment(input.say('nginx-location.onlyOnce')), directive('proxy_next_upstream', 'off')];
}

/** The same for requests that wait long: one that timed out may still be running where it was sent first. */
export function notTwice(input: GeneratorInput, route: Route): NginxNode[] {
  if (!mayRunTwice(input, route)) return onlyOnce(input, route);
  return [comment(input.say('nginx-location.noRetry')), directive('proxy_next_upstream', 'error')];
}
