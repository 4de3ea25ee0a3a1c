import type { GeneratorInput } from '../generator.ts';
import { comment, directive, type NginxNode } from '../print/nginx.ts';
import { mayRepeat } from '../repeats.ts';

/** Nothing is sent again where a second run may do harm: not even when a kept connection broke under it. */
export function onlyOnce(input: GeneratorInput): NginxNode[] {
  if (mayRepeat(input)) return [];
  return [comment(input.say('nginx-location.onlyOnce')), directive('proxy_next_upstream', 'off')];
}

/** The same for requests that wait long: one that timed out may still be running where it was sent first. */
export function notTwice(input: GeneratorInput): NginxNode[] {
  if (!mayRepeat(input)) return onlyOnce(input);
  return [comment(input.say('nginx-location.noRetry')), directive('proxy_next_upstream', 'error')];
}
