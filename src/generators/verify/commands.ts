import { again } from './shell/again.ts';
import { answer, upgradeH2c } from './shell/answer.ts';
import { job } from './shell/job.ts';
import { plain, poll } from './shell/poll.ts';
import { request } from './shell/request.ts';
import { life, stream } from './shell/stream.ts';
import { origin, websocket } from './shell/websocket.ts';

/** A function with its comment, or commands of no function: what stands between two blank lines. */
type Block = { readonly text: string; readonly name: string | undefined; readonly mentions: ReadonlySet<string> };

const blocksOf = (commands: string): Block[] =>
  commands
    .trim()
    .split(/\n{2,}/)
    .map((text) => ({
      text,
      name: /^(\w+)\(\) \{/m.exec(text)?.[1],
      mentions: new Set(text.match(/\w+/g)),
    }));

const LIBRARY: readonly Block[] = [
  request,
  answer,
  upgradeH2c,
  plain,
  stream,
  life,
  again,
  origin,
  websocket,
  poll,
  job,
].flatMap(blocksOf);

/** The commands of a program with what it prepares, and of all functions those that it needs. */
export function commandsFor(prelude: readonly string[], main: string): string {
  const blocks = [...LIBRARY, ...prelude.flatMap(blocksOf), ...blocksOf(main)];
  const needed = new Set(blocks.filter(({ name }) => name === undefined));
  // Blocks that are added while this runs are visited, too.
  for (const { mentions } of needed)
    for (const block of blocks) if (block.name !== undefined && mentions.has(block.name)) needed.add(block);
  return blocks
    .filter((block) => needed.has(block))
    .map(({ text }) => text)
    .join('\n\n');
}
