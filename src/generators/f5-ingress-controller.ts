import { endpointsOf, holdsConnections } from './controllers/endpoints.ts';
import { objectFile } from './controllers/objects.ts';
import { configMap } from './f5-ingress-controller/config-map.ts';
import { endsTls, snippetsOf, virtualServer } from './f5-ingress-controller/virtual-server.ts';
import { type Generator, hasHop } from './generator.ts';
import { nginxNamespace } from './nginx/names.ts';

/** F5 NGINX Ingress Controller as the Nginx of the path: a VirtualServer, since an Ingress cannot say all of it. */
export default {
  id: 'f5-ingress-controller',
  whyNot(input) {
    if (!hasHop(input, 'nginx')) return 'f5-ingress-controller.otherPath';
    if (endpointsOf(input).length === 0) return 'header.notOnPlatform';
    return input.target.nginx === 'f5-ingress-controller' ? null : 'f5-ingress-controller.otherChoice';
  },
  choices: () => ['nginx', 'tls'],
  generate(input) {
    const { say, service } = input;
    const endpoints = endpointsOf(input);
    const withoutSnippets = endpoints.filter((endpoint) => snippetsOf(input, endpoint).location === undefined);
    const needsSnippets = withoutSnippets.length < endpoints.length;
    const settings = configMap(input, endpoints);
    return [
      objectFile(
        input,
        'f5-ingress-controller/virtual-server.yaml',
        'f5-virtual-server',
        virtualServer(input, endpoints),
        [
          say('f5-virtual-server.assumesClass'),
          ...(needsSnippets ? [say('f5-virtual-server.assumesSnippets')] : []),
          ...(endsTls(input, endpoints)
            ? [say('f5-virtual-server.assumesSecret', { name: `${service.name}-tls` })]
            : []),
          ...(withoutSnippets.some(holdsConnections) ? [say('f5-virtual-server.noLimit')] : []),
          say('f5-virtual-server.upgrades'),
        ],
      ),
      ...(settings
        ? [
            objectFile(input, 'f5-ingress-controller/config-map.yaml', 'f5-config-map', settings, [
              say('f5-config-map.assumesName', { namespace: nginxNamespace(input) }),
            ]),
          ]
        : []),
    ];
  },
} satisfies Generator;
