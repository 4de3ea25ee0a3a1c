import { drainOf } from '../drain.ts';
import type { DesignInput } from '../generator.ts';

/** How long old workers keep their streams after a reload. */
export type ReloadDrain = {
  readonly drainSeconds: number;
  /** Whether every connection has ended by then as planned; otherwise a reload cuts some. */
  readonly coversAll: boolean;
};

/**
 * The window pods are given at a deploy fits a reload as well: both wait for the same connections to end. Undefined where
 * none stays open.
 */
export function reloadDrain(input: DesignInput): ReloadDrain | undefined {
  const drain = drainOf(input);
  if (!drain || drain.reason === 'short') return undefined;
  return {
    drainSeconds: Math.ceil(drain.drainSeconds),
    coversAll: drain.reason !== 'beyond' && drain.reason !== 'unknown',
  };
}
