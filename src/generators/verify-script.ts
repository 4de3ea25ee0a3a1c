import type { Draft, Generator, GeneratorInput } from './generator.ts';
import { header } from './header.ts';
import { setComments } from './print/program.ts';
import { assign, blank, choice, code, comment, define, lines, printShell, type ShellNode } from './print/shell.ts';
import { endpointPath, routesOf } from './routes.ts';
import { commandsFor } from './verify/commands.ts';
import { limitRows } from './verify/limits.ts';
import { optionCommands } from './verify/options.ts';
import type { Program } from './verify/program.ts';
import { programs } from './verify/programs.ts';
import { type PlannedRoute, settingsOf, verifiedRoutes } from './verify/settings.ts';
import { results } from './verify/shell/base.ts';
import { usageLines } from './verify/usage.ts';
import { wordsFor } from './verify/words.ts';

/** Where clients find the endpoint: at the public host, or at the Service itself where no other hop stands before it. */
function defaultUrl({ path, service }: GeneratorInput): string {
  const { host, name, namespace, port } = service;
  const isDirect = path.hops.every(({ component }) => component === 'browser' || component === 'service');
  const origin = isDirect ? `http://${name}.${namespace}.svc.cluster.local:${port}` : `https://${host}`;
  return `${origin}${endpointPath(service)}`;
}

/** The variables of one endpoint that the rest of the script reads, in a function that sets them. */
function settingsNode(
  input: GeneratorInput,
  name: string,
  route: PlannedRoute,
  rest: string,
  listens: boolean,
): ShellNode {
  const read = Object.entries(settingsOf(input, route)).filter(([variable]) =>
    // In arithmetic a variable stands without its sign.
    new RegExp(variable.endsWith('_ms') ? `\\b${variable}\\b` : `\\$\\{?${variable}\\b`).test(rest),
  );
  return define(name, [
    ...read.map(([variable, value]) => assign(variable, value)),
    ...(listens ? [code('choose_listen')] : []),
  ]);
}

/** How long to listen: as was asked for, or as the endpoint needs. */
const CHOOSE_LISTEN = `choose_listen() {
  listen=$listen_short
  if [ "$full" = yes ]; then listen=$listen_full; fi
  if [ -n "$seconds" ]; then listen=$seconds; fi
  if [ "$listen" -lt "$brief" ]; then brief=$listen; fi
}`;

function scriptOf(input: GeneratorInput, program: Program, routes: readonly PlannedRoute[]): ShellNode[] {
  const { say } = input;
  const [main, watch] = routes;
  if (!main) return [];
  const url = defaultUrl(input);
  const listens = program.options.includes('--seconds');
  const preparation = [
    optionCommands(program.options, program.opening === 'post'),
    ...(listens ? [CHOOSE_LISTEN] : []),
  ].join('\n\n');
  const headers = Object.entries(program.headers ?? {}).map(([name, value]) => `default_header ${name} '${value}'`);
  const body = program.options.includes('--data')
    ? [`if [ -n "$data" ]; then default_header Content-Type 'application/json'; fi`]
    : [];
  const commands = commandsFor(
    program.prelude ?? [],
    ['settings_main', ...headers, ...body, '', program.main, 'summary'].join('\n'),
  );
  const words = wordsFor(input, [results, preparation, commands].join('\n'));
  const worded = words.flatMap(([, word]) => (typeof word === 'string' ? [] : word));
  const read = [
    preparation,
    commands,
    ...worded.map((part) => (typeof part === 'string' ? '' : `$${part.variable}`)),
  ].join('\n');
  const comments = (text: string) => setComments(text, (key) => say(`verify-code.${key}`));
  return [
    code(comments(results)),
    blank,
    assign('default_url', url),
    ...(/\$\{?types\b/.test(commands) ? [assign('types', program.types)] : []),
    ...Object.entries(program.settings ?? {}).map(([name, value]) => assign(name, value)),
    blank,
    settingsNode(input, 'settings_main', main, read, listens),
    ...(watch ? [blank, settingsNode(input, 'settings_watch', watch, read, listens)] : []),
    blank,
    ...(commands.includes('$(limits')
      ? [define('limits', [lines([...new Set(routes.flatMap((route) => limitRows(input, route)))])]), blank]
      : []),
    define('usage', [lines(usageLines(input, program, url))]),
    blank,
    define('text', [choice(words)]),
    blank,
    code(comments(preparation)),
    blank,
    code(comments(commands)),
  ];
}

function programOf(input: GeneratorInput): Program | undefined {
  const [route, watch] = verifiedRoutes(input);
  return route && programs[route.protocol.id]?.({ route, watch });
}

function draft(input: GeneratorInput, program: Program): Draft {
  const { say } = input;
  const assumptions = [say('verify-script.assumesCurl'), say('verify-script.assumesPlace')];
  const head = header(input, 'verify-script', assumptions).map(comment);
  return {
    name: 'verify.sh',
    purpose: 'verify-script.purpose',
    place: 'verify-script.place',
    language: 'shell',
    text: printShell([...head, blank, ...scriptOf(input, program, verifiedRoutes(input))]),
  };
}

/** A script that checks the deployed endpoint from where its clients are, with nothing but curl. */
export default {
  id: 'verify-script',
  whyNot(input) {
    const [route] = routesOf(input);
    if (!route) return 'verify-script.notOnPlatform';
    if (route.protocol.callsReceiver) return 'verify-script.receiver';
    return programOf(input) ? null : 'verify-script.notByCurl';
  },
  generate(input) {
    const program = programOf(input);
    return program ? [draft(input, program)] : [];
  },
} satisfies Generator;
