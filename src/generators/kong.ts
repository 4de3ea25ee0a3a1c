import { endpointsOf } from './controllers/endpoints.ts';
import { type Generator, hasHop } from './generator.ts';
import { annotationFiles } from './kong/annotations.ts';
import { declarativeFile } from './kong/declarative.ts';

/** Kong before the service, configured by annotations of its ingress controller or by one declarative file. */
export default {
  id: 'kong',
  whyNot(input) {
    if (!hasHop(input, 'kong')) return 'kong.otherPath';
    return endpointsOf(input).length > 0 ? null : 'header.notOnPlatform';
  },
  choices: () => ['kong', 'tls'],
  generate(input) {
    const endpoints = endpointsOf(input);
    return input.target.kong === 'declarative'
      ? [declarativeFile(input, endpoints)]
      : annotationFiles(input, endpoints);
  },
} satisfies Generator;
