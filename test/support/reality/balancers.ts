import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CleanUp, listen } from '../live.ts';
import { answers, freePort } from '../nginx.ts';
import { wait } from '../stream-client.ts';
import { requireTool } from '../tools.mjs';

type Place = {
  /** Where it listens. */
  readonly port: number;
  /** Breaks every connection, as when draining is over. */
  readonly cutAll: () => void;
};
type Start = (cleanUp: CleanUp, target: number, seconds: number) => Promise<Place>;

/** Runs a proxy with a configuration of its own until the test is over. */
async function run(cleanUp: CleanUp, port: number, program: string, args: (path: string) => string[], text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'streamfit-balancer-'));
  const path = join(folder, 'configuration');
  writeFileSync(path, text);
  const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  const child = spawn(program, args(path), { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (data) => {
      said += String(data);
    });
  }
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  cleanUp(async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
  for (let tries = 0; tries < 200; tries += 1) {
    if (await answers(port)) return { port, cutAll: () => void child.kill('SIGKILL') };
    if (child.exitCode !== null) break;
    await wait(30);
  }
  throw new Error(`${program} did not start: ${said}`);
}

/** Debian's Caddy: a response may take so long from its request, whatever flows; a WebSocket as long as it likes. */
async function caddy(cleanUp: CleanUp, target: number, seconds: number): Promise<Place> {
  const port = await freePort();
  const text = `{
  admin off
  auto_https off
  servers {
    protocols h1 h2 h2c
    timeouts {
      write ${seconds}s
    }
  }
}
http://:${port} {
  bind 127.0.0.1
  reverse_proxy 127.0.0.1:${target} {
    flush_interval -1
  }
}
`;
  const args = (path: string) => ['run', '--config', path, '--adapter', 'caddyfile'];
  return run(cleanUp, port, requireTool('caddy'), args, text);
}

/** Debian's HAProxy: a WebSocket may be idle so long, in both directions together; nothing limits its life. */
async function haproxy(cleanUp: CleanUp, target: number, seconds: number): Promise<Place> {
  const port = await freePort();
  const text = `defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  timeout tunnel ${seconds}s
listen balancer
  bind 127.0.0.1:${port}
  server service 127.0.0.1:${target}
`;
  return run(cleanUp, port, requireTool('haproxy'), (path) => ['-db', '-f', path], text);
}

const GATEWAY_TIMEOUT = 'HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';
const BAD_GATEWAY = 'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';

/**
 * A relay of ours, for rules of a load balancer that no packaged proxy has: a connection ends so long after its first
 * byte, WebSocket or not; before a response it answers 504, and 502 for a proxy that leaves without one.
 */
async function standIn(cleanUp: CleanUp, target: number, seconds: number): Promise<Place> {
  const cuts = new Set<() => void>();
  const server = createServer({ noDelay: true }, (near: Socket) => {
    const far = connect({ port: target, host: '127.0.0.1', noDelay: true });
    let isAnswered = false;
    let timer: NodeJS.Timeout | undefined;
    const cut = (answer?: string) => {
      far.destroy();
      if (answer !== undefined && !isAnswered) near.end(answer);
      else near.destroy();
    };
    const drained = () => cut(BAD_GATEWAY);
    cuts.add(drained);
    near.once('data', () => {
      timer = setTimeout(() => cut(GATEWAY_TIMEOUT), seconds * 1000);
    });
    far.once('data', () => {
      isAnswered = true;
    });
    near.pipe(far);
    far.pipe(near, { end: false });
    far.once('close', () => cut(BAD_GATEWAY)).on('error', () => undefined);
    near.on('error', () => undefined);
    near.once('close', () => {
      clearTimeout(timer);
      cuts.delete(drained);
      far.destroy();
    });
  });
  const cutAll = () => {
    for (const cut of cuts) cut();
  };
  cleanUp(cutAll);
  return { port: await listen(cleanUp, server), cutAll };
}

export const balancers: { readonly caddy: Start; readonly haproxy: Start; readonly 'stand-in': Start } = {
  caddy,
  haproxy,
  'stand-in': standIn,
};
