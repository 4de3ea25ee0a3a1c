import { Ingress } from 'kubernetes-models/networking.k8s.io/v1';
import { ConfigMap, Service } from 'kubernetes-models/v1';
import { parse } from 'yaml';
import * as z from 'zod/mini';
import type { Component, LimitKey } from '../../src/schema/platform.ts';
import type { GivenTarget } from '../../src/schema/target.ts';
import { facts } from './facts.ts';
import { type Case, filesOf, manyAnswers, onlyKnowing, verdictOf } from './generator-input.ts';

/** Protocols whose traffic a proxy built on Nginx passes on. */
export const proxied = facts.protocols.filter(({ nginx }) => nginx !== undefined);

/** Names and paths other readers may take for something else, and paths to be straightened. */
const services: NonNullable<Case['service']>[] = [
  {},
  { name: 'no', namespace: 'y', host: '1e3.0x1f', path: '//a/./b/../c/', port: 1 },
  { name: 'a'.repeat(63), namespace: '0'.repeat(63), path: '/', port: 65_535 },
  { name: '1e3', path: '/pkg.Service/Method', host: 'a.example' },
];

/** Each protocol as if it were the only one, then all of them, for answers of all kinds, in both languages. */
export function* casesOn(path: string, targets: readonly GivenTarget[], count: number): Iterable<Case> {
  const answers = manyAnswers(count);
  const known = [...proxied.map(({ id }) => onlyKnowing(id)), facts];
  for (const [index, given] of answers.entries())
    for (const target of targets)
      for (const [place, each] of known.entries())
        yield {
          answers: given,
          path,
          target,
          facts: each,
          locale: (index + place) % 2 === 0 ? 'en' : 'zh-cn',
          service: services[(index + place) % services.length] ?? {},
        };
}

/** A limit as this case configures it: what the verdict proposes, or today's; undefined where the hop has none. */
export function wanted(given: Case, component: Component, limit: LimitKey): number | undefined {
  const row = verdictOf(given).hops.find((each) => each.component === component && each.limit === limit);
  const hop = Object.values(facts.platform.hops).find((each) => each.component === component);
  return row?.proposed ?? hop?.limits[limit]?.value;
}

/** The objects of a case in one folder, as the cluster reads them, by the name of their file. */
export function objectsIn(given: Case, folder: string): Map<string, unknown> {
  const files = filesOf(given).filter(({ name }) => name.startsWith(`${folder}/`));
  return new Map(files.map(({ name, text }) => [name.slice(folder.length + 1), parse(text, { version: '1.1' })]));
}

/** A DNS label as the product takes names; what is made of one is as long as a DNS name may be. */
export const label = z.string().check(z.regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/));
export const objectName = z.string().check(z.regex(/^[a-z0-9]([a-z0-9-]{0,251}[a-z0-9])?$/));
export const host = z.string().check(z.regex(/^[a-z0-9.-]{1,253}$/));
export const port = z.int().check(z.minimum(1), z.maximum(65_535));
/** A path a proxy matches by prefix: no pattern, straight, without a slash at the end. */
export const prefix = z.string().check(z.regex(/^\/(?!.*(\/\/|\/\.\.?(\/|$)))[^~\s{};$]*$/));

export const metadata = z.strictObject({ name: objectName, namespace: label });
export const annotated = <T extends z.ZodMiniType>(annotations: T) =>
  z.strictObject({ name: objectName, namespace: label, annotations });

/** An Ingress with the annotations of one controller. */
export const ingressShape = <T extends z.ZodMiniType>(ingressClassName: string, annotations: T) => {
  const service = z.strictObject({ name: label, port: z.strictObject({ number: port }) });
  const path = z.strictObject({
    path: prefix,
    pathType: z.literal('Prefix'),
    backend: z.strictObject({ service }),
  });
  return z.strictObject({
    apiVersion: z.literal('networking.k8s.io/v1'),
    kind: z.literal('Ingress'),
    metadata: annotated(annotations),
    spec: z.strictObject({
      ingressClassName: z.literal(ingressClassName),
      tls: z.optional(z.array(z.strictObject({ hosts: z.array(host), secretName: objectName }))),
      rules: z
        .array(z.strictObject({ host, http: z.strictObject({ paths: z.array(path).check(z.length(1)) }) }))
        .check(z.length(1)),
    }),
  });
};

/** `strconv.Atoi` of Go: a whole number in decimal, or nothing. */
export const goInteger = (text: string): number | undefined => (/^[+-]?\d+$/.test(text) ? Number(text) : undefined);

/** `strconv.ParseBool` of Go: one of twelve spellings, or nothing. */
export function goBoolean(text: string): boolean | undefined {
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)) return true;
  return ['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(text) ? false : undefined;
}

const published = { Ingress, Service, ConfigMap } as const;

/** Throws where the published definition of one of the kinds of Kubernetes itself refuses an object. */
export function validateKubernetes(object: unknown): void {
  const { kind } = object as { kind?: string };
  const Model = published[kind as keyof typeof published];
  if (Model) new Model(object as never).validate();
}
