/** A diagram as a list: what its pictures and arrows say, for whoever does not see them. */
export type DiagramLine = { readonly text: string; readonly depth: number };

/** Characters that Mermaid writes as codes, such as `#quot;` and `#35;`. */
function decode(text: string): string {
  return text
    .replace(/#quot;/g, '"')
    .replace(/#amp;/g, '&')
    .replace(/#lt;/g, '<')
    .replace(/#gt;/g, '>')
    .replace(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

/** Lines of a label as one sentence each; lines that were broken to fit the box are joined again. */
const labelText = (label: string) => decode(label.replace(/<br\/?>\s*/g, ' ').trim());

function flowchart(lines: readonly string[]): DiagramLine[] {
  const labels = new Map<string, string>();
  const edges: { from: string; to: string; label: string }[] = [];
  for (const line of lines) {
    const node = /^(\w+)[[({]+"(.*)"[\])}]+$/.exec(line);
    const edge = /^(\w+) [-.=]+>(?:\|"(.*)"\|)? (\w+)$/.exec(line);
    if (node) labels.set(node[1] ?? '', labelText(node[2] ?? ''));
    if (edge) edges.push({ from: edge[1] ?? '', label: labelText(edge[2] ?? ''), to: edge[3] ?? '' });
  }
  return [...labels].flatMap(([id, text]) => [
    { text, depth: 0 },
    ...edges
      .filter(({ from }) => from === id)
      .map(({ label, to }) => ({ text: `→ ${label ? `${label}: ` : ''}${labels.get(to) ?? to}`, depth: 1 })),
  ]);
}

function sequence(lines: readonly string[]): DiagramLine[] {
  const names = new Map<string, string>();
  const name = (id: string) => names.get(id) ?? id;
  const found: DiagramLine[] = [];
  let depth = 0;
  for (const line of lines) {
    const participant = /^(?:participant|actor) (\w+) as (.+)$/.exec(line);
    const message = /^(\w+)\s*-{1,2}[>x)]{1,2}\s*[+-]?(\w+): (.+)$/.exec(line);
    const note = /^Note (?:over|left of|right of) ([\w,]+): (.+)$/i.exec(line);
    const block = /^(loop|alt|opt|else|par|critical|break)\s*(.*)$/.exec(line);
    if (participant) names.set(participant[1] ?? '', decode(participant[2] ?? ''));
    else if (message)
      found.push({ text: `${name(message[1] ?? '')} → ${name(message[2] ?? '')}: ${decode(message[3] ?? '')}`, depth });
    else if (note)
      found.push({ text: `${(note[1] ?? '').split(',').map(name).join(', ')}: ${decode(note[2] ?? '')}`, depth });
    else if (block) {
      if (block[1] === 'else') depth -= 1;
      if (block[2]) found.push({ text: `${decode(block[2])}:`, depth });
      depth += 1;
    } else if (line === 'end') depth = Math.max(0, depth - 1);
  }
  return found;
}

/** The list for a generated flowchart or sequence diagram; empty for a kind we do not write. */
export function describeDiagram(source: string): DiagramLine[] {
  const lines = source
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith('%%'));
  const kind = lines[0] ?? '';
  if (kind.startsWith('flowchart')) return flowchart(lines.slice(1));
  return kind.startsWith('sequenceDiagram') ? sequence(lines.slice(1)) : [];
}
