import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CleanUp, listen } from './live.ts';
import { requireTool } from './tools.mjs';

/** What an Nginx says in its location and around it; everything a stream needs has to be said. */
export type Directives = { readonly location: string; readonly http?: string; readonly server?: string };

/** A location as it should be, for one mistake more. */
export const SOUND =
  'proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off; gzip off; proxy_read_timeout 30s;';

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.destroy());
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  });
}

/** Starts an Nginx with these directives before a service, and returns its port. */
export async function brokenNginx(cleanUp: CleanUp, service: number, directives: Directives): Promise<number> {
  const { location, http = '', server = '' } = directives;
  const folder = mkdtempSync(join(tmpdir(), 'streamfit-broken-'));
  const port = await freePort();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => {
    mkdirSync(join(folder, name));
    return `${name}_temp_path ${join(folder, name)};`;
  });
  const place = join(folder, 'nginx.conf');
  writeFileSync(
    place,
    `pid ${join(folder, 'pid')};
events { }
http {
  access_log off; ${temporary.join(' ')} ${http.replaceAll('FOLDER', folder)}
  server {
    listen 127.0.0.1:${port}; ${server}
    location /live { proxy_pass http://127.0.0.1:${service}; ${location} }
  }
}`,
  );
  const options = ['-e', 'stderr', '-g', 'daemon off; master_process off;', '-p', folder, '-c', place];
  const child = spawn(requireTool('nginx'), options, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (data) => {
    said += String(data);
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  cleanUp(async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
  for (let tries = 0; tries < 150; tries += 1) {
    if (await answers(port)) return port;
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error(`nginx did not start: ${said}`);
}

/** A load balancer that ends every connection after so many milliseconds, whatever flows. */
export function cuttingBalancer(cleanUp: CleanUp, target: number, milliseconds: number): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    client.pipe(upstream).pipe(client);
    setTimeout(() => {
      client.destroy();
      upstream.destroy();
    }, milliseconds).unref();
  });
  cleanUp(() => {
    for (const socket of sockets) socket.destroy();
  });
  return listen(cleanUp, server);
}
