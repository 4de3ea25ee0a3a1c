import answersFile from './answers-file.ts';
import decisionDiagram from './decision-diagram.ts';
import decisionRecord from './decision-record.ts';
import type { Generator } from './generator.ts';
import gkeIngress from './gke-ingress.ts';
import nginxLocation from './nginx-location.ts';
import onboarding from './onboarding.ts';
import pathDiagram from './path-diagram.ts';
import sequenceDiagram from './sequence-diagram.ts';

/**
 * Every kind of generated file, in the order they are shown: what is configured first, then what explains it. Documents
 * come after the diagrams they hold.
 */
export const generators: readonly Generator[] = [
  nginxLocation,
  gkeIngress,
  pathDiagram,
  sequenceDiagram,
  decisionDiagram,
  onboarding,
  decisionRecord,
  answersFile,
];
