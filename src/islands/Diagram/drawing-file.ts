/** Pixels of a picture for each of its own: sharp on a dense screen and in a document. */
const PIXELS = 2;
/** Browsers give up on larger pictures. */
const MOST_PIXELS = 8000;
const SVG = 'http://www.w3.org/2000/svg';

/** A colour of the page as it is shown now. */
function pageColour(name: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** A drawing as a file of its own: colours, font and background are in it, nothing refers to the page. */
export function svgFile(drawing: SVGSVGElement): string {
  const { width, height, x, y } = drawing.viewBox.baseVal;
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  copy.removeAttribute('style');
  copy.setAttribute('xmlns', SVG);
  copy.setAttribute('width', String(Math.ceil(width)));
  copy.setAttribute('height', String(Math.ceil(height)));
  const background = document.createElementNS(SVG, 'rect');
  for (const [name, value] of Object.entries({ x, y, width, height })) background.setAttribute(name, String(value));
  background.setAttribute('fill', 'var(--paper)');
  copy.querySelector('style')?.after(background);
  return new XMLSerializer()
    .serializeToString(copy)
    .replace(/var\((--[a-z-]+)\)/g, (_, name: string) => pageColour(name));
}

/** A drawing as a PNG, twice as dense as it is drawn. */
export async function pngFile(drawing: SVGSVGElement): Promise<Uint8Array> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgFile(drawing))}`;
  await image.decode();
  const { width, height } = drawing.viewBox.baseVal;
  const scale = Math.min(PIXELS, MOST_PIXELS / width, MOST_PIXELS / height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * scale);
  canvas.height = Math.ceil(height * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('this browser makes no picture of it');
  return new Uint8Array(await blob.arrayBuffer());
}
