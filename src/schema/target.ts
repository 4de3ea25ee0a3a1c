import * as z from 'zod/mini';

/** What the generated files are written for, where a path leaves a choice; the values in the order they are offered. */
export const targets = {
  /** Version of Nginx, by the first release that reads a configuration of this form. */
  nginxVersion: ['1.22', '1.30', '1.31'],
  /** How Nginx is configured: by its own files, by F5 NGINX Ingress Controller, or by NGINX Gateway Fabric. */
  nginx: ['files', 'f5-ingress-controller', 'gateway-fabric'],
  /** Where TLS ends: at the proxy, or at a load balancer before it. */
  tls: ['proxy', 'load-balancer'],
  /** How Kong is configured: by annotations of its ingress controller, or by a declarative file. */
  kong: ['annotations', 'declarative'],
  /** Class of a GKE Gateway. */
  gateway: ['global', 'regional', 'internal'],
} as const;

export type TargetKey = keyof typeof targets;
/** Every choice made, by the user or from the path. */
export type Target = { readonly [K in TargetKey]: (typeof targets)[K][number] };

/** The `target` of an answer file; a key left out follows from the profile and the path. */
export const targetShape = z.strictObject({
  nginxVersion: z.optional(z.enum(targets.nginxVersion)),
  nginx: z.optional(z.enum(targets.nginx)),
  tls: z.optional(z.enum(targets.tls)),
  kong: z.optional(z.enum(targets.kong)),
  gateway: z.optional(z.enum(targets.gateway)),
});
export type GivenTarget = z.infer<typeof targetShape>;
