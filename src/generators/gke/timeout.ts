/** Google advises against more than a day, and its front ends cut at it: facts of the backend service timeout. */
const MOST_TIMEOUT_SECONDS = 86_400;

/** A backend timeout as the product takes it: whole seconds from 1, since 0 would be read as unset, to a day. */
export const toTimeout = (seconds: number): number => Math.min(MOST_TIMEOUT_SECONDS, Math.max(1, Math.ceil(seconds)));
