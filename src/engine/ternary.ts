/** True, false, or `undefined` for "an answer is missing": the logic that keeps "not sure" from becoming a no. */
export type Ternary = boolean | undefined;

/** Whether a value is one of a list; `undefined` when the value is not known. */
export function isOneOf<T>(value: T | undefined, list: readonly T[]): Ternary {
  return value === undefined ? undefined : list.includes(value);
}

/** Whether two lists share an entry; `undefined` when the first is not known. */
export function includesAny<T>(values: readonly T[] | undefined, list: readonly T[]): Ternary {
  return values?.some((value) => list.includes(value));
}

/** Whether every entry of the first list is in the second; `undefined` when the first is not known. */
export function includesOnly<T>(values: readonly T[] | undefined, list: readonly T[]): Ternary {
  return values?.every((value) => list.includes(value));
}

/** False as soon as one part is false, whatever is missing; true only when all parts are true. */
export function all(...parts: Ternary[]): Ternary {
  if (parts.includes(false)) return false;
  return parts.includes(undefined) ? undefined : true;
}

/** True as soon as one part is true, whatever is missing; false only when all parts are false. */
export function any(...parts: Ternary[]): Ternary {
  if (parts.includes(true)) return true;
  return parts.includes(undefined) ? undefined : false;
}

/** The opposite; unknown stays unknown. */
export function not(part: Ternary): Ternary {
  return part === undefined ? undefined : !part;
}
