import { type Endpoint, holdsConnections, proxyTimeouts, wholeSeconds } from '../controllers/endpoints.ts';
import { explained, objectHead } from '../controllers/objects.ts';
import { reloadDrain } from '../controllers/reload.ts';
import type { GeneratorInput } from '../generator.ts';
import { connectionsPerAddress } from '../nginx/names.ts';
import { entry, type YamlNode } from '../print/yaml.ts';
import { configuredLimit } from '../routes.ts';

const ROOM = 'ingress-nginx-config';

/** How long old workers keep their streams after a reload: never less than today. */
function shutdownTimeout(input: GeneratorInput): YamlNode[] {
  const { say } = input;
  const today = configuredLimit(input, 'ingress-nginx', 'reloadDrainSeconds')?.today;
  const drain = reloadDrain(input);
  if (today === undefined || !drain) return [];
  const covers = say(drain.coversAll ? `${ROOM}.coversAll` : `${ROOM}.cutsSome`);
  return explained(
    [say(`${ROOM}.shutdown`, { todaySeconds: today }), covers, say(`${ROOM}.shutdownCost`)],
    entry('worker-shutdown-timeout', `${Math.max(Math.ceil(today), drain.drainSeconds)}s`),
  );
}

function bodyTimeout(input: GeneratorInput, endpoints: readonly Endpoint[]): YamlNode[] {
  const { body } = proxyTimeouts(input, 'ingress-nginx');
  const sends = endpoints.some(({ serves, streamsUploads }) => serves === 'grpc' || streamsUploads);
  if (!body || !(sends || body.value > body.today)) return [];
  return explained(
    [input.say(`${ROOM}.bodyTimeout`, { todaySeconds: body.today })],
    entry('client-body-timeout', String(wholeSeconds(body))),
  );
}

/** What has no annotation and holds for everybody behind this controller; none where connections are short. */
export function configMap(input: GeneratorInput, endpoints: readonly Endpoint[]): YamlNode[] | undefined {
  const isLimited = endpoints.some(holdsConnections) && connectionsPerAddress(input) !== undefined;
  const data: YamlNode[] = [
    ...shutdownTimeout(input),
    ...bodyTimeout(input, endpoints),
    ...(isLimited ? explained([input.say(`${ROOM}.status`)], entry('limit-conn-status-code', '429')) : []),
  ];
  if (data.length === 0) return undefined;
  return [...objectHead('v1', 'ConfigMap', 'ingress-nginx-controller', 'ingress-nginx'), entry('data', data)];
}
