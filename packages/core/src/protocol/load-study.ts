import { compileExpression, type Expression, type Scope, type Use } from '../expression/index.ts';
import { type Hash, hasErrors, type Issue, type Sha256, sha256Hex } from '../model/index.ts';
import { checkAnalyses } from './check-analyses.ts';
import { checkDerived } from './check-derived.ts';
import { checkEndpoints } from './check-endpoints.ts';
import { checkForms } from './check-forms.ts';
import { checkIdentity } from './check-identity.ts';
import { checkSelection } from './check-selection.ts';
import { checkWriting } from './check-writing.ts';
import type { Checking } from './checking.ts';
import { byPlace, collectFindings, type Findings } from './findings.ts';
import {
  derivedVariable,
  itemVariable,
  type Known,
  knownOf,
  latestKnown,
  type Names,
  namesOf,
  type Variable,
} from './names.ts';
import { checkPlanLock, planHash, studyHash } from './plan.ts';
import type { CodeList, Derived, Form, Item, Study } from './schema.ts';
import { scopeOf, scopeWithRow, untypedIds } from './scope.ts';
import { readShape } from './shape.ts';
import { pathOf, pointerOf, readYaml, type YamlText } from './yaml-text.ts';

/** A study document without errors: its parts by name, and its expressions compiled. */
export type LoadedStudy = {
  document: Study;
  /** of the whole document */
  hash: Hash;
  /** of what was planned: eligibility, analysis sets, derived variables, endpoints, analyses */
  planHash: Hash;
  /** forms, derived variables and `study`, without `row` */
  scope: Scope;
  /** the compiled expression at a pointer, e.g. `endpoints/0/events/1/where`; null where none stands */
  expression(pointer: string): Expression | null;
  form(id: string): Form | null;
  item(form: string, item: string): Item | null;
  codeList(id: string): CodeList | null;
  /** each after what it uses */
  derivedInOrder: readonly { derived: Derived; pointer: string }[];
  /** `form.item` of a form that does not repeat, or the id of a derived variable */
  variable(ref: string): Variable | null;
  /** where the character at `offset` of the text at a pointer stands in the file */
  placeInText(pointer: string, offset: number): { file: string; line: number; column: number };
};

/**
 * Reads a study document and checks it whole: shape, names, types, expressions, and what an honest study must not do.
 *
 * @param text - YAML, as the file holds it
 * @param file - the name that issues carry
 * @returns every fault at once, in the order of the document, each with line and column; `study` is null when one
 *   of them is an error. Never throws for what a user wrote.
 */
export function loadStudy(
  text: string,
  file = 'study.yaml',
  sha256: Sha256 = sha256Hex,
): { study: LoadedStudy | null; issues: Issue[] } {
  const source = readYaml(text);
  if (source.value === undefined) {
    return { study: null, issues: collectFindings(source, file, (path) => path).issues() };
  }
  const shape = readShape(source.value);
  const findings = collectFindings(source, file, shape.original);
  const asWritten = collectFindings({ ...source, faults: [] }, file, (path) => path);
  for (const fault of shape.faults) asWritten.add(fault);
  const loaded = shape.study ? checkMeaning(shape.study, source, file, findings, shape.leftOut, sha256) : null;
  const issues = [...findings.issues(), ...asWritten.issues()].sort(byPlace);
  return { study: hasErrors(issues) ? null : loaded, issues };
}

function checkMeaning(
  study: Study,
  source: YamlText,
  file: string,
  findings: Findings,
  leftOut: ReadonlySet<string>,
  sha256: Sha256,
): LoadedStudy {
  const names = namesOf(study);
  const scope = scopeOf(study);
  const rowScopes = new Map<string, Scope>();
  const rowScope = (form: string): Scope => {
    const known = rowScopes.get(form) ?? scopeWithRow(scope, form);
    rowScopes.set(form, known);
    return known;
  };
  const missing = new Set([...leftOut, ...untypedIds(study)]);
  const expressions = new Map<string, Expression | null>();
  const known = new Map<string, Known>();
  const variable = variablesOf(names, known);
  const checking: Checking = {
    study,
    names,
    scope,
    variable,
    fault: findings.add,
    isLeftOut: (id) => missing.has(id),
    knownBy: ({ uses }) => latestKnown(uses.map((use) => knownOfUse(names, known, use))),
    compile(path, text, { row, expected } = {}) {
      const compiled = compileExpression(text, row === undefined ? scope : rowScope(row), expected);
      expressions.set(pointerOf(path), compiled.expression);
      for (const fault of compiled.faults) {
        if (namesLeftOut(text.slice(fault.start, fault.end), missing)) continue;
        findings.add({ code: fault.code, path, message: fault.message, hint: fault.hint, offset: fault.start });
      }
      return compiled.expression;
    },
    compiled: (path) => expressions.get(pointerOf(path)) ?? null,
  };
  checkIdentity(checking);
  checkForms(checking);
  const derivedInOrder = checkDerived(checking);
  for (const { derived, pointer } of derivedInOrder) {
    const uses = expressions.get(pointer)?.uses ?? [];
    known.set(derived.id, latestKnown(uses.map((use) => knownOfUse(names, known, use))));
  }
  checkSelection(checking);
  checkEndpoints(checking);
  checkAnalyses(checking);
  checkWriting(checking);
  checkPlanLock(checking, source.value);
  return {
    document: study,
    hash: studyHash(study, sha256),
    planHash: planHash(study, sha256),
    scope,
    expression: (pointer) => expressions.get(pointer) ?? null,
    form: (id) => names.forms.get(id) ?? null,
    item: names.item,
    codeList: (id) => names.codeLists.get(id) ?? null,
    derivedInOrder,
    variable,
    placeInText: (pointer, offset) => ({ file, ...source.placeInText(pathOf(pointer), offset) }),
  };
}

function namesLeftOut(words: string, leftOut: ReadonlySet<string>): boolean {
  return (
    leftOut.size > 0 &&
    (words.match(/[A-Za-z0-9_.+/-]+|[A-Za-z0-9]+/g) ?? []).some(
      (word) => leftOut.has(word) || word.split('.').some((part) => leftOut.has(part)),
    )
  );
}

/** When what an expression names is known; a derived variable as late as the latest of what it is made from. */
function knownOfUse(names: Names, derived: ReadonlyMap<string, Known>, { variable, item }: Use): Known {
  const form = names.forms.get(variable);
  if (form) return knownOf(form, item === undefined ? null : names.item(variable, item));
  return derived.get(variable) ?? 'diagnosis';
}

function variablesOf(names: Names, known: ReadonlyMap<string, Known>): (ref: string) => Variable | null {
  const remembered = new Map<string, Variable | null>();
  const find = (ref: string): Variable | null => {
    const derived = names.derived.get(ref);
    if (derived) return derivedVariable(names, derived, known.get(ref) ?? 'diagnosis');
    const [formId = '', itemId = ''] = ref.split('.');
    const form = names.forms.get(formId);
    const item = names.item(formId, itemId);
    return form && item && !form.repeats ? itemVariable(names, form, item) : null;
  };
  return (ref) => {
    if (!remembered.has(ref)) remembered.set(ref, find(ref));
    return remembered.get(ref) ?? null;
  };
}
