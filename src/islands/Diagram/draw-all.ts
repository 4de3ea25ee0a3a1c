const drawers = new Set<() => Promise<void>>();

/** Tells how a diagram of this page can be drawn ahead of time; gives back how to take that back. */
export function offerDrawing(draw: () => Promise<void>): () => void {
  drawers.add(draw);
  return () => drawers.delete(draw);
}

/** Draws every diagram of the page that is not drawn yet, such as before printing. */
export async function drawAll(): Promise<void> {
  await Promise.allSettled([...drawers].map((draw) => draw()));
}
