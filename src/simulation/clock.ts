const MICROS_PER_SECOND = 1_000_000;

/**
 * Seconds as whole microseconds, so that equal times are equal and a limit fires at the very moment it names. One hundred
 * years are 3e15, far within the exact whole numbers. Infinity stays what it is.
 */
export function toMicros(seconds: number): number {
  return Math.round(seconds * MICROS_PER_SECOND);
}

/** Where whole microseconds stop being exact, after 142 years; nothing is followed beyond it. */
export const END_OF_TIME = 2 ** 52;

/** Whole microseconds as seconds. */
export function toSeconds(micros: number): number {
  return micros / MICROS_PER_SECOND;
}

/** An interval; never zero, so that time goes on. */
export function toInterval(seconds: number): number {
  return Math.max(1, toMicros(seconds));
}
