import type { Answers } from '../../src/schema/answers.ts';
import { type Case, onlyKnowing, withNginxLimits } from './generator-input.ts';

const HOST = 'tools.example.com';
/** Where the pages of a case come from. */
export const ORIGIN = `https://${HOST}`;
/** An MCP server at /live. Its Nginx waits 4 s for the next byte, so that a second is the heartbeat. */
export const mcpCase =
  (framing: Answers['framing'] & string) =>
  (port: number): Case => ({
    answers: { useCase: 'mcp', framing, longestRunSeconds: 30, ifCut: 'retry', credentials: 'cookie' },
    facts: withNginxLimits(onlyKnowing('mcp-http'), { proxyReadTimeoutSeconds: [4, 4] }),
    service: { path: '/live', port, host: HOST },
  });

/** What a client sees of one call of the tool that takes its time. */
export const reportOf = (text: string, steps: number): string[] => [
  ...Array.from({ length: steps }, (_, index) => `${index + 1}/${steps} ${text} · 第 ${index + 1} 步 ✓`),
  `${text}: ${steps} · 完成 ✓`,
];

/** A page that calls that tool, prints as the client for Node does, and watches the list of tools meanwhile. */
export const reportIn = (text: string, url: string): string => `
  window.halt = new AbortController();
  const { signal } = window.halt;
  const server = await sample.connect(signal, '${url}');
  (async () => { for await (const [{ description }] of sample.watchTools(server, signal)) seen.push({ description }); })();
  const tools = await sample.listTools(server, signal);
  const tool = tools.find(({ name }) => name === 'make_report');
  const print = ({ progress, total, message }) => seen.push(progress + '/' + total + ' ' + message);
  const result = sample.callTool(server, tool, { text: '${text}' }, signal, print);
  seen.push(await result.catch(({ message }) => message), 'over');`;

/** The numbers that descriptions of tools end with: the revision of the list. */
export const revisionsIn = (texts: readonly string[]): number[] =>
  texts.flatMap((text) => (/^greet: |^Greets /.test(text) ? Number(/\((\d+)\)$/.exec(text)?.[1]) : []));

const META = 'io.modelcontextprotocol/';
const VERSION = '2026-07-28';
/** `_meta` of a request of 2026-07-28. */
const modernMeta = {
  [`${META}protocolVersion`]: VERSION,
  [`${META}clientInfo`]: { name: 'test', version: '1' },
  [`${META}clientCapabilities`]: {},
};
/** A request of 2026-07-28. */
export const modern = (method: string, params: object = {}, id: number | string = 1) => ({
  jsonrpc: '2.0',
  id,
  method,
  params: { _meta: modernMeta, ...params },
});
/** Its headers. */
export const modernHeaders = (method: string, name?: string): { [name: string]: string } => ({
  'MCP-Protocol-Version': VERSION,
  'Mcp-Method': method,
  ...(name !== undefined && { 'Mcp-Name': name }),
});

type Message = {
  readonly id?: unknown;
  readonly method?: string;
  readonly params?: { readonly [name: string]: unknown };
  readonly result?: { readonly [name: string]: unknown };
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
};
/** A response, read to its end. */
export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly messages: readonly Message[];
  /** Ids of its events. */
  readonly ids: readonly string[];
};

function messagesIn(type: string, text: string): Message[] {
  if (type.startsWith('application/json')) return [JSON.parse(text)];
  return [...text.matchAll(/^data: (.+)$/gm)].map(([, data = '']) => JSON.parse(data));
}

/** Asks a server at /live on this port and reads the whole response. */
export async function ask(
  port: number,
  body: unknown,
  headers: { readonly [name: string]: string } = {},
  { method = 'POST', signal }: { readonly method?: string; readonly signal?: AbortSignal } = {},
): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}/live`, {
    method,
    headers: { Accept: 'application/json, text/event-stream', 'Content-Type': 'application/json', ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  const text = await response.text();
  const messages = messagesIn(response.headers.get('content-type') ?? '', text);
  const ids = [...text.matchAll(/^id: (.+)$/gm)].map(([, id = '']) => id);
  return { status: response.status, headers: response.headers, text, messages, ids };
}

/** Asks as a client of 2026-07-28. */
export const askModern = (port: number, method: string, params: object = {}, headers: object = {}): Promise<Answer> =>
  ask(port, modern(method, params), { ...modernHeaders(method, (params as { name?: string }).name), ...headers });

/** A server that prints a line whenever its slow tool goes on. */
export const printSteps = (program: string): string =>
  program.replace(
    /^(\s*)(report\(step, )/m,
    (_, indent: string, call: string) =>
      `${indent}${/^import \w+$/m.test(program) ? 'print(step, flush=True)' : program.includes('package main') ? 'fmt.Println(step)' : 'console.log(step)'}\n${indent}${call}`,
  );

/** A request or notification of 2025; a notification has no id. */
export const legacy = (method: string, params: object = {}, id?: number | string) => ({
  jsonrpc: '2.0',
  ...(id !== undefined && { id }),
  method,
  params,
});

/** Opens a session of 2025 and returns the headers that belong to it. */
export async function openSession(port: number, protocolVersion: string): Promise<{ [name: string]: string }> {
  const params = { protocolVersion, capabilities: {}, clientInfo: { name: 'test', version: '1' } };
  const { headers, messages } = await ask(port, legacy('initialize', params, 0));
  const agreed = String(messages[0]?.result?.['protocolVersion']);
  const session = { 'Mcp-Session-Id': headers.get('mcp-session-id') ?? '', 'MCP-Protocol-Version': agreed };
  await ask(port, legacy('notifications/initialized'), session);
  return session;
}
