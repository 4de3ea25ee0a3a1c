import type { Draft, GeneratorInput } from '../generator.ts';
import { header } from '../header.ts';
import { comment, entry, list, printYaml, type YamlNode } from '../print/yaml.ts';
import type { Endpoint } from './endpoints.ts';

/** A file of a controller with its header; `room` has its purpose and place. */
export function objectFile(
  input: GeneratorInput,
  name: string,
  room: string,
  root: readonly YamlNode[],
  assumptions: readonly string[] = [],
): Draft {
  return {
    name,
    purpose: `${room}.purpose`,
    place: `${room}.place`,
    language: 'yaml',
    text: printYaml(header(input, room, assumptions), root),
  };
}

/** The head of an object of Kubernetes. */
export const objectHead = (
  apiVersion: string,
  kind: string,
  name: string,
  namespace: string,
  annotations: readonly YamlNode[] = [],
): YamlNode[] => [
  entry('apiVersion', apiVersion),
  entry('kind', kind),
  entry('metadata', [
    entry('name', name),
    entry('namespace', namespace),
    ...(annotations.length > 0 ? [entry('annotations', annotations)] : []),
  ]),
];

/** An Ingress that leads one endpoint of the host to the Service. */
export function ingressObject(
  { service }: GeneratorInput,
  { name, path }: Endpoint,
  ingressClassName: string,
  annotations: readonly YamlNode[],
  extra: readonly YamlNode[] = [],
): YamlNode[] {
  const backend = [entry('service', [entry('name', service.name), entry('port', [entry('number', service.port)])])];
  const rule = [entry('path', path), entry('pathType', 'Prefix'), entry('backend', backend)];
  return [
    ...objectHead('networking.k8s.io/v1', 'Ingress', name, service.namespace, annotations),
    entry('spec', [
      entry('ingressClassName', ingressClassName),
      ...extra,
      entry('rules', list([entry('host', service.host), entry('http', [entry('paths', list(rule))])])),
    ]),
  ];
}

/** Comments that belong to one entry. */
export const explained = (texts: readonly string[], ...nodes: readonly YamlNode[]): YamlNode[] => [
  ...texts.map(comment),
  ...nodes,
];
