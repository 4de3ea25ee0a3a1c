import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GeneratedFile } from '../../src/schema/assessment.ts';
import { requireTool } from './tools.mjs';

const program = requireTool('nginx');

/** Files made for one service, and the host its server answers to. */
export type Site = { readonly host: string; readonly files: readonly GeneratedFile[] };

const CLUSTER_NAME = /[a-z0-9-]+\.[a-z0-9-]+\.svc\.cluster\.local/g;
/** Outside a cluster the name of the Service does not resolve: its address is the only thing a test replaces. */
const onLoopback = (text: string): string => text.replace(CLUSTER_NAME, '127.0.0.1');

/** A whole configuration in which every generated file is really included, at the level it says it goes to. */
export class Assembly {
  readonly folder = mkdtempSync(join(tmpdir(), 'streamfit-nginx-'));
  readonly path = join(this.folder, 'nginx.conf');

  /** `listen` is an address, or a socket in the folder of the assembly; `around` is what the server says besides. */
  constructor(sites: readonly Site[], listen = `unix:${join(this.folder, 'listen')}`, around = '') {
    const servers = sites.map(({ host, files }, index) => {
      const include = (name: string) => {
        const file = files.find((known) => known.name === name);
        if (!file) return '';
        const place = join(this.folder, `${index}-${name}`);
        writeFileSync(place, onLoopback(file.text));
        return `include ${place};`;
      };
      const inServer = `${include('nginx-server.conf')} ${include('nginx-location.conf')}`;
      return `${include('nginx-http.conf')}\nserver { listen ${listen}; server_name ${host}; ${inServer} ${around} }`;
    });
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => {
      mkdirSync(join(this.folder, name));
      return `${name}_temp_path ${join(this.folder, name)};`;
    });
    writeFileSync(
      this.path,
      [
        `pid ${join(this.folder, 'pid')};`,
        'worker_rlimit_nofile 1024; events { worker_connections 512; }',
        `http { access_log off; error_log stderr; ${temporary.join(' ')} server_names_hash_max_size 4096;`,
        ...servers,
        '}',
      ].join('\n'),
    );
  }

  /** Whether Nginx accepts it, and everything it says, warnings included. With `dump`, the configuration it read. */
  check(option: '-t' | '-T' = '-t'): { ok: boolean; said: string; dump: string } {
    const { status, stderr, stdout } = spawnSync(
      program,
      [option, '-q', '-e', 'stderr', '-p', this.folder, '-c', this.path],
      { encoding: 'utf8', timeout: 20_000, maxBuffer: 64 * 1024 * 1024 },
    );
    return { ok: status === 0, said: stderr, dump: stdout };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A port of the loopback address that was free a moment ago. */
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
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

const LISTENS_WITHOUT_HTTP2_DIRECTIVE = /nginx\/1\.(1\d|2[0-4]|25\.0)/;
/** How this Nginx is told to speak HTTP/2: two versions, two ways. */
function http2Listen(port: number): string {
  const { stderr } = spawnSync(program, ['-v'], { encoding: 'utf8' });
  const old = LISTENS_WITHOUT_HTTP2_DIRECTIVE.test(stderr);
  return old ? `127.0.0.1:${port} http2` : `127.0.0.1:${port}; http2 on`;
}

export type Running = { readonly port: number; readonly stop: () => Promise<void> };

/** Starts Nginx with the files of one site in a server that may say more; it runs until it is stopped. */
export async function runNginx(files: readonly GeneratedFile[], speaksHttp2 = false, around = ''): Promise<Running> {
  const port = await freePort();
  const listen = speaksHttp2 ? http2Listen(port) : `127.0.0.1:${port}`;
  const assembly = new Assembly([{ host: 'test', files }], listen, around);
  const options = ['-e', 'stderr', '-g', 'daemon off; master_process off;'];
  const child: ChildProcess = spawn(program, [...options, '-p', assembly.folder, '-c', assembly.path], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (data) => {
    said += String(data);
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    assembly.remove();
  };
  for (let tries = 0; tries < 100; tries += 1) {
    if (await answers(port)) return { port, stop };
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  await stop();
  throw new Error(`nginx did not start: ${said}`);
}
