import { parsePartialDate } from '../model/index.ts';
import type { Checking } from './checking.ts';
import { RESERVED_IDS } from './names.ts';
import type { Path } from './yaml-text.ts';

/** Ids, dates, labels in every language, and the statements that a journal wants. */
export function checkIdentity(checking: Checking): void {
  checkIds(checking);
  checkDates(checking);
  checkLabels(checking, checking.study, []);
  checkStatements(checking);
}

// --- ids ---------------------------------------------------------------------------------------------------------

type Identified = { id: string; path: Path };

function checkIds(checking: Checking): void {
  const { study } = checking;
  const listed = (parts: readonly { id: string }[] | undefined, ...path: Path): Identified[] =>
    (parts ?? []).map(({ id }, index) => ({ id, path: [...path, index, 'id'] }));

  const forms = listed(study.forms, 'forms');
  const derived = listed(study.derived, 'derived');
  const sets = listed(study.analysisSets, 'analysisSets');
  const steps = [
    ...listed(study.eligibility.steps, 'eligibility', 'steps'),
    ...(study.analysisSets ?? []).flatMap((set, index) => listed(set.steps, 'analysisSets', index, 'steps')),
  ];
  reportTwice(checking, 'forms, whatever their case, since each becomes a file', forms, (id) => id.toLowerCase());
  reportTwice(checking, 'derived variables', derived);
  reportTwice(checking, 'analysis sets and steps of selection', [...sets, ...steps]);
  reportTwice(checking, 'endpoints', listed(study.endpoints, 'endpoints'));
  reportTwice(checking, 'analyses', listed(study.analyses, 'analyses'));
  reportTwice(checking, 'centres', listed(study.centres, 'centres'));
  reportTwice(checking, 'sections of the report', listed(study.report?.sections, 'report', 'sections'));
  reportTwice(checking, 'claims', listed(study.claims, 'claims'));
  reportTwice(checking, 'series of the literature', listed(study.literature, 'literature'));
  reportTwice(checking, 'surveillance schedules', listed(study.surveillance, 'surveillance'));
  reportTwice(checking, 'search terms', listed(study.search?.terms, 'search', 'terms'));
  const items = study.forms.flatMap((form, index) => {
    reportTwice(checking, `sections of the form "${form.id}"`, listed(form.sections, 'forms', index, 'sections'));
    reportTwice(checking, `checks of the form "${form.id}"`, listed(form.checks, 'forms', index, 'checks'));
    const own = listed(form.items, 'forms', index, 'items');
    reportTwice(checking, `items of the form "${form.id}"`, own);
    return own;
  });
  for (const [index, endpoint] of (study.endpoints ?? []).entries()) {
    for (const part of ['events', 'censoring', 'competing'] as const) {
      reportTwice(
        checking,
        `${part} of the endpoint "${endpoint.id}"`,
        listed(endpoint[part], 'endpoints', index, part),
      );
    }
  }
  for (const [id, list] of Object.entries(study.codeLists ?? {})) {
    const codes = list.codes.map(({ code }, index) => ({ id: code, path: ['codeLists', id, 'codes', index, 'code'] }));
    reportTwice(checking, `codes of the list "${id}"`, codes);
  }
  reportReserved(checking, [...forms, ...derived, ...items, ...sets, ...listed(study.analyses, 'analyses')]);
  reportShadowed(checking, forms, derived, items);
}

function reportTwice(checking: Checking, what: string, parts: Identified[], same = (id: string) => id): void {
  const first = new Map<string, string>();
  for (const { id, path } of parts) {
    const key = same(id);
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, id);
      continue;
    }
    checking.fault({
      code: 'study.duplicateId',
      path,
      message: `An id stands once among the ${what}. ${other === id ? `"${id}" stands again` : `"${id}" reads like "${other}"`}.`,
      hint: 'Give one of the two another id, and mend what refers to it.',
    });
  }
}

function reportReserved(checking: Checking, parts: Identified[]): void {
  for (const { id, path } of parts) {
    if (!RESERVED_IDS.has(id) && !LANGUAGE_WORDS.has(id)) continue;
    checking.fault({
      code: 'study.reservedId',
      path,
      message: `${RESERVED_IDS.has(id) ? 'Some ids mean something by themselves' : 'A word of the expression language is no id'}. "${id}" is one of them.`,
      hint: `Choose another id, e.g. "${id}Recorded". Reserved: ${[...RESERVED_IDS].join(', ')}.`,
    });
  }
}

/** Words that an expression cannot use as a name. */
const LANGUAGE_WORDS: ReadonlySet<string> = new Set(
  [
    'true false null in as break const continue else for function if import let loop package namespace return var void while',
  ]
    .join(' ')
    .split(' '),
);

function reportShadowed(checking: Checking, forms: Identified[], derived: Identified[], items: Identified[]): void {
  const formIds = new Set(forms.map(({ id }) => id));
  const itemIds = new Set(items.map(({ id }) => id));
  for (const { id, path } of derived) {
    if (formIds.has(id)) {
      checking.fault({
        code: 'study.shadowedId',
        path,
        message: `A derived variable and a form cannot share an id, since expressions name both by it. "${id}" is both.`,
        hint: 'Give the derived variable another id.',
      });
    } else if (itemIds.has(id)) {
      checking.fault({
        severity: 'warning',
        code: 'study.shadowedId',
        path,
        message: `A derived variable should not share its id with an item, since tables and text name both by it. "${id}" is both.`,
        hint: 'Give the derived variable another id, e.g. with what was done to the item.',
      });
    }
  }
}

// --- dates -------------------------------------------------------------------------------------------------------

function checkDates(checking: Checking): void {
  const { study } = checking;
  const dates: [string | undefined, Path][] = [
    [study.dataLock, ['dataLock']],
    [study.ethics?.date, ['ethics', 'date']],
    [study.registration?.date, ['registration', 'date']],
    [study.planLock?.at, ['planLock', 'at']],
    [study.search?.from, ['search', 'from']],
    [study.search?.to, ['search', 'to']],
  ];
  for (const [date, path] of dates) {
    if (date === undefined || parsePartialDate(date)?.precision === 'day') continue;
    checking.fault({
      code: 'study.date',
      path,
      message: `A date must be a day of the calendar. ${date} is none.`,
      hint: 'Correct the day, the month or the year.',
    });
  }
}

// --- labels ------------------------------------------------------------------------------------------------------

/** Every text with languages has each language that the study declares. */
function checkLabels(checking: Checking, value: unknown, path: Path): void {
  if (Array.isArray(value)) {
    for (const [index, member] of value.entries()) checkLabels(checking, member, [...path, index]);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const object = value as Record<string, unknown>;
  if (typeof object.en === 'string') {
    for (const language of checking.study.languages) {
      if (typeof object[language] === 'string') continue;
      checking.fault({
        severity: 'warning',
        code: 'label.translation',
        path,
        message: `A text should have every language of the study. "${shortened(object.en)}" has no ${language}.`,
        hint: `Add ${language}, or take it out of languages.`,
      });
    }
    return;
  }
  for (const [key, member] of Object.entries(object)) checkLabels(checking, member, [...path, key]);
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 40 ? `${line.slice(0, 40)}...` : line;
}

// --- statements --------------------------------------------------------------------------------------------------

function checkStatements(checking: Checking): void {
  const { study } = checking;
  const statements = study.statements ?? {};
  const wanted: [boolean, Path, string][] = [
    [isEmpty(statements.dataAvailability), ['statements', 'dataAvailability'], 'where the data can be had'],
    [isEmpty(statements.code), ['statements', 'code'], 'where the analysis code can be had'],
    [isEmpty(statements.funding), ['statements', 'funding'], 'who paid'],
    [isEmpty(statements.conflicts), ['statements', 'conflicts'], 'conflicts of interest'],
    [isEmpty(statements.aiUse), ['statements', 'aiUse'], 'how artificial intelligence was used'],
    [study.registration === undefined, ['registration'], 'registration, or that there is none'],
    [study.ethics === undefined, ['ethics'], "the ethics committee's decision"],
    [(study.authors ?? []).length === 0, ['authors'], 'authors with their roles'],
  ];
  for (const [empty, path, what] of wanted) {
    if (!empty) continue;
    checking.fault({
      severity: 'warning',
      code: 'statement.empty',
      path,
      message: `A journal wants to read ${what}. "${path.join('.')}" says nothing.`,
      hint: 'State it, if only to say that there is none.',
    });
  }
}

function isEmpty(text: { en: string } | undefined): boolean {
  return text === undefined || text.en.trim() === '';
}
