import type { Mermaid } from 'mermaid';

let loading: Promise<Mermaid> | undefined;

/** Mermaid, loaded once and only when a diagram is about to be seen or printed. */
function loadMermaid(): Promise<Mermaid> {
  loading ??= import('mermaid').then(
    ({ default: mermaid }) => mermaid,
    (error) => {
      loading = undefined; // the next diagram tries again
      throw error;
    },
  );
  return loading;
}

/**
 * Colours that stand for the page's own. Mermaid works with colours it can calculate with, not with variables; what it
 * draws with these is given the variables afterwards, so that a drawing follows theme and paper without a second one.
 */
const STAND_INS = {
  paper: '#fcfbf1',
  raised: '#fffff2',
  panel: '#f3f1e3',
  'accent-wash': '#e3eff5',
  'line-strong': '#7f7c76',
  accent: '#0a5877',
  ink: '#1b2428',
} as const;

const { paper, raised, panel, 'accent-wash': wash, 'line-strong': line, accent, ink } = STAND_INS;

/** Every colour our kinds of diagrams use; the stock themes fail on contrast in the dark. */
const themeVariables = {
  background: paper,
  primaryColor: raised,
  primaryTextColor: ink,
  primaryBorderColor: line,
  secondaryColor: wash,
  secondaryTextColor: ink,
  secondaryBorderColor: line,
  tertiaryColor: panel,
  tertiaryTextColor: ink,
  tertiaryBorderColor: line,
  lineColor: line,
  arrowheadColor: line,
  defaultLinkColor: line,
  textColor: ink,
  titleColor: ink,
  mainBkg: raised,
  nodeBorder: line,
  nodeTextColor: ink,
  clusterBkg: panel,
  clusterBorder: line,
  edgeLabelBackground: paper,
  actorBkg: wash,
  actorBorder: accent,
  actorTextColor: ink,
  actorLineColor: line,
  signalColor: ink,
  signalTextColor: ink,
  labelBoxBkgColor: panel,
  labelBoxBorderColor: line,
  labelTextColor: ink,
  loopTextColor: ink,
  noteBkgColor: panel,
  noteBorderColor: line,
  noteTextColor: ink,
  activationBkgColor: panel,
  activationBorderColor: line,
  sequenceNumberColor: paper,
};

const channels = (colour: string) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)).join(', ');

/** The drawing with the page's variables in place of the colours that stand for them. */
function withVariables(svg: string): string {
  return Object.entries(STAND_INS).reduce((text, [token, colour]) => {
    const variable = `var(--${token})`;
    return text
      .replaceAll(colour, variable)
      .replaceAll(`rgb(${channels(colour)})`, variable)
      .replace(
        new RegExp(`rgba\\(${channels(colour)}, ?([\\d.]+)\\)`, 'g'),
        (_, share: string) => `color-mix(in srgb, ${variable} ${Number(share) * 100}%, transparent)`,
      );
  }, svg);
}

let drawn = 0;

/** Draws a diagram as SVG text whose colours are those of the page, whatever they become. */
export async function drawDiagram(source: string): Promise<string> {
  const mermaid = await loadMermaid();
  const style = getComputedStyle(document.documentElement);
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    htmlLabels: false,
    layout: 'dagre',
    suppressErrorRendering: true,
    deterministicIds: true,
    theme: 'base',
    themeVariables: { ...themeVariables, fontFamily: style.getPropertyValue('--sans'), fontSize: '15px' },
    // The line would run through the label, whose background is half transparent.
    themeCSS: '.edgeLabel rect { opacity: 1 }',
  });
  drawn += 1;
  return withVariables((await mermaid.render(`diagram-${drawn}`, source)).svg);
}
