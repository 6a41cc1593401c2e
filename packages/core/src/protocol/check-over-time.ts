import { checkGroup } from './check-group.ts';
import { type Checking, reportUnknown } from './checking.ts';
import { isLater, KNOWN_WORDS, knownOf, type Variable } from './names.ts';
import type { Analysis, AnalysisOfKind, Endpoint } from './schema.ts';
import type { Path } from './yaml-text.ts';

/** The kinds of analysis that rest on an endpoint. */
export const OVER_TIME: readonly Analysis['kind'][] = [
  'kaplanMeier',
  'reverseKaplanMeier',
  'cumulativeIncidence',
  'rate',
  'survivalTest',
  'regression',
];

type OverTime = AnalysisOfKind<'kaplanMeier' | 'reverseKaplanMeier' | 'cumulativeIncidence' | 'rate' | 'survivalTest'>;

export function checkOverTime(checking: Checking, analysis: OverTime, path: Path): void {
  const endpoint = endpointAt(checking, analysis.endpoint, [...path, 'endpoint']);
  const group = checkGroup(checking, analysis, path);
  if (!endpoint) return;
  if (group) checkKnownAtZero(checking, group, endpoint, [...path, 'by']);
  const competes = (endpoint.competing ?? []).length > 0;
  if (analysis.kind === 'kaplanMeier' && competes) {
    checking.fault({
      severity: 'warning',
      code: 'analysis.competing',
      path: [...path, 'endpoint'],
      message: `Where events compete, one minus Kaplan-Meier overstates the risk. "${endpoint.id}" has competing events.`,
      hint: 'Use cumulativeIncidence, or put what competes among the events.',
    });
  }
  if (analysis.kind === 'cumulativeIncidence' && !competes) {
    checking.fault({
      severity: 'warning',
      code: 'analysis.competing',
      path: [...path, 'endpoint'],
      message: `A cumulative incidence is asked for where events compete. "${endpoint.id}" names nothing that competes.`,
      hint: 'Add competing: to the endpoint (death, mostly), or use kaplanMeier.',
    });
  }
}

/** A group that is formed after time zero lends its members the time until then: immortal time. */
export function checkKnownAtZero(checking: Checking, variable: Variable, endpoint: Endpoint, path: Path): void {
  const form = checking.names.forms.get(endpoint.timeZero.form);
  if (!form) return;
  const zero = knownOf(form, checking.names.item(form.id, endpoint.timeZero.date));
  if (!isLater(variable.known, zero)) return;
  checking.fault({
    code: 'analysis.futureGroup',
    path,
    message: `Groups are formed by what is known at time zero; a patient who must first live to be grouped cannot die before (immortal time). "${variable.ref}" is known only ${KNOWN_WORDS[variable.known]}, and time zero of "${endpoint.id}" lies ${ZERO_WORDS[zero]}.`,
    hint: 'Use an endpoint whose time zero is not before it (a landmark), or treat it as time-varying; with few exposed, tell it in words.',
  });
}

const ZERO_WORDS = { diagnosis: 'at diagnosis', treatment: 'at the treatment', followUp: 'in follow-up' } as const;

export function endpointAt(checking: Checking, id: string, path: Path): Endpoint | null {
  const endpoint = checking.names.endpoints.get(id);
  if (endpoint) return endpoint;
  reportUnknown(checking, 'unknownEndpoint', path, 'An endpoint', id, checking.names.endpoints.keys());
  return null;
}
