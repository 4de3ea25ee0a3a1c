import { Assembly } from './nginx.ts';

/** Lines for one location, and those they need at the level of http. */
export type Snippets = { readonly http: string | undefined; readonly location: string };

/** What the real Nginx says of snippets at the levels the products put them at; nothing where it accepts them. */
export function refusalOf({ http = '', location }: Snippets): string {
  const file = { kind: '', purpose: '', place: '', language: 'nginx' } as const;
  const pass = location.includes('grpc_') ? 'grpc_pass grpc://127.0.0.1:1;' : 'proxy_pass http://127.0.0.1:1;';
  const assembly = new Assembly([
    {
      host: 'a.test',
      files: [
        { ...file, name: 'nginx-http.conf', text: `${http}\n` },
        { ...file, name: 'nginx-location.conf', text: `location /a {\n${pass}\n${location}\n}\n` },
      ],
    },
  ]);
  const { ok, said } = assembly.check();
  assembly.remove();
  return ok ? said : said || 'refused';
}
