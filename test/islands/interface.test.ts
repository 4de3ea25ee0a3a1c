import { expect, test } from 'vitest';
import { readTexts } from '../../src/read-content.ts';
import { filesIn, rawContent, readText } from '../support/facts.ts';

const rooms = readTexts(rawContent, 'en').interface;
const sources = filesIn('src', '')
  .filter((file) => /^(i18n|islands|components|layouts|pages)\/.*\.(tsx?|astro)$/.test(file))
  .map((file) => readText(`src/${file}`))
  .join('\n');

/** Keys that are written out, and the beginnings of those that are put together, such as `verdict.` before an id. */
const written = new Set([...sources.matchAll(/['"`]([a-zA-Z]+\.[a-zA-Z][a-zA-Z-]*)['"`]/g)].map(([, key]) => key));
const putTogether = new Set([...sources.matchAll(/`([a-zA-Z]+)\.\$\{/g)].map(([, room]) => room));
/** Words that are given to a function which adds the room, such as the columns of a table. */
const words = new Set([...sources.matchAll(/['"]([a-zA-Z]+)['"]/g)].map(([, word]) => word));

test('every key of the interface that is asked for exists', () => {
  // A file may be called like a room.
  const asked = [...written].filter((key) => (key?.split('.')[0] ?? '') in rooms && !key?.endsWith('.js'));
  expect(asked.length).toBeGreaterThan(100);
  expect(asked.filter((key) => rooms[key?.split('.')[0] ?? '']?.[key?.split('.')[1] ?? ''] === undefined)).toEqual([]);
});

test('no text of the interface is left over', () => {
  const left = Object.entries(rooms).flatMap(([room, texts]) =>
    Object.keys(texts)
      .filter((key) => !written.has(`${room}.${key}`) && !putTogether.has(room) && !words.has(key))
      .map((key) => `${room}.${key}`),
  );
  expect(left).toEqual([]);
});
