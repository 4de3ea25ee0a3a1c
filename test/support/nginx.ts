import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GeneratedFile } from '../../src/schema/assessment.ts';
import { certificate } from './certificate.ts';
import { requireNewerNginx, versionOf } from './newer-nginx.mjs';
import { requireTool } from './tools.mjs';

/** A real Nginx that reads configurations, and its version in numbers. */
export type Reader = { readonly program: string; readonly version: readonly number[] };
const readerAt = (program: string): Reader => ({ program, version: versionOf(program) });
/** The Nginx of this machine, on old stable releases of Debian 1.22. */
export const installed: Reader = readerAt(requireTool('nginx'));
let newer: Reader | undefined;
/** An Nginx that reads the newest forms; throws where there is none. */
export function newest(): Reader {
  newer ??= readerAt(requireNewerNginx());
  return newer;
}
/** The oldest of the two that knows everything in these files. */
const readerOf = (files: readonly GeneratedFile[]): Reader =>
  files.some(({ text }) => /^ *http2 on;/m.test(text)) ? newest() : installed;

/** Files made for one service, and the host its server answers to. */
export type Site = { readonly host: string; readonly files: readonly GeneratedFile[] };

type Options = {
  /** Ports of the loopback address to listen on; without them, sockets in the folder of the assembly. */
  readonly ports?: { readonly listener: number; readonly plain?: string };
  /** What the server says besides. */
  readonly around?: string;
  readonly reader?: Reader;
};

const CLUSTER_NAME = /[a-z0-9-]+\.[a-z0-9-]+\.svc\.cluster\.local/g;
/** Outside a cluster the name of the Service does not resolve. */
const onLoopback = (text: string): string => text.replace(CLUSTER_NAME, '127.0.0.1');

/** Replaces what one directive says; throws when it is not there just once, so that nothing is replaced in vain. */
function replaceDirective(text: string, name: string, replace: (value: string) => string): string {
  const pattern = new RegExp(`^( *)${name} ([^;\n]+);$`, 'gm');
  const found = [...text.matchAll(pattern)];
  if (found.length !== 1) throw new Error(`${name}: found ${found.length} times in the server`);
  return text.replace(pattern, (_, indent: string, value: string) => `${indent}${replace(value)}`);
}

/** Without a generated server: one that holds the location, for files of a path that has no such file. */
const bareServer = (host: string): string =>
  `server {\n    listen 80;\n    server_name ${host};\n    include location.conf;\n}\n`;

/**
 * A whole configuration in which every generated file is really included, at the level it says it goes to. A test
 * replaces only what depends on the machine: addresses, the name of the host, paths of the certificate and the location.
 */
export class Assembly {
  readonly folder = mkdtempSync(join(tmpdir(), 'streamfit-nginx-'));
  readonly path = join(this.folder, 'nginx.conf');
  readonly reader: Reader;

  constructor(sites: readonly Site[], options: Options = {}) {
    this.reader = options.reader ?? readerOf(sites.flatMap(({ files }) => files));
    const included = sites.map((site, index) => this.#include(site, index, options));
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => {
      mkdirSync(join(this.folder, name));
      return `${name}_temp_path ${join(this.folder, name)};`;
    });
    const main = sites[0]?.files.find(({ name }) => name === 'nginx-main.conf');
    const lines = [
      `pid ${join(this.folder, 'pid')};`,
      main ? `include ${this.#write('main.conf', main.text)};` : 'events { }',
      `http { access_log off; error_log stderr; ${temporary.join(' ')} server_names_hash_max_size 4096;`,
      ...included,
      '}',
    ];
    writeFileSync(this.path, lines.join('\n'));
  }

  #write(name: string, text: string): string {
    const place = join(this.folder, name);
    writeFileSync(place, text);
    return place;
  }

  #include({ host, files }: Site, index: number, { ports, around = '' }: Options): string {
    const find = (name: string) => files.find((file) => file.name === name)?.text;
    const location = this.#write(`${index}-location.conf`, onLoopback(find('nginx-location.conf') ?? ''));
    const listen = (value: string) => {
      const [port = '', ...words] = value.split(' ');
      const socket = `unix:${join(this.folder, [port, ...words].join('-'))}`;
      const plain = ports?.plain === undefined ? '' : ` listen 127.0.0.1:${ports.plain};`;
      return `listen ${[ports ? `127.0.0.1:${ports.listener}` : socket, ...words].join(' ')};${plain}`;
    };
    let server = find('nginx-server.conf') ?? bareServer(host);
    server = replaceDirective(server, 'listen', listen);
    server = replaceDirective(server, 'server_name', () => `server_name ${host};`);
    server = replaceDirective(server, 'include', () => `include ${location};`);
    if (server.includes('ssl_certificate ')) {
      const { text, key } = certificate();
      const [path, keyPath] = [this.#write('certificate.pem', text), this.#write('key.pem', key)];
      server = replaceDirective(server, 'ssl_certificate', () => `ssl_certificate ${path};`);
      server = replaceDirective(server, 'ssl_certificate_key', () => `ssl_certificate_key ${keyPath};`);
    }
    server = server.replace(/\}\s*$/, `${around}\n}\n`);
    const http = find('nginx-http.conf');
    return [
      ...(http === undefined ? [] : [`include ${this.#write(`${index}-http.conf`, onLoopback(http))};`]),
      `include ${this.#write(`${index}-server.conf`, server)};`,
    ].join('\n');
  }

  /** Whether Nginx accepts it, and everything it says, warnings included. With `-T`, the configuration it read. */
  check(option: '-t' | '-T' = '-t'): { ok: boolean; said: string; dump: string } {
    const { status, stderr, stdout } = spawnSync(
      this.reader.program,
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
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Whether something listens on a port of the loopback address. */
export function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

export type Running = {
  /** Where it listens without TLS: as generated, or beside the generated listener where that has TLS. */
  readonly port: number;
  /** Where it ends TLS with this certificate; undefined where the files do not. */
  readonly tls: { readonly port: number; readonly certificate: string } | undefined;
  /** Changes what the server says and has it read again; only with `reloads`. */
  readonly reload: (change: (server: string) => string) => void;
  /** Everything it wrote to its error log so far. */
  readonly said: () => string;
  readonly stop: () => Promise<void>;
};

export type RunOptions = {
  readonly reader?: Reader;
  /** Whether it runs as in production, a master and its workers, so that it can be reloaded. */
  readonly reloads?: boolean;
};

/** Starts Nginx with the files of one site in a server that may say more; it runs until it is stopped. */
export async function runNginx(
  files: readonly GeneratedFile[],
  speaksHttp2 = false,
  around = '',
  { reader, reloads = false }: RunOptions = {},
): Promise<Running> {
  const hasTls = files.some(({ text }) => /^ *listen .*\bssl\b/m.test(text));
  const [listener, beside] = [await freePort(), await freePort()];
  const plain = hasTls && { plain: `${beside}${speaksHttp2 ? ' http2' : ''}` };
  const assembly = new Assembly([{ host: 'test', files }], {
    ports: { listener, ...plain },
    around,
    ...(reader && { reader }),
  });
  // As root, workers would become somebody else, who may not write into the folder of the assembly.
  const asRoot = process.getuid?.() === 0 ? 'user root;' : '';
  const options = ['-e', 'stderr', '-g', `daemon off; ${reloads ? asRoot : 'master_process off;'}`];
  const child: ChildProcess = spawn(assembly.reader.program, [...options, '-p', assembly.folder, '-c', assembly.path], {
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
  const reload = (change: (server: string) => string) => {
    const place = join(assembly.folder, '0-server.conf');
    writeFileSync(place, change(readFileSync(place, 'utf8')));
    child.kill('SIGHUP');
  };
  const port = hasTls ? beside : listener;
  for (let tries = 0; tries < 100; tries += 1) {
    if (await answers(port)) {
      const tls = hasTls ? { port: listener, certificate: certificate().text } : undefined;
      return { port, tls, reload, said: () => said, stop };
    }
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  await stop();
  throw new Error(`nginx did not start: ${said}`);
}
