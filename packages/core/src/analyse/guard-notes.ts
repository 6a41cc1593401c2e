import type { Finding } from '@casewright/stats';
import { type ResultNote, type Words, words } from '../model/index.ts';

/**
 * What the guard of the library found that a reader must know, as notes. They have no numbers: the rows of the result
 * do. A finding that the analysis answers by its method, or tells otherwise, has no note here.
 */

/** Of patients who enter late: where few were under observation while others had not entered yet. */
export function riskSetNotes(name: Words, findings: readonly Finding[]): ResultNote[] {
  const codes = new Set(findings.map(({ code }) => code));
  if (codes.has('exhaustedRiskSet'))
    return [
      warning(
        'survival.exhaustedRiskSet',
        words(
          `${name.en}: all patients under observation had the event before others entered. The estimate ends there, though later patients are followed; begin at a later time zero, or describe.`,
          `${name['zh-CN']}：在其他患者进入观察之前，在险者均已发生事件，估计值自此为零，后进入者不再起作用；宜改用较晚的时间零点，或仅作描述。`,
        ),
      ),
    ];
  if (codes.has('tinyRiskSet'))
    return [
      warning(
        'survival.tinyRiskSet',
        words(
          `${name.en}: an event fell when fewer than five patients were under observation, before others entered. The curve drops by a large step there and carries it on.`,
          `${name['zh-CN']}：在其他患者进入观察之前，曾在在险者不足五例时发生事件，曲线在该处下降幅度大，并影响其后全部估计值。`,
        ),
      ),
    ];
  return [];
}

type OfGroups = { findings: readonly Finding[]; groupName: (group: number) => Words };

/** Of groups that are compared over time. */
export function comparisonNotes(of: OfGroups): ResultNote[] {
  const { findings, groupName } = of;
  const names = findings.flatMap((finding) =>
    finding.code === 'groupWithoutEvents' ? [groupName(finding.group)] : [],
  );
  const without =
    names.length === 0
      ? []
      : [
          warning(
            'survivalTest.groupWithoutEvents',
            words(
              `Nobody had the event: ${names.map(({ en }) => en).join('; ')}. A hazard ratio would have no finite value; restricted means can be compared within the follow-up that the groups share.`,
              `无人发生事件的组：${names.map((name) => name['zh-CN']).join('、')}。风险比无有限值；可在各组共同的随访期内比较限制性平均生存时间。`,
            ),
          ),
        ];
  const codes = new Set(findings.map(({ code }) => code));
  return [...without, ...COMPARISONS.filter(({ finding }) => codes.has(finding)).map(({ note }) => note)];
}

const COMPARISONS: readonly { finding: Finding['code']; note: ResultNote }[] = [
  {
    finding: 'noCommonFollowUp',
    note: warning(
      'survivalTest.noCommonFollowUp',
      words(
        'The groups were never under observation at the same time since time zero: nothing compares them.',
        '自时间零点起，各组从未同时处于观察之中，无从比较。',
      ),
    ),
  },
  {
    finding: 'neverAtRiskTogether',
    note: warning(
      'survivalTest.neverAtRiskTogether',
      words(
        'No event fell while patients of more than one group were at risk: nothing compares the groups.',
        '事件发生时均只有一组患者处于风险期，无从比较各组。',
      ),
    ),
  },
  {
    finding: 'exhaustedRiskSet',
    note: warning(
      'survivalTest.exhaustedRiskSet',
      words(
        'In a group all patients under observation had the event before others of it entered, so that its curve is of no use from there on: begin at a later time zero.',
        '某组在其他患者进入观察之前，在险者均已发生事件，其曲线自此不可用；宜改用较晚的时间零点。',
      ),
    ),
  },
  {
    finding: 'tinyRiskSet',
    note: warning(
      'survivalTest.tinyRiskSet',
      words(
        'In a group an event fell when fewer than five of its patients were under observation, before others entered; it weighs as much as any.',
        '某组在其他患者进入观察之前，曾在在险者不足五例时发生事件，该事件与其他事件权重相同。',
      ),
    ),
  },
  {
    finding: 'competingEvents',
    note: {
      ...warning(
        'survivalTest.causeSpecific',
        words(
          'What competes ends follow-up here: compared are hazards of this event among those still free of both, not its cumulative incidence, which Gray’s test compares.',
          '竞争事件在此视为随访结束：所比较的是尚未发生两类事件者的原因别风险，而非累积发生率；后者可用 Gray 检验比较。',
        ),
      ),
      severity: 'info',
    },
  },
  {
    finding: 'heavyTies',
    note: warning(
      'survivalTest.heavyTies',
      words(
        'Many events fall on the same days among few at risk, so that their order is not known: read the p value with reserve.',
        '在险人数少而同日事件多，其先后不明，P 值应谨慎解读。',
      ),
    ),
  },
];

/** Of two by two: an odds ratio of a table with an empty cell. */
export const ZERO_CELL: ResultNote = {
  ...warning(
    'association.zeroCell',
    words(
      'A cell of the table is empty, so the odds ratio is bounded on one side only; its limits are exact.',
      '四格表中有一格为零，比值比仅一侧有界；其置信限为精确法。',
    ),
  ),
  severity: 'info',
};

function warning(code: string, text: Words): ResultNote {
  return { code, severity: 'warning', text: { en: text.en, 'zh-CN': text['zh-CN'] } };
}
