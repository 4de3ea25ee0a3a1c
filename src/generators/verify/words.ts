import type { GeneratorInput } from '../generator.ts';
import type { Variable, Word } from '../print/shell.ts';

/** Placeholders of texts that the script fills in when it runs, each the variable of that name. */
const VARIABLES = [
  ...['value', 'expected', 'status', 'error', 'ended', 'found', 'wanted', 'near', 'most', 'last_id', 'default_url'],
  ...['waited', 'elapsed', 'gap', 'quiet', 'spread', 'pieces', 'bytes', 'passed', 'failed', 'skipped'],
  ...['headers_limit', 'first_byte_limit', 'update', 'heartbeat', 'idle_limit', 'hold_limit', 'recycle', 'life'],
];
const filled = Object.fromEntries(VARIABLES.map((name) => [name, `{${name}}`]));

/** A text with variables of the script for its placeholders. */
function wordOf(text: string): Word {
  const parts = text.split(/\{(\w+)\}/);
  const word = parts.map((part, index): string | Variable => (index % 2 === 0 ? part : { variable: part }));
  return word.filter((part) => part !== '');
}

/** The suffix of advice that is for one kind of hop only: `lookNginx` instead of `look`. */
const ADVICE: { readonly [suffix: string]: readonly string[] } = {
  Nginx: ['nginx'],
  Kong: ['kong'],
  IngressNginx: ['ingress-nginx'],
};

/** The key of an advice that fits the path: the one for its proxy, or the general one. */
function adviceKey({ path, texts }: GeneratorInput, room: string, key: string): string {
  const suffix = Object.entries(ADVICE).find(([, kinds]) =>
    path.hops.some(({ component }) => kinds.includes(component)),
  );
  const special = `${key}${suffix?.[0] ?? ''}`;
  return texts.files[room]?.[special] === undefined ? key : special;
}
/** The texts that commands give: as reasons and advice, or as whole keys. */
function saidBy(commands: string): ReadonlySet<string> {
  const reasons = commands.matchAll(/\b(?:pass|fail) ([a-z0-9-]+) (\w+)/g);
  // Advice that is not named is the general one.
  const advised = commands.matchAll(/\bfail ([a-z0-9-]+) \w+ *(?:;|$)/gm);
  const keys = commands.matchAll(/\b[a-z][a-z0-9-]*\.[a-z]\w*/g);
  return new Set([
    ...[...reasons].map(([, check, reason]) => `${check}.${reason}`),
    ...[...advised].map(([, check]) => `${check}.look`),
    ...[...keys].map(([key]) => key),
  ]);
}

/** What the script can say: each text by its check and reason. */
export function wordsFor(input: GeneratorInput, commands: string): (readonly [label: string, word: Word])[] {
  const { say, texts } = input;
  const said = saidBy(commands);
  return Object.entries(texts.files)
    .filter(([room]) => room.startsWith('check-'))
    .flatMap(([room, keys]) => {
      const label = (key: string) => `${room.replace('check-', '')}.${key}`;
      return Object.keys(keys)
        .filter((key) => said.has(label(key)))
        .map((key): readonly [string, Word] => [
          label(key),
          wordOf(say(`${room}.${adviceKey(input, room, key)}`, filled)),
        ]);
    });
}
