import { endpointsOf } from './controllers/endpoints.ts';
import { explained, objectFile } from './controllers/objects.ts';
import { stickinessOf } from './controllers/stickiness.ts';
import { type Generator, hasHop } from './generator.ts';
import { configMap } from './ingress-nginx/config-map.ts';
import { ingress } from './ingress-nginx/ingress.ts';

/** ingress-nginx, which is retired: an Ingress for each endpoint, and what only its ConfigMap can set. */
export default {
  id: 'ingress-nginx',
  whyNot(input) {
    if (!hasHop(input, 'ingress-nginx')) return 'ingress-nginx.otherPath';
    return endpointsOf(input).length > 0 ? null : 'header.notOnPlatform';
  },
  generate(input) {
    const { say } = input;
    const endpoints = endpointsOf(input);
    const stickiness = stickinessOf(input, endpoints);
    const notice = [say('ingress-nginx.retired'), say('ingress-nginx.wayOut', { kind: say('gateway.label') })];
    const assumptions = [
      say('ingress-nginx-ingress.assumesClass'),
      say('ingress-nginx-ingress.assumesAddress'),
      say('ingress-nginx-ingress.assumesSecret', { name: `${input.service.name}-tls` }),
    ];
    const settings = configMap(input, endpoints);
    return [
      ...endpoints.map((endpoint) =>
        objectFile(
          input,
          `ingress-nginx/ingress${endpoint.suffix}.yaml`,
          'ingress-nginx-ingress',
          explained(notice, ...ingress(input, endpoint, stickiness)),
          assumptions,
        ),
      ),
      ...(settings
        ? [
            objectFile(input, 'ingress-nginx/config-map.yaml', 'ingress-nginx-config', explained(notice, ...settings), [
              say('ingress-nginx-config.assumesName'),
            ]),
          ]
        : []),
    ];
  },
} satisfies Generator;
