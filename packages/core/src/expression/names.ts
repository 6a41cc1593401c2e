import { type Language, labelIn } from '../model/index.ts';
import { partsOf } from './steps.ts';
import type { Local, Typed, TypedOf } from './typed.ts';
import type { Scope } from './types.ts';
import type { Wording } from './wording.ts';

/**
 * What forms, items and rows are called in one sentence: by their labels, with the form or the row added where two
 * of them share one.
 */
export class Names {
  private readonly scope: Scope;
  private readonly language: Language;
  private readonly words: Wording;
  /** forms of which two rows are in play at once, so that items must say whose they are */
  private readonly crowded = new Set<string>();
  /** labels that more than one item of the expression has */
  private readonly shared = new Set<string>();

  constructor(whole: Typed, scope: Scope, language: Language, words: Wording) {
    this.scope = scope;
    this.language = language;
    this.words = words;
    const rowForms: string[] = [];
    const owners = new Map<string, string>();
    visit(whole, [], (typed, active) => {
      if (typed.op === 'variable' && typed.type.kind === 'row') rowForms.push(typed.type.form);
      if (typed.op === 'item') {
        const label = this.itemLabel(typed);
        if ((owners.get(label) ?? typed.form) !== typed.form) this.shared.add(label);
        owners.set(label, typed.form);
      }
      for (const form of active) {
        if (active.indexOf(form) !== active.lastIndexOf(form)) this.crowded.add(form);
      }
    });
    visit(whole, [], (_typed, active) => {
      for (const form of active) if (rowForms.includes(form)) this.crowded.add(form);
    });
  }

  /** What a variable, a row or an item is called. */
  of(typed: TypedOf<'variable' | 'local' | 'item'>): string {
    switch (typed.op) {
      case 'variable': {
        const variable = this.scope.variables.get(typed.name);
        return variable ? labelIn(variable.label, this.language) : typed.name;
      }
      case 'local':
        return typed.local.type.kind === 'row'
          ? this.words.rows(this.formLabel(typed.local.type.form), this.shownName(typed.local))
          : typed.local.name;
      case 'item':
        return this.itemName(typed);
    }
  }

  /** The name of a row, where the sentence must show it. */
  shownName(local: Local): string | null {
    return local.type.kind === 'row' && this.crowded.has(local.type.form) ? local.name : null;
  }

  private itemName(typed: TypedOf<'item'>): string {
    const label = this.itemLabel(typed);
    if (this.crowded.has(typed.form)) {
      const owner = typed.row.op === 'local' ? typed.row.local.name : this.words.thisRow;
      return this.words.itemOf(label, owner);
    }
    return this.shared.has(label) ? this.words.itemOf(label, this.formLabel(typed.form)) : label;
  }

  private itemLabel(typed: TypedOf<'item'>): string {
    const item = this.scope.forms.get(typed.form)?.items.get(typed.item);
    return item ? labelIn(item.label, this.language) : typed.item;
  }

  private formLabel(form: string): string {
    const label = this.scope.forms.get(form)?.label;
    return label ? labelIn(label, this.language) : form;
  }
}

/** Every node with the forms whose rows are bound where it stands, outermost first. */
function visit(typed: Typed, active: readonly string[], see: (typed: Typed, active: readonly string[]) => void): void {
  see(typed, active);
  for (const part of partsOf(typed)) visit(part, active, see);
  if (typed.op !== 'quantifier') return;
  const { type } = typed.local;
  visit(typed.body, type.kind === 'row' ? [...active, type.form] : active, see);
}
