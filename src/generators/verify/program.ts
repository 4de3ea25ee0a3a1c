import type { PlannedRoute } from './settings.ts';

/**
 * What opens an endpoint: `get`, or `post` with a body that has to be given; `maybe` where nobody said, so that a given
 * body decides; `own` for requests the script makes by itself.
 */
export type Opening = 'get' | 'post' | 'maybe' | 'own';

export type OptionName = '--seconds' | '--full' | '--data' | '--data-header' | '--watch' | '--end-mark';
/** Options of scripts that listen for a while. */
export const LISTENING: readonly OptionName[] = ['--seconds', '--full'];

/** What a script does for one protocol. */
export type Program = {
  readonly opening: Opening;
  /** Headers of each request, unless others were given. */
  readonly headers?: { readonly [name: string]: string };
  /** Content types of a right answer, separated by spaces; empty for any that is no page. */
  readonly types: string;
  /** Further variables its commands need. */
  readonly settings?: { readonly [variable: string]: string };
  /** Options beside those that every script has. */
  readonly options: readonly OptionName[];
  /** What it does not check, as keys of the room `verify-script`. */
  readonly limits?: readonly string[];
  /** Functions and preparations that only this program has. */
  readonly prelude?: readonly string[];
  /** Commands after all functions. */
  readonly main: string;
};

/** The endpoint to check, and the stream that watches its jobs, if there is one. */
export type Context = { readonly route: PlannedRoute; readonly watch: PlannedRoute | undefined };

const NAMES: { readonly [call: string]: string } = {
  check_version: 'http-version',
  check_type: 'content-type',
  check_single: 'single-header',
  check_cache: 'cache-control',
  check_close: 'end',
};

/** The name under which a call reports. */
function nameOf(call: string): string {
  const [command = ''] = call.split(' ');
  return NAMES[command] ?? command.replace('check_', '').replaceAll('_', '-');
}

/** Reports for each of these calls that it was not made, and why: a key of the room `verify-skip`. */
export const skipAll = (reason: string, calls: readonly string[]): string =>
  `skip_all skip.${reason} ${calls.map(nameOf).join(' ')}`;

export const indent = (text: string): string => text.replaceAll(/^(?=.)/gm, '  ');

type Checking = {
  readonly name: string;
  /** The command that sends the request; none where it has been sent. */
  readonly opens?: string;
  readonly statuses: string;
  readonly calls: readonly string[];
  /** Commands after these, and the checks they make. */
  readonly after?: { readonly commands: string; readonly calls: readonly string[] };
};

/** A function that opens an endpoint, checks its status, and only then makes the other checks. */
export function checking({ name, opens, statuses, calls, after }: Checking): string {
  const checks = calls.flatMap((call) => (call === 'check_silence' ? ['judge_cut', call] : [call]));
  const skipping = `if ! check_status ${statuses}; then\n  ${skipAll('notOpen', [...calls, ...(after?.calls ?? [])])}\n  return 1\nfi`;
  const body = [opens, skipping, ...checks, after?.commands].filter((part) => part !== undefined);
  return `${name}() {\n${indent(body.join('\n'))}\n}`;
}

export const EVENT_STREAM = 'text/event-stream';
export const HEADER_CHECKS: readonly string[] = ['check_version', 'check_type', 'check_single'];
export const STREAM_CHECKS: readonly string[] = [
  'check_first_byte',
  'check_spacing',
  'check_silence',
  'check_lifetime',
  'check_end',
];
