import { expect, test } from 'vitest';
import { readAnswerFile } from '../../src/answer-file.ts';
import { problemSentence } from '../../src/islands/problem-words.ts';
import { sayInterface } from '../../src/islands/words.ts';
import { fromFragment } from '../../src/permalink.ts';
import { readTexts } from '../../src/read-content.ts';
import { facts, rawContent } from '../support/facts.ts';

const texts = readTexts(rawContent, 'zh-cn');
const say = sayInterface(texts.interface, { questions: texts.questions, hops: texts.platform.hops }, 'zh-cn');

/** Every kind of mistake a link or a file can hold. */
const mistakes = [
  fromFragment('v=1&useCase=x&peakClients=0&longestRunSeconds=-1&clients=a,a&alone&x=1&service.port=99999999', facts),
  fromFragment('v=1&useCase=chat&useCase=chat', facts),
  fromFragment('x'.repeat(5000), facts),
  readAnswerFile(
    {
      version: 2,
      rules: 1,
      profile: 'other',
      path: 'nowhere',
      service: { team: 'x'.repeat(99), name: 'A', port: 1.5, path: 7 },
      answers: { clients: [], serverStores: ['none', 'pub-sub'], networks: ['cdn', 'cdn'], peakClients: 1.5, more: {} },
    },
    facts,
  ),
  readAnswerFile([], facts),
];

test('every problem is told in the language of the page, with keys and values as they are', () => {
  for (const read of mistakes) {
    if (read.ok) throw new Error('expected problems');
    for (const problem of read.problems) {
      const sentence = problemSentence(problem, say);
      expect(sentence, JSON.stringify(problem)).not.toMatch(
        /expected|received|at least|at most|value of type|characters|nothing|a list/,
      );
    }
  }
});
