import answersFile from './answers-file.ts';
import decisionDiagram from './decision-diagram.ts';
import decisionRecord from './decision-record.ts';
import deployment from './deployment.ts';
import f5IngressController from './f5-ingress-controller.ts';
import gateway from './gateway.ts';
import gatewayFabric from './gateway-fabric.ts';
import type { Generator } from './generator.ts';
import gkeIngress from './gke-ingress.ts';
import ingressNginx from './ingress-nginx.ts';
import kong from './kong.ts';
import monitoring from './monitoring.ts';
import nginxLocation from './nginx-location.ts';
import onboarding from './onboarding.ts';
import pathDiagram from './path-diagram.ts';
import samples from './samples.ts';
import sequenceDiagram from './sequence-diagram.ts';
import verifyScript from './verify-script.ts';

/**
 * Every kind of generated file, in the order they are shown: what is configured first, then what explains it. Documents
 * come after the diagrams they hold.
 */
export const generators: readonly Generator[] = [
  nginxLocation,
  f5IngressController,
  gatewayFabric,
  kong,
  ingressNginx,
  gkeIngress,
  gateway,
  deployment,
  monitoring,
  samples,
  verifyScript,
  pathDiagram,
  sequenceDiagram,
  decisionDiagram,
  onboarding,
  decisionRecord,
  answersFile,
];
