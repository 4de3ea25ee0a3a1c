import type { Mermaid } from 'mermaid';

let loading: Promise<Mermaid> | undefined;

/** Mermaid, loaded once and only when a diagram is about to be seen. */
function loadMermaid(): Promise<Mermaid> {
  loading ??= import('mermaid').then(({ default: mermaid }) => mermaid);
  return loading;
}

/** The colours of the page as Mermaid's theme variables; the stock themes fail on contrast in the dark. */
function themeVariables(): { [name: string]: string } {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const [paper, raised, panel, line, ink, accent, wash] = [
    'paper',
    'raised',
    'panel',
    'line-strong',
    'ink',
    'accent',
    'accent-wash',
  ].map(token);
  const colours = {
    background: paper,
    primaryColor: raised,
    primaryTextColor: ink,
    primaryBorderColor: line,
    secondaryColor: wash,
    tertiaryColor: panel,
    lineColor: line,
    textColor: ink,
    mainBkg: raised,
    nodeBorder: line,
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
  };
  return Object.fromEntries(Object.entries(colours).map(([name, colour]) => [name, colour ?? '']));
}

let drawn = 0;

/** Draws a diagram with the colours of the page as they are now, as SVG text. */
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
    themeVariables: { ...themeVariables(), fontFamily: style.getPropertyValue('--sans'), fontSize: '15px' },
    // The line would run through the label, whose background is half transparent.
    themeCSS: '.edgeLabel rect { opacity: 1 }',
  });
  drawn += 1;
  return (await mermaid.render(`diagram-${drawn}`, source)).svg;
}
