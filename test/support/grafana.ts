import { join } from 'node:path';
import type { Dashboard, FieldConfig, Panel, VariableModel } from '@grafana/schema';
import type { Options as StatOptions } from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import type {
  FieldConfig as GraphFieldConfig,
  Options as GraphOptions,
} from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';
import ts from 'typescript';
import { root } from './facts.ts';

/** Grafana's own types as JSON has them: the values of its enumerations instead of their names. */
type Json<T> = T extends string ? `${T}` : T extends object ? { [K in keyof T]: Json<T[K]> } : T;

/** A query as the data source Prometheus saves it; Grafana's types leave it open. */
type Target = {
  refId: string;
  datasource: { type: 'prometheus'; uid: string };
  editorMode: 'code';
  expr: string;
  legendFormat: string;
  instant: boolean;
  range: boolean;
};

/** What is the same in every panel. */
type Common<Type extends string, Custom> = Json<Omit<Panel, 'type' | 'targets' | 'fieldConfig' | 'options'>> & {
  type: Type;
  title: string;
  gridPos: object;
  targets: [Target];
  fieldConfig: { defaults: Json<Omit<FieldConfig, 'custom'>> & Custom; overrides: [] };
};
type GraphPanel = Common<'timeseries', { custom: Json<GraphFieldConfig> }> & { options: Json<GraphOptions> };
/** What was added after the version our dashboards are written in, Grafana fills in itself. */
type NewerOption = 'percentChangeColorMode' | 'showPercentChange' | 'wideLayout';
type StatPanel = Common<'stat', object> & { options: Json<Omit<StatOptions, NewerOption>> };

/** A dashboard as we write it: nothing but what Grafana knows, and the parts it cannot do without. */
export type WrittenDashboard = Json<Omit<Dashboard, 'panels' | 'templating'>> & {
  id: null;
  title: string;
  description: string;
  panels: (GraphPanel | StatPanel)[];
  templating: { list: [Json<VariableModel>] };
};

const FILE = join(root, 'test/support/dashboards.ts');
const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  exactOptionalPropertyTypes: true,
  allowImportingTsExtensions: true,
  types: [],
  lib: ['lib.es2023.d.ts'],
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
};

/** What Grafana's types say against these dashboards: unknown keys, wrong values, missing parts; a line each. */
export function problemsOf(dashboards: readonly string[]): string[] {
  const source = [
    "import type { WrittenDashboard } from './grafana.ts';",
    ...dashboards.map((text, index) => `export const dashboard${index}: WrittenDashboard = ${text.trim()};`),
  ].join('\n');
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === FILE || fileExists(name);
  host.getSourceFile = (name, ...rest) =>
    name === FILE ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2023) : getSourceFile(name, ...rest);
  const program = ts.createProgram([FILE], options, host);
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(FILE))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
