import type { GeneratorInput } from '../generator.ts';
import type { JsonValue } from '../print/json.ts';
import { recorded, type Signal } from './signals.ts';

/** Version of Grafana's classic dashboard model, as Grafana 11 writes it; newer versions read it and bring it up to date. */
const SCHEMA_VERSION = 39;
/** A dashboard is 24 columns wide. */
const COLUMNS = 24;
const GRAPH = { width: 12, height: 8 };
const NUMBER = { width: 6, height: 4 };

/** The user chooses the data source when the dashboard is opened; its variable is named so. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana fills it in.
const DATA_SOURCE = { type: 'prometheus', uid: '${datasource}' };

type Panel = { readonly [key: string]: JsonValue };

/** The n-th panel of one size, in rows from this height on. */
const place = (index: number, { width, height }: typeof GRAPH, top: number): JsonValue => ({
  x: (index * width) % COLUMNS,
  y: top + Math.floor((index * width) / COLUMNS) * height,
  w: width,
  h: height,
});

const target = (signal: Signal, title: string, isInstant: boolean): JsonValue => ({
  refId: 'A',
  datasource: DATA_SOURCE,
  editorMode: 'code',
  expr: recorded(signal),
  instant: isInstant,
  legendFormat: signal.legend === undefined ? title : `{{${signal.legend}}}`,
  range: !isInstant,
});

/** Green, and red above what the alert compares with. */
const thresholds = ({ alert }: Signal): JsonValue => ({
  mode: 'absolute',
  steps: [
    { color: 'green', value: null },
    ...(alert?.limit === undefined ? [] : [{ color: 'red', value: alert.limit }]),
  ],
});

function graph({ say }: GeneratorInput, signal: Signal, index: number, top: number): Panel {
  const title = say(`panels.${signal.panel}`);
  const hasLimit = signal.alert?.limit !== undefined;
  return {
    type: 'timeseries',
    title,
    ...(signal.alert?.why === undefined ? {} : { description: signal.alert.why }),
    gridPos: place(index, GRAPH, top),
    datasource: DATA_SOURCE,
    targets: [target(signal, title, false)],
    fieldConfig: {
      defaults: {
        unit: signal.unit,
        min: 0,
        color: { mode: 'palette-classic' },
        thresholds: thresholds(signal),
        custom: {
          drawStyle: 'line',
          fillOpacity: 10,
          lineWidth: 1,
          showPoints: 'never',
          spanNulls: false,
          thresholdsStyle: { mode: hasLimit ? 'dashed' : 'off' },
        },
      },
      overrides: [],
    },
    options: {
      legend: { calcs: ['lastNotNull', 'max'], displayMode: 'list', placement: 'bottom', showLegend: true },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
  };
}

function number({ say }: GeneratorInput, signal: Signal, index: number): Panel {
  const title = say(`panels.${signal.panel}`);
  return {
    type: 'stat',
    title,
    gridPos: place(index, NUMBER, 0),
    datasource: DATA_SOURCE,
    targets: [target(signal, title, true)],
    fieldConfig: {
      defaults: { unit: signal.unit, color: { mode: 'thresholds' }, thresholds: thresholds(signal) },
      overrides: [],
    },
    options: {
      colorMode: 'value',
      graphMode: 'none',
      justifyMode: 'auto',
      orientation: 'auto',
      reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
      textMode: 'value',
    },
  };
}

/** A dashboard with a number for what the whole service does now, and a graph for everything that is watched. */
export function dashboard(input: GeneratorInput, signals: readonly Signal[], description: string): JsonValue {
  const { say, service } = input;
  const numbers = signals.filter(({ legend }) => legend === undefined).slice(0, COLUMNS / NUMBER.width);
  const top = numbers.length > 0 ? NUMBER.height : 0;
  return {
    id: null,
    title: say('grafana-dashboard.title', { name: service.name, namespace: service.namespace }),
    description,
    schemaVersion: SCHEMA_VERSION,
    version: 1,
    editable: true,
    // The cursor is shown in all panels at once.
    graphTooltip: 1,
    timezone: 'browser',
    time: { from: 'now-6h', to: 'now' },
    refresh: '1m',
    annotations: { list: [] },
    templating: {
      list: [
        { type: 'datasource', name: 'datasource', label: say('grafana-dashboard.dataSource'), query: 'prometheus' },
      ],
    },
    panels: [
      ...numbers.map((signal, index) => number(input, signal, index)),
      ...signals.map((signal, index) => graph(input, signal, index, top)),
    ],
  };
}
