import { element, part } from './xml.ts';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** What the document refers to outside itself: other parts of the file, and addresses of the web. Ids are counted. */
export type Relationships = {
  /** the id for another part; `kind` as 'styles' or 'image' */
  part(kind: string, target: string): string;
  /** the id for an address, the same for the same address */
  external(href: string): string;
  xml(): string;
};

export function relationships(): Relationships {
  const known = new Map<string, { id: string; xml: string }>();
  const add = (kind: string, target: string, mode?: 'External'): string => {
    const key = `${kind} ${target}`;
    const there = known.get(key);
    if (there) return there.id;
    const id = `rId${known.size + 1}`;
    const xml = element('Relationship', { Id: id, Type: `${OFFICE}/${kind}`, Target: target, TargetMode: mode });
    known.set(key, { id, xml });
    return id;
  };
  return {
    part: (kind, target) => add(kind, target),
    external: (href) => add('hyperlink', new URL(href).href, 'External'),
    xml: () =>
      part(
        element(
          'Relationships',
          { xmlns: 'http://schemas.openxmlformats.org/package/2006/relationships' },
          ...[...known.values()].map(({ xml }) => xml),
        ),
      ),
  };
}
