import { element, fixed } from './svg.ts';

/**
 * Marks of a drawing that are told apart by shape first and by colour second, so that they stay apart in grey and for
 * any colour vision (colours of Okabe and Ito). A mark is about ten units wide around its point, with a white edge
 * that keeps it apart from what lies under it.
 */

const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#1a1a1a', '#56b4e9', '#e69f00', '#7f4f9e'] as const;

/** Outlines around the origin. */
const SHAPES = [
  'M0 -5.6L5.6 0L0 5.6L-5.6 0Z', // diamond
  'M-4.4 -4.4H4.4V4.4H-4.4Z', // square
  'M0 -5.4L5.4 4.4H-5.4Z', // triangle
  'M5 0A5 5 0 1 1 -5 0A5 5 0 1 1 5 0Z', // disc
  'M-5.4 -4.4H5.4L0 5.4Z', // triangle on its tip
  'M-1.8 -5.4H1.8V-1.8H5.4V1.8H1.8V5.4H-1.8V1.8H-5.4V-1.8H-1.8Z', // plus
  'M0 -5.6L5.3 -1.7L3.3 4.5H-3.3L-5.3 -1.7Z', // pentagon
  'M-5.4 -2.6H5.4V2.6H-5.4Z', // bar
] as const;

export function markColour(index: number): string {
  return COLOURS[index % COLOURS.length] as string;
}

/** The mark of a kind of happening at a point; kinds beyond the eighth begin again, hollow. */
export function mark(index: number, x: number, y: number): string {
  const hollow = index >= SHAPES.length;
  return element('path', {
    class: 'mark',
    d: SHAPES[index % SHAPES.length],
    transform: `translate(${fixed(x)} ${fixed(y)})`,
    fill: hollow ? '#ffffff' : markColour(index),
    stroke: hollow ? markColour(index) : '#ffffff',
    'stroke-width': hollow ? 1.8 : 1.2,
    'paint-order': 'stroke',
  });
}

/** The mark of the event of an endpoint: a heavy cross. */
export function eventMark(x: number, y: number): string {
  const d = `M${fixed(x - 4.5)} ${fixed(y - 4.5)}l9 9m0 -9l-9 9`;
  return [
    element('path', { d, fill: 'none', stroke: '#ffffff', 'stroke-width': 5.5, 'stroke-linecap': 'square' }),
    element('path', { class: 'event', d, fill: 'none', stroke: '#1a1a1a', 'stroke-width': 2.6 }),
  ].join('');
}

/** The status at the end of a bar: a ring that is empty, full, half full, crossed ..., the missing a dotted one. */
export function statusMark(index: number | null, x: number, y: number): string {
  const ring = (fill: string, dash?: string) =>
    element('circle', {
      class: 'status',
      cx: x,
      cy: y,
      r: 4.6,
      fill,
      stroke: '#1a1a1a',
      'stroke-width': 1.4,
      'stroke-dasharray': dash,
    });
  const part = (d: string) => element('path', { d: `M${fixed(x)} ${fixed(y)}${d}`, fill: '#1a1a1a' });
  const line = (d: string) =>
    element('path', { d: `M${fixed(x)} ${fixed(y)}${d}`, fill: 'none', stroke: '#1a1a1a', 'stroke-width': 1.4 });
  switch (index) {
    case null:
      return ring('#ffffff', '1.6 1.6');
    case 0:
      return ring('#ffffff');
    case 1:
      return ring('#1a1a1a');
    case 2:
      return ring('#ffffff') + part('m0 -4.6a4.6 4.6 0 0 1 0 9.2Z');
    case 3:
      return ring('#ffffff') + line('m-4.6 0h9.2m-4.6 -4.6v9.2');
    case 4:
      return ring('#ffffff') + part('m-4.6 0a4.6 4.6 0 0 0 9.2 0Z');
    default:
      return ring('#ffffff') + line('m-3.2 -3.2l6.4 6.4');
  }
}
