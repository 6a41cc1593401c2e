import ExcelJS from 'exceljs';

/**
 * Five workbooks of the kinds that clinicians keep. EVERY CHILD, NAME AND NUMBER IN THEM IS INVENTED; names are made of a
 * letter and a figure, telephone and identity numbers of figures that nobody has. The same seed gives the same cells.
 */
export const INVENTED_WORKBOOKS = ['tidy', 'two-line', 'several-sheets', 'messy', 'mixed-language'] as const;
export type InventedWorkbook = (typeof INVENTED_WORKBOOKS)[number];

type Content = string | number | Date | null;

/** A stream of figures from a seed: the same on every machine. */
function invented(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    whole,
    tenth: (low: number, high: number): number => Math.round((low + next() * (high - low)) * 10) / 10,
    of: <T>(list: readonly T[]): T => list[whole(0, list.length - 1)] as T,
    /** a day so many days after another */
    day: (from: string, low: number, high: number): string =>
      new Date(Date.parse(`${from}T00:00:00Z`) + whole(low, high) * 86_400_000).toISOString().slice(0, 10),
  };
}

const asDate = (day: string): Date => new Date(`${day}T00:00:00Z`);

export async function writeInventedWorkbook(kind: InventedWorkbook, file: string): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  MAKERS[kind](workbook);
  await workbook.xlsx.writeFile(file);
}

function add(
  workbook: ExcelJS.Workbook,
  name: string,
  rows: readonly (readonly Content[])[],
  merges: readonly string[] = [],
): ExcelJS.Worksheet {
  const sheet = workbook.addWorksheet(name);
  for (const row of rows) sheet.addRow([...row]);
  for (const merge of merges) sheet.mergeCells(merge);
  return sheet;
}

const MAKERS: Readonly<Record<InventedWorkbook, (workbook: ExcelJS.Workbook) => void>> = {
  /** English, one row a child, one header line, units in the header. */
  tidy(workbook) {
    const draw = invented(20_260_101);
    const rows: Content[][] = [
      [
        'Study ID',
        'Sex',
        'Date of birth',
        'Age at diagnosis (years)',
        'Date of diagnosis',
        'Date of surgery',
        'Tumour site',
        'Tumour size (cm)',
        'WBC (10^9/L)',
        'Metastasis at diagnosis',
        'Resection margin',
        'Recurrence',
        'Date of recurrence',
        'Status',
        'Date of last contact',
      ],
    ];
    for (let child = 1; child <= 14; child += 1) {
      const birth = draw.day('2006-01-01', 0, 3_000);
      const years = draw.whole(1, 9);
      const diagnosis = draw.day(birth, years * 366, years * 366 + 300);
      const surgery = draw.day(diagnosis, 3, 40);
      const recurred = child === 3 || child === 9;
      const died = child === 9;
      const recurrence = recurred ? draw.day(surgery, 100, 500) : null;
      const contact = draw.day(recurrence ?? surgery, 400, 1_500);
      rows.push([
        `KID-${String(child).padStart(2, '0')}`,
        draw.of(['male', 'female']),
        asDate(birth),
        years,
        asDate(diagnosis),
        asDate(surgery),
        draw.of(['lung', 'bladder', 'mesentery', 'lung']),
        child === 5 ? 'NA' : draw.tenth(1.5, 9),
        child === 2 ? 'not done' : child === 11 ? null : draw.tenth(4, 19),
        child === 6 ? 'unknown' : draw.of(['no', 'no', 'yes']),
        draw.of(['R0', 'R0', 'R1']),
        recurred ? 'yes' : 'no',
        recurrence === null ? null : asDate(recurrence),
        died ? 'dead' : 'alive',
        asDate(contact),
      ]);
    }
    add(workbook, 'Data', rows);
  },

  /** Chinese, a title, two header lines with merged groups, units and meanings of codes in the header. */
  'two-line'(workbook) {
    const draw = invented(20_260_202);
    const rows: Content[][] = [
      ['虚构医院小儿外科病例登记表（全部患儿均为虚构）'],
      [
        '序号',
        '姓名',
        '住院号',
        '性别(1男2女)',
        '出生日期',
        '术前检查',
        null,
        null,
        '手术',
        null,
        null,
        '随访',
        null,
        null,
        null,
        '联系电话',
        '备注',
      ],
      [
        null,
        null,
        null,
        null,
        null,
        'WBC(10^9/L)',
        '血红蛋白(g/L)',
        'CRP(mg/L)',
        '手术日期',
        '肿瘤大小cm',
        '切缘',
        '末次随访日期',
        '生存状态',
        '是否复发',
        '复发日期',
      ],
    ];
    for (let child = 1; child <= 12; child += 1) {
      const birth = draw.day('2010-01-01', 0, 2_500);
      const surgery = draw.day(birth, 500, 2_500);
      const recurred = child === 4 || child === 8;
      const recurrence = recurred ? draw.day(surgery, 90, 400) : null;
      const contact = draw.day(recurrence ?? surgery, 300, 1_200);
      const axes = [draw.tenth(2, 8), draw.tenth(1.5, 5), draw.tenth(1, 3)];
      rows.push([
        child,
        `虚构${'甲乙丙丁戊己庚辛壬癸子丑'[child - 1]}`,
        `${88_000_000 + child * 137}`,
        draw.whole(1, 2),
        asDate(birth),
        child === 3 ? '未做' : draw.tenth(4, 18),
        draw.whole(85, 140),
        child === 5 ? '<0.5' : child === 7 ? '不详' : draw.tenth(0.6, 40),
        asDate(surgery),
        child === 2 ? String(axes[0]) : child === 10 ? '鸡蛋大小' : axes.join('×'),
        draw.of(['阴性', '阴性', '阳性']),
        asDate(contact),
        child === 8 ? '死亡' : child === 11 ? '失访' : '存活',
        recurred ? '是' : '否',
        recurrence === null ? null : asDate(recurrence),
        `1390000${String(1_000 + child)}`,
        child === 6 ? '其母虚构己之母联系，虚构己术后恢复好' : child === 9 ? '外院手术' : null,
      ]);
    }
    const merges = [
      'A1:Q1',
      ...['A', 'B', 'C', 'D', 'E', 'P', 'Q'].map((column) => `${column}2:${column}3`),
      'F2:H2',
      'I2:K2',
      'L2:O2',
    ];
    add(workbook, '病例', rows, merges);
  },

  /** Patients in one sheet, laboratory values and visits in two others, joined by the hospital number. */
  'several-sheets'(workbook) {
    const draw = invented(20_260_303);
    const numbers = Array.from({ length: 8 }, (_, index) => `H${70_000 + index * 31}`);
    const patients: Content[][] = [['Hospital No.', 'Sex', 'Date of birth', 'Date of diagnosis', 'Diagnosis']];
    const tests: Content[][] = [['Hospital No.', 'Sample date', 'Haemoglobin (g/L)', 'Marker (ng/mL)']];
    const visits: Content[][] = [['住院号', '随访日期', '随访方式', '病情']];
    for (const [index, number] of numbers.entries()) {
      const birth = draw.day('2012-01-01', 0, 2_000);
      const diagnosis = draw.day(birth, 30, 1_500);
      patients.push([number, draw.of(['F', 'M']), asDate(birth), asDate(diagnosis), draw.of(['mature', 'immature'])]);
      for (let sample = 0; sample < draw.whole(1, 3); sample += 1) {
        tests.push([
          number,
          asDate(draw.day(diagnosis, sample * 60, sample * 60 + 30)),
          draw.whole(80, 140),
          index === 2 && sample === 0 ? '>1000' : draw.tenth(1, 900),
        ]);
      }
      for (let visit = 0; visit < draw.whole(1, 3); visit += 1) {
        visits.push([
          number,
          asDate(draw.day(diagnosis, 90 + visit * 180, 150 + visit * 180)),
          draw.of(['门诊', '电话']),
          draw.of(['无瘤', '无瘤', '复发']),
        ]);
      }
    }
    tests.push(['H79999', asDate('2019-05-06'), 101, 12.5]);
    add(workbook, 'Patients', patients);
    add(workbook, 'Labs', tests);
    add(workbook, '随访', visits);
    add(workbook, 'Sheet4', []);
  },

  /** Titles, blank rows, colours, a repeated header, totals, notes, codes that nobody explains, a row without a number. */
  messy(workbook) {
    const draw = invented(20_260_404);
    const header = [
      'Case no',
      'sex',
      'age',
      'DX DATE',
      'group',
      'LDH U/L',
      'nodes',
      'op findings',
      'outcome',
      'last seen',
    ];
    const rows: Content[][] = [
      ['Paediatric tumours, invented list'],
      ['updated by nobody; red = call the parents'],
      [],
      header,
    ];
    for (let child = 1; child <= 15; child += 1) {
      const diagnosis = draw.day('2015-01-01', 0, 2_000);
      const contact = draw.day(diagnosis, 200, 1_800);
      const number = child === 12 ? 'P0O3' : child === 14 ? null : `P${String(child).padStart(3, '0')}`;
      rows.push([
        number,
        draw.of(['M', 'F', ' m', 'Male', 'f ']),
        child === 4 ? 999 : draw.whole(1, 15),
        asDate(diagnosis),
        draw.whole(1, 3),
        child === 6 ? 'high' : child === 8 ? '-' : draw.whole(150, 900),
        draw.whole(0, 24),
        draw.of([
          'adherent to bowel, removed whole',
          'soft, bled easily',
          'in two pieces; the rest followed later',
          'capsule intact',
        ]),
        child === 5 || child === 10 ? 'DOD' : draw.of(['NED', 'NED', 'AWD']),
        asDate(contact),
      ]);
      if (child === 7) rows.push([], header);
    }
    rows.push([], ['Total', null, null, null, null, null, 131], ['Note: nodes counted by two people']);
    const sheet = add(workbook, 'list (final) v3', rows, ['A1:J1']);
    for (const address of ['A6', 'A9', 'I10']) {
      sheet.getCell(address).fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFF0000' } };
    }
    sheet.getCell('B8').note = 'asked the mother';
  },

  /** Both languages in each header, dates in five habits, ages and panels of stains as people type them. */
  'mixed-language'(workbook) {
    const rows: Content[][] = [
      [
        'Case No. 病例号',
        'Sex 性别',
        'Age 年龄',
        'Diagnosis date 诊断日期',
        'Symptoms 症状',
        'Duration 病程',
        'IHC 免疫组化',
        'ALK',
        'Tumor size 肿瘤大小',
        'Last contact 末次随访日期',
        'Remarks 备注',
      ],
      [
        'C1',
        '男',
        '2岁3月',
        '2016-03-14',
        '腹痛、发热',
        '3天',
        'Vimentin(+)、SMA(+)、Ki-67(约10%+)',
        '+',
        '3×2×2cm',
        43_525,
        null,
      ],
      [
        'C2',
        'F',
        '12mo',
        '2017.5.2',
        '腹痛',
        '2周',
        'CK、S-100、CD34均(-)，ALK(D5F3)(+)',
        '(+)',
        '25mm',
        43_600,
        '外院会诊',
      ],
      ['C3', '女', '5y', '2018年7月', 'cough', '1个月', 'SMA(灶+)、CD34(血管+)、Desmin(-)', '-', '4×3cm', 43_700, null],
      [
        'C4',
        'M',
        '8 months',
        '03/04/2018',
        '发热、咳嗽',
        '10天',
        'Vimentin+++; SMA++; CK-',
        '弱+',
        '5.2cm',
        43_810,
        null,
      ],
      [
        'C5',
        '男',
        '11岁',
        '12/11/2019',
        '腹痛、发热',
        '半年',
        '余见附页；Ki-67 10-15%',
        '未做',
        '约6×5cm',
        43_950,
        '?',
      ],
      [
        'C6',
        'female',
        '3岁',
        '20 Jan 2020',
        '腹痛、咳嗽',
        '不详',
        'Vimentin、SMA(+)',
        '灶+',
        '3.5×3×2cm',
        44_010,
        null,
      ],
      ['C7', '女', '7岁半', '20200615', '发热、cough', '2月', 'ALK（胞质灶弱+），EMA(±)', '阴性', '/', 44_100, null],
      ['C8', 'M', '不详', '2021/1/9', '腹痛', '20天', '未做', '/', '4cm', 44_300, null],
    ];
    const sheet = add(workbook, 'cases 病例', rows);
    sheet.addRow([]);
  },
};
