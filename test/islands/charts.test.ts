import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeLabels, textWidth, wrapText } from '../../src/islands/Charts/labels.ts';
import { countTicks, linearScale, logScale, logTimeTicks, timeTicks } from '../../src/islands/Charts/scale.ts';

describe('scales', () => {
  test('put the ends of the domain at the ends of the range', () => {
    expect([0, 150, 300].map(linearScale([0, 300], [100, 700]))).toEqual([100, 400, 700]);
    expect([1, 60, 3600].map((time) => Math.round(logScale([1, 3600], [0, 100])(time)))).toEqual([0, 50, 100]);
  });

  test.each<[string, [number, number], number, number[]]>([
    ['two hours', [0, 7200], 5, [0, 1800, 3600, 5400, 7200]],
    ['twenty seconds around a cut', [290, 310], 5, [290, 295, 300, 305, 310]],
    ['a second', [0, 1], 6, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    ['a year', [0, 31_536_000], 3, [0, 12_096_000, 24_192_000]],
  ])('mark %s at whole human units', (_, span, most, expected) => {
    expect(timeTicks(span, most)).toEqual(expected);
  });

  test('mark counts from zero to at least the largest', () => {
    expect(countTicks(50, 4)).toEqual([0, 20, 40, 60]);
    expect(countTicks(0.8, 4)).toEqual([0, 0.2, 0.4, 0.6, 0.8].map((tick) => expect.closeTo(tick)));
    expect(countTicks(0, 4).every(Number.isFinite)).toBe(true);
    expect(logTimeTicks([5, 7200])).toEqual([10, 60, 600, 3600]);
  });

  test('never mark outside the span, nor more often than there is room for', () => {
    const span = fc.tuple(fc.double({ min: 0, max: 1e7, noNaN: true }), fc.double({ min: 0.5, max: 1e7, noNaN: true }));
    fc.assert(
      fc.property(span, fc.integer({ min: 2, max: 12 }), ([from, length], most) => {
        const ticks = timeTicks([from, from + length], most);
        expect(ticks.length).toBeLessThanOrEqual(most + 1);
        for (const tick of ticks) expect(tick >= from - 0.001 && tick <= from + length + 0.001).toBe(true);
      }),
    );
  });
});

describe('labels', () => {
  test('break between words, and Chinese anywhere but before closing punctuation', () => {
    expect(wrapText('Classic Application Load Balancer: Backend timeout', 150, 12)).toEqual([
      'Classic Application',
      'Load Balancer:',
      'Backend timeout',
    ]);
    const lines = wrapText('总时长达到上限，连接被切断。', 40, 12);
    expect(lines.join('')).toBe('总时长达到上限，连接被切断。');
    for (const line of lines) expect(line).not.toMatch(/^[，。]/);
  });

  const room = { from: 0, to: 600, rows: 2, fontPixels: 12 };
  test('stand beside their lines, the most telling form that fits first', () => {
    const forms = [['Cut after 5 minutes', 'Nginx'], ['5 min']];
    const [first, second, third] = placeLabels(
      [
        { x: 100, forms },
        { x: 110, forms },
        { x: 590, forms },
      ],
      room,
    );
    expect(first).toEqual({ left: 104, row: 0, lines: forms[0] });
    expect(second).toMatchObject({ row: 1, lines: forms[0] });
    expect(third?.left).toBeCloseTo(590 - 4 - textWidth('Cut after 5 minutes', 12));
  });

  test('never cover each other, nor a line that runs down past them', () => {
    const label = fc.record({
      x: fc.integer({ min: 0, max: 600 }),
      forms: fc.array(fc.array(fc.string({ minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 3 }), {
        minLength: 1,
        maxLength: 3,
      }),
    });
    fc.assert(
      fc.property(fc.array(label, { maxLength: 20 }), (labels) => {
        const placed = placeLabels(labels, room).flatMap((place, index) =>
          place
            ? [
                {
                  ...place,
                  x: labels[index]?.x ?? 0,
                  right: place.left + Math.max(...place.lines.map((line) => textWidth(line, 12))),
                },
              ]
            : [],
        );
        for (const one of placed)
          for (const other of placed) {
            if (one === other) continue;
            if (one.row === other.row) expect(one.right <= other.left || other.right <= one.left).toBe(true);
            if (one.row < other.row) expect(one.x >= other.left && one.x <= other.right).toBe(false);
          }
      }),
    );
  });
});
