import { expect, test } from 'vitest';
import { describeDiagram } from '../../src/islands/Result/diagram-words.ts';
import { filesIn, readText } from '../support/facts.ts';

const diagrams = filesIn('test/scenarios', '.mmd').map((file) => readText(`test/scenarios/${file}`));

test('a flowchart is told node by node with its arrows', () => {
  const lines = describeDiagram(
    'flowchart LR\n    a(["Client"])\n    b{{"Proxy<br/>5 minutes"}}\n    a -->|"GET #quot;x#quot;"| b\n',
  );
  expect(lines).toEqual([
    { text: 'Client', depth: 0 },
    { text: '→ GET "x": Proxy 5 minutes', depth: 1 },
    { text: 'Proxy 5 minutes', depth: 0 },
  ]);
});

test('a sequence is told message by message, loops indented', () => {
  const source =
    'sequenceDiagram\n    participant c as Client\n    participant s as Service\n    c->>s: GET /\n    loop every second\n        s-->>c: Message\n    end\n    Note over c,s: Planned end\n';
  expect(describeDiagram(source)).toEqual([
    { text: 'Client → Service: GET /', depth: 0 },
    { text: 'every second:', depth: 0 },
    { text: 'Service → Client: Message', depth: 1 },
    { text: 'Client, Service: Planned end', depth: 0 },
  ]);
});

test.each(diagrams.map((text, index) => [index, text] as const))(
  'every label of generated diagram %i is told',
  (_, text) => {
    const told = describeDiagram(text)
      .map((line) => line.text)
      .join('\n');
    const labels = [...text.matchAll(/^ +\w+[[({]+"([^"<]+)/gm), ...text.matchAll(/^ +\w+-{1,2}>>\w+: (.+)$/gm)];
    expect(labels.length).toBeGreaterThan(0);
    for (const [, label = ''] of labels) {
      if (!/#\w+;/.test(label)) expect(told).toContain(label.trim());
    }
  },
);
