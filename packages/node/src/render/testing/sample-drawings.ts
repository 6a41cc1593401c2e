import type { SamplePatient } from './sample-patients.ts';

const MONTH = 30.4375;
const FONT = 'font-family="Helvetica Neue, Helvetica, Liberation Sans, Arial, Noto Sans CJK SC, sans-serif"';

/** A number of a drawing. */
export function drawnNumber(statistic: string, x: number, y: number, text: string, anchor = 'middle'): string {
  return `<g class="number" data-statistic="${statistic}" tabindex="0" role="button" aria-label="${text}"><text x="${x}" y="${y}" text-anchor="${anchor}">${text}</text></g>`;
}

export type CurveWords = { survival: string; months: string; atRisk: string };
export type SurvivalStep = { days: number; atRisk: number; survival: number };

export function survivalSteps(patients: readonly SamplePatient[]): SurvivalStep[] {
  let survival = 1;
  return patients
    .filter((patient) => patient.recurred)
    .map(({ days }) => days)
    .toSorted((a, b) => a - b)
    .map((days) => {
      const atRisk = patients.filter((patient) => patient.days >= days).length;
      survival *= 1 - 1 / atRisk;
      return { days, atRisk, survival };
    });
}

/** A Kaplan-Meier curve with its numbers at risk. */
export function drawCurve(patients: readonly SamplePatient[], words: CurveWords): string {
  const x = (months: number) => Math.round((80 + months * 5.6) * 10) / 10;
  const y = (survival: number) => Math.round((300 - survival * 260) * 10) / 10;
  const last = Math.max(...patients.map(({ days }) => days)) / MONTH;
  let path = `M${x(0)} ${y(1)}`;
  for (const step of survivalSteps(patients)) path += `H${x(step.days / MONTH)}V${y(step.survival)}`;
  path += `H${x(last)}`;
  const surviving = (days: number) => survivalSteps(patients).findLast((step) => step.days <= days)?.survival ?? 1;
  const censored = patients
    .filter((patient) => !patient.recurred)
    .map(({ days }) => `M${x(days / MONTH)} ${y(surviving(days)) - 5}v10`);
  const ticks = [0, 12, 24, 36, 48, 60, 72, 84, 96].map(
    (months) => `<path d="M${x(months)} 300v5"/><text x="${x(months)}" y="320" text-anchor="middle">${months}</text>`,
  );
  const levels = [0, 0.25, 0.5, 0.75, 1].map(
    (level) =>
      `<path d="M80 ${y(level)}h-5"/><text x="68" y="${y(level) + 4}" text-anchor="end">${level * 100}%</text>`,
  );
  const atRisk = [0, 12, 24, 36, 48, 60, 72, 84, 96].map((months) =>
    drawnNumber(
      `rfs.atRisk@${months}mo`,
      x(months),
      385,
      String(patients.filter(({ days }) => days >= months * MONTH).length),
    ),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 400" width="680" height="400" role="group" ${FONT} font-size="13"><g stroke="#1b1c1e" fill="none"><path d="M80 ${y(1)}V300H650"/></g><g stroke="#1b1c1e" stroke-width="1">${[...ticks, ...levels].join('').replaceAll('<text ', '<text stroke="none" fill="#1b1c1e" ')}</g><path d="${path}" fill="none" stroke="#0a4a6e" stroke-width="2"/><path d="${censored.join('')}" stroke="#0a4a6e" stroke-width="1.3"/><text x="365" y="342" text-anchor="middle">${words.months}</text><text transform="translate(22 170) rotate(-90)" text-anchor="middle">${words.survival}</text><text x="80" y="366" font-weight="700">${words.atRisk}</text>${atRisk.join('')}</svg>`;
}

export type FlowBox = { statistic: string; count: number; text: string };

/** Boxes down the middle, the excluded at their right. */
export function drawFlow(boxes: readonly FlowBox[], excluded: readonly FlowBox[][]): string {
  const parts: string[] = [];
  boxes.forEach((box, index) => {
    const top = 10 + index * 150;
    parts.push(
      `<rect x="60" y="${top}" width="240" height="50" fill="none" stroke="#1b1c1e"/>`,
      `<text x="180" y="${top + 21}" text-anchor="middle">${box.text}</text>`,
      drawnNumber(box.statistic, 180, top + 40, `n = ${box.count}`),
    );
    const leaving = excluded[index];
    if (!leaving) return;
    parts.push(
      `<path d="M180 ${top + 50}v100M180 ${top + 100}h160" fill="none" stroke="#1b1c1e"/>`,
      `<rect x="340" y="${top + 100 - leaving.length * 10 - 8}" width="320" height="${leaving.length * 20 + 16}" fill="#fff" stroke="#1b1c1e"/>`,
    );
    leaving.forEach((reason, row) => {
      const base = top + 100 - leaving.length * 10 + row * 20 + 15;
      parts.push(
        `<text x="354" y="${base}">${reason.text}</text>`,
        drawnNumber(reason.statistic, 646, base, String(reason.count), 'end'),
      );
    });
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 372" width="680" height="372" role="group" ${FONT} font-size="13" fill="#1b1c1e">${parts.join('')}</svg>`;
}
